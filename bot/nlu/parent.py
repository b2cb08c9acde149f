"""A child that ends when its parent does, however the parent ended."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys

PARENT = "COMPTOIR_RASA_PARENT"
"""The parent's process id, told by the parent: it may be gone before this process first looks."""
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask Linux for SIGTERM at the parent's death; elsewhere nothing (the supervisor ends its children anyway)."""
    parent = os.environ.get(PARENT, "")
    if not parent.isdigit() or not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != int(parent):  # it ended before we asked
        sys.exit(0)
