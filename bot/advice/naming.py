"""What a product is by its title, for shops without shelves: "Acme - Laptop Case for Travel" is a case, no laptop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from catalog_index.lexicon import Concept, Lexicon
from catalog_index.product import Product
from catalog_index.query import Hit
from catalog_index.text import KEPT_IN_PHRASES, LANGUAGES, phrase, stems, words

_SEGMENTS = re.compile(r"\s[-–—]\s|[:;|,/(\[]")
"""What parts a title: brand - thing - colour."""

_OF_ANOTHER = re.compile(
    r"\s(?:for|with|by|from|w/|without|in|pour|avec|sans|de chez|en|compatible)\s.*", re.IGNORECASE | re.DOTALL
)
"""What follows says what it goes with, or what it is like."""

LONGEST = 4
"""Words of a thing's name in the lexicon at most."""

LONG = 60
"""Characters from which a title is no name to be said in a sentence: a marketplace's tells the whole sheet."""

_BREAKS = re.compile(r"\s[-–—|]\s|\s*[:;,|(\[]\s*|\s(?:for|with|w/|pour|avec)\s", re.IGNORECASE)

Name = tuple[str, tuple[str, ...]]
"""(language, stems)."""


def names_of(text: str, language: str, lexicon: Lexicon) -> tuple[Name, ...]:
    """Every name, in both languages, of the thing `text` looks for and of its narrower kinds; () where it names none.

    Of two things named, the longer name counts; of two as long, the one that says what it is: the last in English,
    the first in French.
    """
    concepts = _concepts(phrase(text, language), language, lexicon) if text.strip() else ()
    found: dict[Name, None] = {}
    for concept in concepts:
        for kind in (concept, *(k for label in concept.includes if (k := lexicon.find(label)))):
            found.update({(each, stems): None for each in LANGUAGES for stems in kind.phrases(each) if stems})
    return tuple(found)


def _concepts(stems: tuple[str, ...], language: str, lexicon: Lexicon) -> tuple[Concept, ...]:
    for length in range(min(LONGEST, len(stems)), 0, -1):
        starts = range(len(stems) - length + 1)
        for start in starts if language == "fr" else reversed(starts):
            named = lexicon.named(stems[start : start + length], language)
            things = tuple(concept for concept in named if concept.kind == "products")
            if things:
                return things
    return ()


def qualities(text: str, called: Set[str], language: str, lexicon: Lexicon) -> list[str]:
    """What stands beside a thing's name, in whose stems `called` are: word by word, but « sans fil » as one."""
    found, before = list[str](), ""
    for word in words(text):
        pair = f"{before} {word}"
        if before in KEPT_IN_PHRASES and lexicon.named(phrase(pair, language), language):
            found = [*found[:-1], pair]
        elif not called & {*stems(word, language)}:
            found.append(word)
        before = word
    return found


def so_called(hits: Sequence[Hit], names: Sequence[Name]) -> list[Hit]:
    """The hits that are what one of `names` says, in their order."""
    return [hit for hit in hits if is_called(hit.product, names)]


def is_called(product: Product, names: Sequence[Name]) -> bool:
    """Whether a part of the title ends (in English) or begins (in French) with one of `names`."""
    heads = set(_heads_in(product))
    return any(name in heads for name in names)


def is_called_otherwise(product: Product, lexicon: Lexicon) -> bool:
    """Whether a part of the title ends (or begins) with the name of some sort of thing: "Bike Computer" is one."""
    named = (lexicon.named(stems, language) for language, stems in _heads_in(product))
    return any(concept.kind == "products" for concepts in named for concept in concepts)


def _heads_in(product: Product) -> Iterator[Name]:
    written = {product.language: product.title, **{each: text.title for each, text in product.texts.items()}}
    for language, title in written.items():
        own = title.removeprefix(product.brand) if product.brand else title  # "As Seen On TV" sells no televisions only
        yield from _heads(own, language)


@lru_cache(maxsize=50_000)
def _heads(title: str, language: str) -> frozenset[Name]:
    return frozenset(head for segment in _own_segments(title) for head in _heads_of(segment, language))


def _own_segments(title: str) -> Iterator[str]:
    """The parts of a title that speak of the thing itself: what is listed after "compatible with" or "for" does not."""
    start, of_another = 0, False
    for match in (*_SEGMENTS.finditer(title), None):
        segment = title[start : match.start() if match else len(title)]
        if not of_another:
            yield segment
        of_another = of_another or _OF_ANOTHER.search(f" {segment}") is not None
        if match is not None:
            of_another, start = of_another and match[0].strip() == ",", match.end()


def _heads_of(segment: str, language: str) -> Iterator[Name]:
    own = _OF_ANOTHER.sub("", f" {segment}")
    stems = phrase(own, language) if own.strip() else ()
    for length in range(1, min(LONGEST, len(stems)) + 1):
        yield language, stems[:length] if language == "fr" else stems[-length:]


def brief(title: str, brand: str = "") -> str:
    """A long title as far as it names its thing: up to the first break after two words that are not the brand alone."""
    if len(title) <= LONG:
        return title
    own = set(brand.casefold().split())
    for match in _BREAKS.finditer(title):
        named = title[: match.start()].casefold().split()
        if len(named) > 1 and set(named) - own and match.start() <= LONG:
            return title[: match.start()].rstrip(" ,.-")
    return title[:LONG].rpartition(" ")[0].rstrip(" ,.-:|(") + "…"
