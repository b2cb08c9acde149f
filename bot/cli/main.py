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
    except ImportError as error:
        if (interruption := interrupted_by(error)) is None:
            raise
        sys.exit(interruption)


def interrupted_by(error: BaseException | None) -> int | None:
    """The status to end with when a signal is why an import failed: a native library that is asked to end while it is
    loaded says that it could not be, and names the signal's exception only as the cause."""
    while error is not None:
        if isinstance(error, SystemExit) and isinstance(error.code, int):
            return error.code
        if isinstance(error, KeyboardInterrupt):
            return 128 + signal.SIGINT
        error = error.__cause__ or error.__context__
    return None


def _end(number: int, _: FrameType | None) -> NoReturn:
    """The status that a shell gives to what a signal ended."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
