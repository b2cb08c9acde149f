"""How many of each are taken: "two of the first and one of the second", « 12 du premier », "first one x6". Folded text,
both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.shopper.reading.references import OnScreen, resolve

_WORDS: Mapping[str, int] = {
    "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4, "cinq": 5,
    "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9, "nine": 9, "dix": 10, "ten": 10,
    "onze": 11, "eleven": 11, "douze": 12, "twelve": 12, "quinze": 15, "fifteen": 15, "vingt": 20, "twenty": 20,
    "une douzaine": 12, "a dozen": 12, "a couple": 2, "a pair": 1,
}  # fmt: skip
_N = rf"(?P<{{}}>{'|'.join(sorted(_WORDS, key=len, reverse=True))}|[1-9]\d{{{{0,2}}}})"
_PIECES = (
    r"(?:x|×|fois|times|paires?|pairs?|exemplaires?|boites?|box(?:es)?|packs?|paquets?|lots?|pieces?|unites?|units?)"
)
_OF = r"(?:of|de|du|des|d'|(?=les? |la |l'|the ))"
_TAKE = (
    r"(?:take|have|buy|get|add|order|want|need|(?:j'|on |m'|m.)?en (?:prends?|prendrai|veux|voudrais|faut|mets)|"
    r"(?:mettez|mets|ajoutez|ajoute)[- ](?:m'|m'en|en))"
)
_NO_PIECE = r"(?! ?(?:%|[€$£]|euros?|eur|cm|ans|years?)(?!\w))(?![\w.,]\d|\w)"
_HOW_MANY = re.compile(
    rf"(?<![\w.,'-]){_N.format('of')} ?(?:{_PIECES} )?{_OF}(?! ?(?:\d|taille|pointure|size))"
    rf"|(?<![\w.,'-]){_N.format('pieces')} ?{_PIECES}(?!\w)"
    rf"|(?<!\w)x ?{_N.format('times')}(?!\w)"
    rf"|(?<!\w){_TAKE} {_N.format('taken')}{_NO_PIECE}"
)
_APART = re.compile(r"\s*(?:[,;+&]|(?<!\w)(?:et|and|plus|puis|then)(?!\w))\s*")


def how_many(folded: str, beside: bool = False) -> int:
    """The pieces spoken of in a text about one thing; 1 where nothing says. `beside`: another thing is named after it
    (« je la prends, et deux paires de chaussettes »), whose number is not this one's.
    """
    match = _HOW_MANY.search(_APART.split(folded)[0] if beside else folded)
    said = next((value for value in match.groupdict().values() if value), "1") if match else "1"
    return _WORDS.get(said) or int(said)


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
    return len(parts) > 1 and all(_HOW_MANY.search(part) for part in parts)
