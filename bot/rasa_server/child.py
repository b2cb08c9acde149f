"""One Rasa process: started in its own group, its words kept in a file, ended so that nothing is left."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from bot.errors import Unavailable
from bot.rasa_server.client import RasaClient, Target
from bot.rasa_server.launch import Launch

POLL_SECONDS = 0.2
END_SECONDS = 5.0
"""What a process gets to end by itself before it is killed."""
TAIL = 1500
"""Bytes of its log that a failed start shows."""


class Child:
    """A process and the target it answers at."""

    def __init__(self, process: asyncio.subprocess.Process, target: Target, model: Path, log_file: Path) -> None:
        self._process = process
        self._log_file = log_file
        self.target = target
        self.model = model

    @classmethod
    async def started(cls, launch: Launch, target: Target, model: Path, log_file: Path) -> Child:
        """A process just begun. Raises Unavailable when the command is not there."""
        try:
            with _opened(log_file) as log:
                process = await asyncio.create_subprocess_exec(
                    *launch.argv,
                    env=dict(launch.environment),
                    cwd=launch.cwd,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        except OSError as error:
            raise Unavailable(f"cannot start {launch.argv[0]}: {error.strerror}") from error
        return cls(process, target, model, log_file)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ended(self) -> int:
        """Wait for its end; its exit code."""
        return await self._process.wait()

    async def wait_ready(self, client: RasaClient, seconds: float) -> None:
        """Wait until its model is loaded. Raises Unavailable with the end of its log when it ends or takes too long."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not await client.healthy(self.target):
            if not self.alive:
                raise Unavailable(f"Rasa ended while starting ({self._process.returncode}): {self._last_words()}")
            if asyncio.get_running_loop().time() > deadline:
                raise Unavailable(f"Rasa was not ready after {seconds:.0f} s: {self._last_words()}")
            await asyncio.sleep(POLL_SECONDS)

    async def end(self) -> None:
        """End it and its group: asked first, killed after END_SECONDS."""
        self._signal(signal.SIGTERM)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), END_SECONDS)
        self._signal(signal.SIGKILL)
        await self._process.wait()

    def kill(self) -> None:
        """End it at once: one that hangs hears nothing else. What it was answering fails, and is asked again."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def _last_words(self) -> str:
        with self._log_file.open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - TAIL))
            return log.read().decode("utf-8", "replace").strip()


def _opened(log_file: Path) -> BinaryIO:
    log_file.parent.mkdir(parents=True, exist_ok=True)
    return log_file.open("ab")
