"""Page events (GA4's e-commerce names) at their own time, whatever order they arrive in, each counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.shopper.entry import Entry

OLDEST = timedelta(hours=24)
"""Events older than this on arrival stay in the log but say nothing about this visit (the contract's limit)."""

KEPT = 500
"""Events remembered of one conversation: a shopper's whole evening; the oldest go first, so memory stays bounded."""


@dataclass(frozen=True, slots=True)
class EventItem:
    item_id: str
    quantity: int = 1
    price: Decimal | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class PageEvent:
    """`at` is the event's own time, never later than its arrival."""

    event_id: str
    name: str
    at: datetime
    entry_id: int
    items: tuple[EventItem, ...] = ()
    page: Mapping[str, Any] | None = None
    query: str = ""

    @property
    def known_items(self) -> tuple[str, ...]:
        """The ids of its items that the catalogue knows."""
        return tuple(item.item_id for item in self.items if item.known)


def read_event(entry: Entry) -> PageEvent | None:
    """The event of a `page_event` entry; None when it is too old to count. A future time counts as its arrival."""
    at = _own_time(entry)
    if entry.at - at > OLDEST:
        return None
    data = entry.data
    page = data.get("page")
    return PageEvent(
        event_id=str(data.get("event_id") or entry.id),
        name=str(data.get("name") or ""),
        at=at,
        entry_id=entry.id,
        items=tuple(_item(raw) for raw in data.get("items") or () if raw.get("item_id")),
        page=page if isinstance(page, Mapping) else None,
        query=str(data.get("query") or data.get("search_term") or ""),
    )


def add_event(events: tuple[PageEvent, ...], event: PageEvent) -> tuple[PageEvent, ...]:
    """`events` with `event` at its place in time; the same tuple when its event_id was there already."""
    if any(known.event_id == event.event_id for known in events):
        return events
    place = len(events)
    while place and (events[place - 1].at, events[place - 1].entry_id) > (event.at, event.entry_id):
        place -= 1
    return (*events[:place], event, *events[place:])[-KEPT:]


def basket_of(events: Sequence[PageEvent]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The basket (item id -> quantity) and the items bought, after `events` in the order of time.

    `view_cart` and `begin_checkout` that list items state the basket whole; a purchase empties it of what was bought.
    """
    basket: dict[str, int] = {}
    bought: list[str] = []
    for event in events:
        if event.name == "add_to_cart":
            for item in event.items:
                basket[item.item_id] = basket.get(item.item_id, 0) + item.quantity
        elif event.name == "remove_from_cart":
            for item in event.items:
                _take(basket, item.item_id, item.quantity)
        elif event.name in ("view_cart", "begin_checkout") and event.items:
            basket = {item.item_id: item.quantity for item in event.items}
        elif event.name == "purchase":
            bought += [item.item_id for item in event.items] or list(basket)
            basket = {}
    return basket, tuple(dict.fromkeys(bought))


def _take(basket: dict[str, int], item_id: str, quantity: int) -> None:
    left = basket.pop(item_id, 0) - quantity
    if left > 0:
        basket[item_id] = left


def _own_time(entry: Entry) -> datetime:
    try:
        at = datetime.fromisoformat(str(entry.data.get("timestamp")).replace("Z", "+00:00"))
    except ValueError:
        return entry.at
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return min(at, entry.at)


def _item(raw: Mapping[str, Any]) -> EventItem:
    return EventItem(
        item_id=str(raw["item_id"]),
        quantity=max(1, _whole(raw.get("quantity"))),
        price=_money(raw.get("price")),
        known=bool(raw.get("known", True)),
    )


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 1


def _money(value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None
