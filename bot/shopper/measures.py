"""Measures asked for ("under 300 g", "au moins 12 h d'autonomie") as features: "Weight: ≤ 300 g", read and written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog_index.measures import find_measures, first_unit
from catalog_index.quantities import amount_of
from catalog_index.query import Range
from catalog_index.text import fold_aligned

_SPOKEN: Mapping[str, Sequence[tuple[str, float]]] = {
    "mass": (("kg", 1000.0), ("g", 1.0), ("mg", 0.001)),
    "length": (("km", 1000.0), ("m", 1.0), ("cm", 0.01), ("mm", 0.001)),
    "volume": (("l", 1.0), ("cl", 0.01), ("ml", 0.001)),
    "time": (("h", 1.0), ("min", 1 / 60)),
}
"""dimension -> (unit, how many of the dimension's first unit), the largest first: amounts are told in the largest unit
of which there is one at least. Other dimensions have one unit."""

_SYMBOLS: Mapping[str, str] = {
    "w": "W", "v": "V", "amp": "A", "mah": "mAh", "gb": "GB", "mp": "MP", "hz": "Hz", "db": "dB", "ohm": "Ω",
    "deg": "°",
}  # fmt: skip
"""First units that are written otherwise than they are read."""

_WRITTEN = re.compile(r"(?P<name>.+?): (?:(?P<sign>[≤≥=]) (?P<one>\S.*)|(?P<low>\d\S*(?: \w+)?) – (?P<high>\d.*))")


_ENOUGH = re.compile(
    r"(?<![\w.,-])(?P<amount>\d+(?:[.,]\d+)? ?(?P<unit>[a-z]+)),? (?:(?:c'est|ca|cela|me|nous|it|that|is|are|will|"
    r"would|should|largement|bien|more than|deja) )*(?:suffi(?:t|sent|rait|raient|ra|ront)|suffisante?s?|enough|"
    r"sufficient|be plenty|plenty|do|assez)(?!\w)"
)
_COINS = frozenset(["euro", "euros", "eur", "dollar", "dollars", "pound", "pounds", "quid", "e", "usd", "gbp"])
_AT_LEAST: Mapping[str, str] = {"fr": "au moins", "en": "at least"}


def enough_as_least(text: str, language: str) -> str:
    """`text` with "15 m is enough" as "at least 15 m"; of money, enough is another matter."""

    for match in reversed(list(_ENOUGH.finditer(fold_aligned(text)))):
        if match["unit"] not in _COINS:
            amount = text[match.start("amount") : match.end("amount")]
            text = f"{text[: match.start()]}{_AT_LEAST[language]} {amount}{text[match.end() :]}"
    return text


@dataclass(frozen=True, slots=True)
class MeasureWish:
    """`name`: the catalogue's detail; `wanted`: what its value must lie in; `words`: how the limits are written."""

    name: str
    wanted: Range
    words: str


def written(name: str, wanted: Range) -> str:
    """How Needs.features writes it: "Weight: ≤ 300 g", "Battery life: ≥ 12 h", "Length: 20 m – 30 m"."""
    if wanted.low is not None and wanted.low == wanted.high:
        return f"{name}: = {_amount(wanted.low, wanted.dimension)}"
    if wanted.low is not None and wanted.high is not None:
        return f"{name}: {_amount(wanted.low, wanted.dimension)} – {_amount(wanted.high, wanted.dimension)}"
    if wanted.high is not None:
        return f"{name}: ≤ {_amount(wanted.high, wanted.dimension)}"
    return f"{name}: ≥ {_amount(wanted.low or 0.0, wanted.dimension)}"


def measure_wish(feature: str) -> MeasureWish | None:
    """The measure that a feature stands for; None for any other feature."""
    match = _WRITTEN.fullmatch(feature)
    if match is None:
        return None
    ends = [match["one"]] if match["sign"] else [match["low"], match["high"]]
    amounts = [found for end in ends if (found := amount_of(end))]
    if len(amounts) != len(ends):
        return None
    dimension = amounts[0][0]
    low = None if match["sign"] == "≤" else amounts[0][1]
    high = None if match["sign"] == "≥" else amounts[-1][1]
    return MeasureWish(match["name"], Range(dimension, low, high), feature[len(match["name"]) + 2 :])


def limits(wish: MeasureWish, language: str) -> str:
    """« ≤ 1,5 kg »: the limits with the language's decimal sign."""
    return wish.words.replace(".", ",") if language == "fr" else wish.words


def joined(features: Sequence[str], added: str, afresh: bool) -> tuple[str, ...]:
    """`features` with the measure `added`: "at least" and "at most", said in turn, make a range; else the new one
    replaces what was asked of the same detail. `afresh`: it always replaces."""
    new = measure_wish(added)
    if new is None:
        return (*(f for f in features if f != added), added)
    kept = [f for f in features if not concerns(f, new.name)]
    old = next((wish for f in features if (wish := measure_wish(f)) and wish.name == new.name), None)
    if old is not None and not afresh and (both := _both(old.wanted, new.wanted)):
        return (*kept, written(new.name, both))
    return (*kept, added)


def concerns(feature: str, name: str) -> bool:
    """Whether `feature` is a measure of the detail `name`."""
    wish = measure_wish(feature)
    return wish is not None and wish.name == name


def states(value: str, wanted: Range) -> bool:
    """Whether a detail's value lies in the range."""
    found = amount_of(value)
    if found is None or found[0] != wanted.dimension:
        return False
    slack = abs(found[1]) * 1e-6
    return (wanted.low is None or found[1] >= wanted.low - slack) and (
        wanted.high is None or found[1] <= wanted.high + slack
    )


def _both(old: Range, new: Range) -> Range | None:
    """The two limits together where one is a least and the other a most, and something lies between them."""
    apart = (old.low is None) == (new.high is None) and (old.high is None) == (new.low is None)
    if old.dimension != new.dimension or not apart or (old.low is not None and old.high is not None):
        return None
    both = old.joined(new)
    return both if both.low is not None and both.high is not None and both.low <= both.high else None


def _amount(amount: float, dimension: str) -> str:
    """With the unit people would use: 0.75 h is "45 min", 1500 g "1.5 kg"."""
    if not dimension:
        return f"{amount:.6g}"
    units = _SPOKEN.get(dimension, ((first_unit(dimension), 1.0),))
    unit, factor = next((pair for pair in units if amount >= pair[1] * (1 - 1e-9)), units[-1])
    text = f"{amount / factor:.4g} {_SYMBOLS.get(unit, unit)}"
    return text if next(find_measures(fold_aligned(text)), None) else f"{amount:.4g} {first_unit(dimension)}"
