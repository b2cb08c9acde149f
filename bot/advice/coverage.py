"""Attributes that would answer the questions a good seller asks, and that products do not state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.advice.advice import Advice, AdviceBook, below
from bot.advice.attributes import value_of
from catalog_index.product import Product

ENOUGH = 0.8
"""Share of a category's products that must state an attribute before a question about it tells them apart."""
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class MissingAttribute:
    """`attribute` serves the questions `asks` in `category`; `missing` of `total` products lack it. `values` are
    those the advice knows what to do with.
    """

    category: str
    attribute: str
    asks: tuple[str, ...]
    values: tuple[str, ...]
    missing: int
    total: int
    examples: tuple[str, ...]


def missing_attributes(book: AdviceBook, products: Iterable[Product]) -> list[MissingAttribute]:
    """Those that most products lack first; one line per written category and attribute."""
    parents = list({product.group: product for product in products}.values())
    found = [entry for page in book.pages for entry in _of_page(page, parents)]
    return sorted(found, key=lambda m: (-m.missing, m.category, m.attribute))


def _of_page(page: Advice, parents: Iterable[Product]) -> Iterator[MissingAttribute]:
    paths = [path for path in page.applies_to if path]
    among = [p for p in parents if any(below(p.product_type, path) for path in paths)]
    for attribute, (asks, values) in _asked(page).items():
        lacking = [p.id for p in among if value_of(p, attribute) is None]
        if lacking and len(lacking) > (1 - ENOUGH) * len(among):
            yield MissingAttribute(
                paths[0], attribute, tuple(asks), tuple(values), len(lacking), len(among), tuple(lacking[:EXAMPLES])
            )


def _asked(page: Advice) -> dict[str, tuple[dict[str, None], dict[str, None]]]:
    """Attribute -> the questions whose answers bear on it, and the values they look for, each in order."""
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for question in page.questions:
        for bear in (bear for answer in question.answers for bear in answer.bears):
            asks, values = found.setdefault(bear.condition.attribute, ({}, {}))
            asks[question.ask] = None
            values.update(dict.fromkeys(bear.condition.among))
    return found
