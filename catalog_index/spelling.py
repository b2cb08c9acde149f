"""Typing errors corrected to words the catalogue uses; compounds split and joined as it writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from catalog_index.text import singular

EVERYDAY = Path(__file__).with_name("everyday.txt")
SHORTEST = 4
LONG = 7
"""From this length on two errors are believed, below it one."""
_SHORTEST_PART = 3


class Speller:
    """Words known, by first letter and length: a correction keeps the first letter (the one that is rarely
    mistyped).
    """

    def __init__(
        self,
        known: Iterable[str],
        frequency: Callable[[str], int] | None = None,
        strict: bool = False,
        near: bool = False,
    ) -> None:
        """`strict`: only one letter left out, doubled or swapped is believed, never another letter. `near`: two errors
        are too many in a long word as well."""
        self._known = frozenset(known)
        self._frequency, self._strict, self._near = frequency, strict, near or strict
        self._buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._known:
            if len(word) >= SHORTEST and word.isalpha():
                self._buckets[word[0], len(word)].append(word)
        self.correct = lru_cache(maxsize=8192)(self._correct)
        self.split = lru_cache(maxsize=8192)(self._split)

    @property
    def known(self) -> frozenset[str]:
        """What it was made of."""
        return self._known

    @cached_property
    def singulars(self) -> frozenset[str]:
        """The known words without the mark of a plural."""
        return frozenset(
            form for word in self._known for form in (word.rstrip("sx"), word.removesuffix("es"), singular(word))
        )

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def _correct(self, word: str) -> str | None:
        """The known word that `word` most likely meant; None when it is known itself, an everyday word, short, or too
        far from all. In four letters another letter makes another word: only one left out, doubled or swapped counts.
        """
        if word in self._known or len(word) < SHORTEST or not word.isalpha() or word in everyday():
            return None
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        # The mark of a plural tells no words apart: "sangles" is as short as "sangle", and no mistyped "singlet".
        most = 2 if len(word.rstrip("sx")) >= LONG and not self._near else 1
        near = [w for n in range(len(word) - most, len(word) + most + 1) for w in self._buckets.get((word[0], n), ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=8)
        if len(word) == SHORTEST or self._strict:
            found = [hit for hit in found if len(hit[0]) != len(word) or sorted(hit[0]) == sorted(word)]
        if not found:
            return None
        return str(min(found, key=lambda hit: (hit[1], -self._often(hit[0]), hit[0]))[0])

    def _split(self, word: str) -> tuple[str, str] | None:
        """ "doorbell" -> ("door", "bell") when only the parts are known; None otherwise."""
        if word in self._known or not word.isalpha():
            return None
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        pairs = [(word[:i], word[i:]) for i in cuts if word[:i] in self._known and word[i:] in self._known]
        return max(pairs, key=lambda p: min(self._often(p[0]), self._often(p[1])), default=None)

    def _often(self, word: str) -> int:
        return self._frequency(word) if self._frequency else 1


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Folded words that people say every day: "talk" is no mistyped "tank", nor "message" a "massage"."""
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
