"""What a sentence asks of a measured attribute: "at least 20 litres", "moins de 250 g", "drop 4 mm", "autonomie 30 h"."""

# ruff: noqa: E501
# The patterns below keep one kind per line.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from catalog_index.budget import limit_role
from catalog_index.measures import Measure, find_measures
from catalog_index.quantities import Amounts, Quantity, within
from catalog_index.query import Range
from catalog_index.sentence import Sentence
from catalog_index.text import LANGUAGES, stem
from catalog_index.values import WEIGHT_NAMES

ABOUT = 0.15
"""« About N » is N ± 15 %, as for prices."""
FAR = 4.0
"""A length, mass or time this many times beyond every value is of something else: 20 km is no height of a sole."""
NEARBY = 4
"""Words, but for stop words, around a measure among which its attribute's name is looked for: "a drop of 4 mm", "4 mm of drop"."""
_OF_ANYTHING = frozenset({"length", "mass", "time"})
"""Dimensions that much is measured in besides products: a run, a runner, a delivery."""
_MORE_IS_MEANT = frozenset({"time", "light", "charge", "data"})
"""Of these a bare number is the least that will do: "a lamp of 400 lumens"."""
_LESS = re.compile(
    r"(?:(?:lighter|shorter|smaller|thinner|lower|less) than|plus (?:leger|legere|court|courte|petit|petite|fin|fine|bas|basse)s? qu[e'])(?: les?)? ?$"
)
_MORE = re.compile(
    r"(?:(?:heavier|longer|bigger|larger|brighter|higher|deeper|stronger) than"
    r"|plus (?:lourd|lourde|long|longue|grand|grande|puissant|puissante|haut|haute|profond|profonde)s? qu[e'])(?: les?)? ?$"
)
_ELSEWHERE = re.compile(
    r"(?P<of>livr|deliver|ship|expedi|retour|return|garanti|warrant|rembours|refund|courir|\bcours\b|\brun\b|running|\brace\b|marathon"
    r"|weigh|je pese|je fais|i am|i'm)[^,.;]{0,25}$"
)
_PER = re.compile(r" ?(?:par|per|an?|/|chaque|every|each) ?(?:semaine|week|jour|day|mois|month|sortie|run)\b")
_LOW = re.compile(
    r"(?:(?:entre|between|from|de) (?:les )?)?(?P<low>\d+(?:[.,]\d+)?)[^\d,.;]{0,8}? ?(?:a|et|and|to|-) ?$"
)
_NAME_BETWEEN = re.compile(
    r" (?:d'|de |of |in )?[a-z]+(?= (?:au moins|au plus|minimum|maximum|mini|maxi|min|max|at least|at most|or more|or less|ou plus|ou moins)(?!\w))"
)
"""« 24 cm d'épaisseur au moins », "30 hours battery or more"."""
_UNITLESS = re.compile(r"(?<![\w.,/])\d+(?:[.,]\d+)?(?![\w/%]|[.,]\d)")


def read_ranges(sentence: Sentence, quantities: Iterable[Quantity], paths: tuple[str, ...]) -> dict[str, Range]:
    """Attribute -> the range asked of it, among the products of `paths`; what was read is marked, and still searched by."""
    if not any(map(str.isdigit, sentence.folded)):
        return {}
    known = [q for q in quantities if len(q.amounts(paths))]
    found: dict[str, Range] = {}
    for measure in list(_asked(sentence, known)):
        quantity = None if sentence.is_read(measure.start, measure.end) else _meant(sentence, measure, known, paths)
        if quantity is None:
            continue
        wanted, start, end = _range(sentence.folded, measure, quantity.amounts(paths))
        if wanted is not None:
            found[quantity.name] = found.get(quantity.name, wanted).joined(wanted)
            sentence.mark(start, end, "ranges", keep=True)
    return found


def named_at(sentence: Sentence, quantities: Iterable[Quantity]) -> set[int]:
    """The words of a measured attribute's name of several words, beside a figure: the « coupe » of « largeur de coupe 40
    cm » is no shelf.
    """
    if not any(map(str.isdigit, sentence.folded)):
        return set()
    content = sentence.content()
    said = [stem(sentence.tokens[i].text, sentence.language) for i in content]
    names = {stems for q in quantities for stems in q.names.get(sentence.language, ()) if len(stems) > 1}
    return {
        i
        for stems in names
        for start in range(len(said) - len(stems) + 1)
        if tuple(said[start : start + len(stems)]) == stems
        for i in content[start : start + len(stems)]
    }


def _asked(sentence: Sentence, known: Iterable[Quantity]) -> Iterator[Measure]:
    """The measures of the sentence, the upper one alone of a range; plain numbers where an attribute is one."""
    measures = [m for m in find_measures(sentence.folded) if m.dimension]
    lower = {low.start for low, high in pairwise(measures) if _low(sentence.folded, high, low)}
    yield from (measure for measure in measures if measure.start not in lower)
    if any(not quantity.dimension for quantity in known):
        for plain in _UNITLESS.finditer(sentence.folded):
            if not any(m.start < plain.end() and m.end > plain.start() for m in measures):
                number = float(plain[0].replace(",", "."))
                yield Measure(number, "", "", number, *plain.span())


