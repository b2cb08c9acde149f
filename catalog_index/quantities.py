"""The catalogue's measured attributes: a weight in grams, a runtime in hours, a drop in millimetres."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from catalog_index.lexicon import Lexicon
from catalog_index.measures import find_measures
from catalog_index.paths import ancestors
from catalog_index.query import Range
from catalog_index.text import LANGUAGES, STOP_WORDS, fold_aligned, stem, words

MEASURED_SHARE = 0.8
"""An attribute is measured when this share of its values is one measure of one dimension; the rest may be "none"."""
ASKED = 64
"""Sets of paths whose amounts are kept: joining thousands anew for every sentence took longer than searching."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_COUNTING = re.compile(r"\b(?:number|no|nb|nombre|quantity|quantite|count)\b\.?(?: (?:of|d[eu]|des)\b| d')?")
"""What is said of an attribute that counts things: "Number of strings" is of strings."""

Stems = tuple[str, ...]
Amounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured attribute. `dimension` is "" for plain numbers ("UPF 50"); `held`: path -> the amounts that
    occur there, in the dimension's first unit; `names`: language -> the stems it may be called by.
    """

    name: str
    dimension: str
    held: Mapping[str, frozenset[float]]
    names: Mapping[str, tuple[Stems, ...]] = field(default_factory=dict)
    _asked: dict[frozenset[str], Amounts] = field(default_factory=dict, init=False, repr=False, compare=False)

    def amounts(self, paths: Iterable[str]) -> Amounts:
        """Those at, below or above one of `paths`, ascending; all without one."""
        wanted = frozenset(paths)
        found = self._asked.get(wanted)
        if found is None:
            if len(self._asked) >= ASKED:
                self._asked.clear()
            found = self._asked[wanted] = self._among(wanted)
        return found

    def _among(self, wanted: frozenset[str]) -> Amounts:
        above = frozenset(place for path in wanted for place in ancestors(path))
        near = (
            amounts
            for place, amounts in self.held.items()
            if not wanted or place in above or not wanted.isdisjoint(ancestors(place))
        )
        return np.array(sorted(frozenset().union(*near)), dtype=np.float64)


@lru_cache(maxsize=65_536)
def amount_of(value: str) -> tuple[str, float] | None:
    """(dimension, amount) of a value that is one measure, ("", number) of a plain number, None of any other."""
    folded = fold_aligned(value).strip().lstrip("~≈<>≤≥+ ")
    measures = list(find_measures(folded))
    if len(measures) == 1 and measures[0].start == 0 and len(folded) - measures[0].end <= 1:
        return measures[0].dimension, measures[0].amount
    return ("", float(folded.replace(",", "."))) if _NUMBER.fullmatch(folded) else None


def within(amounts: Amounts, wanted: Range) -> NDArray[np.bool_]:
    """Which amounts, in the range's dimension, lie in it: its ends do, to a millionth."""
    slack = np.abs(amounts) * 1e-6
    inside = np.ones(len(amounts), dtype=bool)
    if wanted.low is not None:
        inside &= amounts >= wanted.low - slack
    if wanted.high is not None:
        inside &= amounts <= wanted.high + slack
    return inside


def measured(
    found_in: Mapping[tuple[str, str], Iterable[str]],
    names: Mapping[str, Mapping[str, Iterable[str]]],
    lexicon: Lexicon,
    own: str = "en",
) -> tuple[Quantity, ...]:
    """The measured attributes among (name, value) -> paths, named in the language `own`; `names`: attribute -> another
    language -> its names there.
    """
    by_name: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for (name, value), paths in found_in.items():
        by_name[name][value] = frozenset(paths)
    quantities = []
    for name, values in by_name.items():
        read = {value: found for value in values if (found := amount_of(value))}
        dimension, count = Counter(of for of, _ in read.values()).most_common(1)[0] if read else ("", 0)
        if not read or count < MEASURED_SHARE * len(values):
            continue
        held: dict[str, set[float]] = defaultdict(set)
        for value, (of, amount) in read.items():
            if of == dimension:
                for place in values[value]:
                    held[place].add(amount)
        kept = {place: frozenset(amounts) for place, amounts in held.items()}
        quantities.append(Quantity(name, dimension, kept, _names(name, own, names.get(name, {}), lexicon)))
    return tuple(sorted(quantities, key=lambda q: q.name))


def _names(name: str, own: str, local: Mapping[str, Iterable[str]], lexicon: Lexicon) -> dict[str, tuple[Stems, ...]]:
    """Its own names, those of other languages, their head nouns ("battery" of "Watch battery"), and the lexicon's for
    any of these.
    """
    found: dict[str, dict[Stems, None]] = {language: {} for language in LANGUAGES}
    said = {name: own}
    said.update({each: language for language, names in local.items() for each in names})
    for each, language in said.items():
        for piece in (each, _head(each, language), _COUNTING.sub("", fold_aligned(each)).strip()):
            for other in (piece, *lexicon.names_of(piece)):
                for spoken in LANGUAGES:
                    if stems := tuple(stem(w, spoken) for w in words(other) if w not in STOP_WORDS[spoken]):
                        found[spoken][stems] = None
    return {language: tuple(stems) for language, stems in found.items()}


def _head(name: str, language: str) -> str:
    """The first word of a French name, in English the last before a preposition: "Autonomie" of "Autonomie GPS",
    "Runtime" of "Runtime at full power".
    """
    content: list[str] = []
    for word in words(name):
        if word in STOP_WORDS[language] and content:
            break
        content.append(word)
    return (content[0] if language == "fr" else content[-1]) if content else name
