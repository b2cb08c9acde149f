"""A command that is asked to end while a library's native part is being loaded."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.main import interrupted_by

ASKED_WHILE_LOADING = """
import signal, sys, types

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background

# Stands for the commands; loading them loads a native library, which turns the signal's exception into its own.
class Loading:
    def find_spec(self, name, path=None, target=None):
        if name != "bot.cli.commands":
            return None
        import os, signal
        try:
            os.kill(os.getpid(), signal.{signal})
            signal.pause()
        except BaseException as asked:
            raise ImportError("initialization failed") from asked

sys.meta_path.insert(0, Loading())
from bot.cli.main import main
main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_a_loading_library_takes_for_its_failure_ends_quietly_all_the_same(
    number: signal.Signals,
) -> None:
    command = [sys.executable, "-c", ASKED_WHILE_LOADING.format(signal=number.name)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[3], timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (128 + number, "", "")


def test_a_library_that_is_not_there_stays_a_failure() -> None:
    assert interrupted_by(ImportError("no such module")) is None
