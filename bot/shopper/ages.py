"""The age of whoever it is for, and which of the ages that products are made for hold it. Folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from catalog_index.text import fold_aligned, words
from catalog_index.vocabulary import Vocabulary

GROWN = 18
"""Years from which an age says nothing of what is made for children."""

_TOLD = re.compile(
    r"(?<!\w)(?:il|elle|he|she|(?:mon|ma|my|son|sa|his|her|notre|our|le|la|the) \w+)"
    r"(?:(?: (?:a|aura|va avoir|vient d'avoir|is|will be|turns|turned|has turned|has just turned))|'s)"
    r"(?: (?:just|bientot|deja|nearly|almost|only|presque))? (?P<age>\d{1,2})"
    r"(?: ?(?P<unit>ans|mois|years? old|yo|y/o|months?)(?!\w)|(?=[.!]*$))"
)
"""An age told of somebody, the word for years left out at the end only: "he's 7", « elle a 4 ans »."""

_TOLD_OF_SEVERAL = re.compile(
    r"(?<!\w)(?:ils|elles|they|(?:les|mes|nos|ses|my|our|the|his|her|their|(?:deux|trois|two|three)) \w+|kids|children)"
    r"(?: (?:ont|auront|are|aged?|ages|de))? (?P<ages>\d{1,2}(?:(?:, ?| ?/ ?)\d{1,2})*(?: et | and | & |/)\d{1,2})"
    r"(?P<unit> ?(?:ans|years? old|yo|y/o)(?!\w)|(?= ?(?:[.,!]|$)))"
)
"""The ages of several: « les enfants ont 8 et 11 ans », "my kids are 8 and 11"."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_MONTHS = re.compile(r"(?<!\w)(?:mois|months?|mos?)(?!\w)")
_FROM = re.compile(r"\+|(?<!\w)(?:min(?:imum|imal)?|from|des|a partir|over|et plus|and (?:up|over)|plus de)(?!\w)")
_UNTIL = re.compile(r"(?<!\w)(?:max(?:imum|imal)?|up to|jusqu'a?|under|moins de)(?!\w)")


def age_told(folded: str) -> tuple[int, tuple[int, int]] | None:
    """(the age in whole years that a text tells of somebody who is not grown up, its place). Of several children the
    youngest's: what is made from that age on suits the others."""
    if several := _TOLD_OF_SEVERAL.search(folded):
        youngest = min(int(figure) for figure in _FIGURE.findall(several["ages"]))
        return (youngest, several.span()) if youngest < GROWN else None
    match = _TOLD.search(folded)
    if match is None:
        return None
    age = int(match["age"]) // 12 if (match["unit"] or "").startswith("mo") else int(match["age"])
    return (age, match.span()) if age < GROWN else None


def fitting(age: float, names: str, value: str) -> bool:
    """Whether an age in years is one that a detail states: "3-5 years", "6+", « dès 8 ans », "Minimum age: 10"."""
    said = fold_aligned(value)
    figures = [float(figure.replace(",", ".")) for figure in _FIGURE.findall(said)]
    if not figures:
        return True  # "all ages"
    years = [figure / 12 for figure in figures] if _MONTHS.search(said) else figures
    told = f"{fold_aligned(names)} {said}"
    if len(years) > 1:
        return years[0] <= age < years[1] + 1
    if _UNTIL.search(told):
        return age <= years[0]
    return years[0] <= age if _FROM.search(told) else years[0] <= age < years[0] + 1


def ages_for(age: int, vocabulary: Vocabulary, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Detail -> its values that hold the age, for the details of an age that something at `paths` (none: anywhere)
    states; () where it states others only, so that nothing there passes."""
    places = tuple(paths)
    found = {}
    for name, values in vocabulary.facets.items():
        stated = [value for value in values if vocabulary.occurs(name, value, places)] if is_age(name) else []
        if stated:
            found[name] = tuple(value for value in stated if fitting(age, name, value))
    return found


def is_age(name: str) -> bool:
    """Whether a detail's name is one of an age."""
    return not {"age", "ages"}.isdisjoint(words(fold_aligned(name)))
