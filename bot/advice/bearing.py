"""Whether something asked for by its name is on the shelves: the products that are it, not those that mention it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bot.advice.naming import Name, is_called, is_called_otherwise, names_of
from catalog_index.paths import leaf
from catalog_index.product import LocalText, Product
from catalog_index.query import Query
from catalog_index.text import LANGUAGES, phrase, stems

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

NEAR = 10
"""Hits whose words are looked at before a thing is said not to be here."""

_SENTENCES = re.compile(r"[.!?:;\n•]+")
_OPENING = re.compile(
    r"^\W*(?:this|these|the|our|a|an|your|ce|cet|cette|ces|notre|nos|un|une|le|la|les|l['’]|votre)(?![\w-])",
    re.IGNORECASE,
)
"""Before the name of what a sentence is about: "this light wireless mouse", « notre nouvelle souris »."""

BEFORE = 2
"""Words that may stand between these and the name."""


def bearers(name: str, language: str, catalogue: CatalogueIndex) -> list[Product]:
    """The products that are what `name` says, in any language; [] where none is.

    A sort of thing that shops sell (a bike) must be what the title, the shelf or a sentence of the description is
    about: a bike computer is none, nor a watch that counts bike rides. Any other name may stand anywhere.
    """
    lexicon = catalogue.vocabulary.lexicon
    sorts = any(concept.kind == "products" for concept in lexicon.named(phrase(name, language), language))
    names = names_of(name, language, lexicon) if sorts else ()
    found: dict[str, Product] = {}
    for each, called in _spoken(name, language, catalogue):
        wanted = stems(called, each)
        for hit in catalogue.search(Query(text=called, language=each, limit=NEAR)).hits:
            product = hit.product
            bears = _is(product, wanted, each, names, catalogue) if names else _mentions(product, wanted, each)
            if bears:
                found[product.id] = product
    return list(found.values())


def _spoken(name: str, language: str, catalogue: CatalogueIndex) -> Iterator[tuple[str, str]]:
    """(language, name): as it was said, and all that the thing is called in either language."""
    yield language, name
    for concept in catalogue.vocabulary.lexicon.named(phrase(name, language), language):
        yield from ((each, called) for each, names in concept.names.items() for called in names)


def _is(product: Product, wanted: list[str], language: str, names: Sequence[Name], catalogue: CatalogueIndex) -> bool:
    if is_called(product, names) or _within(wanted, (t.product_type for t in _texts(product)), language):
        return True
    if any(stems(leaf(t.product_type), language) == wanted[-1:] for t in _texts(product)):
        return True  # a camping stove hangs among "Stoves"
    if is_called_otherwise(product, catalogue.vocabulary.lexicon):
        return False
    return _within(wanted, (t.title for t in _texts(product)), language) or _described_as(product, wanted, language)


def _mentions(product: Product, wanted: list[str], language: str) -> bool:
    return _within(wanted, (f"{t.title} {t.product_type} {t.description}" for t in _texts(product)), language)


def _texts(product: Product) -> list[LocalText]:
    return [product.text(language) for language in LANGUAGES]


def _within(wanted: list[str], written: Iterable[str], language: str) -> bool:
    return any(set(wanted) <= set(stems(text, language)) for text in written)


def _described_as(product: Product, wanted: list[str], language: str) -> bool:
    """Whether a sentence of the description is about what is wanted."""
    size = len(wanted)
    for sentence in _SENTENCES.split(product.text(language).description):
        said = stems(sentence, language) if _OPENING.match(sentence) else []
        if any(said[at : at + size] == wanted for at in range(min(BEFORE, len(said) - size) + 1)):
            return True
    return False
