"""Which of a product's sizes comes next to the one that is worn, where nobody has that one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.advice.choices import REASONS, Choice
from bot.advice.phrase import label
from bot.advice.questions import size_order
from bot.shopper.reading.sizes_said import LETTERS
from catalog_index.product import Product
from catalog_index.query import Hit
from catalog_index.values import size_key
from catalog_index.vocabulary import Vocabulary

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

NEXT = 1.0
"""Sizes apart up to which one may be tried on: 44 or 45 for a 44.5, an M for an L."""


def apart(size: str, wanted: Sequence[str]) -> float | None:
    """How many sizes lie between `size` and the nearest `wanted`; None where they cannot be set against each other."""
    ranks = [_rank(each) for each in (size, *wanted)]
    mine = ranks[0]
    others = [other for other in ranks[1:] if mine is not None and other is not None and other[0] == mine[0]]
    return min((abs(mine[1] - other[1]) for other in others), default=None) if mine else None


def next_in_size(hits: Sequence[Hit], wanted: Sequence[str], catalogue: CatalogueIndex) -> tuple[Hit, ...]:
    """`hits`, each in the size of its colour that comes next to `wanted`; only those that come as near as the next
    size, where there are such."""
    moved = [replace(hit, product=_next(hit.product, wanted, catalogue)) for hit in hits]
    near = [hit for hit in moved if (gap := apart(hit.product.size, wanted)) is not None and gap <= NEXT]
    return tuple(near or moved)


def is_sized(path: str, vocabulary: Vocabulary) -> bool:
    """Whether what hangs there comes in sizes."""
    return any(vocabulary.occurs("size", size_key(size), (path,)) for size in vocabulary.sizes)


def unlike(sizes: Sequence[str], path: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The sizes of the shelf, in order, where none of `sizes` can be set against one: an M of shoes. () elsewhere."""
    here = [size for size in vocabulary.sizes if vocabulary.occurs("size", size_key(size), (path,))]
    if not sizes or any(size in sizes or apart(size, sizes) is not None for size in here):
        return ()
    return tuple(sorted(here, key=size_order))


def coming_in(sizes: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The shelves that come in one of `sizes`, the fullest first."""
    paths = {path for size in sizes for path in vocabulary.found_in.get(("size", size_key(size)), ())}
    known = [vocabulary.categories[path] for path in paths if path in vocabulary.categories]
    return [shelf.path for shelf in sorted(known, key=lambda shelf: (-shelf.count, shelf.path))]


def sized(choice: Choice) -> Choice:
    """The choice with the size that it is shown in as its first reason."""
    if not choice.product.size:
        return choice
    said = label("reason_size", size=choice.product.size)
    return replace(choice, reasons=(said, *choice.reasons)[:REASONS])


def _next(product: Product, wanted: Sequence[str], catalogue: CatalogueIndex) -> Product:
    price = product.current_price.amount
    alike = [
        (gap, other)
        for other in catalogue.variants(product.group)
        if other.buyable and other.color == product.color and other.current_price.amount <= price
        if (gap := apart(other.size, wanted)) is not None
    ]
    return min(alike, key=lambda pair: pair[0])[1] if alike else product


def _rank(size: str) -> tuple[str, float] | None:
    """(kind of size, its place)."""
    said = size.upper().replace(",", ".")
    if said in LETTERS:
        return "letter", float(LETTERS.index(said))
    return ("figure", float(said)) if said.replace(".", "", 1).isdigit() else None
