"""Writes a visit down as the log would hold it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from bot.shopper.entry import Conversation, Entry
from bot.shopper.session import Session, fold_all

START = datetime(2026, 5, 4, 10, 0, tzinfo=timezone.utc)


class Visit:
    """Entries one second apart unless told otherwise (`wait`)."""

    def __init__(self, **conversation: Any) -> None:
        frame: dict[str, Any] = {"id": "c1", "token_hash": "00", "language": "fr", "started_at": START}
        self.conversation = Conversation(**{**frame, **conversation})
        self.entries: list[Entry] = []
        self.now = START

    def wait(self, **time: float) -> Visit:
        self.now += timedelta(**time)
        return self

    def add(self, kind: Any, **data: Any) -> Visit:
        self.wait(seconds=1)
        self.entries.append(Entry(len(self.entries) + 1, self.conversation.id, self.now, kind, data))
        return self

    def event(self, name: str, *items: str, at: datetime | None = None, **data: Any) -> Visit:
        listed = [{"item_id": item, "known": True} for item in items]
        stamp = (at or self.now + timedelta(seconds=1)).isoformat()
        return self.add(
            "page_event",
            **{"event_id": f"e{len(self.entries)}", "name": name, "timestamp": stamp, "items": listed, **data},
        )

    def view(self, *items: str) -> Visit:
        for item in items:
            self.wait(seconds=20).event("view_item", item)
        return self

    def says(self, intent: str, text: str = "…", needs: dict[str, Any] | None = None, **data: Any) -> Visit:
        self.add("message", role="shopper", text=text)
        said = {
            "message_id": len(self.entries),
            "intent": intent,
            "confidence": 0.9,
            "needs_changed": needs or {},
            **data,
        }
        return self.add("understanding", **said)

    def answers(self, *cards: str, **data: Any) -> Visit:
        products = [{"item_id": item} for item in cards]
        return self.add("message", **{"role": "assistant", "products": products, "final": True, **data})

    @property
    def session(self) -> Session:
        return fold_all(self.conversation, self.entries)
