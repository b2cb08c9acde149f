"""A folder of numbers and plain values: arrays as .npy, mapped when they are read, the rest as one JSON file.

Nothing in it is run: a file from elsewhere can at worst be wrong, and is then computed again.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VALUES = "values.json"
_one_header = threading.Lock()
"""numpy reads a file's header as a Python literal, and Python before 3.11.5 may fail when two threads do so at the same
instant (CPython issue 106905): an import and a search that looks for its result."""


def mapped(file: Path) -> NDArray[Any]:
    """The array in a .npy file, read as it is used. Raises OSError or ValueError for what is missing or damaged."""
    with _one_header:
        found = np.load(file, mmap_mode="r", allow_pickle=False)
    return np.asarray(found)  # the same memory without the map's own, slower class


class Writer:
    """Puts arrays down at once and keeps the values for `close`. Names are the fields they come from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._values: dict[str, Any] = {}

    def array(self, name: str, array: NDArray[Any]) -> None:
        np.save(self._folder / f"{name}.npy", array)

    def value(self, name: str, value: Any) -> None:
        """What JSON can say."""
        self._values[name] = value

    def close(self) -> None:
        text = json.dumps(self._values, ensure_ascii=False, separators=(",", ":"))
        (self._folder / VALUES).write_text(text, encoding="utf-8", errors="surrogatepass")


class Reader:
    """Raises OSError, ValueError or KeyError for what is missing or damaged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._values = json.loads((folder / VALUES).read_text(encoding="utf-8", errors="surrogatepass"))

    def array(self, name: str) -> NDArray[Any]:
        return mapped(self._folder / f"{name}.npy")

    def value(self, name: str) -> Any:
        return self._values[name]


class Postings:
    """Texts -> rows: all rows in one array, so that a million products' facts are mapped, not read."""

    def __init__(self, texts: Sequence[str], rows: NDArray[np.int32], starts: NDArray[np.int64]) -> None:
        """`starts`: where each text's rows begin in `rows`, and where the last one's end."""
        self.texts, self._rows, self._starts = texts, rows, starts

    @classmethod
    def of_lists(cls, texts: Sequence[str], rows: Iterable[Sequence[int]]) -> Postings:
        """`rows`: those of each text, in the same order."""
        parts = [np.array(each, dtype=np.int32) for each in rows]
        starts = np.cumsum([0, *map(len, parts)], dtype=np.int64)
        return cls(texts, np.concatenate([np.zeros(0, np.int32), *parts]), starts)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {text: number for number, text in enumerate(self.texts)}

    def get(self, text: str) -> NDArray[np.int32] | None:
        """The rows of `text`; None when unknown."""
        number = self._numbers.get(text)
        return None if number is None else self.rows_of(number)

    def rows_of(self, number: int) -> NDArray[np.int32]:
        """The rows of `texts[number]`."""
        return self._rows[self._starts[number] : self._starts[number + 1]]

    def joined(self, moved: NDArray[np.int64], new: Postings) -> Postings:
        """What is left of it after its rows moved (`moved`: where to, below 0: gone), with the rows of `new`."""
        numbers = {text: number for number, text in enumerate(self.texts)}
        theirs = np.array([numbers.setdefault(text, len(numbers)) for text in new.texts], dtype=np.int64)
        rows = moved[self._rows] if len(self._rows) else np.zeros(0, np.int64)
        kept = rows >= 0
        every = np.concatenate([rows[kept], new._rows])
        said = np.concatenate([self._number_of_each()[kept], theirs[new._number_of_each()]])
        order = np.lexsort((every, said))
        counts = np.bincount(said, minlength=len(numbers))
        used = np.flatnonzero(counts)
        texts = list(numbers)
        starts = np.concatenate([[0], np.cumsum(counts[used])]).astype(np.int64)
        return Postings([texts[number] for number in used], every[order].astype(np.int32), starts)

    def _number_of_each(self) -> NDArray[np.int64]:
        """The number of the text that each of `_rows` stands under."""
        return np.repeat(np.arange(len(self.texts)), np.diff(self._starts))

    def save(self, name: str, to: Writer) -> None:
        to.value(name, list(self.texts))
        to.array(f"{name}-rows", self._rows)
        to.array(f"{name}-starts", self._starts)

    @classmethod
    def load(cls, name: str, source: Reader) -> Postings:
        return cls(source.value(name), source.array(f"{name}-rows"), source.array(f"{name}-starts"))
