"""Keeps one Rasa answering: starts it, watches it, restarts it with patience, puts a new model in service unnoticed."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ComptoirError, Conflict
from bot.rasa_server.child import Child
from bot.rasa_server.client import RasaClient, Target
from bot.rasa_server.launch import Launcher, free_port

logger = logging.getLogger(__name__)

Progress = Callable[[str], None]

READY_SECONDS = 180.0
"""TensorFlow alone takes ten seconds to import; a laptop under load, ten times that."""
DRAIN_SECONDS = 30.0
LOG_BYTES = 5_000_000
"""Rasa's log is put aside at this size, when Rasa starts."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds to wait before the n-th restart in a row: first, doubled each time, at most `longest`. A process that
    lived `steady` seconds counts as well again."""

    first: float = 0.5
    longest: float = 30.0
    steady: float = 60.0

    def delay(self, failures: int) -> float:
        return min(self.longest, self.first * 2.0 ** min(failures - 1, 16)) if failures else 0.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a Rasa that lives but no longer answers is told from a busy one: it is asked `every` so many seconds, waited
    for `patience` seconds, and started again after `misses` questions in a row without an answer."""

    every: float = 5.0
    patience: float = 10.0
    misses: int = 3


@dataclass(frozen=True, slots=True)
class Status:
    """What there is to say of Rasa: `state` is stopped, starting, ready or restarting."""

    state: str
    model: str | None = None
    pid: int | None = None
    restarts: int = 0


class RasaSupervisor:
    """Owns the processes and tells `client` where to ask. Call its methods from the event loop that started it."""

    def __init__(
        self,
        launcher: Launcher,
        client: RasaClient,
        log_file: Path,
        secret: str | None = None,
        backoff: Backoff | None = None,
        pulse: Pulse | None = None,
    ) -> None:
        self._launcher = launcher
        self._client = client
        self._log_file = log_file
        self._backoff = backoff or Backoff()
        self._pulse = pulse or Pulse()
        self._changing = asyncio.Lock()
        self._child: Child | None = None
        self._rising: Child | None = None
        self._watch: asyncio.Task[None] | None = None
        self._state = "stopped"
        self._restarts = 0
        self.secret = secret or secrets.token_urlsafe(32)
        """What the channel asks of us, and what Rasa shows when it calls the actions."""

    @property
    def model(self) -> Path | None:
        """The model in service, also while its process is being restarted."""
        return self._child.model if self._child else None

    @property
    def status(self) -> Status:
        child = self._child
        name = child.model.name if child else None
        return Status(self._state, name, child.pid if child else None, self._restarts)

    async def start(self, model: Path, progress: Progress | None = None) -> None:
        """Start Rasa with `model`; return once it answers. Raises Unavailable, with its log's end, when it does not."""
        if self._child is not None:
            raise Conflict("Rasa is already running")
        self._state = "starting"
        try:
            async with self._changing:
                self._take(await self._begin(model, progress))
        except BaseException:
            self._state = "stopped"
            raise
        self._watch = asyncio.create_task(self._keep_alive(), name="rasa-watch")

    async def swap(self, model: Path, progress: Progress | None = None) -> None:
        """Put `model` in service: a second Rasa comes up, traffic moves, the first ends after its last message.

        Raises Unavailable when the second does not come up; the first then goes on as if nothing had been.
        """
        async with self._changing:
            fresh = await self._begin(model, progress)
            old = self._child
            self._take(fresh)
            if old is not None:
                await self._client.drained(old.target, DRAIN_SECONDS)
                await old.end()

    async def stop(self) -> None:
        """End everything; nothing is left when this returns. Twice is once."""
        self._client.use(None)
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        if self._rising is not None:  # whoever waits for it to be ready gives up, and the lock is free
            await self._rising.end()
        async with self._changing:
            self._client.use(None)
            child, self._child = self._child, None
            self._state = "stopped"
            if child is not None:
                await child.end()

    def _take(self, child: Child) -> None:
        """From here on `child` is Rasa: one assignment, so that every message finds the one or the other."""
        self._child = child
        self._client.use(child.target)
        self._state = "ready"

    async def _begin(self, model: Path, progress: Progress | None = None) -> Child:
        say = progress or logger.info
        port = free_port()
        target = Target(f"http://127.0.0.1:{port}", self.secret)
        self._put_log_aside()
        say(f"starting Rasa with {model.name}")
        self._rising = await Child.started(self._launcher(model, port, self.secret), target, model, self._log_file)
        try:
            await self._rising.wait_ready(self._client, READY_SECONDS)
            say("Rasa is ready")
            return self._rising
        except BaseException:
            await self._rising.end()
            raise
        finally:
            self._rising = None

    async def _keep_alive(self) -> None:
        """Restart Rasa for as long as this task lives."""
        failures = 0
        while (child := self._child) is not None:
            began = asyncio.get_running_loop().time()
            code = await self._end_of(child)
            if child is not self._child:  # swapped: its end was meant
                continue
            lived = asyncio.get_running_loop().time() - began
            failures = 1 if lived >= self._backoff.steady else failures + 1
            logger.warning("Rasa ended (%s); restarting", code)
            await self._replace(child, failures)

    async def _end_of(self, child: Child) -> int:
        """Wait for its end, bringing it about when it no longer answers; its exit code."""
        ended, misses = asyncio.ensure_future(child.ended()), 0
        try:
            while not (await asyncio.wait({ended}, timeout=self._pulse.every))[0]:
                misses = 0 if await self._client.healthy(child.target, self._pulse.patience) else misses + 1
                if misses >= self._pulse.misses and child is self._child:
                    logger.warning("Rasa does not answer any more; killing it")
                    child.kill()
            return ended.result()
        finally:
            ended.cancel()

    async def _replace(self, dead: Child, failures: int) -> None:
        self._state = "restarting"
        self._client.use(None)
        while self._child is dead:
            await asyncio.sleep(self._backoff.delay(failures))
            try:
                async with self._changing:
                    if self._child is dead:
                        self._take(await self._begin(dead.model))
                        self._restarts += 1
            except ComptoirError as error:
                failures += 1
                logger.error("Rasa does not start: %s", error.detail)

    def _put_log_aside(self) -> None:
        if self._log_file.exists() and self._log_file.stat().st_size > LOG_BYTES:
            self._log_file.replace(self._log_file.with_suffix(".log.1"))
