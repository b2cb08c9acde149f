"""Who asks for the most of something measured is shown it first, of the whole shelf."""

from __future__ import annotations

import pytest
from small_shop import Shopper

from catalog_index.product import Product
from catalog_index.quantities import amount_of


def amount(product: Product, name: str) -> float:
    found = next((amount_of(d.value) for d in product.product_detail if d.name == name), None)
    return found[1] if found else 0.0


@pytest.mark.parametrize("said", ["the brightest headlamp", "a headlamp with the highest brightness please"])
async def test_the_brightest_is_the_brightest_of_the_whole_shelf(english: Shopper, said: str) -> None:
    await english.say(said, "search_product")
    shelf = [p for p in english.shop.catalogue.current.products if p.product_type == "Headlamps" and p.buyable]
    shown = [amount(p, "Brightness") for p in english.products()]
    assert shown[0] == max(amount(p, "Brightness") for p in shelf)
    assert shown == sorted(shown, reverse=True)


async def test_the_best_battery_life_is_named_in_french(french: Shopper) -> None:
    answer = await french.say("la montre gps avec la meilleure autonomie", "search_product")
    shown = [amount(p, "GPS battery") for p in french.products()]
    assert shown
    assert shown == sorted(shown, reverse=True)
    assert "autonomie" in answer.messages[-1]["text"].lower()


@pytest.mark.parametrize("said", ["ok add the lightest", "the lightest please", "I'll take the lightest one"])
async def test_the_lightest_of_those_on_screen_is_taken(english: Shopper, said: str) -> None:
    await english.say("headlamps under 60 euros", "search_product")
    while not english.cards:
        await english.say("no preference", "deny")
    shown = english.products()
    await english.say(said, "accept_product")
    (taken,) = english.products()
    assert amount(taken, "Weight") == min(amount(p, "Weight") for p in shown)
