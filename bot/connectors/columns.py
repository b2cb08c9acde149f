"""A platform's columns by what they mean, whichever language and version of the platform named them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.connectors.table import Record, key_of
from catalog_index.feed.row import Rejection
from catalog_index.product import Product

Meanings = Mapping[str, Sequence[str]]
"""meaning -> the names a column of it may have, as `key_of` writes them, the best first."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of this file holds what."""

    named: Mapping[str, str]

    @classmethod
    def of(cls, names: Iterable[str], meanings: Meanings) -> Columns:
        """A name counts with its hint in brackets first ("Prix (TTC)"), then without ("Catégories (x,y,z…)")."""
        known: dict[str, str] = {}
        for short in (False, True):
            for name in names:
                key = key_of(re.sub(r"\([^)]*\)", " ", name) if short else name)
                known.setdefault(key, name)
        found = {m: next((known[n] for n in wanted if n in known), None) for m, wanted in meanings.items()}
        return cls({meaning: name for meaning, name in found.items() if name is not None})

    def __contains__(self, meaning: str) -> bool:
        return meaning in self.named

    def get(self, record: Record, meaning: str) -> str:
        """The cell, "" where the file has no such column."""
        return record.cells.get(self.named.get(meaning, ""), "")

    def told(
        self, found: Iterable[Product | Rejection], attributes: Mapping[str, str]
    ) -> Iterator[Product | Rejection]:
        """Refusals name the file's own column where `attributes` (Google's name -> meaning) knows it."""
        for entry in found:
            if isinstance(entry, Rejection) and (own := self.named.get(attributes.get(entry.column, ""))):
                entry = replace(entry, column=own)
            yield entry


def has(names: Iterable[str], meanings: Meanings, needed: Iterable[str]) -> bool:
    """Whether a header holds a column for each of the meanings `needed`."""
    columns = Columns.of(names, meanings)
    return all(meaning in columns for meaning in needed)
