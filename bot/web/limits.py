"""How often one may call. Kept in memory: with several processes, each keeps its own count."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from bot.errors import TooMany

SWEEP_EVERY = 10_000
"""Calls between two sweeps of keys that have gone quiet, so that memory follows the traffic of the last minute."""


class RateLimit:
    """At most `count` calls per key in any `seconds`."""

    def __init__(self, count: int, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._count = count
        self._seconds = seconds
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}
        self._until_sweep = SWEEP_EVERY

    def check(self, key: str, count: int | None = None) -> None:
        """Count one call. Raises TooMany, and counts nothing, when `key` has used up its calls."""
        now = self._clock()
        self._sweep(now)
        calls = self._calls.setdefault(key, deque())
        self._forget_old(calls, now)
        if len(calls) >= (count or self._count):
            wait = max(1, math.ceil(calls[0] + self._seconds - now))
            raise TooMany(f"Too many calls; try again in {wait} s", retry_after=wait)
        calls.append(now)

    def forgive(self, key: str) -> None:
        """Forget the calls of `key`: they were no guessing."""
        self._calls.pop(key, None)

    def _forget_old(self, calls: deque[float], now: float) -> None:
        while calls and calls[0] <= now - self._seconds:
            calls.popleft()

    def _sweep(self, now: float) -> None:
        self._until_sweep -= 1
        if self._until_sweep > 0:
            return
        self._until_sweep = SWEEP_EVERY
        for calls in self._calls.values():
            self._forget_old(calls, now)
        self._calls = {key: calls for key, calls in self._calls.items() if calls}
