"""A thing asked for by its name while something else is looked for: an honest no, or the thing itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from small_shop import Shopper


async def test_a_child_s_lamp_is_anybody_s_lamp(english: Shopper) -> None:
    await english.say("a headlamp for my son, he is 9", "search_product")
    await english.say("show me", "ask_recommendation")
    assert english.state["needs"]["gender"] == "kids"
    assert {product.product_type for product in english.products()} == {"Headlamps"}


async def test_a_need_beside_a_strange_word_is_no_question_what_is_sold(english: Shopper) -> None:
    await english.say("headlamps for trails", "search_product")
    await english.say("a handlebar mount would be great, under 70", "search_product")
    assert english.state["needs"]["budget_max"] == 70


async def test_what_is_only_described_is_not_denied_by_a_name(french: Shopper) -> None:
    await french.say("quelque chose contre les ampoules", "search_product")
    shelf = french.shop.advisor.category_name("Clothing > Socks", "fr", french.shop.catalogue.current)
    assert french.state["needs"]["category"] == shelf


async def looked_at_trail_shoes(shopper: Shopper) -> None:
    await shopper.say("trail shoes for muddy ground under 150, size 42", "search_product")
    await shopper.say("show me", "ask_recommendation")


@pytest.mark.parametrize("text", ["do you sell bikes?", "do you have any tents?"])
async def test_what_is_not_here_is_said_and_the_search_stays(english: Shopper, text: str) -> None:
    await looked_at_trail_shoes(english)
    needs = english.state["needs"]
    answer = await english.say(text, "search_product")
    assert english.cards == []
    assert english.state["needs"] == needs
    replies = [reply for message in answer.messages for reply in message["quick_replies"]]
    assert replies


async def test_what_is_here_is_shown_with_no_limit_of_the_other_shelf(english: Shopper) -> None:
    await looked_at_trail_shoes(english)
    await english.say("do you have head torches?", "search_product")
    assert {product.product_type for product in english.products()} <= {"Headlamps"}
    assert english.cards or english.state["asking"]
    assert "budget_max" not in english.state["needs"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a present for my daughter, she just moved into her first flat, about 30 euros"),
        ("fr", "un cadeau pour ma sœur qui vient d'emménager, dans les 30 euros"),
    ],
)
async def test_what_is_told_of_somebody_denies_nothing(
    shopper_in: Callable[[str], Awaitable[Shopper]], language: str, text: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(text, "search_product")
    for _ in range(3):
        await shopper.say("no preference" if language == "en" else "peu importe", "inform_need")
    assert shopper.cards


async def test_what_goes_with_it_is_looked_for_on_the_shelf_that_is_named(english: Shopper) -> None:
    await looked_at_trail_shoes(english)
    await english.say("I'll take the first one", "accept_product")
    await english.say("and socks that go with them", "search_product")
    assert len(english.cards) > 1  # a choice, not one suggestion
    assert {product.product_type for product in english.products()} == {"Clothing > Socks"}
