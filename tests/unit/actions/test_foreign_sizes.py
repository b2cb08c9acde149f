"""A shoe size of another country, over a whole talk."""

from __future__ import annotations

import pytest
from small_shop import Shopper, SmallShop


@pytest.mark.parametrize(("language", "text"), [("en", "trail shoes, UK 7"), ("fr", "chaussures de trail, UK 7")])
async def test_the_size_it_was_taken_for_is_told_and_marked(shop: SmallShop, language: str, text: str) -> None:
    shopper = await Shopper(shop, language).enter()
    await shopper.say(text, "search_product")
    assert shopper.state["needs"]["sizes"] == ["41"]
    assert "sizes" in shopper.state["inferred"]
    assert shopper.last is not None
    told = shopper.last.messages[0]["text"]
    assert "UK 7" in told
    assert "41" in told


async def test_what_is_shown_comes_in_that_size(shop: SmallShop) -> None:
    shopper = await Shopper(shop, "en").enter()
    await shopper.say("muddy trail shoes for men, US 10, I'm a beginner, up to 200 euros", "search_product")
    await shopper.say("show me", "ask_recommendation")
    assert shopper.products()
    assert all("43" in _sizes(shopper, p.group) for p in shopper.products())


def _sizes(shopper: Shopper, group: str) -> set[str]:
    return {variant.size for variant in shopper.shop.catalogue.current.variants(group) if variant.buyable}