def _low(folded: str, high: Measure, low: Measure) -> bool:
    """Whether `low` is the lower end of the range that `high` ends."""
    found = _LOW.search(folded[: high.start])
    return bool(found and low.start <= found.start("low") < low.end)


def _meant(sentence: Sentence, measure: Measure, known: Iterable[Quantity], paths: tuple[str, ...]) -> Quantity | None:
    """The attribute named beside the measure, else the only one that it can be of."""
    fitting = [q for q in known if q.dimension == measure.dimension]
    named = {q.name: _named(sentence, measure, q) for q in fitting}
    if best := max(named.values(), default=0):
        fitting = [q for q in fitting if named[q.name] == best]
        near = [q for q in fitting if _near(measure.amount, q.amounts(paths))]
        return (near or fitting)[0]
    before, after = sentence.folded[: measure.start], sentence.folded[measure.end :]
    if not measure.dimension or _of_something_else(sentence, measure.start) or _PER.match(after):
        return None
    if measure.dimension in _OF_ANYTHING and not (_comparison(before, after)[0] or _LOW.search(before)):
        fitting = [
            q for q in fitting if paths and measure.dimension != "time" and _held(measure.amount, q.amounts(paths))
        ]
    if measure.dimension in _OF_ANYTHING or len(fitting) > 1:
        fitting = [q for q in fitting if _near(measure.amount, q.amounts(paths))]
    if len(fitting) > 1:
        fitting = [q for q in fitting if _within_reach(measure.amount, q.amounts(paths))] or fitting
    fitting = [q for q in fitting if q.name.lower() in WEIGHT_NAMES] or fitting
    return fitting[0] if len(fitting) == 1 else None


def _of_something_else(sentence: Sentence, start: int) -> bool:
    """Whether the measure that begins at `start` is of a delivery, a run or the runner, and not of a "running vest"."""
    said = _ELSEWHERE.search(sentence.folded[:start])
    return said is not None and not sentence.is_read(said.start(), said.end("of"))


def _named(sentence: Sentence, measure: Measure, quantity: Quantity) -> int:
    """How many words of the attribute's longest name stand near the measure; 0 for none."""
    content = [sentence.tokens[i] for i in sentence.content()]
    before = [t.text for t in content if t.end <= measure.start][-NEARBY:]
    after = [t.text for t in content if t.start >= measure.end][: NEARBY - 2]
    best = 0
    for language in LANGUAGES:
        for side in (before, after):
            said = {stem(word, language) for word in side}
            best = max([best, *(len(stems) for stems in quantity.names.get(language, ()) if set(stems) <= said)])
    return best


def _held(amount: float, held: Amounts) -> bool:
    """Whether it is stated so on the shelf: of "a 28 cm pan" nothing else can be meant."""
    return bool(within(held, Range("", amount, amount)).any())


def _near(amount: float, held: Amounts) -> bool:
    return bool(held[0] / FAR <= amount <= held[-1] * FAR)


def _within_reach(amount: float, held: Amounts) -> bool:
    """Whether it lies between the least and the most there is: of 10 litres a bag may be, its flask is not."""
    return bool(held[0] <= amount <= held[-1])


def _comparison(before: str, after: str) -> tuple[str | None, int | None, int | None]:
    """("max" | "min" | "about" | None, where the words before it begin, how long those after it are)."""
    for compared, pattern in (("max", _LESS), ("min", _MORE)):
        if match := pattern.search(before):
            return compared, match.start(), None
    role, start, end = limit_role(before, after)
    return (role, start, end) if role in ("max", "min", "about") else (None, None, None)


def _range(folded: str, measure: Measure, held: Amounts) -> tuple[Range | None, int, int]:
    """(what is asked, from where to where it is said)."""
    before, amount, dimension = folded[: measure.start], measure.amount, measure.dimension
    if lower := _LOW.search(before):
        low = next((m.amount for m in find_measures(folded) if m.start == lower.start("low")), None)
        if low is None:
            low = float(lower["low"].replace(",", ".")) * (amount / measure.value if measure.value else 1.0)
        return Range(dimension, min(low, amount), max(low, amount)), lower.start(), measure.end
    after = folded[measure.end :]
    name = _NAME_BETWEEN.match(after)
    role, start, end = _comparison(before, after[name.end() :] if name else after)
    start, end = measure.start if start is None else start, measure.end + (end or 0) + (name.end() if name else 0)
    if role == "max":
        return Range(dimension, None, amount), start, end
    more = dimension in _MORE_IS_MEANT or "+" in folded[measure.start : measure.end]
    if role == "min" or (role is None and more):
        return Range(dimension, amount, None), start, end
    if role is None and within(held, Range(dimension, amount, amount)).any():
        return Range(dimension, amount, amount), start, end
    low, high = amount * (1 - ABOUT), amount * (1 + ABOUT)
    about = Range(dimension, low, high)
    return (about if within(held, about).any() else _either_side(held, amount, dimension)), start, end


def _either_side(held: Amounts, amount: float, dimension: str) -> Range | None:
    """From the next smaller to the next larger there is: who asks for 10 litres where there are 8 and 12 is shown both.
    None for what is measured of anything, and beyond the least and the most."""
    if dimension in _OF_ANYTHING or not _within_reach(amount, held):
        return None
    return Range(dimension, float(held[held <= amount].max()), float(held[held >= amount].min()))
