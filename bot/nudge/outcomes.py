"""What came of it: from the log to one participant per visitor, with what they were told and what they then brought.

A visitor takes part from the first moment at which something was said, or would have been said had they not been held
out ("ghost"): up to there both sides were served alike, so what differs afterwards is the nudges' doing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.shopper.entry import Entry
from catalog_index.product import Product

Lookup = Callable[[str], "Product | None"]
ShareOf = Callable[[str], float]
"""The holdout's share under a policy version."""

MOST_ORDERS, MOST_LINES, MOST_PIECES = 10, 20, 10
"""What is believed of the page's word: orders of a visitor, lines of an order, pieces of a line. A page tells what it
likes, and one invented order of a million pieces would drown a season of true ones; what the shop itself redeems is
counted whole. A household that truly buys more is counted up to here, on either side of the comparison."""

UNDONE = frozenset({"offer_cancelled", "order_cancelled", "order_returned"})
"""Outcomes after which an order brings nothing; what the shop paid for sending it is not known here."""


@dataclass(frozen=True, slots=True)
class Order:
    """Money as floats: these are measured, never charged. `margin` is None when a cost is unknown."""

    order_id: str
    at: datetime
    revenue: float
    margin: float | None
    discount: float = 0.0
    rung: int = 0
    undone: bool = False

    @property
    def brought(self) -> float:
        """The margin that stays: nothing of an order undone, nothing of one whose cost is unknown."""
        return 0.0 if self.undone or self.margin is None else self.margin


@dataclass(frozen=True, slots=True)
class Choice:
    """Chance chose between a promotion of `rung` percent, with probability `share`, and help."""

    share: float
    promotion: bool
    rung: int


@dataclass(frozen=True, slots=True)
class Participant:
    """One visitor of the experiment. `kind`: the first that was said, or would have been."""

    subject: str
    at: datetime
    held_out: bool
    share: float
    kind: str
    orders: tuple[Order, ...] = ()
    choices: tuple[Choice, ...] = ()
    exposures: int = 0

    @property
    def margin(self) -> float:
        return sum(order.brought for order in self.orders if order.at >= self.at)


@dataclass(frozen=True, slots=True)
class Offered:
    """What happened with the promotions of one rung. `discount` is money given on orders that stood."""

    made: int = 0
    redeemed: int = 0
    discount: float = 0.0
    margin: float = 0.0


@dataclass(slots=True)
class _Seen:
    decisions: list[Entry] = field(default_factory=list)
    exposures: int = 0
    orders: dict[str, Order] = field(default_factory=dict)


def participants(entries: Iterable[tuple[str, Entry]], lookup: Lookup, share_of: ShareOf) -> list[Participant]:
    """The experiment's visitors from (subject, entry) pairs in the log's order."""
    seen: dict[str, _Seen] = {}
    for subject, entry in entries:
        _note(seen.setdefault(subject, _Seen()), entry, lookup)
    found = (_participant(subject, one, share_of) for subject, one in seen.items())
    return [one for one in found if one is not None]


def offered(entries: Iterable[tuple[str, Entry]], people: Iterable[Participant]) -> Mapping[int, Offered]:
    """Per rung, rising: offers made, used, and the money they cost and left."""
    made: dict[int, int] = {}
    for _, entry in entries:
        rung = _rung(entry.data) if entry.kind == "decision" else 0
        if rung:
            made[rung] = made.get(rung, 0) + 1
    orders = [order for one in people for order in one.orders if order.rung and not order.undone]
    return {rung: _offered(count, [o for o in orders if o.rung == rung]) for rung, count in sorted(made.items())}


def _offered(made: int, orders: Sequence[Order]) -> Offered:
    return Offered(made, len(orders), sum(o.discount for o in orders), sum(o.brought for o in orders))


def _note(seen: _Seen, entry: Entry, lookup: Lookup) -> None:
    if entry.kind == "decision" and spoken_kind(entry.data):
        seen.decisions.append(entry)
    elif entry.kind == "exposure":
        seen.exposures += 1
    elif entry.kind == "page_event" and entry.data.get("name") == "purchase":
        order = _bought(entry, lookup)
        if len(seen.orders) < MOST_ORDERS:
            seen.orders.setdefault(order.order_id, order)
    elif entry.kind == "outcome":
        _outcome(seen.orders, entry, lookup)


