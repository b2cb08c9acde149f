"""The nudge rules over the policy and the catalogue of this moment, and what is remembered of the visitor."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.advice.advice import AdviceBook
from bot.nudge.consideration import Customer, Nudger, Shelf
from bot.nudge.offers import Known
from bot.nudge.situation import Decision, Shown
from bot.ports import Clock
from bot.settings import PROJECT
from bot.shopper.session import VISIT_GAP, Session
from bot.storage import documents
from bot.storage.policies import PolicyDesk
from bot.storage.stores import Stores
from bot.wiring.knowledge import Knowledge
from bot.wiring.offers import OfferDesk
from catalog_index.product import Product
from catalog_index.snapshot import LiveCatalogue

SIMILAR = 0.72
"""Cosine from which products of different categories count as alike: neighbours within a category lie above it."""
COMPLEMENTS = 200
"""Looked at beside a basket, from the cheapest to the dearest: a shelf of a large shop holds a hundred thousand."""
JUST_BOUGHT = timedelta(days=30)
"""How long nothing is promoted that was bought: seeing it cheaper within the month is what makes buyers stay away."""
NEWS = timedelta(days=30)
"""How long an article is new: a month of new arrivals is what shops show as such."""
OPENING = timedelta(days=1)
"""Prices recorded within a day of the first are the catalogue the shop began with."""
FIRSTS = 50_000
"""Items whose first day is kept in memory: what is looked at in a busy day, some megabytes."""
POSTING = timedelta(seconds=5)
"""How long after it was decided a nudge may still be on its way to the log: a busy turn takes a second."""
ELSEWHERE = "elsewhere"
"""The kind of a nudge that another tab is about to show: which one is not known yet."""
EVERYONE = ("", "unisex")
"""Genders of a product that go with anybody."""


class LiveNudger:
    """The nudge rules over the policy and the catalogue of this moment."""

    def __init__(
        self,
        stores: Stores,
        catalogue: LiveCatalogue,
        policy: PolicyDesk,
        known: Knowledge,
        clock: Clock,
        offers: OfferDesk,
    ) -> None:
        self._stores, self._catalogue, self._policy, self._known, self._clock = stores, catalogue, policy, known, clock
        self._offers = offers
        self._salt = nudge_salt(stores)
        self._firsts: dict[str, datetime] = {}
        self._opened: datetime | None = None
        self._sentences = documents.load(PROJECT / "data" / "explanations" / "decisions.yml")

    def consider(self, session: Session, now: datetime, trigger: str) -> Decision:
        """The decision, after all that other tabs were told. Of tabs that ask at the same instant, one speaks."""
        nudger, left, known = self._nudger(), self._offers.budget_left(), self._known_of(session)
        customer = self._customer(session, known, now)
        decision = nudger.consider(session, now, trigger, customer, left)
        elsewhere = self._shown_elsewhere(session, known, now) if decision.speaks or decision.ghost else ()
        if elsewhere:
            decision = nudger.consider(session, now, trigger, replace(customer, shown=elsewhere), left)
        if not decision.speaks or self._has_the_turn(session, known, now):
            return decision
        beaten = replace(customer, shown=(*elsewhere, Shown(ELSEWHERE, now)))
        return nudger.consider(session, now, trigger, beaten, left)

    def dismissed(self, session: Session, now: datetime) -> None:
        """Remembered beyond the conversation, with the visitor's agreement."""
        visitor = _agreed(session)
        if visitor is not None:
            self._stores.customers.remember(visitor, dismissed_at=now)

    def sentence(self, decision: Decision) -> dict[str, str]:
        return self._nudger().sentence(decision)

    def _known_of(self, session: Session) -> Known:
        """What is kept of the visitor; nothing without agreement."""
        visitor = _agreed(session)
        return Known() if visitor is None else self._stores.customers.get(visitor)

    def _customer(self, session: Session, known: Known, now: datetime) -> Customer:
        """What the rules may know beyond this conversation: nothing without agreement."""
        visitor = _agreed(session)
        if visitor is None:
            return Customer()
        fresh = {item: now for item in session.bought if item not in (known.bought or {})}
        if fresh:
            self._stores.customers.remember(visitor, bought=fresh)
        lately = {item for item, at in (known.bought or {}).items() if now - at < JUST_BOUGHT}
        customer = Customer(known.rung, known.dismissed_at, known.promotion_used_at, (*lately, *fresh))
        return replace(customer, promotion_used_at=now) if known.rung and self._promised(session, now) else customer

    def _shown_elsewhere(self, session: Session, known: Known, now: datetime) -> tuple[Shown, ...]:
        """What this visitor's other tabs were shown in this visit. The log is read for it, and only where something
        would be said: that is rare, and the log alone knows what was really posted. What another tab is about to post
        is not on it yet.
        """
        visitor = _agreed(session)
        if visitor is None:
            return ()
        began = (session.visit_started_at or session.started_at) - VISIT_GAP
        found = self._stores.outcomes.nudges_elsewhere(visitor, session.conversation_id, began)
        shown = [Shown(kind, at) for kind, at in found]
        claimed, there = known.spoke_at, known.spoke_in != session.conversation_id
        if claimed and there and now - claimed < POSTING and not any(one.at >= claimed for one in shown):
            shown.append(Shown(ELSEWHERE, claimed))
        return tuple(shown)

    def _has_the_turn(self, session: Session, known: Known, now: datetime) -> bool:
        """Whether no other tab took the visitor's turn since `known` was read; without agreement each tab is alone."""
        visitor = _agreed(session)
        return visitor is None or self._stores.customers.claim(visitor, known.spoke_at, now, session.conversation_id)

    def _promised(self, session: Session, now: datetime) -> bool:
        """A code in the basket is a promotion in use: nothing stacks on it. Nor on one that is still open in another
        conversation: two tabs would climb in a minute the ladder that one climbs over visits.
        """
        own = (offer for offer in self._stores.offer_book.of_visitor(str(session.visitor_id)) if offer.open_at(now))
        return any(offer.applied_at or offer.conversation_id != session.conversation_id for offer in own)

    def _nudger(self) -> Nudger:
        index = self._catalogue.current
        goes_with = complements(index, self._known.book)
        shelf = Shelf(index.product, _alike(index), self._offers.lowest, goes_with, index.similarity, self._new)
        return Nudger(shelf, self._known.facts, self._policy.current, self._salt, self._sentences)

    def _new(self, item_id: str) -> bool | None:
        """Whether the item came into the catalogue lately; all that the shop opened with is no news."""
        first, opening = self._first(item_id), self._opening()
        if first is None or opening is None:
            return None
        return first - opening > OPENING and self._clock.now() - first < NEWS

    def _first(self, item_id: str) -> datetime | None:
        """Asked once per item: what came first never changes."""
        known = self._firsts.get(item_id)
        if known is None and (known := self._stores.prices.first(item_id)) is not None:
            if len(self._firsts) >= FIRSTS:
                self._firsts.clear()
            self._firsts[item_id] = known
        return known

    def _opening(self) -> datetime | None:
        if self._opened is None:
            self._opened = self._stores.prices.opening()
        return self._opened


