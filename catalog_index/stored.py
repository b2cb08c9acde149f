"""Products as the lines they are written in, each read when it is asked for: in a version's file, or in memory while a
version is made, where a million take 350 MB as lines and 1.1 GB as objects.
"""

from __future__ import annotations

import json
import mmap
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from catalog_index import serial
from catalog_index.product import Product
from catalog_index.store import mapped

PRODUCTS, OFFSETS = "products.jsonl", "offsets.npy"
READ = 65_536
"""Products kept in memory once they were read from a file: all of most catalogues, about 80 MB."""
AT_ONCE = 64
"""Products kept while a version is made: it walks through them in order, variants together."""


class StoredProducts(Sequence[Product]):
    """Safe among threads. `opened` and `packed` make them."""

    def __init__(self, lines: Any, offsets: NDArray[np.int64], kept: int) -> None:
        """`lines`: bytes, a buffer or a map of them; `offsets`: where each begins, and where the last one ends."""
        self._lines, self._offsets = lines, offsets
        self._read = lru_cache(maxsize=kept)(self._parse)

    @classmethod
    def opened(cls, folder: Path) -> StoredProducts:
        """What `save` wrote; products stay in memory once they were read."""
        with (folder / PRODUCTS).open("rb") as file:
            empty = os.fstat(file.fileno()).st_size == 0
            lines = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            offsets = mapped(folder / OFFSETS)
        except FileNotFoundError:  # a version from before there were offsets
            offsets = serial.offsets(folder / PRODUCTS)
        return cls(lines, offsets, READ)

    @classmethod
    def packed(cls, lines: Iterable[bytes]) -> StoredProducts:
        """In memory, of lines as `serial.lines` makes them."""
        together, offsets = bytearray(), array("q", [0])
        for line in lines:
            together += line
            offsets.append(len(together))
        return cls(together, np.frombuffer(offsets, dtype=np.int64), AT_ONCE)

    def save(self, folder: Path) -> None:
        """Write them under `folder`, for `opened`."""
        (folder / PRODUCTS).write_bytes(self._lines)
        np.save(folder / OFFSETS, self._offsets)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, row: int) -> Product: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Product, ...]: ...
    def __getitem__(self, row: int | slice) -> Product | tuple[Product, ...]:
        if isinstance(row, slice):
            return tuple(self._read(i) for i in range(*row.indices(len(self))))
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return self._read(int(row) % len(self))

    def __iter__(self) -> Iterator[Product]:
        """All of them, read without being kept."""
        return (self._parse(row) for row in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(own == others for own, others in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return id(self)

    def line(self, row: int) -> bytes:
        """What is written of the product."""
        return bytes(self._lines[int(self._offsets[row]) : int(self._offsets[row + 1])])

    def lines(self) -> Iterator[bytes]:
        return (self.line(row) for row in range(len(self)))

    def _parse(self, row: int) -> Product:
        return serial.from_json(json.loads(self.line(row)))
