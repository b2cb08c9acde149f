"""Without what a detail names: "no caffeine" leaves out "Caffeine: Low" and keeps "Caffeine: None"."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, LocalText, Money, Product
from catalog_index.query import Filters, Query


def _tea(number: int, caffeine: str, theine: str) -> Product:
    local = LocalText(title=f"Thé {number}", product_detail=(Detail("Théine", theine),))
    return Product(
        id=f"t{number}", title=f"Tea {number}", price=Money(Decimal(9), "EUR"), product_type="Tea",
        product_detail=(Detail("Caffeine", caffeine),), texts={"fr": local},
    )  # fmt: skip


TEAS = [_tea(1, "Low", "Faible"), _tea(2, "None", "Aucune"), _tea(3, "High", "Élevée"), _tea(4, "0 mg", "0 mg")]


@pytest.mark.parametrize("term", ["caffeine", "théine"])
def test_what_states_some_of_it_is_left_out(term: str) -> None:
    index = CatalogueIndex.build(TEAS, HashingEncoder())
    hits = index.search(Query("", "en", Filters(exclude_terms=(term,)), limit=9)).hits
    assert {hit.product.id for hit in hits} == {"t2", "t4"}
