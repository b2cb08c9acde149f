"""Which of those on screen is the cheapest, the lightest, the best rated: the question, and the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.shopper.reading.references import OnScreen, Pointing

_ASKING = (
    r"(?<![\w-])(?P<question>which|what(?:'s| is)|laquelle|lequel|lesquel(?:le)?s|quel(?:le)?s?|c'est quoi|"
    r"(?:et|and) (?:la|le|the))"
    r"(?![\w-])[^.?!;]{0,40}?(?<![\w-])"
)
_WORDS: Mapping[str, str] = {
    "cheapest": r"moins (?:cher|couteu)\w*|plus abordables?|prix le plus bas|cheap(?:er|est)|(?:least|less) expensive|"
    r"(?:most|more) affordable|lowest price|costs? (?:the )?least|coute(?:nt)? le moins",
    "dearest": r"plus (?:cher|chere|chers|cheres|couteu\w+)|(?:most|more) expensive|pric(?:ier|iest)|dear(?:er|est)",
    "lightest": r"plus leger\w*|moins lourde?s?|light(?:er|est)|weighs? (?:the )?(?:least|less)|pese(?:nt)? le moins",
    "heaviest": r"plus lourde?s?|heav(?:ier|iest)|weighs? (?:the )?most",
    "best rated": r"mieux note\w*|meilleure?s? (?:notes?|avis|evaluations?)|(?:best|better|highest|top)[- ]?"
    r"(?:rat(?:ed|ing)|reviews?|reviewed)",
}
_PATTERNS = {name: re.compile(rf"{_ASKING}(?P<words>{words})(?![\w-])") for name, words in _WORDS.items()}
ON_THE_SHELVES = re.compile(
    r"(?<!\w)(?:avez[- ]vous|vous avez|auriez[- ]vous|en rayon|du magasin|you have|have you|you sell|in the shop|"
    r"in stock)(?!\w)"
)


class _Measure(Protocol):
    def __call__(self, item: OnScreen) -> float | None: ...


def _price(item: OnScreen) -> float | None:
    return None if item.price is None else float(item.price)


def _weight(item: OnScreen) -> float | None:
    return item.weight


def _rating(item: OnScreen) -> float | None:
    return item.rating


_MEASURES: Mapping[str, tuple[_Measure, int]] = {
    "cheapest": (_price, 1),
    "dearest": (_price, -1),
    "lightest": (_weight, 1),
    "heaviest": (_weight, -1),
    "best rated": (_rating, -1),
}


def superlative(folded: str, shown: Sequence[OnScreen]) -> tuple[str, Pointing]:
    """(name, the product) that `folded` (fold_aligned text) asks for among several on screen; ("", nothing) else.

    The name is one of cheapest, dearest, lightest, heaviest, best rated. Nothing is answered where the catalogue does
    not state the measure for two of them.
    """
    if len(shown) < 2 or ON_THE_SHELVES.search(folded):
        return "", Pointing()
    for name, pattern in _PATTERNS.items():
        match = pattern.search(folded)
        if match is None:
            continue
        measure, sign = _MEASURES[name]
        known = [(value * sign, item) for item in shown if (value := measure(item)) is not None]
        if len(known) > 1:
            best = min(known, key=lambda pair: pair[0])[1]
            return name, Pointing((best.item_id,), (match.span("question"), match.span("words")))
    return "", Pointing()
