"""Whether a thing asked for by its name is here: what a product is, not what its description speaks of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.advice.bearing import bearers
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product

ROWS = [
    ("watch", "Azimora GPS Watch", "Watches", "Swim, bike, run: it chains the three without asking."),
    ("mount", "Velo Bike Computer", "Electronics", "Shows the speed."),
    ("jacket", "Helena Hoodie", "Tops", "Wear it before a bike ride, or in a tent."),
    ("bottle", "Alloy Drinks Holder", "Accessories", "This light water bottle keeps cold. Fits a cage."),
    ("cream", "Anti-Friction Balm", "Care", "For chafing; replaces your zorblax cream."),
    ("tablet", "Galaxy Tab 10 Android Tablet 16GB", "", "Ten inches."),
]


@pytest.fixture(scope="module")
def catalogue() -> CatalogueIndex:
    products = [
        Product(id=i, title=t, price=Money(Decimal(50), "EUR"), product_type=p, description=d, language="en")
        for i, t, p, d in ROWS
    ]
    return CatalogueIndex.build(products, HashingEncoder())


@pytest.mark.parametrize(
    ("language", "name", "found"),
    [
        ("en", "bikes", set()),
        ("fr", "vélos", set()),
        ("en", "tents", set()),
        ("en", "water bottle", {"bottle"}),
        ("fr", "une gourde", {"bottle"}),
        ("en", "tablet", {"tablet"}),
        ("en", "zorblax cream", {"cream"}),
        ("en", "Zorblax 3000", set()),
    ],
)
def test_only_what_a_product_is_bears_a_name(
    catalogue: CatalogueIndex, language: str, name: str, found: set[str]
) -> None:
    assert {product.id for product in bearers(name, language, catalogue)} == found
