"""The contract's conversation calls, exactly."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

TEXT_LIMIT = 1000
INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Unicode's categories of controls, format characters and separators."""
Language = Literal["fr", "en"]


def plain_text(text: str) -> str:
    """Without control characters (a NUL can't be stored, others would only disturb), nor blanks around.

    What shows nothing at all (zero-width characters alone) is empty.
    """
    plain = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    return plain if any(unicodedata.category(c) not in INVISIBLE for c in plain) else ""


def _uuid(text: str) -> str:
    return str(UUID(text))


Id = Annotated[str, AfterValidator(_uuid), Field(json_schema_extra={"format": "uuid"})]
Url = Annotated[str, StringConstraints(max_length=2000), AfterValidator(plain_text)]
ItemId = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(plain_text)]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=TEXT_LIMIT),
    AfterValidator(plain_text),
    Field(min_length=1),
]


class Strict(BaseModel):
    """A body of a call: the types as written (a "true" is no boolean), members nobody asked for ignored."""

    model_config = ConfigDict(strict=True)


class ConsentBody(Strict):
    personalisation: bool = False
    analytics: bool = False


class PageBody(Strict):
    url: Url | None = None
    referrer: Url | None = None
    item_id: ItemId | None = None


class OpenBody(Strict):
    language: Language | None = None
    visitor_token: Annotated[str, StringConstraints(max_length=200)] | None = None
    consent: ConsentBody = Field(default_factory=ConsentBody)
    page: PageBody | None = None


class SayBody(Strict):
    """Either what the shopper wrote, or the id of a quick reply they tapped."""

    client_message_id: Id
    text: Words | None = None
    reply_id: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> SayBody:
        if (self.text is None) == (self.reply_id is None):
            raise ValueError("either text or reply_id is needed, not both")
        return self


class Money(BaseModel):
    amount: str = Field(examples=["89.90"])
    currency: str = Field(examples=["EUR"])


class Card(BaseModel):
    """A product as it stood in the catalogue when the message was written."""

    item_id: str
    title: str
    brand: str
    price: Money
    sale_price: Money | None
    availability: str
    url: str
    image_url: str
    reasons: list[str]


class Row(BaseModel):
    label: str
    values: list[str]
    best: int | None


class Comparison(BaseModel):
    item_ids: list[str]
    rows: list[Row]


class QuickReply(BaseModel):
    id: str
    title: str


class Offer(BaseModel):
    code: str
    percent: int
    item_id: str
    expires_at: str


class Nudge(BaseModel):
    decision_id: str
    kind: Literal["reassurance", "social_proof", "decision_help", "free_shipping", "bundle", "promotion"]
    why: str
    offer: Offer | None
    dismiss_reply_id: str


class Message(BaseModel):
    """`text` is plain, never HTML."""

    id: str
    role: Literal["assistant", "shopper", "advisor"]
    created_at: str
    language: Language
    text: str
    products: list[Card]
    comparison: Comparison | None
    quick_replies: list[QuickReply]
    nudge: Nudge | None


class Needs(BaseModel):
    """What was understood; a key is there only when something was."""

    category: str | None = None
    usage: str | None = None
    level: Literal["beginner", "intermediate", "expert"] | None = None
    budget_min: float | None = None
    budget_max: float | None = None
    brands: list[str] | None = None
    colors: list[str] | None = None
    sizes: list[str] | None = None
    gender: Literal["men", "women", "unisex", "kids"] | None = None
    features: list[str] | None = None
    exclude: list[str] | None = None
    for_whom: str | None = None


class State(BaseModel):
    """`asking` names the question that waits: category, usage, level, budget, …, `feature:NAME`; null once answered.
    `inferred` lists the needs nobody said: they were read from the pages looked at, weigh less, and may be removed; and
    `sizes` where a shoe size was converted from another country's.
    `advisor` is the name of the person of the team who serves now, and is there only while one does."""

    stage: Literal["welcome", "discover", "advise", "decide", "after", "handed_over"]
    needs: Needs
    asking: str | None
    inferred: list[str] = []
    advisor: str | None = None


class Opened(BaseModel):
    conversation_id: str
    token: str
    visitor_token: str | None
    messages: list[Message]
    state: State


class Answer(BaseModel):
    messages: list[Message]
    state: State


class StateAnswer(BaseModel):
    state: State


def plain(model: BaseModel | None) -> dict[str, Any] | None:
    return None if model is None else model.model_dump(exclude_none=True)
