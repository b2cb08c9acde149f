"""The console script. It imports almost nothing itself: a Ctrl-C is heard from its first moment on, also during the
seconds that the commands and their libraries take to be read."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn


def main() -> NoReturn:
    # Being asked to end is an end in good order: what a command started (a shop to be measured) is ended with it.
    signal.signal(signal.SIGTERM, _end)
    try:
        from bot.cli.commands import run

        run()
    except KeyboardInterrupt:
        _end(signal.SIGINT, None)


def _end(number: int, _: FrameType | None) -> NoReturn:
    """The status that a shell gives to what a signal ended."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
