"""What the pages looked at say of a shopper who has not said it: what for, a level, a budget, for whom (promise S6).
Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from bot.advice.attributes import value_of
from bot.shopper.needs import asking_of
from bot.shopper.session import Session
from catalog_index.product import Product

LEVELS = frozenset({"beginner", "intermediate", "expert"})
ENOUGH = 3
"""Different models of one shelf: two may be chance, three are a direction."""

LAST = 6
"""Models looked at last that count: what was looked at before may have been another wish."""

AGREE = 0.75
"""Share of those that must say the same."""

SPREAD = Decimal("1.6")
"""The dearest over the cheapest: beyond it no budget can be told."""

MARGIN = Decimal("1.1")
"""People stretch a little beyond what they look at."""


def inferred(session: Session, lookup: Callable[[str], Product | None]) -> dict[str, Any]:
    """The change to the needs, `inferred` included; {} when nothing new can be told.

    Only with consent to personalisation, and never where the shopper has said something, or said that it is open.
    """
    if not session.consent.personalisation:
        return {}
    looked = _same_shelf(_models(session, lookup))
    if len(looked) < ENOUGH:
        return {}
    guesses = {
        "category": looked[0].product_type,
        "level": _level(looked),
        "budget_max": _budget(looked),
        "gender": _gender(looked),
    }
    change = {
        key: value
        for key, value in guesses.items()
        if value is not None and _may(session, key) and value != getattr(session.needs, key)
    }
    if not change:
        return {}
    return {**change, "inferred": tuple(dict.fromkeys((*session.needs.inferred, *change)))}


def _may(session: Session, key: str) -> bool:
    """Whether the need is open to a guess: nothing said of it, and not asked and left open."""
    needs, ask = session.needs, asking_of(key)
    if ask in needs.open or session.asking == ask:
        return False
    if key == "budget_max" and needs.budget_min is not None:
        return False
    return key in needs.inferred or getattr(needs, key) is None


def _models(session: Session, lookup: Callable[[str], Product | None]) -> list[Product]:
    """The models looked at in this visit, latest first, each once."""
    found: dict[str, Product] = {}
    began = session.visit_started_at
    for view in reversed(session.viewed):
        product = lookup(view.item_id) if began is None or view.at >= began else None
        if product is not None:
            found.setdefault(product.group, product)
    return list(found.values())[:LAST]


def _same_shelf(products: Sequence[Product]) -> list[Product]:
    return [p for p in products if p.product_type and p.product_type == products[0].product_type]


def _level(products: Sequence[Product]) -> str | None:
    return _agreed((value_of(p, "Level") or "").casefold() for p in products if value_of(p, "Level"))


def _gender(products: Sequence[Product]) -> str | None:
    gender = _agreed(p.gender for p in products)
    return gender if gender in ("men", "women", "kids") else None


def _agreed(values: Iterable[str]) -> str | None:
    said = Counter(values)
    if sum(said.values()) < ENOUGH:
        return None
    value, count = said.most_common(1)[0]
    known = value in LEVELS or value in ("men", "women", "kids")
    return value if known and count >= AGREE * sum(said.values()) else None


def _budget(products: Sequence[Product]) -> Decimal | None:
    prices = [p.current_price.amount for p in products]
    if max(prices) > SPREAD * min(prices):
        return None
    step = Decimal(10) if max(prices) >= 50 else Decimal(5)
    return (max(prices) * MARGIN / step).to_integral_value(ROUND_CEILING) * step
