"""Sizes as people say them of themselves and of others. Folded, both languages (see lexicon)."""

from __future__ import annotations

import re
from collections.abc import Mapping

MY_SIZE = re.compile(
    r"(?<!\w)(?:je (?:fais|chausse|porte|mets)|moi,? je (?:fais|chausse)|i(?:'m| am| wear| take)|"
    r"my (?:own )?size is)(?: (?:du|un|une|a|en|size))* (?P<size>\d{2}(?:[.,]5)?|x{0,3}[sml]|"
    r"xl)(?!\w)"
)
"""The speaker's own size: not the recipient's."""

LETTER_SIZES: Mapping[str, str] = {
    "small": "S",
    "petit": "S",
    "petite": "S",
    "medium": "M",
    "moyen": "M",
    "moyenne": "M",
    "large": "L",
    "grand": "L",
    "grande": "L",
}
SIZE_OF = re.compile(
    r"(?<!\w)(?:(?:il|elle|on|je|mon \w+|ma \w+) (?:fait|fais|chausse|porte|met|prend)|"
    r"(?:he|she|they|my (?!budget|limit|max)\w+) (?:wears?|takes?|is)|(?:he|she)'s|"
    r"(?:i (?:wear|take|am)|i'm)(?= (?:an?|size) )|"
    r"(?:his|her|their|my|sa|son|ma|leur) (?:size|taille|pointure)(?: is|,? c'est| est)?)"
    r"(?: (?:du|un|une|a|an|en|size|taille))* (?P<size>\d{2}(?:[.,]5)?|x{0,3}[sl]|m|small|medium|large)"
    r"(?! ?(?:ans|an|years?|yo|km|kg|cm|[€$£]|euros?|eur|dollars?|bucks|pounds?|quid|livres|bornes?|kilometres?|"
    r"kilometers?|miles?|metres?|heures?|hours?|minutes?|mins?|sorties?|seances?|fois|times|jours?|days?|tours?|laps?)"
    r"(?!\w))(?![\w%])"
)
"""The size of whoever will use it."""
PIECES = re.compile(r" ?(?:du|de la|of|x|paires?|pairs?|pieces?|exemplaires?)(?!\w)")
"""After a figure that is no size, but how many."""
SIZE_ALONE = re.compile(
    r"^\W*(?:(?:en|in|taille|size|un|une|a|plutot|rather|finalement|actually|et|and|sorry|pardon|desolee?|oups|oops|"
    r"non|no|wait|attendez|i mean|make (?:it|that)|mettez|je voulais dire|en fait|du|ok|what about|how about)[ ,:]+)*"
    r"(?P<size>small|medium|large|x{1,3}[sl]|\d{2}(?:[.,]5)?)"
    r"(?:,? (?:svp|stp|please|s'il vous plait|then|alors|rather|instead|after all|plutot|"
    r"finalement|en fait|actually))*\W*$"
)
"""A message that is a size and nothing else."""

_HALF = re.compile(
    r"(?<![\d.,])(?P<whole>3[3-9]|4\d) ?(?:et demie?|and a half|1/2|½)(?![\w/%])(?! ?(?:heures?|h|km|ans|€)\b)"
)


def in_figures(text: str) -> str:
    """`text` with the half sizes of shoes in figures: « 38 et demi » is 38.5."""
    return _HALF.sub(r"\g<whole>.5", text)


def is_half(size: str) -> bool:
    """Whether a figure is half a size: hardly anything else is told so."""
    return size.endswith((".5", ",5"))


IN_SIZE = re.compile(r"(?<!\w)(?:en|in|taille|size|pointure)(?: (?:du|un|a))? $")
"""Before a size: then it is one, even where no shelf has it."""
