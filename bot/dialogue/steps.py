"""Where a blocking step runs: in a thread of its own, or at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Run(Protocol):
    """Runs `step(*args)` and waits for it."""

    async def __call__(self, step: Callable[..., T], *args: Any) -> T: ...


async def in_thread(step: Callable[..., T], *args: Any) -> T:
    """For what may wait: for the disk, another writer, a database elsewhere."""
    return await asyncio.to_thread(step, *args)


async def at_once(step: Callable[..., T], *args: Any) -> T:
    """For what never waits, as a read of a local file: handing it to a thread and back costs more than doing it, and
    the threads then fight over the interpreter (a fifth of what a message costs).
    """
    return step(*args)
