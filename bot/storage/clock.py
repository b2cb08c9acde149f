"""The one clock of a running process."""

from __future__ import annotations

from datetime import datetime, timezone


class SystemClock:
    """The machine's time, aware, in UTC."""

    def now(self) -> datetime:
        return datetime.now(timezone.utc)
