"""Details that are there or not: "no preference" is no No, and the yes to one is no yes to another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read
from catalog_index.product import Detail, Money, Product
from catalog_index.vocabulary import Vocabulary


def blender(number: int, **details: str) -> Product:
    told = tuple(Detail(name.replace("_", " "), value) for name, value in details.items())
    return Product(
        id=f"b{number}",
        title=f"Blender {number}",
        price=Money(Decimal(50), "GBP"),
        product_type="Kitchen > Blenders",
        product_detail=told,
    )


@pytest.fixture(scope="module")
def kitchen() -> Knowledge:
    shelf = [
        blender(1, Crushes_ice="Yes", Dishwasher_safe="No", Jug="Glass"),
        blender(2, Crushes_ice="No", Dishwasher_safe="Yes", Jug="Plastic"),
        blender(3, Crushes_ice="Yes", Dishwasher_safe="Yes", Jug="None"),
    ]
    return Knowledge(Vocabulary.build(shelf))


@pytest.mark.parametrize(
    ("text", "features", "left_open"),
    [
        ("no preference", (), True),
        ("no", (), True),
        ("yes please", ("dishwasher safe",), False),
        ("it should crush ice", ("crushes ice",), False),
        ("glass jug", ("Glass",), False),
    ],
)
def test_what_is_said_of_a_detail_is_said_of_it(
    kitchen: Knowledge, text: str, features: tuple[str, ...], left_open: bool
) -> None:
    found = read(text, Context(kitchen, "en", Needs(category="Kitchen > Blenders"), "feature:Dishwasher safe"))
    assert found.needs.features == features
    assert ("feature:Dishwasher safe" in found.open) is left_open
