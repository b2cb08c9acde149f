from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.rasa_server.launch import free_port, rasa_launcher


def test_rasa_is_told_what_it_needs_and_no_other_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTOIR_DATABASE_URL", "postgresql://shop:hunter2@db/shop")
    project, home = tmp_path / "project", tmp_path / "home"

    launch = rasa_launcher(project, home, "http://127.0.0.1:8000/internal/actions")(Path("/m/a.tar.gz"), 4242, "s3cret")

    assert launch.argv[0] == str(project / ".venv-rasa/bin/python")
    assert launch.argv[1:] == ("-m", "bot.nlu.serve", "--model", "/m/a.tar.gz", "--port", "4242")
    assert launch.environment["COMPTOIR_RASA_ACTIONS_URL"] == "http://127.0.0.1:8000/internal/actions"
    assert launch.environment["COMPTOIR_RASA_SECRET"] == "s3cret"
    assert launch.environment["COMPTOIR_RASA_DATABASE"] == str(home / "rasa/memory.db")
    assert launch.environment["COMPTOIR_RASA_PARENT"] == str(os.getpid())
    assert "hunter2" not in str(launch.environment)
    assert launch.cwd == project


def test_a_secret_is_not_on_the_command_line(tmp_path: Path) -> None:
    launch = rasa_launcher(tmp_path, tmp_path, "http://x")(Path("m"), 1, "s3cret")

    assert "s3cret" not in " ".join(launch.argv)


def test_free_ports_are_real_ports() -> None:
    assert all(1024 < free_port() < 65536 for _ in range(20))
