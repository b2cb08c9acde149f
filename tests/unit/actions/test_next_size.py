"""Where nobody has the size that is worn, the next one is shown, and said."""

from __future__ import annotations

import pytest
from small_shop import Shopper

from bot.advice.sizes import apart


@pytest.mark.parametrize(
    ("size", "wanted", "gap"),
    [
        ("44", ("44.5",), 0.5),
        ("36", ("44.5", "45"), 8.5),
        ("M", ("XL",), 2.0),
        ("40", ("M",), None),
        ("One size", ("M",), None),
        ("", ("42",), None),
    ],
)
def test_sizes_of_one_kind_are_so_far_apart(size: str, wanted: tuple[str, ...], gap: float | None) -> None:
    assert apart(size, wanted) == gap


async def test_the_next_size_is_shown_to_who_wears_one_that_nobody_has(english: Shopper) -> None:
    await english.say("trail running shoes for muddy ground, size 44.5", "search_product")
    while english.state["asking"]:
        await english.say("no preference", "inform_need")
    assert english.products()
    assert {product.size for product in english.products()} <= {"44", "45"}
    for product, card in zip(english.products(), english.cards, strict=True):
        assert any(product.size in reason for reason in card["reasons"])


async def test_a_size_that_is_there_is_no_next_one(english: Shopper) -> None:
    await english.say("trail running shoes for muddy ground, size 44", "search_product")
    while english.state["asking"]:
        await english.say("no preference", "inform_need")
    assert {product.size for product in english.products()} == {"44"}
