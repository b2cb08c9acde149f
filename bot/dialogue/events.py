"""Page events as they go on the log: in GA4's names, each item flagged known or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.posting import Lookup

KEPT = ("page", "value", "currency", "query", "search_term", "transaction_id")
"""What is kept of an event beside its name, time and items; the rest says nothing to the rules."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One event's log data (bot.shopper.entry, page_event)."""

    data: Mapping[str, Any]


def checked_events(events: Iterable[Mapping[str, Any]], lookup: Lookup) -> list[Checked]:
    """The events in order; an item the catalogue doesn't hold is kept and flagged."""
    return [Checked(_data(event, lookup)) for event in events]


def _data(event: Mapping[str, Any], lookup: Lookup) -> dict[str, Any]:
    items: Sequence[Mapping[str, Any]] = event.get("items") or ()
    data: dict[str, Any] = {
        "event_id": str(event["event_id"]),
        "name": str(event["name"]),
        "timestamp": event.get("timestamp"),
        "items": [_item(item, lookup) for item in items],
    }
    return data | {key: event[key] for key in KEPT if event.get(key) is not None}


def _item(item: Mapping[str, Any], lookup: Lookup) -> dict[str, Any]:
    kept = {key: item[key] for key in ("item_id", "price", "quantity") if item.get(key) is not None}
    kept["item_id"] = str(item["item_id"])
    return kept | {"known": lookup(kept["item_id"]) is not None}
