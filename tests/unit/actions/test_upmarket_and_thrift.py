"""More expensive is a direction, little money without a figure a wish: both without inventing one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from small_shop import Shopper


def prices(shopper: Shopper) -> list[Decimal]:
    return [product.current_price.amount for product in shopper.products()]


@pytest.mark.parametrize(
    ("language", "search", "show", "said"),
    [
        ("fr", "une lampe frontale", "montrez-moi", "plus cher"),
        ("fr", "une lampe frontale", "montrez-moi", "vous avez quelque chose de plus haut de gamme ?"),
        ("en", "a headlamp", "show me", "something more upmarket"),
        ("en", "a headlamp", "show me", "even more expensive please"),
    ],
)
async def test_dearer_goes_above_what_is_on_screen(
    shopper_in: Any, language: str, search: str, show: str, said: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(search, "search_product")
    await shopper.say(show, "ask_recommendation")
    top = max(prices(shopper))
    await shopper.say(said)
    assert shopper.cards
    assert min(prices(shopper)) > top


async def test_nothing_dearer_is_told_and_nothing_is_shown(english: Shopper) -> None:
    await english.say("a headlamp under 60", "search_product")
    await english.say("the dearest", "ask_alternative")
    for _ in range(4):
        await english.say("something more upmarket")
    assert not english.cards


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "j'ai un budget serré, une montre GPS"),
        ("fr", "une montre GPS, petit budget"),
        ("en", "I'm on a tight budget, I need a GPS watch"),
        ("en", "a GPS watch, my budget is limited"),
    ],
)
async def test_little_to_spend_shows_the_cheapest_that_suits(shopper_in: Any, language: str, said: str) -> None:
    shopper = await shopper_in(language)
    await shopper.say(said, "search_product")
    asked = []
    while shopper.state["asking"]:
        asked.append(shopper.state["asking"])
        await shopper.tap("inform_need", value="any")
    shelf = [p for p in shopper.shop.catalogue.current.products if p.product_type.startswith("Watches") and p.buyable]
    assert "budget" not in asked
    assert not {"budget_min", "budget_max"} & set(shopper.state["needs"])
    assert (
        "watch" in shopper.state["needs"]["category"].lower() or "montre" in shopper.state["needs"]["category"].lower()
    )
    assert prices(shopper) == sorted(prices(shopper))
    assert prices(shopper)[0] == min(p.current_price.amount for p in shelf)


async def test_a_budget_let_go_is_no_thrift_any_more(english: Shopper) -> None:
    await english.say("a GPS watch, tight budget", "search_product")
    await english.say("forget the budget", "change_mind")
    while english.state["asking"]:
        await english.tap("inform_need", value="any")
    assert prices(english) != sorted(prices(english))


async def test_nobody_grown_up_is_shown_a_childs_thing_for_less(english: Shopper) -> None:
    await english.say("trail shoes for a beginner, smooth paths, tight budget", "search_product")
    await english.say("any cheaper?", "ask_alternative")
    assert all(product.gender != "kids" for product in english.products())
