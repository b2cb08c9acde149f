"""Rasa's working memory: per conversation the little that rules need, without a word of the shopper.

The record is the app's log; what Rasa must remember between two messages is which question is open and what was just
done. So one row per conversation holds the last few turns as a skeleton (intents, actions, slots, no texts), and a turn
costs the same at any length.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import SESSION_START_METADATA_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

TURNS_KEPT = 3
"""Rules look one turn back; three leave room."""
DAYS_KEPT = 30
BUSY_SECONDS = 5.0
"""How long to wait for the other process during a swap."""

_TABLE = "CREATE TABLE IF NOT EXISTS memory (conversation_id TEXT PRIMARY KEY, events TEXT NOT NULL, at REAL NOT NULL)"


class WorkingMemory(TrackerStore):
    """A tracker store on one SQLite file, shared by the two processes of a swap (one serves at a time)."""

    def __init__(
        self, domain: Domain | None = None, event_broker: EventBroker | None = None, db: str = ":memory:", **_: Any
    ) -> None:
        super().__init__(domain, event_broker)
        self._db = sqlite3.connect(db, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")  # survives a killed process; a power cut may cost Rasa a turn
        self._db.execute(_TABLE)
        self._db.execute("DELETE FROM memory WHERE at < ?", (time.time() - DAYS_KEPT * 86400,))

    async def save(self, tracker: DialogueStateTracker) -> None:
        text = json.dumps([event.as_dict() for event in skeleton(tracker)], ensure_ascii=False, separators=(",", ":"))
        self._db.execute("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", (tracker.sender_id, text, time.time()))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        row = self._db.execute("SELECT events FROM memory WHERE conversation_id = ?", (sender_id,)).fetchone()
        if row is None or self.domain is None:
            return None
        return DialogueStateTracker.from_dict(sender_id, json.loads(row[0]), self.domain.slots)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        return await self.retrieve(conversation_id)

    async def keys(self) -> Iterable[str]:
        return [row[0] for row in self._db.execute("SELECT conversation_id FROM memory")]

    def forget(self, conversation_ids: Iterable[str]) -> None:
        """Erase what is remembered of these conversations."""
        self._db.executemany("DELETE FROM memory WHERE conversation_id = ?", [(i,) for i in conversation_ids])


def skeleton(tracker: DialogueStateTracker) -> list[Event]:
    """What rebuilds what rules see of `tracker`: where it stood TURNS_KEPT messages ago, and what came since."""
    events = list(tracker.events)
    messages = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    start = messages[-TURNS_KEPT] if len(messages) > TURNS_KEPT else 0
    bare = [_bare(event) for event in events[start:] if not _wordy(event)]
    return [*_standing(tracker, events[:start]), *bare] if start else bare


def _standing(tracker: DialogueStateTracker, past: list[Event]) -> Iterator[Event]:
    """A start from which the rules see what they saw at the end of `past`: slots, open form, and listening."""
    before = DialogueStateTracker.from_events(tracker.sender_id, past, list(tracker.slots.values()))
    yield SessionStarted()
    known = [SlotSet(name, slot.value) for name, slot in before.slots.items() if slot.value is not None]
    yield from (event for event in known if not _wordy(event))
    if before.active_loop_name:
        yield ActiveLoop(before.active_loop_name)
        if before.is_active_loop_rejected:
            yield ActionExecutionRejected(before.active_loop_name)
    yield ActionExecuted("action_listen")


def _wordy(event: Event) -> bool:
    """What the assistant said, and the first metadata, which Rasa copies into a slot: rules look at neither."""
    return isinstance(event, BotUttered) or (isinstance(event, SlotSet) and event.key == SESSION_START_METADATA_SLOT)


def _bare(event: Event) -> Event:
    """A shopper's message without its words, its entities and its metadata: the slots have what counted."""
    if not isinstance(event, UserUttered):
        return event
    intent = {"name": event.intent_name, "confidence": event.intent.get("confidence", 0.0)}
    return UserUttered(None, intent, [], {"intent": intent, "entities": [], "text": None}, event.timestamp)
