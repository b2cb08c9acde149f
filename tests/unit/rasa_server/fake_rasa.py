"""A stand-in for Rasa's process: the same two routes, its model a JSON file that says how it behaves.

{"name": what it answers, "starts_in": seconds, "answers_in": seconds, "fails": whether it ends at once,
"deaf": whether it hears no SIGTERM}
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MODEL = json.loads(Path(sys.argv[1]).read_text())
SECRET = os.environ["FAKE_SECRET"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._send({"ready": True, "model": MODEL["name"]})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(MODEL.get("answers_in", 0))
        understood = {"intent": "greet", "confidence": 0.9, "ranking": [], "entities": []}
        self._send({"messages": [{"text": MODEL["name"]}], "understanding": understood})

    def _send(self, body: dict[str, Any]) -> None:
        known = self.headers.get("X-Comptoir-Secret") == SECRET
        data = json.dumps(body if known else {"error": "unknown caller"}).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


if __name__ == "__main__":
    if MODEL.get("fails"):
        sys.exit("this model cannot be loaded")
    if MODEL.get("deaf"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(MODEL.get("starts_in", 0))
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Handler)
    server.daemon_threads = True
    server.serve_forever()
