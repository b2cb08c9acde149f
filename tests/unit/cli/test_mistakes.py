"""What a person mistypes or mislays at the command line: one clear line, a status that is not zero, no trace."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.cli.health import Finding, examine
from bot.cli.lock import alone
from bot.cli.main import main
from bot.cli.results import keep
from bot.settings import Settings

USAGE = 2


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("COMPTOIR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COMPTOIR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str]:
    """The exit status and what stands on the error output."""
    monkeypatch.setattr("sys.argv", ["comptoir", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["nope"],
        ["serve", "now"],
        ["--nope"],
        ["token", "create"],
        ["token", "create", "--role", "king"],
        ["user", "add"],
        ["policy", "try", "x", "--days", "0"],
        ["bench", "--products", "-5"],
        ["nudge", "replay", "--date", "yesterday"],
    ],
)
def test_a_command_written_wrongly_is_one_line_that_names_the_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    status, said = refusal(monkeypatch, capsys, *words)
    assert status == USAGE
    assert said.startswith("comptoir: ")
    assert said.endswith(" --help)\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        *(f"evaluate {name} --json" for name in ("nlu", "hesitation", "nudges", "attainable", "foreseen", "dialogue")),
        *(f"evaluate {name} --json" for name in ("encoders", "peers", "nearest", "scale", "holdout")),
        "evaluate search --data . --json",
        "evaluate dialogue --challenge",
        "catalogue doctor --html",
        "nudge report --json",
        "bench --json",
    ],
)
def test_a_result_that_could_not_be_written_is_not_worked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path, command: str
) -> None:
    for place in (home.parent / "nowhere" / "result.json", Path("/dev/null/result.json")):
        status, said = refusal(monkeypatch, capsys, *command.split(), str(place))
        assert status == USAGE
        assert f"{place.parent}" in said
        assert said.count("\n") == 1
    assert not home.exists()


def test_a_result_is_named_by_its_data_in_a_folder_and_as_asked_otherwise(tmp_path: Path) -> None:
    keep("search", {"data_sha": "abc"}, tmp_path)
    keep("scale", {"products": 3}, tmp_path)
    keep("nlu", {"data_sha": "abc"}, tmp_path / "mine.json")
    own = hashlib.sha256(b'{\n "products": 3\n}\n').hexdigest()[:12]
    assert {file.name for file in tmp_path.iterdir()} == {"search-abc.json", f"scale-{own}.json", "mine.json"}


@pytest.mark.parametrize(("content", "line"), [(b"\xff\xfe\x00", 1), (b"# caf\xc3\xa9\n\x80 holdout: 1", 2)])
@pytest.mark.parametrize("command", ["check", "set", "try"])
def test_a_policy_that_is_no_text_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    home: Path,
    command: str,
    content: bytes,
    line: int,
) -> None:
    file = home.parent / "policy.yml"
    file.write_bytes(content)
    status, said = refusal(monkeypatch, capsys, "policy", command, str(file))
    assert (status, said) == (1, f"comptoir: line {line}: {file} is not UTF-8 text\n")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://u:hunter2@127.0.0.1:9/x", "***"),
        ("hunter2", "COMPTOIR_DATABASE_URL"),
        ("mysql://u:hunter2@h/x", "***"),
        ("sqlite://", "SQLite needs a file"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_line_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, told: str
) -> None:
    monkeypatch.setenv("COMPTOIR_DATABASE_URL", url)
    status, said = refusal(monkeypatch, capsys, "token", "create", "--role", "admin")
    assert status == 1
    assert told in said
    assert "hunter2" not in said
    assert said.count("\n") == 1


def test_a_file_that_is_no_database_is_said_to_be_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    home.mkdir()
    (home / "comptoir.db").write_bytes(b"not a database" * 1000)
    status, said = refusal(monkeypatch, capsys, "policy", "show")
    assert status == 1
    assert "file is not a database" in said
    assert said.count("\n") == 1


def test_a_demo_without_its_database_ends_before_it_trains(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    home.mkdir()
    (home / "comptoir.db").write_bytes(b"not a database" * 1000)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("COMPTOIR_PORT", str(probe.getsockname()[1]))
    status, said = refusal(monkeypatch, capsys, "demo")
    assert status == 1
    assert "file is not a database" in said
    assert said.count("\n") == 1


def test_a_demo_on_a_taken_port_ends_before_it_trains(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("COMPTOIR_PORT", str(taken.getsockname()[1]))
        status, said = refusal(monkeypatch, capsys, "demo")
    assert status == 1
    assert said.count("\n") == 1


class Stranger(BaseHTTPRequestHandler):
    """Answers everything with a page that says it cannot."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Another program on the port; its URL."""
    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("COMPTOIR_PORT", str(server.server_port))
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_another_program_on_the_port_is_told_from_a_comptoir(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stranger: str
) -> None:
    status, said = refusal(monkeypatch, capsys, "chat")
    assert status == 1
    assert said.startswith(f"comptoir: at {stranger} ")
    assert said.count("\n") == 1
    assert not running().healthy
    assert "COMPTOIR_PORT" in running().says


class Neighbour(Stranger):
    """A comptoir that is ready, of whichever home."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")


def test_a_comptoir_of_another_home_on_the_port_is_told_from_ones_own(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    with HTTPServer(("127.0.0.1", 0), Neighbour) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("COMPTOIR_PORT", str(server.server_port))
        assert not running().healthy
        with alone(home):
            assert running().healthy
        assert not running().healthy
        server.shutdown()


def running() -> Finding:
    return next(finding for finding in examine(Settings()) if finding.name == "running app")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_secret_file_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("COMPTOIR_DATABASE_URL_FILE", str(file))
    status, said = refusal(monkeypatch, capsys, "doctor")
    assert status == 1
    assert said.startswith(f"comptoir: COMPTOIR_DATABASE_URL_FILE: {file}")
    assert said.count("\n") == 1


def test_the_doctor_says_of_a_home_that_is_a_file_what_is_wrong_in_a_line(home: Path) -> None:
    home.write_text("a file")
    ill = {finding.name: finding.says for finding in examine(Settings()) if not finding.healthy}
    assert ill["disk"] == f"{home}: File exists"
    assert [says for says in ill.values() if "\n" in says or "Errno" in says] == []


class Impatient:
    """Finds no module; while the commands are looked for, somebody presses Ctrl-C."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "bot.cli.commands":
            raise KeyboardInterrupt


def test_a_ctrl_c_while_the_commands_are_read_ends_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "bot.cli.commands", raising=False)
    monkeypatch.setattr("sys.meta_path", [Impatient(), *sys.meta_path])
    assert refusal(monkeypatch, capsys, "doctor") == (128 + signal.SIGINT, "")
