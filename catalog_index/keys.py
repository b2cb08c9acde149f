"""Identifiers found again without a dictionary: 12 bytes each, however long they are."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from catalog_index.store import Reader, Writer

_BYTES = 8
"""Of each identifier's hash: among a million, two share one with a probability of 3 in 10⁸."""


class Keys:
    """Texts -> their places in the sequence they were made of. Whoever asks compares what is found there."""

    def __init__(self, hashes: NDArray[np.uint64], places: NDArray[np.int32]) -> None:
        """`hashes` ascend; `places` go along with them."""
        self._hashes, self._places = hashes, places

    @classmethod
    def of(cls, texts: Iterable[str]) -> Keys:
        hashes = np.frombuffer(b"".join(map(_hash, texts)), dtype=np.uint64)
        order = np.argsort(hashes, kind="stable")
        return cls(hashes[order], order.astype(np.int32))

    def save(self, name: str, to: Writer) -> None:
        to.array(f"{name}-hashes", self._hashes)
        to.array(f"{name}-places", self._places)

    @classmethod
    def load(cls, name: str, source: Reader) -> Keys:
        return cls(source.array(f"{name}-hashes"), source.array(f"{name}-places"))

    def find(self, text: str) -> int | None:
        """The place of the text that is most surely `text`; None when there is none."""
        wanted = np.frombuffer(_hash(text), dtype=np.uint64)[0]
        at = int(np.searchsorted(self._hashes, wanted))
        return int(self._places[at]) if at < len(self._hashes) and self._hashes[at] == wanted else None


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()


class Groups:
    """The rows of each parent, parents numbered in order of first appearance."""

    def __init__(self, of: NDArray[np.int32], keys: Keys) -> None:
        self.of = of
        """Each row's parent, by number."""
        self._keys = keys
        self._rows = np.argsort(of, kind="stable").astype(np.int32)
        count = int(of.max()) + 1 if len(of) else 0
        self._starts = np.searchsorted(of[self._rows], np.arange(count + 1)).astype(np.int32)

    @classmethod
    def named_by(cls, names: Iterable[str]) -> Groups:
        """`names`: each row's parent."""
        numbers: dict[str, int] = {}
        of = np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int32)
        return cls(of, Keys.of(numbers))

    def save(self, to: Writer) -> None:
        to.array("group_of", self.of)
        self._keys.save("groups", to)

    @classmethod
    def load(cls, source: Reader) -> Groups:
        return cls(source.array("group_of"), Keys.load("groups", source))

    @property
    def first(self) -> NDArray[np.int32]:
        """The first row of each parent."""
        return self._rows[self._starts[:-1]]

    def rows(self, number: int) -> list[int]:
        return [int(row) for row in self._rows[self._starts[number] : self._starts[number + 1]]]

    def named(self, name: str) -> list[int]:
        """The rows of the parent `name`; [] when unknown."""
        number = self._keys.find(name)
        return [] if number is None else self.rows(number)

    def __len__(self) -> int:
        return len(self._starts) - 1
