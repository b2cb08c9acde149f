"""What one shopper message was understood as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.shopper.entry import Entry


@dataclass(frozen=True, slots=True)
class Said:
    """`entry_id` is the understanding's, `message_id` the message's. `also`: the intents it holds beside; `second`: the
    runner-up and its confidence; `refers`: the item ids it points at.
    """

    intent: str
    at: datetime
    entry_id: int
    message_id: int | None = None
    confidence: float = 1.0
    source: str = "words"
    also: tuple[str, ...] = ()
    second: tuple[str, float] = ("", 0.0)
    refers: tuple[str, ...] = ()


def said_of(entry: Entry) -> Said:
    """What an understanding with an intent says."""
    data, second = entry.data, entry.data.get("runner_up") or {}
    return Said(
        intent=str(data.get("intent") or ""),
        at=entry.at,
        entry_id=entry.id,
        message_id=data.get("message_id"),
        confidence=float(data.get("confidence") or 0.0),
        source=str(data.get("source") or "words"),
        also=tuple(str(one) for one in data.get("also") or ()),
        second=(str(second.get("intent") or ""), float(second.get("confidence") or 0.0)),
        refers=tuple(str(item) for item in data.get("refers") or ()),
    )
