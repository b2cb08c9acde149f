"""Brands that were truly named: a word for something else is none, however near it comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from catalog_index.colors import spoken
from catalog_index.query import Understood
from catalog_index.spelling import Speller, everyday
from catalog_index.text import words
from catalog_index.vocabulary import Vocabulary


def truly_named(brands: tuple[str, ...], pieces: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Without the brands that a word for something else was taken for: "time to buy" names no Timex, nor a « casque
    audio » M-Audio."""
    if len(brands) != len(pieces):
        return brands
    return tuple(b for b, piece in zip(brands, pieces, strict=True) if _is_named(b, piece, vocabulary))


def misnamed(understood: Understood, vocabulary: Vocabulary) -> list[str]:
    """The words that were taken for a brand and are none: they say something all the same (a kettle, no Kettler)."""
    brands, pieces = understood.filters.brands, understood.found.get("brands", ())
    if len(brands) != len(pieces):
        return []
    return [piece for brand, piece in zip(brands, pieces, strict=True) if not _is_named(brand, piece, vocabulary)]


_NAME = re.compile(r"(?<=[a-zà-ÿ,;] )(?:[A-ZÀ-Ý][\w'’-]+ )+(?:[A-ZÀ-Ý][\w'’-]+|\d\w*)")
"""Words with capitals in a row, within a sentence."""


def tints_of_names(text: str, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """The places of colours that are part of a name the catalogue does not know: the Green Valley 50K is no green."""
    names, found = list(_NAME.finditer(text)), []
    known = vocabulary.known | {word for brand in vocabulary.brands for word in words(brand)} if names else set()
    for name in names:
        said = [(match, words(match[0])) for match in re.finditer(r"[^\W\d_]+", name[0])]
        strange = any(word not in known and not spoken(word) for _, each in said for word in each)
        tints = [match for match, each in said if each and spoken(each[0])]
        found += [(name.start() + m.start(), name.start() + m.end()) for m in tints if strange]
    return found


def _is_named(brand: str, piece: str, vocabulary: Vocabulary) -> bool:
    if words(piece) == words(brand):
        return True
    return not all(word in vocabulary.lexicon.words or _is_everyday(word, brand) for word in words(piece))


def _is_everyday(word: str, brand: str) -> bool:
    """Said every day, or as near to such a word as to the brand: « je peux metre 180 € » names no Metra."""
    return word in everyday() or _speller_beside(tuple(words(brand))).correct(word) in everyday()


@lru_cache(maxsize=64)
def _speller_beside(brand: tuple[str, ...]) -> Speller:
    return Speller({*everyday(), *brand}, lambda word: word in everyday())
