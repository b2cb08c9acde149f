"""A simulated shopper waits its turn where the server counts conversations."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from bot.evaluation.talk import Talk


class Door(BaseHTTPRequestHandler):
    """Answers with the statuses in turn, and the last one ever after."""

    statuses: list[int]

    def do_POST(self) -> None:
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        body = b'{"conversation_id": "c_1", "token": "t", "messages": [], "state": {}}'
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(status)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def door() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_talk_begins_after_the_wait_the_server_asks_for(door: str) -> None:
    Door.statuses = [429, 429, 201]
    talk = Talk.in_turn(door, "en")
    assert talk.id == "c_1"
    talk.close()


@pytest.mark.parametrize("statuses", [[429], [503]])
def test_a_server_that_refuses_for_good_is_an_error(door: str, statuses: list[int]) -> None:
    Door.statuses = statuses
    with pytest.raises(httpx.HTTPStatusError):
        Talk.in_turn(door, "en")
