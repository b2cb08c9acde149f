"""Men's "Tanks" and women's "Bras & Tanks" hold tanks both."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor, Wish
from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read
from bot.shopper.shelves import is_akin
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product

MEN, WOMEN = "Men > Tops > Tanks", "Women > Tops > Bras & Tanks"


@pytest.fixture(scope="module")
def shop() -> CatalogueIndex:
    sold = [
        ("Atlas Tank", MEN, "men"),
        ("Nora Tank", WOMEN, "women"),
        ("Zoe Tank", WOMEN, "women"),
        ("Elan Bra", WOMEN, "women"),
    ]
    products = [
        Product(id=title, title=title, product_type=path, gender=gender, price=Money(Decimal(20), "EUR"), language="en")
        for title, path, gender in sold
    ]
    return CatalogueIndex.build(products, HashingEncoder())


def test_womens_tanks_are_found_beside_the_bras(shop: CatalogueIndex) -> None:
    needs = read("tanks for women", Context(Knowledge(shop.vocabulary), "en")).needs
    found = Advisor(AdviceBook()).look(Wish(needs.changed({"category": MEN})), shop)
    assert {hit.product.id for hit in found.hits} == {"Nora Tank", "Zoe Tank"}


@pytest.mark.parametrize(
    ("path", "wanted", "akin"),
    [
        (WOMEN, MEN, True),
        (MEN, WOMEN, False),
        ("Women > Bottoms > Bras & Tanks", MEN, False),
        ("Men > Tops > Shirts & Tanks", MEN, False),
        ("Tops > Bras & Tanks", MEN, False),
    ],
)
def test_a_rail_is_akin_that_holds_more_of_another_person(path: str, wanted: str, akin: bool) -> None:
    assert is_akin(path, wanted) is akin


def test_nobody_named_is_shown_that_shelf_alone(shop: CatalogueIndex) -> None:
    found = Advisor(AdviceBook()).look(Wish(Needs(category=MEN)), shop)
    assert {hit.product.id for hit in found.hits} == {"Atlas Tank"}