def spoken_kind(decision: Mapping[str, Any]) -> str:
    """The kind a logged decision said, or would have said to someone not held out; "" for silence."""
    action = decision.get("ghost") if decision.get("gate") == "holdout" else decision.get("action")
    kind = str((action or {}).get("kind") or "none")
    return "" if kind == "none" else kind


def _participant(subject: str, seen: _Seen, share_of: ShareOf) -> Participant | None:
    if not seen.decisions:
        return None
    first = seen.decisions[0]
    return Participant(
        subject=subject,
        at=first.at,
        held_out=first.data.get("gate") == "holdout",
        share=share_of(str(first.data.get("policy_version"))),
        kind=spoken_kind(first.data),
        orders=tuple(seen.orders.values()),
        choices=tuple(choice for d in seen.decisions if (choice := _choice(d.data))),
        exposures=seen.exposures,
    )


def _choice(decision: Mapping[str, Any]) -> Choice | None:
    if decision.get("gate") is not None:
        return None
    able = next((one for one in decision.get("eligible") or () if one.get("kind") == "promotion"), None)
    if able is None or not 0 < float(able.get("p") or 0.0) < 1:
        return None
    return Choice(float(able["p"]), spoken_kind(decision) == "promotion", int(able.get("rung") or 0))


def _rung(decision: Mapping[str, Any]) -> int:
    action = decision.get("action") or {}
    return int(action.get("rung") or 0) if action.get("kind") == "promotion" else 0


def _outcome(orders: dict[str, Order], entry: Entry, lookup: Lookup) -> None:
    """A redemption knows what was charged, so it outranks the page's event; a cancellation undoes the order."""
    data, order_id = entry.data, str(entry.data.get("order_id") or "")
    if not order_id:
        return
    if data.get("name") == "offer_redeemed":
        orders[order_id] = _redeemed(order_id, entry, lookup)
    elif data.get("name") in UNDONE and order_id in orders:
        known = orders[order_id]
        orders[order_id] = Order(
            order_id, known.at, known.revenue, known.margin, known.discount, known.rung, undone=True
        )


def _redeemed(order_id: str, entry: Entry, lookup: Lookup) -> Order:
    data = entry.data
    lines = list(_lines(data.get("items") or (), lookup))
    revenue, margin = _sums(lines)
    return Order(order_id, entry.at, revenue, margin, _amount(data.get("discount")) or 0.0, int(data.get("rung") or 0))


def _bought(entry: Entry, lookup: Lookup) -> Order:
    """An order as the page told it: a page may lie, so no price above the catalogue's counts."""
    data = entry.data
    order_id = str(data.get("transaction_id") or data.get("event_id") or entry.id)
    lines = list(_lines((data.get("items") or ())[:MOST_LINES], lookup, MOST_PIECES))
    return Order(order_id, entry.at, *_sums(lines))


@dataclass(frozen=True, slots=True)
class _Line:
    revenue: float
    cost: float | None


def _lines(items: Iterable[Mapping[str, Any]], lookup: Lookup, most: int | None = None) -> Iterator[_Line]:
    """The lines of known products; of each at most `most` pieces."""
    for item in items:
        product = lookup(str(item.get("item_id")))
        if product is None:
            continue
        quantity = max(int(_amount(item.get("quantity")) or 1), 1)
        quantity = quantity if most is None else min(quantity, most)
        list_price = float(product.current_price.amount)
        said = _amount(item.get("price"))
        price = list_price if said is None else min(max(said, 0.0), list_price)
        cost = product.cost_of_goods_sold
        yield _Line(price * quantity, None if cost is None else float(cost.amount) * quantity)


def _sums(lines: Sequence[_Line]) -> tuple[float, float | None]:
    revenue = sum(line.revenue for line in lines)
    costs = [line.cost for line in lines]
    known = [cost for cost in costs if cost is not None]
    return revenue, revenue - sum(known) if lines and len(known) == len(costs) else None


def _amount(value: object) -> float | None:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return float(amount) if amount.is_finite() else None
