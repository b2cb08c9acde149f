"""What a product is, by its title alone: for catalogues that hang nothing on shelves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from catalog_index.lexicon import lexicon
from catalog_index.product import Product
from catalog_index.text import phrase

_PARTS = re.compile(r" [-–—/] |[:;|]")
_OF_ANOTHER = re.compile(r" (?:for|with|by|from|w/|pour|avec|de chez) .*|[(\[,].*", re.IGNORECASE)
"""What follows says what it goes with."""
_BRACKETS = re.compile(r" ?\([^()]*\)(?= )")
"""An aside in the middle of a name: "High Capacity (SDHC) Memory Card" is a memory card."""
LONGEST = 4
"""Words of a thing's name in the lexicon at most."""

Names = Mapping[str, tuple[str, ...]]
"""Language -> what it is called."""


def thing_of(product: Product) -> str:
    """The name of the thing `product` is ("headphones"), "" where its title names none that both languages know.

    The thing is what a part of the title ends with, called by its first name: "Acme - Laptop Case for Travel" is a
    case and no laptop.
    """
    for part in _PARTS.split(product.title):
        found = _ending(_itself(part))
        if found:
            return found
    return ""


def _itself(part: str) -> str:
    """A part of a title without its asides, and without what it goes with."""
    return _OF_ANOTHER.sub("", _BRACKETS.sub("", part))


def is_a(product: Product, thing: str) -> bool:
    """Whether a part of the title ends with any name of `thing` or of a kind of it: a refrigerator is a fridge, a
    T-shirt is clothing."""
    parts = [phrase(_itself(part), "en") for part in _PARTS.split(product.title) if part.strip()]
    return any(part[-len(name) :] == name for part in parts for name in _phrases(thing) if name)


@lru_cache(maxsize=500)
def _phrases(thing: str) -> tuple[tuple[str, ...], ...]:
    concept = lexicon().find(thing)
    kinds = [concept, *map(lexicon().find, concept.includes)] if concept else []
    return tuple(phrase for kind in kinds if kind for phrase in kind.phrases("en"))


@lru_cache(maxsize=20_000)
def _ending(segment: str) -> str:
    stems = phrase(segment, "en") if segment.strip() else ()
    for length in range(min(LONGEST, len(stems)), 0, -1):
        named = lexicon().named(stems[-length:], "en")
        concept = next((c for c in named if c.kind == "products" and c.names.get("fr")), None)
        if concept is not None:
            return concept.label if stems[-length:] == phrase(concept.label, "en") else ""
    return ""


def names_of(thing: str) -> Names:
    """How people call it, by language."""
    concept = lexicon().find(thing)
    return concept.names if concept else {}


def shelf_names(name: str) -> Names:
    """What people call the things of a shelf named so ("Hoodies & Sweatshirts"): the first of its words that both
    languages have; {} where there is none, and people say the shelf's own name."""
    for part in re.split(r" *(?:&|/|,| and | et ) *", name):
        named = lexicon().named(phrase(part, "en"), "en") if part.strip() else ()
        concept = next((c for c in named if c.kind == "products" and c.names.get("fr")), None)
        if concept is not None and phrase(part, "en") == phrase(concept.label, "en"):
            return concept.names
    return {}
