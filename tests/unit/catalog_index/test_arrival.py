"""What arrives in an import: packed as lines, each id once, in the places the catalogue will have."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from catalog_index import serial
from catalog_index.arrival import Feed
from catalog_index.errors import NothingUsable
from catalog_index.feed.row import Rejection
from catalog_index.product import Money, Product
from catalog_index.stored import StoredProducts

A, B, C, D = (Product(id=name, title=f"Lamp {name}", price=Money(Decimal(5), "EUR")) for name in "ABCD")
OTHER_A, OTHER_C = (replace(product, title="Other lamp") for product in (A, C))


@pytest.mark.parametrize(
    ("before", "rows", "expected", "given"),
    [
        (None, [A, B], [A, B], [True, True]),
        (None, [A, B, OTHER_A], [OTHER_A, B], [True, True]),
        ([A, B], [C], [A, B, C], [False, False, True]),
        ([A, B, C], [OTHER_C, D, OTHER_A], [OTHER_A, B, OTHER_C, D], [True, False, True, True]),
    ],
)
def test_the_last_row_of_an_id_counts_in_the_place_of_its_first(
    before: list[Product] | None, rows: list[Product], expected: list[Product], given: list[bool]
) -> None:
    products, which = Feed.of(rows).over(before)
    assert list(products) == expected
    assert which.tolist() == given


def test_what_is_refused_is_told_and_nothing_but_that_is_no_import() -> None:
    bad = Rejection(2, "id", "is missing")
    feed = Feed.of([A, bad, B])
    assert (len(feed), feed.rejected) == (2, (bad,))
    with pytest.raises(NothingUsable) as error:
        Feed.of([bad])
    assert error.value.rejections == (bad,)


def test_packed_products_are_read_as_those_of_a_file(tmp_path: Path) -> None:
    odd = replace(A, description="half a character \ud83d, a line\nand another\u2028")
    packed = StoredProducts.packed(serial.lines((odd, B, C)))
    packed.save(tmp_path)
    opened = StoredProducts.opened(tmp_path)
    assert (packed[0], packed[-1], packed[1:], len(packed)) == (odd, C, (B, C), 3)
    assert list(opened) == list(packed) == [odd, B, C]
    assert list(opened.lines()) == list(packed.lines())
