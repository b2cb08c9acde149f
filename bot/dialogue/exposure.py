"""What became of a nudge: seen by the shopper, followed by an order. Entries of the log, apart from the decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.dialogue.posting import Lookup
from bot.shopper.entry import Draft
from bot.shopper.session import Nudged, Session

RENDERED = "nudge_exposed"
"""The widget's event: a nudge was really on screen."""


def parted(events: Iterable[Mapping[str, Any]]) -> tuple[list[str], list[Mapping[str, Any]]]:
    """(the decisions whose nudge was rendered, the events of the page)."""
    rendered: list[str] = []
    others: list[Mapping[str, Any]] = []
    for event in events:
        if event.get("name") == RENDERED:
            rendered.append(str(event.get("decision_id") or ""))
        else:
            others.append(event)
    return rendered, others


def exposures(session: Session, decisions: Iterable[str]) -> list[tuple[str, Draft]]:
    """(key, entry) per nudge seen; a decision this conversation never spoke of is passed over."""
    shown = {nudge.decision_id: nudge for nudge in session.nudges}
    return [exposure(shown[decision]) for decision in dict.fromkeys(decisions) if decision in shown]


def exposure(nudge: Nudged) -> tuple[str, Draft]:
    """(key, entry): each nudge is exposed once, however often it is drawn."""
    data = {
        "decision_id": nudge.decision_id,
        "message_id": str(nudge.message_id),
        "nudge_kind": nudge.kind,
        "rung": nudge.rung,
    }
    return f"exposure:{nudge.decision_id}", Draft("exposure", data)


def order_outcome(event: Mapping[str, Any], session: Session, lookup: Lookup) -> tuple[str, Draft] | None:
    """(key, entry) of a purchase the page told of, beside the last nudge this conversation showed; None without items.

    The page's word grants nothing; what an offer really gave stands in its redemption.
    """
    items: Sequence[Mapping[str, Any]] = event.get("items") or ()
    if event.get("name") != "purchase" or not items:
        return None
    order_id = str(event.get("transaction_id") or event["event_id"])
    last = session.nudges[-1] if session.nudges else None
    data = {
        "name": "order",
        "order_id": order_id,
        "decision_id": last.decision_id if last else None,
        "nudge_kind": last.kind if last else None,
        "rung": last.rung if last else 0,
        "items": [{key: item[key] for key in ("item_id", "quantity", "price") if key in item} for item in items],
        "revenue": str(event.get("value") or sum((_paid(item, lookup) for item in items), Decimal(0))),
        "currency": event.get("currency"),
        "_cost": _cost(items, lookup),
    }
    return f"order:{order_id}", Draft("outcome", data)


def _paid(item: Mapping[str, Any], lookup: Lookup) -> Decimal:
    product = lookup(str(item["item_id"]))
    price = item.get("price") or (product.current_price.amount if product else 0)
    return Decimal(str(price)) * int(item.get("quantity") or 1)


def _cost(items: Iterable[Mapping[str, Any]], lookup: Lookup) -> str | None:
    """What the goods cost the shop; None when one of them is not known."""
    total = Decimal(0)
    for item in items:
        product = lookup(str(item["item_id"]))
        if product is None or product.cost_of_goods_sold is None:
            return None
        total += product.cost_of_goods_sold.amount * int(item.get("quantity") or 1)
    return str(total)
