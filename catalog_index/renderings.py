"""A shelf's name said otherwise: word for word in the other language, or by synonyms: "Vins rouges" is "red wines"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from catalog_index.lexicon import Lexicon
from catalog_index.people import named
from catalog_index.text import LANGUAGES, STOP_WORDS, stem, words

LONGEST = 3
"""Words of a name that is said otherwise, but for stop words: longer ones nobody says in full."""
WAYS, EACH = 16, 4
"""Of a name in a language, and of a word: the first names a concept has are the usual ones."""

_SAID_OF_MUCH = frozenset({"circumstances", "quantities"})
"""Kinds that are meant where nothing else is: "Hot Chocolate" has nothing to do with summer."""


def renderings(name: str, language: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """(language, how `name`, of several words, may be said in it): in the other language in both orders."""
    content = [word for word in words(name) if word not in STOP_WORDS[language]]
    pieces = _pieces(content, language, lexicon)
    if len(pieces) < 2 or len(content) > LONGEST or not named().keys().isdisjoint(content):
        return  # whom a thing is for is asked of the things, unisex ones among them
    for target in LANGUAGES:
        ways = [_said(piece, language, target, lexicon) for piece in pieces]
        if all(way == (" ".join(piece),) for way, piece in zip(ways, pieces, strict=True)):
            continue
        for said in islice(product(*ways), WAYS):
            yield target, " ".join(said)
            if target != language:
                yield target, " ".join(reversed(said))


def _pieces(content: list[str], language: str, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The words, two as one where the lexicon has a name of them."""
    pieces: list[tuple[str, ...]] = []
    start = 0
    while start < len(content):
        pair = tuple(content[start : start + 2])
        whole = len(pair) == 2 and len(content) > 2 and lexicon.named(_stems(pair, language), language)
        pieces.append(pair if whole else pair[:1])
        start += len(pieces[-1])
    return pieces


def _said(piece: tuple[str, ...], language: str, target: str, lexicon: Lexicon) -> tuple[str, ...]:
    """How the piece may be said in `target`, in its own language as it stands as well; () where nothing is known: a
    "vest" is no « veste »."""
    own = " ".join(piece)
    concepts = lexicon.named(_stems(piece, language), language)
    things = [concept for concept in concepts if concept.kind not in _SAID_OF_MUCH] or concepts
    names = [name for concept in things for name in concept.names.get(target, ())]
    found = dict.fromkeys(([own] if target == language else []) + names)
    return tuple(islice(found, EACH))


def _stems(piece: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in piece)