def nudge_salt(stores: Stores) -> bytes:
    """The secret that chance and the holdout come from; made once, the same under every policy."""
    return stores.keys.get_or_make("nudge_salt", lambda: secrets.token_hex(32)).encode()


def complements(index: Any, book: AdviceBook) -> Callable[[str], Iterable[Product]]:
    """What goes with an item by the merchant's advice (`goes_with`): one per product, the one that can be bought for
    the least, and nothing made for somebody else.
    """

    def of(item_id: str) -> Iterable[Product]:
        item = index.product(item_id)
        shelves = book.about(item.product_type).goes_with if item else ()
        near = index.cheapest(shelves, COMPLEMENTS) if shelves else ()
        return [other for other in near if item is not None and _same_wearer(item, other)]

    return of


def _same_wearer(one: Product, other: Product) -> bool:
    return one.gender == other.gender or one.gender in EVERYONE or other.gender in EVERYONE


def _agreed(session: Session) -> str | None:
    """The visitor who agreed to be remembered; None leaves the memory to this conversation."""
    return session.visitor_id if session.consent.personalisation else None


def _alike(index: Any) -> Callable[[Product, Product], bool]:
    """Of one category, or near each other in the index."""

    def alike(one: Product, other: Product) -> bool:
        return one.product_type == other.product_type or index.similarity(one.id, other.id) >= SIMILAR

    return alike
