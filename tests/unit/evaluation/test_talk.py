"""A simulated shopper waits its turn where the server counts conversations, and tells who does not answer as asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from bot.cli.main import main
from bot.evaluation.talk import LONGEST_WAIT, Refused, Talk


class Door(BaseHTTPRequestHandler):
    """Answers with the statuses in turn, and the last one ever after."""

    statuses: list[int]
    bodies: list[bytes]

    def do_POST(self) -> None:
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        body = self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(status)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


OPENED = b'{"conversation_id": "c_1", "token": "t", "messages": [], "state": {}}'


@pytest.fixture
def door() -> Iterator[str]:
    Door.statuses, Door.bodies = [201], [OPENED]
    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_talk_begins_after_the_wait_the_server_asks_for(door: str) -> None:
    Door.statuses = [429, 429, 201]
    talk = Talk.in_turn(door, "en")
    assert talk.id == "c_1"
    talk.close()


def test_a_wait_that_is_no_number_or_a_day_is_a_short_one() -> None:
    waits = [Refused("", httpx.Response(429, headers={"Retry-After": wait})).wait for wait in ("soon", "86400", "7")]
    assert waits == [1, LONGEST_WAIT, 7]


@pytest.mark.parametrize("statuses", [[429], [503]])
def test_a_server_that_refuses_for_good_is_an_error(door: str, statuses: list[int]) -> None:
    Door.statuses = statuses
    with pytest.raises(Refused) as refused:
        Talk.in_turn(door, "en")
    assert refused.value.answered == statuses[0]


ANSWERS = [
    (500, b'{"detail": "the engine is away"}'),
    (500, b"<h1>Oops</h1>"),
    (404, b""),
    (302, b""),
    (200, b"<h1>Another program</h1>"),
    (200, b"[]"),
    (200, b"{}"),
    (200, b"\xff\xfe"),
]


@pytest.mark.parametrize(("status", "body"), ANSWERS)
def test_an_answer_that_is_none_is_one_error_at_the_door_and_in_the_talk(door: str, status: int, body: bytes) -> None:
    Door.statuses, Door.bodies = [status], [body]
    with pytest.raises(Refused):
        Talk(door, "en")
    Door.statuses, Door.bodies = [201, status], [OPENED, body]
    with closing(Talk(door, "en")) as talk, pytest.raises(Refused):
        talk.say("hello")


NO_DOORS = ("http://127.0.0.1:9", "http://nowhere.invalid", "127.0.0.1:9", "http://[::", "http://:x", "ftp://a", "")


@pytest.mark.parametrize("url", NO_DOORS)
def test_an_address_where_nobody_is_ends_the_evaluation_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, url: str
) -> None:
    assert evaluated(monkeypatch, capsys, tmp_path, url) == 1


def test_a_server_that_is_ill_ends_the_evaluation_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, door: str
) -> None:
    for status, body in ANSWERS:
        Door.statuses, Door.bodies = [status], [body]
        assert evaluated(monkeypatch, capsys, tmp_path, door) == 1


def evaluated(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path, url: str) -> object:
    """The status of `comptoir evaluate dialogue --url`, which said one line."""
    monkeypatch.setenv("COMPTOIR_HOME", str(home))
    monkeypatch.setattr("sys.argv", ["comptoir", "evaluate", "dialogue", "--url", url])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    lines = [line for line in said.splitlines() if line.startswith("comptoir: ")]
    assert len(lines) == 1
    assert lines[0] == said.splitlines()[-1]
    assert "Traceback" not in said
    return ended.value.code
