"""How many a thing is for: "a family of five" among values like "3-4 people" and "5-6 people", « 2 à 4 joueurs »."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog_index.amounts import Amount, find_amounts
from catalog_index.measures import find_measures
from catalog_index.sentence import Sentence
from catalog_index.text import LANGUAGES, fold, stem, words

COUNTED_SHARE = 0.8
"""An attribute counts when this share of its values is a number or a range of the same things."""
_VALUE = re.compile(
    r"(?P<low>\d{1,3})(?: ?(?:-|to|a) ?(?P<high>\d{1,3}))?(?P<more> ?\+| et plus| or more| and up)? ?(?P<noun>[a-z]*)"
    r"(?P<up> et plus| or more| and up)?"
)
_PEOPLE = re.compile(
    r"(?:person|people|personne|per|man|men|adulte?|player|joueur|guest|convive|cover|couvert|seat|place)s?"
)
"""Nouns that count people: who says "for four" may mean any of them."""
_ROOM = re.compile(r"(?:person|people|personne|per|man|men|adulte?|guest|convive|cover|couvert|seat|place)s?")
"""Nouns of those for whom there is room: who sleeps four sleeps three as well, but is no house for one."""
_AGE = frozenset(["year", "years", "yr", "yrs", "an", "ans", "month", "months", "mois"])
_OF_THEM = re.compile(
    r"(?:family|famille|household|foyer|group|groupe) (?:of|de) $|"
    r"(?:we are|we're|there are|nous sommes|nous serons|on est|on sera) $"
)
"""Before a number of people."""
_FOR, _ALONE = re.compile(r"(?:pour|for|a) $"), re.compile(r" ?(?:$|[,.;!?])| (?:et|and|of us)(?!\w)")
"""Before and after a number of people that no noun is beside: « un jeu à deux »."""


@dataclass(frozen=True, slots=True)
class Count:
    """One attribute: `nouns` (stems) of what it counts, `held` its values with the least and the most each is for."""

    name: str
    nouns: frozenset[str]
    held: tuple[tuple[str, int, float], ...]

    def holding(self, number: int) -> tuple[str, ...]:
        """The values that are for so many."""
        return tuple(value for value, low, high in self.held if low <= number <= high)


def holds(value: str, number: str) -> bool:
    """Whether a value like "3-4 people" holds a number written in figures."""
    found = _VALUE.fullmatch(_plain(value)) if number.isdigit() else None
    return found is not None and _least(found) <= int(number) <= _most(found)


def _plain(value: str) -> str:
    return fold(value).replace("–", "-").strip()


def counted(facets: Mapping[str, Iterable[str]]) -> tuple[Count, ...]:
    """The attributes that say how many, among attribute -> values; one without a single range is a plain number, unless
    it says for how many there is room."""
    found = (_count(name, tuple(values)) for name, values in facets.items())
    return tuple(count for count in found if count is not None)


def _count(name: str, values: tuple[str, ...]) -> Count | None:
    read = {value: match for value in values if (match := _VALUE.fullmatch(_plain(value)))}
    ranges = [match for match in read.values() if match["high"] or match["more"] or match["up"]]
    said = {match["noun"] for match in read.values() if match["noun"]}
    has_room = bool(said) and all(_ROOM.fullmatch(noun) for noun in said)
    if not (ranges or has_room) or len(read) < COUNTED_SHARE * len(values) or any(map(_is_no_noun, said)):
        return None
    held = tuple((value, _least(match), _most(match)) for value, match in read.items())
    return Count(name, frozenset(_stems(said or set(words(name)))), held)


def _is_no_noun(word: str) -> bool:
    """A unit of measure, or of age: those are read elsewhere."""
    return word in _AGE or any(find_measures(f"1 {word}"))


def _least(match: re.Match[str]) -> int:
    """Room stated as one number ("4 people") is for half as many at least."""
    low = int(match["low"])
    is_range = match["high"] or match["more"] or match["up"]
    return low if is_range or not _ROOM.fullmatch(match["noun"]) else (low + 1) // 2


def _most(match: re.Match[str]) -> float:
    return math.inf if match["more"] or match["up"] else float(match["high"] or match["low"])


def _stems(nouns: Iterable[str]) -> set[str]:
    return {stem("people" if _PEOPLE.fullmatch(noun) else noun, language) for noun in nouns for language in LANGUAGES}


def read_counts(sentence: Sentence, counts: Iterable[Count]) -> dict[str, int]:
    """Attribute -> the number said of what it counts, where one of its values holds it; what was read is marked."""
    counts = tuple(counts)
    found: dict[str, int] = {}
    for amount in find_amounts(sentence.folded, sentence.language) if counts else ():
        noun, start, end = _counted(sentence.folded, amount)
        for count in counts:
            if count.holding(int(amount.value)) and _stems([noun]) & count.nouns:
                found[count.name] = int(amount.value)
                sentence.mark(start, end, "attributes")
    return found


def _counted(folded: str, amount: Amount) -> tuple[str, int, int]:
    """(what the number counts, from where to where that is said)."""
    before, after = folded[: amount.start], folded[amount.end :]
    if match := _OF_THEM.search(before):
        return "people", match.start(), amount.end
    if (match := _FOR.search(before)) and _ALONE.match(after):
        return "people", match.start(), amount.end
    noun = re.match(r"[ -]?(?P<noun>[a-z]+)", after)
    return (noun["noun"], amount.start, amount.end + noun.end()) if noun else ("", amount.start, amount.end)
