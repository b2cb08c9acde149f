"""A real Rasa with the project's own model, and a stand-in for the app's actions that says what it was asked."""

from __future__ import annotations

import asyncio
import json
import secrets
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.rasa_server.client import SECRET_HEADER, Target
from bot.rasa_server.launch import free_port, rasa_launcher
from bot.rasa_server.training import train
from bot.wiring import SHIPPED_MODELS

PROJECT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 400  # ten on an idle machine


@dataclass
class Actions:
    """The app's action endpoint. `asks[sender]` are the questions the form still has; `failing` breaks every call."""

    secret: str
    calls: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    asks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    failing: bool = False
    url: str = ""

    def run(self, body: dict[str, Any]) -> dict[str, Any]:
        name, slots = body["next_action"], body["tracker"]["slots"]
        self.calls.append(name)
        self.bodies.append(body)
        if name == "validate_needs_form":
            asks = self.asks[body["sender_id"]]
            asks[:] = [ask for ask in asks if slots.get(ask) is None]
            return {"events": [_slot("requested_slot", asks[0] if asks else None)], "responses": []}
        return {"events": [], "responses": [{"text": name, "custom": {"action": name, "language": slots["language"]}}]}

    def taken(self) -> list[str]:
        """The calls since the last time."""
        calls, self.calls = self.calls, []
        return calls


def _slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


@contextmanager
def serving_actions() -> Iterator[Actions]:
    actions = Actions(secrets.token_urlsafe(16))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = self.headers.get(SECRET_HEADER) == actions.secret
            status = 403 if not known else 500 if actions.failing else 200
            data = json.dumps(actions.run(body) if status == 200 else {}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    actions.url = f"http://127.0.0.1:{server.server_address[1]}/internal/actions"
    try:
        yield actions
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class RunningRasa:
    target: Target
    actions: Actions
    home: Path
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The model of the project's data as it stands; trained now if it never was."""
    return asyncio.run(train(PROJECT, SHIPPED_MODELS))


@pytest.fixture(scope="session")
def rasa(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRasa]:
    """Rasa as the supervisor starts it, shared by all tests; each takes a conversation of its own."""
    home = tmp_path_factory.mktemp("rasa-home")
    with serving_actions() as actions, (home / "rasa.log").open("wb") as log:
        port = free_port()
        launch = rasa_launcher(PROJECT, home, actions.url)(trained_model, port, actions.secret)
        process = subprocess.Popen(launch.argv, env=dict(launch.environment), cwd=launch.cwd, stdout=log, stderr=log)
        target = Target(f"http://127.0.0.1:{port}", actions.secret)
        try:
            wait_until_ready(target, process, home / "rasa.log")
            yield RunningRasa(target, actions, home, process)
        finally:
            process.kill()  # how it ends in good order is the supervisor's test
            process.wait()


def wait_until_ready(target: Target, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{target.url}/webhooks/comptoir/health", headers=target.headers).json().get("ready"):
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError(log.read_text(errors="replace")[-3000:])
