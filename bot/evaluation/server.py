"""A whole Comptoir started as a child for measuring: its own home, a free port, stopped without a trace."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from bot.errors import Unavailable

READY_SECONDS = 240
"""How long a cold start may take (Rasa alone: half a minute)."""


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    home: Path
    process: subprocess.Popen[bytes]

    def memory(self) -> dict[str, float]:
        """Resident MiB of the app and of its Rasa."""
        app = psutil.Process(self.process.pid)
        mib = 1024 * 1024
        children = sum(child.memory_info().rss for child in app.children(recursive=True))
        return {"app": app.memory_info().rss / mib, "rasa": children / mib}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, environment: Mapping[str, str] | None = None, command: str = "demo") -> Iterator[Server]:
    """`comptoir demo` (or serve) over `home`, ready. Raises Unavailable with its last words."""
    port = free_port()
    extra = {"COMPTOIR_HOME": str(home), "COMPTOIR_PORT": str(port), **(environment or {})}
    home.mkdir(parents=True, exist_ok=True)
    with (home / "serve.out").open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli.main", command],
            env={**os.environ, **extra},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", home, process)
    try:
        wait_until_ready(server)
        yield server
    finally:
        stop(process)


def wait_until_ready(server: Server, seconds: float = READY_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if httpx.get(f"{server.url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.25)
    tail = (server.home / "serve.out").read_text(errors="replace")[-2000:]
    raise Unavailable(f"the server did not get ready in {seconds:.0f} s; its last words:\n{tail}")


def stop(process: subprocess.Popen[bytes], seconds: float = 20) -> int:
    """SIGTERM, then SIGKILL when it does not end; the exit status."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return int(process.returncode)
