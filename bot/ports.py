"""What the rules need from the outside world. Adapters and in-memory twins implement these; wiring plugs them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.shopper.entry import Conversation, Draft, Entry


class Clock(Protocol):
    def now(self) -> datetime:
        """The time now, aware, in UTC."""


class EventLog(Protocol):
    """The one append-only log. Ids grow over all conversations; what append returns is durable."""

    def append(self, conversation_id: str, drafts: Sequence[Draft]) -> list[Entry]:
        """Append all of `drafts` in one transaction, in order."""

    def append_once(self, conversation_id: str, key: str, draft: Draft) -> tuple[Entry, bool]:
        """Append `draft` unless an entry with this `key` is there; the entry, and whether it is new. Safe in a race."""

    def read(self, conversation_id: str, after: int = 0, limit: int | None = None) -> list[Entry]:
        """The conversation's entries with id > after, oldest first."""

    def tail(self, after: int, limit: int = 1000) -> list[Entry]:
        """Entries of all conversations with id > after, oldest first: what the streams follow."""

    def last_id(self) -> int:
        """The newest entry's id, 0 for an empty log."""


class Conversations(Protocol):
    def add(self, conversation: Conversation) -> None: ...

    def get(self, conversation_id: str) -> Conversation | None: ...

    def by_token(self, token_hash: str) -> Conversation | None:
        """The conversation this token opens, if any."""

    def set_language(self, conversation_id: str, language: str) -> None: ...

    def clear_flag(self, conversation_id: str, flag: str) -> None:
        """Take a flag off in the team's list; one that is not there is no mistake."""

    def unanswered(self) -> list[tuple[str, Entry]]:
        """Shopper messages that no final assistant message answers yet (after a crash), oldest first."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What Rasa understood of one message. `ranking` is [{intent, confidence}], best first; `also` the intents the
    message holds beside: "which would you take? I can't decide" asks, and doubts.
    """

    intent: str
    confidence: float
    ranking: tuple[Mapping[str, Any], ...] = ()
    entities: tuple[Mapping[str, Any], ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """Rasa's answer: `messages` are the collected channel messages ({"text", "custom"?, ...}) in order."""

    messages: tuple[Mapping[str, Any], ...]
    understanding: Understanding | None


class DialogueEngine(Protocol):
    """The dialogue layer (Rasa behind its private channel)."""

    async def handle(self, conversation_id: str, text: str, metadata: Mapping[str, Any]) -> EngineAnswer:
        """Answer one message; raises bot.errors.Unavailable when the engine cannot be reached now."""

    async def ready(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ShopFact:
    """A statement the shop may make, with its source: delivery time, return days, warranty…"""

    key: str
    text: Mapping[str, str]
    source: str
    value: Any = None
    extra: Mapping[str, Any] = field(default_factory=dict)
