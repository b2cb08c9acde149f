"""Lengths by widths: "140x190", « 140 sur 190 cm » among values like "140 x 190 cm"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from catalog_index.measures import find_measures
from catalog_index.sentence import Sentence
from catalog_index.text import fold_aligned

_SIDE = r"\d{1,4}(?:[.,]\d{1,2})?(?: ?(?:cm|mm|m|in|inch(?:es)?|pouces?|\"|”|″))?"
_BY = r" ?(?:x|×|\*|sur|par|by) ?"
_FORMAT = re.compile(rf"(?<![\w.,]){_SIDE}(?:{_BY}{_SIDE}){{1,2}}(?!\w)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

Sides = tuple[float, ...]
Formats = tuple[tuple[str, str, Sides], ...]
"""(attribute, value, its sides)."""


def sides(text: str) -> Sides:
    """The sides of the first format of a folded text, ascending, in centimetres where their unit is told and as plain
    numbers where not; () where there is none."""
    found = _FORMAT.search(text)
    if found is None:
        return ()
    unit = next((m for m in find_measures(found[0][-12:]) if m.dimension == "length" and m.value), None)
    scale = 100 * unit.amount / unit.value if unit else 1.0
    return tuple(sorted(round(float(n.replace(",", ".")) * scale, 2) for n in _NUMBER.findall(found[0])))


def formats(facets: Mapping[str, Iterable[str]]) -> Formats:
    """Those among attribute -> values."""
    return tuple(
        (name, value, found)
        for name, values in facets.items()
        for value in values
        if (found := sides(fold_aligned(value)))
    )


def of_side(known: Formats, length: float) -> tuple[str, ...]:
    """The values of so long a side, their shorter one where any has: « matelas 140 » is one of 140 by 190 or 200."""
    shorter = tuple(value for _, value, held in known if held[0] == length)
    return shorter or tuple(value for _, value, held in known if length in held)


def read_formats(sentence: Sentence, known: Formats, key: str = "attributes") -> dict[str, tuple[str, ...]]:
    """Attribute -> its values that are of the format said, which is marked as `key`; {} where none is."""
    said = _FORMAT.search(sentence.folded) if known else None
    if said is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name, value, held in known:
        if held == sides(said[0]):
            found[name] = (*found.get(name, ()), value)
    if found:
        sentence.mark(*said.span(), key)
    return found
