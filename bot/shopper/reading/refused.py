"""A shelf that is not wanted: « pas de chaussettes finalement », "not shoes, he's got loads". Folded text."""

from __future__ import annotations

import re

from bot.shopper.reading.heard import Place
from catalog_index.paths import at_or_below
from catalog_index.phrases import HEAD
from catalog_index.text import LANGUAGES, phrase
from catalog_index.vocabulary import Vocabulary

_NOT = re.compile(
    r"(?:^|[,.;:!?]|(?<!\w)(?:but|mais|et|and|ok|non|no|oh|bon))\s*"
    r"(?:(?:surtout|certainly|definitely|actually|finalement|plutot|please|rather) )*"
    r"(?:(?:je|on|nous|il|elle) (?:ne |n')?(?:veu[tx]|voulons|cherche|cherchons) (?:pas|plus)|"
    r"(?:i|we|he|she) (?:do not|don't|doesn't|does not) (?:want|need)|"
    r"pas|plus|not|no|anything but|tout sauf|sauf) (?:(?:de|des|du|une|un|les|la|le|any|more|the|a|an) |d')*"
)
"""Before what is not wanted, at the beginning of a clause."""

_AFTER = (
    r"(?:s'il vous plait|svp|stp|please|merci|thanks?|thank you|finalement|after all|anymore|any more|this time|"
    r"cette fois|alors|then|though|instead|pour (?:lui|elle|eux)|for (?:him|her|them)|"
    r"(?:(?:car|parce qu'|because|since|as|vu qu') ?)?(?:he|she|they|we|i|you|il|elle|ils|elles|on|nous|j)(?!\w))"
)
_NAMED = re.compile(rf"(?P<what>[\w'-]+(?: [\w'-]+){{0,3}}?)(?= ?(?:$|[,.;:!?…]| {_AFTER}))")
"""The name, up to the end of the clause or to why: more said of it is a quality ("no heavy shoes")."""


def refused_shelf(folded: str, category: str | None, vocabulary: Vocabulary) -> tuple[str, Place] | None:
    """The shelf looked at, or what it belongs to, where the text says that it is not wanted: its path, and the place
    of these words; None where it says nothing of the kind."""
    for match in _NOT.finditer(folded) if category else ():
        named = _NAMED.match(folded, match.end())
        if named and (shelf := _called(named["what"], str(category), vocabulary)):
            return shelf, (match.start(), named.end())
    return None


def _called(name: str, category: str, vocabulary: Vocabulary) -> str | None:
    """The shelf `category`, or the one above it, that is called so by what hangs there: "trail" alone is no shoe."""
    for language in LANGUAGES:
        for meaning in vocabulary.phrases[language].get(phrase(name, language), ()):
            named = meaning.kind == "category" and meaning.rank <= HEAD and not meaning.name
            if named and at_or_below(category, meaning.value):
                return meaning.value
            if named and at_or_below(meaning.value, category):
                return category
    return None
