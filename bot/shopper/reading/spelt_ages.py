"""Ages that are written out: « mon fils de douze ans », "she's thirteen"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog_index.amounts import find_amounts
from catalog_index.text import fold_aligned

_BEFORE: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(r"(?!)"),
    "en": re.compile(
        r"(?<!\w)(?:(?:he|she)(?:'s| is| (?:just |has just )?turned| will be| is turning)|aged|"
        r"(?:my|our|his|her) (?:son|daughter|nephew|niece|boy|girl|grandson|granddaughter|kid) is) $"
    ),
}
"""Before an age that is told without the word for years."""

_AFTER: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(r" ans?(?!\w)"),
    "en": re.compile(r"[ -](?:years?|yrs?|months?)[ -]olds?(?!\w)|,? and (?:a half)"),
}
_AT_AN_END = re.compile(r" ?(?:[,.;!?)]|$| (?:and|who|so|now|but)(?!\w))")


def ages_in_figures(text: str, language: str) -> str:
    """`text` with ages in figures: "12 ans", "she's 13", "a 7-year-old"."""
    folded = fold_aligned(text)
    for amount in reversed(find_amounts(folded, language)):
        if amount.currency or folded[amount.start].isdigit() or language not in _AFTER:
            continue
        after = _AFTER[language].match(folded, amount.end)
        told = _BEFORE[language].search(folded[: amount.start]) and _AT_AN_END.match(folded, amount.end)
        if after or told:
            text = f"{text[: amount.start]}{amount.value:f}{text[amount.end :]}"
    return text
