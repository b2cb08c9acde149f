"""Numbers with their unit, however written: "12 in", "12-inch" and '12"' are one measure, "250 g" is 0.25 kg."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog_index.text import fold_aligned

# dimension -> unit -> (how many of the dimension's first unit it is, ways to write it, folded)
_TABLE: dict[str, dict[str, tuple[float, str]]] = {
    "length": {
        "m": (1.0, "m metre metres meter meters"),
        "mm": (0.001, "mm millimetre millimetres millimeter millimeters schmerber schmerbers"),
        "cm": (0.01, "cm cms centimetre centimetres centimeter centimeters"),
        "km": (1000.0, "km kms kilometre kilometres kilometer kilometers"),
        "in": (0.0254, "in inch inches pouce pouces \" '' ″ ”"),
        "ft": (0.3048, "ft foot feet ' ′"),
        "yd": (0.9144, "yd yds yard yards"),
        "mi": (1609.34, "mile miles"),
    },
    "mass": {
        "g": (1.0, "g gr gram grams gramme grammes"),
        "mg": (0.001, "mg milligram milligrams milligramme milligrammes"),
        "kg": (1000.0, "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes"),
        "oz": (28.3495, "oz ounce ounces"),
        "lb": (453.592, "lb lbs pound pounds"),
    },
    "volume": {
        "l": (1.0, "l litre litres liter liters"),
        "ml": (0.001, "ml millilitre millilitres milliliter milliliters"),
        "cl": (0.01, "cl centilitre centilitres centiliter centiliters"),
        "gal": (3.78541, "gal gallon gallons"),
        "qt": (0.946353, "qt quart quarts"),
    },
    "time": {
        "h": (1.0, "h hr hrs hour hours heure heures"),
        "min": (1 / 60, "min mins minute minutes"),
        "day": (24.0, "day days jour jours"),
    },
    "light": {"lm": (1.0, "lm lumen lumens")},
    "power": {"w": (1.0, "w watt watts"), "kw": (1000.0, "kw"), "hp": (745.7, "hp"), "btu": (0.293, "btu btus")},
    "voltage": {"v": (1.0, "v volt volts")},
    "current": {"amp": (1.0, "amp amps ampere amperes")},
    "charge": {"mah": (1.0, "mah"), "ah": (1000.0, "ah")},
    "data": {"gb": (1.0, "gb go gigaoctets"), "mb": (0.001, "mb mo"), "tb": (1000.0, "tb to")},
    "pixels": {"mp": (1.0, "mp mpx megapixel megapixels")},
    "frequency": {"hz": (1.0, "hz"), "khz": (1000.0, "khz"), "mhz": (1e6, "mhz"), "ghz": (1e9, "ghz")},
    "loudness": {"db": (1.0, "db decibel decibels")},
    "resistance": {"ohm": (1.0, "ohm ohms")},
    "pressure": {"bar": (1.0, "bar bars"), "psi": (0.0689476, "psi")},
    "gauge": {"ga": (1.0, "ga gauge")},
    "angle": {"deg": (1.0, "deg degree degrees degre degres °")},
    "thread": {"den": (1.0, "den denier deniers")},
}
_UNITS = {
    written: (unit, dimension, factor)
    for dimension, units in _TABLE.items()
    for unit, (factor, ways) in units.items()
    for written in ways.split()
}
_WRITTEN = "|".join(re.escape(written) for written in sorted(_UNITS, key=len, reverse=True))
_FRACTION = r"(?:(?P<whole>\d+)[ -])?(?P<over>\d{1,2})/(?P<under>\d{1,3})"
_PLAIN = r"(?P<plain>[1-9]\d{0,2}(?:[ ,.\u00a0\u202f]\d{3})+(?![\d])|\d+(?:[.,]\d+)?|\.\d+)"
_UNIT = rf"(?P<unit>(?!to \d)(?:{_WRITTEN}))(?![^\W_])"
"""In "10 to 12 litres" nothing is said of terabytes."""
_MEASURE = re.compile(rf"(?<![\w/.,]) *(?:{_FRACTION}(?![/\d])|{_PLAIN})(?:\+?[ \u00a0\u202f-]?{_UNIT})?(?![\w/])")
_TIMES = re.compile(r"(?<=[\d'\"″]) ?[x×] ?(?=\.?\d)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ ,.\u00a0\u202f]\d{3})+")


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` in `unit`; `amount` in the dimension's first unit; text[start:end] of the folded text.

    `unit` and `dimension` are "" for a fraction without a unit.
    """

    value: float
    unit: str
    dimension: str
    amount: float
    start: int
    end: int

    @property
    def term(self) -> str:
        """One spelling for all: '12"' and "12-inch" are "12in", "1 1/2" is "1.5"."""
        return f"{self.value:.6g}{self.unit}"


def first_unit(dimension: str) -> str:
    """The unit that a dimension's amounts are in: "g" for mass; "" for plain numbers."""
    return next(iter(_TABLE.get(dimension, {"": ()})))


def find_measures(folded: str) -> Iterator[Measure]:
    """The measures of a text folded by `fold_aligned` (or `fold`), in order: numbers with a unit, and fractions."""
    parted = _TIMES.sub(lambda m: m[0].replace("x", " ").replace("×", " "), folded)
    for match in _MEASURE.finditer(parted):
        unit, dimension, factor = _UNITS[match["unit"]] if match["unit"] else ("", "", 1.0)
        if not unit and not match["over"]:
            continue
        value = _value(match)
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if value is not None:
            yield Measure(value, unit, dimension, value * factor, start, match.end())


def measure_terms(text: str) -> list[str]:
    """What a text's measures are looked up by, each once. A fraction counts with its unit and without."""
    found: dict[str, None] = {}
    if not any(map(str.isdigit, text)):
        return []
    for measure in find_measures(fold_aligned(text)):
        found[measure.term] = None
        if measure.value != int(measure.value):
            found[f"{measure.value:.6g}"] = None
    return list(found)


def _value(match: re.Match[str]) -> float | None:
    if match["over"]:
        under = int(match["under"])
        return int(match["whole"] or 0) + int(match["over"]) / under if under else None
    written = match["plain"]
    if _GROUPED.fullmatch(written):
        return float(re.sub(r"\D", "", written))
    return float(written.replace(",", "."))
