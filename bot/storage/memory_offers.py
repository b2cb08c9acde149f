"""In-memory twins of the offers and of what is remembered of customers; one suite runs on both."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from bot.errors import Conflict, NotFound
from bot.nudge.offers import (
    Known,
    Offer,
    Order,
    Redemption,
    Terms,
    answered_before,
    ensure_allowed,
    given,
    month_of,
    refusal,
)
from bot.storage.customers import merged
from bot.storage.memory import MemoryVisitors
from bot.storage.offers import FORGOTTEN


class MemoryCustomers:
    def __init__(self, visitors: MemoryVisitors) -> None:
        self.known: dict[str, Known] = {}
        self._visitors = visitors
        self._lock = threading.Lock()
        visitors.also_erase(lambda visitor_id: void(self.known.pop(visitor_id, None)))

    def get(self, visitor_id: str) -> Known:
        return self.known.get(visitor_id, Known())

    def remember(
        self,
        visitor_id: str,
        rung: int = 0,
        dismissed_at: datetime | None = None,
        bought: Mapping[str, datetime] | None = None,
    ) -> None:
        if self._visitors.get(visitor_id) is not None:
            self.known[visitor_id] = merged(self.get(visitor_id), rung, dismissed_at, bought)

    def claim(self, visitor_id: str, seen: datetime | None, now: datetime, conversation_id: str) -> bool:
        with self._lock:
            known = self.get(visitor_id)
            if self._visitors.get(visitor_id) is None or known.spoke_at != seen:
                return False
            self.known[visitor_id] = replace(known, spoke_at=now, spoke_in=conversation_id)
            return True


def void(_value: object) -> None:
    """Drops a value."""


@dataclass(slots=True)
class _Line:
    redemption: Redemption
    month: str
    used_before: datetime | None = None


@dataclass(slots=True)
class _Book:
    offers: dict[str, Offer] = field(default_factory=dict)
    ledger: dict[str, _Line] = field(default_factory=dict)
    spent: dict[str, Decimal] = field(default_factory=dict)


class MemoryOffers:
    def __init__(self, customers: MemoryCustomers, visitors: MemoryVisitors) -> None:
        self._customers = customers
        self._book = _Book()
        self._lock = threading.Lock()
        visitors.also_erase(self._forget)

    def add(self, offer: Offer) -> Offer:
        with self._lock:
            there = [one for one in self._book.offers.values() if one.decision_id == offer.decision_id]
            return there[0] if there else self._book.offers.setdefault(offer.code, offer)

    def get(self, code: str) -> Offer | None:
        return self._book.offers.get(code)

    def of_visitor(self, visitor_id: str) -> list[Offer]:
        own = (offer for offer in self._book.offers.values() if offer.visitor_id == visitor_id)
        return sorted(own, key=lambda offer: (offer.made_at, offer.code))

    def apply(self, code: str, at: datetime | None) -> None:
        if code in self._book.offers:
            self._book.offers[code] = replace(self._book.offers[code], applied_at=at)

    def redeem(self, code: str, order: Order, now: datetime, terms: Terms) -> Redemption:
        with self._lock:
            offer, line = self._known(code), self._book.ledger.get(order.order_id)
            before = answered_before(offer, line.redemption if line else None, order)
            if before is not None:
                return before
            ensure_allowed(refusal(offer, order, now, terms.variants))
            return self._booked(offer, order, now, terms)

    def cancel(self, code: str, order_id: str, now: datetime) -> Redemption:
        with self._lock:
            offer, line = self._known(code), self._book.ledger.get(order_id)
            if line is None or line.redemption.code != code:
                raise Conflict("This order did not use this offer", reason="not_redeemed")
            if line.redemption.cancelled_at is None:
                line.redemption = replace(line.redemption, cancelled_at=now, gave_back=not offer.given_back)
                self._give_back(offer, line)
            return line.redemption

    def spent(self, month: str) -> Decimal:
        return self._book.spent.get(month, Decimal(0))

    def promised(self, now: datetime) -> Decimal:
        return sum((offer.discount for offer in self._book.offers.values() if offer.open_at(now)), Decimal(0))

    def _booked(self, offer: Offer, order: Order, now: datetime, terms: Terms) -> Redemption:
        known, discount, month = (
            self._customers.get(offer.visitor_id),
            given(offer, order, terms.variants),
            month_of(now),
        )
        used = known.promotion_used_at
        if used is not None and now - used < timedelta(days=terms.once_per_customer_days):
            ensure_allowed("once_per_customer")
        spent = self.spent(month) + discount
        if terms.monthly_budget is not None and spent > terms.monthly_budget:
            ensure_allowed("budget")
        line = Redemption(offer.code, order.order_id, now, discount, order.currency, order.digest)
        self._book.spent[month] = spent
        self._book.ledger[order.order_id] = _Line(line, month, used)
        self._book.offers[offer.code] = replace(offer, order_id=order.order_id)
        self._customers.known[offer.visitor_id] = replace(known, promotion_used_at=now)
        return line

    def _give_back(self, offer: Offer, line: _Line) -> None:
        self._book.spent[line.month] -= line.redemption.discount
        if offer.given_back:
            return
        self._book.offers[offer.code] = replace(offer, order_id=None, applied_at=None, given_back=True)
        known = self._customers.get(offer.visitor_id)
        if known.promotion_used_at == line.redemption.at:
            self._customers.known[offer.visitor_id] = replace(known, promotion_used_at=line.used_before)

    def _known(self, code: str) -> Offer:
        if code not in self._book.offers:
            raise NotFound("There is no such offer")
        return self._book.offers[code]

    def _forget(self, visitor_id: str) -> None:
        used = {line.redemption.code for line in self._book.ledger.values()}
        for offer in self.of_visitor(visitor_id):
            if offer.code in used:
                self._book.offers[offer.code] = replace(offer, visitor_id=FORGOTTEN)
            else:
                del self._book.offers[offer.code]
