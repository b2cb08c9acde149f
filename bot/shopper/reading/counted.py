"""How many of each are taken: "two of the first and one of the second", « 12 du premier », "first one x6". Folded text,
both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bot.shopper.reading.pointing import OnScreen
from bot.shopper.reading.references import resolve
from catalog_index.amounts import count_words

MOST = 20
"""So many are told in words; more in figures."""

_DOZENS: Mapping[str, int] = {"a dozen": 12, "a couple": 2, "a pair": 1}
_PIECES = (
    r"(?:x|×|fois|times|paires?|pairs?|exemplaires?|boites?|box(?:es)?|packs?|paquets?|lots?|pieces?|unites?|units?)"
)
_OF = r"(?:of|de|du|des|d'|(?=les? |la |l'|the ))"
_TAKE = (
    r"(?:take|have|buy|get|add|order|want|need|make (?:it|that)|"
    r"(?:j'|on |m'|m.)?en (?:prends?|prendrai|veux|voudrais|faut|mets)|"
    r"(?:mettez|mets|ajoutez|ajoute)[- ](?:m'|m'en|en))"
)
_NO_PIECE = r"(?! ?(?:%|[€$£]|euros?|eur|cm|ans|years?)(?!\w))(?![\w.,]\d|\w)"


@cache
def _words() -> Mapping[str, int]:
    return {**count_words(MOST), **_DOZENS}


@cache
def _how_many() -> re.Pattern[str]:
    number = "|".join(sorted(_words(), key=len, reverse=True)) + r"|[1-9]\d{0,2}"
    return re.compile(
        rf"(?<![\w.,'-])(?P<of>{number}) ?(?:{_PIECES} )?{_OF}(?! ?(?:\d|taille|pointure|size))"
        rf"|(?<![\w.,'-])(?P<pieces>{number}) ?{_PIECES}(?!\w)"
        rf"|(?<!\w)x ?(?P<times>{number})(?!\w)"
        rf"|(?<!\w){_TAKE} (?P<taken>{number}){_NO_PIECE}"
    )


_APART = re.compile(r"\s*(?:[,;+&]|(?<!\w)(?:et|and|plus|puis|then)(?!\w))\s*")


def how_many(folded: str, beside: bool = False) -> int:
    """The pieces spoken of in a text about one thing; 1 where nothing says. `beside`: another thing is named after it
    (« je la prends, et deux paires de chaussettes »), whose number is not this one's.
    """
    match = _how_many().search(_APART.split(folded)[0] if beside else folded)
    said = next((value for value in match.groupdict().values() if value), "1") if match else "1"
    return _words().get(said) or int(said)


def counted(folded: str, shown: Sequence[OnScreen], focus: str | None = None) -> dict[str, int]:
    """Item id -> how many of it, in the order said; {} where nothing on screen is pointed at.

    >>> shown = [OnScreen("a"), OnScreen("b")]
    >>> counted("two of the first and one of the second", shown)
    {'a': 2, 'b': 1}
    """
    found: dict[str, int] = {}
    for part in _APART.split(folded):
        for item in resolve(part, shown, focus).item_ids:
            found.setdefault(item, how_many(part))
    return found


def counts(folded: str) -> bool:
    """Whether every part says how many of something: "one of the first and three of the last"."""
    parts = _APART.split(folded)
    return len(parts) > 1 and all(_how_many().search(part) for part in parts)
