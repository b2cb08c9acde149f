"""A bedding shop in French alone: lengths by widths, thick and thicker."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sheets import sheets

from catalog_index.encoder import HashingEncoder
from catalog_index.formats import sides
from catalog_index.index import CatalogueIndex
from catalog_index.product import Language, Money, Product
from catalog_index.query import Query
from catalog_index.text import fold_aligned
from catalog_index.understand import understand

PRICE = Money(Decimal(50), "EUR")
SHELVES = """
Matelas Confort|Literie > Matelas|50|Dimensions=90 x 190 cm;Épaisseur=20 cm
Matelas Souverain|Literie > Matelas|50|Dimensions=140 x 190 cm;Épaisseur=30 cm
Matelas Équilibre|Literie > Matelas|50|Dimensions=140 x 190 cm;Épaisseur=16 cm
Couette Duvet|Literie > Couettes|50|Dimensions=220 x 240 cm
Tapis Berbère|Tapis|50|Dimensions=1,4 x 1,9 m
"""


@pytest.fixture(scope="module")
def bedding() -> CatalogueIndex:
    return sheets(SHELVES, "fr", "EUR")


@pytest.mark.parametrize(
    ("language", "text", "titles"),
    [
        ("fr", "matelas 90x190", {"Matelas Confort"}),
        ("fr", "un matelas 190 sur 140 cm", {"Matelas Souverain", "Matelas Équilibre"}),
        ("en", "mattress 140 by 190", {"Matelas Souverain", "Matelas Équilibre"}),
        ("fr", "couette 220 par 240", {"Couette Duvet"}),
        ("fr", "tapis 140 x 190 cm", {"Tapis Berbère"}),
    ],
)
def test_a_length_by_a_width_is_the_format_stated(
    bedding: CatalogueIndex, language: Language, text: str, titles: set[str]
) -> None:
    read = understand(text, language, bedding.vocabulary)
    found = bedding.search(Query(read.spoken, language, read.filters, read.sort))
    assert {hit.product.title for hit in found.hits} == titles


@pytest.mark.parametrize(
    ("said", "sizes"),
    [
        ("matelas 140 x 190", ("140x190",)),
        ("matelas 140", ("140x190", "140x200")),
        ("matelas en 90", ("90x190",)),
        ("un matelas 190", ("140x190", "90x190")),
        ("matelas 24", ()),
        ("140", ()),
    ],
)
def test_a_length_by_a_width_is_a_size_where_things_come_in_it(said: str, sizes: tuple[str, ...]) -> None:
    made = [
        Product(id=size, title="Nuage", price=PRICE, product_type="Matelas", size=size, language="fr")
        for size in ("140x190", "90x190", "140x200")
    ]
    vocabulary = CatalogueIndex.pending(made, HashingEncoder()).vocabulary
    assert set(understand(said, "fr", vocabulary).filters.sizes) == set(sizes)


def test_thicker_begins_with_the_thickest(bedding: CatalogueIndex) -> None:
    read = understand("un matelas plus épais", "fr", bedding.vocabulary)
    found = bedding.search(Query(read.spoken, "fr", read.filters, read.sort))
    assert [hit.product.title for hit in found.hits] == ["Matelas Souverain", "Matelas Confort", "Matelas Équilibre"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("140x190", (140.0, 190.0)),
        ("1,4 x 1,9 m", (140.0, 190.0)),
        ("12 in x 10 in", (25.4, 30.48)),
        ("30 x 20 x 10 cm", (10.0, 20.0, 30.0)),
        ("2x plus cher", ()),
        ("taille 42", ()),
    ],
)
def test_sides_are_read_in_centimetres(text: str, expected: tuple[float, ...]) -> None:
    assert sides(fold_aligned(text)) == expected
