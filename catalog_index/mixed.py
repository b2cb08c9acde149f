"""Shelves of several things, "Honey & Jam": which of them a product is. Its part is a path below the shelf's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from catalog_index.lexicon import Concept, lexicon
from catalog_index.paths import SEPARATOR, leaf, parent
from catalog_index.product import Product
from catalog_index.text import LANGUAGES, phrase

_JOINED = re.compile(r"\s*(?:&|/|,|\+|\bet\b|\band\b|\bou\b|\bor\b)\s*")

Ways = Sequence[frozenset[str]]
"""The stems of each name a thing may have."""


@lru_cache(maxsize=65_536)
def parts(name: str) -> tuple[str, ...]:
    """The names a shelf's name joins: "Bags, Packs and Belts" has three, "Honey" has none."""
    pieces = [piece.strip() for piece in _JOINED.split(name)]
    return tuple(piece for piece in pieces if piece) if len(pieces) > 1 else ()


def is_part(path: str) -> bool:
    """Whether the path is of a part of the shelf above it."""
    return leaf(path) in parts(leaf(parent(path)))


def shelf_of(path: str) -> str:
    """The path that products write: of a part that of its shelf."""
    return parent(path) if is_part(path) else path


def part_of(product: Product) -> str:
    """The product's path, with the part of the shelf that its title, else its description names below it: "Honey & Jam
    > Jam". The shelf's own where none or several are named, or the lexicon doesn't know the parts for different things.
    """
    path = product.product_type
    ways = _ways(leaf(path), product.language)
    for text in (product.title, product.description) if ways else ():
        said = set(phrase(text, product.language))
        named = [part for part, names in ways if any(name <= said for name in names)]
        narrowest = [part for part in named if not any(_holds(part, other) for other in named if other != part)]
        if named:
            return f"{path}{SEPARATOR}{narrowest[0]}" if len(narrowest) == 1 else path
    return path


def within(path: str, wanted: str) -> bool:
    """Whether what is on `path` may be of the part `wanted`: the shelf itself, or the part of a narrower thing."""
    return path == parent(wanted) or (parent(path) == parent(wanted) and _holds(leaf(wanted), leaf(path)))


@lru_cache(maxsize=65_536)
def _holds(part: str, other: str) -> bool:
    """Whether the lexicon counts the `other` thing among the first: champagne among the sparkling wines."""
    kinds = {label for language in LANGUAGES for concept in _things(part, language) for label in concept.includes}
    return any(concept.label in kinds for language in LANGUAGES for concept in _things(other, language))


def told(product: Product, written: str) -> str:
    """What a path says of the product, `written` as in one of its languages: of a shelf of several things its part."""
    own = parts(leaf(product.product_type))
    if not _ways(leaf(product.product_type), product.language):
        return written
    local, part = parts(leaf(written)), leaf(part_of(product))
    said = local[own.index(part)] if part in own and len(local) == len(own) else ""
    return f"{parent(written)}{SEPARATOR}{said}"


@lru_cache(maxsize=65_536)
def _ways(name: str, language: str) -> tuple[tuple[str, Ways], ...]:
    """Each part with how it and its kinds are called; () where one of them is unknown, or two are one thing, or hardly
    told apart: the lexicon counts each among the other ("Hoodies & Sweatshirts")."""
    found = [(part, _things(part, language)) for part in parts(name)]
    labels = [concept.label for _, concepts in found for concept in concepts]
    if not all(concepts for _, concepts in found) or len(set(labels)) < len(labels):
        return ()
    if any(_holds(one, other) and _holds(other, one) for one, other in pairwise(part for part, _ in found)):
        return ()
    return tuple((part, _names(concepts, language)) for part, concepts in found)


def _things(part: str, language: str) -> tuple[Concept, ...]:
    return tuple(c for c in lexicon().named(phrase(part, language), language) if c.kind == "products")


def _names(concepts: Sequence[Concept], language: str) -> Ways:
    own = [name for concept in concepts for name in concept.names.get(language, ())]
    kinds = [kind for concept in concepts for label in concept.includes if (kind := lexicon().find(label))]
    own += [name for kind in kinds for name in kind.names.get(language, ())]
    return tuple(frozenset(phrase(name, language)) for name in own)
