"""The nudge rules over the policy and the catalogue of this moment."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.nudge.consideration import Nudger, Shelf
from bot.nudge.situation import Decision
from bot.ports import Clock
from bot.settings import PROJECT
from bot.shopper.session import Session
from bot.storage import documents
from bot.storage.policies import PolicyDesk
from bot.storage.stores import Stores
from bot.wiring.knowledge import Knowledge
from catalog_index.product import Product
from catalog_index.snapshot import LiveCatalogue

SIMILAR = 0.72
"""Cosine from which products of different categories count as alike: neighbours within a category lie above it."""
PRICE_MEMORY = timedelta(days=30)
"""How far back the lowest price is looked up before a reduction is announced (facts: L.112-1-1)."""


class LiveNudger:
    """The nudge rules over the policy and the catalogue of this moment."""

    def __init__(
        self, stores: Stores, catalogue: LiveCatalogue, policy: PolicyDesk, known: Knowledge, clock: Clock
    ) -> None:
        self._stores, self._catalogue, self._policy, self._known, self._clock = stores, catalogue, policy, known, clock
        self._salt = stores.keys.get_or_make("nudge_salt", lambda: secrets.token_hex(32)).encode()
        self._sentences = documents.load(PROJECT / "data" / "explanations" / "decisions.yml")

    def consider(self, session: Session, now: datetime, trigger: str) -> Decision:
        return self._nudger().consider(session, now, trigger)

    def sentence(self, decision: Decision) -> dict[str, str]:
        return self._nudger().sentence(decision)

    def _nudger(self) -> Nudger:
        index = self._catalogue.current
        shelf = Shelf(product=index.product, similar=_alike(index), low_30d=self._lowest)
        return Nudger(shelf, self._known.facts, self._policy.current, self._salt, self._sentences)

    def _lowest(self, item_id: str) -> Decimal | None:
        lowest = self._stores.prices.lowest(item_id, self._clock.now() - PRICE_MEMORY)
        return lowest.amount if lowest else None


def _alike(index: Any) -> Callable[[Product, Product], bool]:
    """Of one category, or near each other in the index."""

    def alike(one: Product, other: Product) -> bool:
        return one.product_type == other.product_type or index.similarity(one.id, other.id) >= SIMILAR

    return alike
