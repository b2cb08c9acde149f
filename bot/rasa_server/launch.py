"""How a Rasa process is started: its command, its environment, nothing more than it needs to know."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

PASSED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "OMP_NUM_THREADS", "SSL_CERT_FILE")
"""The parent's variables that a child gets; the database's password and its like are not among them."""
PYTHON = Path(".venv-rasa") / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Launch:
    """One process to start. `environment` is all the child gets."""

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    cwd: Path


Launcher = Callable[[Path, int, str], Launch]
"""(model file, loopback port, secret) -> what to start."""


def rasa_python(project: Path) -> Path:
    """The interpreter of Rasa's own environment."""
    return project / PYTHON


def base_environment(project: Path) -> dict[str, str]:
    """What every child of ours gets: a few of the parent's variables, and where to find the project."""
    kept = {name: os.environ[name] for name in PASSED if name in os.environ}
    ours = {"PYTHONPATH": str(project), "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore", "NO_COLOR": "1"}
    rasa = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    return {**kept, **ours, **rasa, "COMPTOIR_RASA_PARENT": str(os.getpid())}


def rasa_launcher(project: Path, home: Path, actions_url: str) -> Launcher:
    """Starts the real Rasa: `actions_url` is where the app serves its actions; Rasa's memory is a file under `home`."""
    memory = home.resolve() / "rasa" / "memory.db"

    def launch(model: Path, port: int, secret: str) -> Launch:
        memory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        command = ("-m", "bot.nlu.serve", "--model", str(model.resolve()), "--port", str(port))
        told = {
            "COMPTOIR_RASA_ACTIONS_URL": actions_url,
            "COMPTOIR_RASA_SECRET": secret,
            "COMPTOIR_RASA_DATABASE": str(memory),
        }
        return Launch((str(rasa_python(project)), *command), {**base_environment(project), **told}, project)

    return launch


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
