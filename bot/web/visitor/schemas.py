from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from bot.web.chat.schemas import Language, Needs


class ConsentGiven(BaseModel):
    personalisation: bool
    analytics: bool


class Remembered(BaseModel):
    """One conversation of this visitor, and what was understood in it."""

    conversation_id: str
    started_at: str
    last_at: str
    language: Language
    messages: int
    needs: Needs


class KnownVisitor(BaseModel):
    """All that is kept of a visitor; the words of a conversation are read with that conversation's token."""

    visitor_id: str
    since: str
    last_seen_at: str
    consent: ConsentGiven
    profile: dict[str, Any]
    conversations: list[Remembered]
