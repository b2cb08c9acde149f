"""One app per home, and whether there is one."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from bot.errors import Conflict

LOCK = "serve.lock"


def served(home: Path) -> bool:
    """Whether an app serves `home`: it holds the lock that `alone` takes."""
    try:
        with (home / LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


@contextlib.contextmanager
def alone(home: Path) -> Iterator[None]:
    """One app per home: two would each answer the same unanswered messages."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(f"another comptoir is serving {home}; give this one its own COMPTOIR_HOME") from None
        yield
