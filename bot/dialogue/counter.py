"""The counter of the shop: the one way in for whatever a shopper says or does. The web door calls nothing else of
the dialogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.message import public_message
from bot.shopper.entry import Consent, Conversation, Entry


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation just begun. `token` is told once; the log keeps its hash only."""

    conversation: Conversation
    token: str
    messages: list[dict[str, Any]]
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """The assistant's public messages that answer one shopper message, and the contract's State after them."""

    messages: list[dict[str, Any]]
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Page events taken in: how many were new, and the item ids the catalogue does not know."""

    accepted: int
    unknown_items: tuple[str, ...] = ()


class Counter:
    """Serves every conversation: one turn at a time in each, everything on the log, nothing twice."""

    public_message = staticmethod(public_message)

    async def open(
        self,
        language: str | None,
        visitor_id: str | None = None,
        consent: Consent | None = None,
        page: Mapping[str, Any] | None = None,
    ) -> Opened:
        """Begin a conversation and welcome the shopper."""
        raise NotImplementedError

    async def say(
        self, conversation_id: str, client_message_id: str, text: str | None = None, reply_id: str | None = None
    ) -> Answer:
        """Answer one message, once. Raises NotFound, InvalidInput (unknown reply, no words), Conflict (same id,
        other text)."""
        raise NotImplementedError

    async def record(self, conversation_id: str, events: Sequence[Mapping[str, Any]]) -> Recorded:
        """Log page events (each once), and speak if the policy says so."""
        raise NotImplementedError

    async def remove_need(self, conversation_id: str, key: str) -> dict[str, Any]:
        """Forget one need, as the shopper asked; the State after. Raises InvalidInput for a key that no need has."""
        raise NotImplementedError

    async def messages(self, conversation_id: str, after: int = 0) -> list[dict[str, Any]]:
        """All public messages with an id above `after`, oldest first."""
        raise NotImplementedError

    async def state(self, conversation_id: str) -> dict[str, Any]:
        """The contract's State now."""
        raise NotImplementedError

    def busy(self, conversation_id: str) -> bool:
        """Whether an answer is being prepared (the stream's `typing`)."""
        raise NotImplementedError

    async def resume_unanswered(self) -> int:
        """Answer, after a crash, the messages that no final answer follows; how many."""
        raise NotImplementedError

    async def close(self) -> None:
        """Let the answers under way finish, or drop them: the log keeps what resume_unanswered needs."""
        raise NotImplementedError


__all__ = ["Answer", "Counter", "Entry", "Opened", "Recorded", "public_message"]
