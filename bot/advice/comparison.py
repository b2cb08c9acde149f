"""Two or three products side by side: only the rows that differ, the better value where better is certain, and a
pick with its why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advice.advice import Advice
from bot.advice.attributes import local_names, local_values, number_of, value_of
from bot.advice.choices import Choice, judged
from bot.advice.phrase import Phrase, label, said
from bot.advice.suitability import FEW_REVIEWS, met_needs, unadvised
from bot.shopper.needs import Needs
from catalog_index.product import Product
from catalog_index.query import Hit

ROWS = 8
"""Rows beyond the price: more does not fit a phone's screen."""

LOWER_IS_BETTER = frozenset({"weight"})
HIGHER_IS_BETTER = frozenset({"battery life", "runtime", "warranty", "autonomy"})
"""Attributes whose better end is certain in any trade. For the rest only the shopper's own needs decide."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `values` by product, each a text by language or None when the catalogue does not say; `best` an
    index."""

    label: Phrase
    values: tuple[Phrase | None, ...]
    best: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`pick` is the index of the product a seller would take, None when they are level; `why` the reason to say."""

    lines: tuple[Line, ...]
    pick: int | None
    why: Phrase | None


def compare(products: Sequence[Product], needs: Needs, advice: Advice) -> Verdict:
    """The table and the pick. `products` are two or more, in the order of the columns."""
    columns = [judged(Hit(p, 0.0), needs, advice) for p in products]
    names = list(dict.fromkeys(d.name for p in products for d in p.product_detail))
    lines = [_price(products), _rating(products), *(_detail(name, products, needs, advice) for name in names)]
    differing = [line for line in lines if line is not None][: ROWS + 1]
    pick, why = _pick(columns, products, unadvised(needs, advice))
    return Verdict(tuple(differing), pick, why)


def _price(products: Sequence[Product]) -> Line | None:
    amounts = [p.current_price.amount for p in products]
    values = tuple(label("money", amount=p.current_price.amount, currency=p.price.currency) for p in products)
    return Line(label("row_price"), values, _lowest([float(a) for a in amounts])) if len(set(amounts)) > 1 else None


def _rating(products: Sequence[Product]) -> Line | None:
    ratings = [p.average_rating for p in products]
    if len(set(ratings)) < 2:
        return None
    values = tuple(
        label("rating_value", rating=p.average_rating, count=p.review_count or 0) if p.average_rating else None
        for p in products
    )
    proven = all(p.average_rating and (p.review_count or 0) >= FEW_REVIEWS for p in products)
    return Line(label("row_rating"), values, _lowest([-(r or 0.0) for r in ratings]) if proven else None)


def _detail(name: str, products: Sequence[Product], needs: Needs, advice: Advice) -> Line | None:
    raw = [value_of(p, name) for p in products]
    if len(set(raw)) < 2 or sum(value is not None for value in raw) < 2:
        return None
    values = tuple(said(v) if (v := local_values(p, name)) else None for p in products)
    holder = next(p for p, value in zip(products, raw, strict=True) if value is not None)
    return Line(said(local_names(holder, name)), values, _best(name, products, needs, advice))


def _best(name: str, products: Sequence[Product], needs: Needs, advice: Advice) -> int | None:
    wanted = [b for a in advice.answered(needs) for b in a.bears if b.condition.attribute.casefold() == name.casefold()]
    if wanted:
        held = [sum((b.force != "avoid") == bool(b.condition.holds(p)) for b in wanted) for p in products]
        return _lowest([-float(h) for h in held])
    numbers = [number_of(p, name) for p in products]
    if any(n is None for n in numbers):
        return None
    known = [n for n in numbers if n is not None]
    if name.casefold() in LOWER_IS_BETTER:
        return _lowest(known)
    return _lowest([-n for n in known]) if name.casefold() in HIGHER_IS_BETTER else None


def _lowest(numbers: Sequence[float]) -> int | None:
    """The index of the single lowest; None when two are level."""
    low = min(numbers)
    return numbers.index(low) if numbers.count(low) == 1 else None


def _pick(columns: Sequence[Choice], products: Sequence[Product], needs: Needs) -> tuple[int | None, Phrase | None]:
    order = [(-c.fit.missed, c.total) for c in columns]
    top = max(range(len(order)), key=lambda i: order[i])
    why = _edge(columns, top, needs)
    if why is not None:
        return top, why
    prices = [float(p.current_price.amount) for p in products]
    cheapest = _lowest(prices)
    return (cheapest, label("why_cheapest")) if cheapest is not None else (None, None)


def _edge(columns: Sequence[Choice], top: int, needs: Needs) -> Phrase | None:
    """What the pick has over the others: a reason none of them shares, a must they miss, a clearly better rating."""
    others = [c for i, c in enumerate(columns) if i != top]
    mine = [*columns[top].fit.reasons, *met_needs(columns[top].product, needs)]
    theirs: list[Phrase] = [r for c in others for r in (*c.fit.reasons, *met_needs(c.product, needs))]
    own = next((reason for reason in mine if reason not in theirs), None)
    if own is not None:
        return own
    product = columns[top].product
    rated = [c.product.average_rating or 0.0 for c in others]
    if (product.average_rating or 0) > max(rated, default=0.0) and (product.review_count or 0) >= FEW_REVIEWS:
        return label("why_rating", rating=product.average_rating, count=product.review_count)
    return None
