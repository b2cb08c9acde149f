"""The rows of an import as they arrived, sorted out and put in the places they will have in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog_index import serial
from catalog_index.errors import NothingUsable
from catalog_index.feed.row import Rejection
from catalog_index.product import Product
from catalog_index.stored import StoredProducts


@dataclass(frozen=True, slots=True)
class Feed:
    """`products`: the usable rows, as they came; `last`: each id, in order of first appearance, and the number of the
    last row that has it, which counts.
    """

    products: StoredProducts
    last: dict[str, int]
    rejected: tuple[Rejection, ...]

    @classmethod
    def of(cls, rows: Iterable[Product | Rejection]) -> Feed:
        """Raises NothingUsable when no row is good, and whatever `rows` raises."""
        last: dict[str, int] = {}
        rejected: list[Rejection] = []

        def usable() -> Iterator[Product]:
            count = 0
            for row in rows:
                if isinstance(row, Rejection):
                    rejected.append(row)
                else:
                    last[row.id] = count
                    count += 1
                    yield row

        products = StoredProducts.packed(serial.lines(usable()))
        if not last:
            raise NothingUsable("no row of the file can be used; the catalogue stays as it is", tuple(rejected))
        return cls(products, last, tuple(rejected))

    def __len__(self) -> int:
        return len(self.last)

    def over(self, before: Sequence[Product] | None) -> tuple[StoredProducts, NDArray[np.bool_]]:
        """Those of `before` in their places, overruled by these, and what is new after them; and which are these."""
        if before is None and len(self.products) == len(self.last):
            return self.products, np.ones(len(self.last), dtype=bool)
        rest, given = dict(self.last), bytearray()
        lines = StoredProducts.packed(self._merged(before or (), rest, given))
        return lines, np.frombuffer(given, dtype=bool)

    def _merged(self, before: Iterable[Product], rest: dict[str, int], given: bytearray) -> Iterator[bytes]:
        """`rest` is emptied, and `given` filled with whether each is of these."""
        for product in before:
            row = rest.pop(product.id, None)
            given.append(row is not None)
            yield from serial.lines((product,)) if row is None else (self.products.line(row),)
        for row in rest.values():
            given.append(True)
            yield self.products.line(row)
