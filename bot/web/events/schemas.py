"""Page events under GA4's names."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field, StringConstraints

from bot.web.chat.schemas import Id, ItemId, PageBody, Strict, Url, plain_text

EVENTS_PER_CALL = 100
ITEMS_PER_EVENT = 200

Name = Literal[
    "view_item_list",
    "view_item",
    "select_item",
    "add_to_cart",
    "remove_from_cart",
    "view_cart",
    "begin_checkout",
    "purchase",
    "search",
    "exit_intent",
    "idle",
    "page_view",
    "nudge_exposed",
]


def _time(value: Any) -> Any:
    """RFC 3339 text only: a bare number would be read as seconds or milliseconds, by luck."""
    try:
        if isinstance(value, str):
            return datetime.fromisoformat(value.upper())
    except ValueError:
        pass  # its message would repeat what was sent
    raise ValueError("a timestamp is a text like 2026-11-21T12:00:00Z")


def _amount(value: Any) -> Any:
    """GA4 writes amounts as numbers, shops also as text; through text, 89.9 stays 89.9."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("an amount is a number, like 89.90")
    return str(value)


Time = Annotated[AwareDatetime, BeforeValidator(_time)]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    Field(strict=False, ge=0, le=10**9, max_digits=20, allow_inf_nan=False, examples=[89.9]),
]
ShortText = Annotated[str, StringConstraints(max_length=200), AfterValidator(plain_text)]


class ItemBody(Strict):
    item_id: ItemId
    price: Amount | None = None
    quantity: Annotated[int, Field(ge=0, le=10**6)] | None = None


class EventBody(Strict):
    event_id: Id
    name: Name
    timestamp: Time
    items: Annotated[list[ItemBody], Field(max_length=ITEMS_PER_EVENT)] = Field(default_factory=list)
    page: PageBody | Url | None = None
    value: Amount | None = None
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")] | None = None
    query: ShortText | None = None
    search_term: ShortText | None = None
    transaction_id: ShortText | None = None
    decision_id: ShortText | None = None


class EventsBody(Strict):
    events: Annotated[list[EventBody], Field(min_length=1, max_length=EVENTS_PER_CALL)]


class Recorded(BaseModel):
    """`accepted`: how many were new; `unknown_items`: ids that the catalogue does not hold, kept and flagged."""

    accepted: int
    unknown_items: list[str]


def plain_event(event: EventBody) -> dict[str, Any]:
    """The layout of a page_event entry: amounts as text, times as RFC 3339."""
    data: dict[str, Any] = event.model_dump(mode="json", exclude_none=True)
    data["timestamp"] = event.timestamp.isoformat()
    if "query" not in data and "search_term" in data:
        data["query"] = data["search_term"]
    if isinstance(data.get("page"), str):
        data["page"] = {"url": data["page"]}
    return data
