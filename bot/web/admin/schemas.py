"""What the team reads."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.web.chat.schemas import Language


class ListedConversation(BaseModel):
    """`summary` is one human line; `flags` what happened in it; `messages` how many were said."""

    conversation_id: str
    started_at: str
    last_at: str
    language: Language
    summary: str
    flags: list[str]
    messages: int


class ConversationList(BaseModel):
    conversations: list[ListedConversation]
    next_cursor: str | None


class Entry(BaseModel):
    """One thing that happened; its other members are its kind's. Cost and margin are for merchants and admins."""

    model_config = ConfigDict(extra="allow")

    id: str
    at: str
    kind: Literal["message", "page_event", "understanding", "decision", "exposure", "outcome", "note"]


class ConversationDetail(ListedConversation):
    visitor_id: str | None
    page: dict[str, Any] | None
    timeline: list[Entry]


class PolicyDocument(BaseModel):
    """The nudge policy. PUT takes what GET gave, as JSON or as YAML; fields left out have their defaults."""

    holdout: float = Field(0.20, ge=0, le=1)
    explore: float = Field(0.20, ge=0, le=1)
    ladder: list[int] = [5, 10, 15]
    margin_floor: float = Field(0.10, ge=0, lt=1)
    max_per_visit: int = Field(2, ge=0)
    cooldown_seconds: int = Field(60, ge=0)
    once_per_customer_days: int = Field(90, ge=0)
    offer_valid_minutes: int = Field(30, ge=1)
    monthly_budget: float | None = None
    free_shipping_from: float | None = None
    kinds: list[str] = ["reassurance", "social_proof", "decision_help", "bundle", "free_shipping", "promotion"]
    facts: dict[str, Any] = {}
