"""What stands in place of a product that no shelf says: another of its kind, or nothing."""

from __future__ import annotations

import pytest
from sheets import sheets

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor, Wish
from bot.advice.alternatives import Direction
from bot.shopper.needs import Needs
from catalog_index.index import CatalogueIndex

SHOP = """
Lena Running Shoe|Sports|95|Use=Road
Milo Running Shoe|Sports|60|Use=Road
Shuttlecocks Aero|Sports|15|Use=Indoor
Racquet Volo|Sports|40|Use=Indoor
Flask Orbo|Gear|12|Use=Trips
Yoga Brick Nim|Gear|5|Use=Yoga
"""


@pytest.fixture(scope="module")
def shop() -> CatalogueIndex:
    return sheets(SHOP)


@pytest.mark.parametrize(
    ("product", "search", "way", "offered"),
    [
        ("Lena Running Shoe", "shoe", "cheaper", {"Milo Running Shoe"}),
        ("Flask Orbo", "flask", "different", set()),
        ("Flask Orbo", "", "different", {"Yoga Brick Nim"}),
    ],
)
def test_a_shoe_is_not_replaced_by_shuttlecocks(
    shop: CatalogueIndex, product: str, search: str, way: Direction, offered: set[str]
) -> None:
    seen = shop.product(product)
    assert seen is not None
    found = Advisor(AdviceBook()).alternatives(seen, way, Wish(Needs(), text=search), shop)
    assert {choice.product.id for choice in found} == offered
