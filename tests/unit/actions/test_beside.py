"""Two wishes in one turn: what is asked of the shop beside the main point is told too, once, and from its facts."""

from __future__ import annotations

import pytest
from small_shop import Shopper


def told(shopper: Shopper, key: str) -> int:
    assert shopper.last is not None
    fact = shopper.shop.facts[key].text[shopper.language]
    return sum(fact in message["text"] for message in shopper.last.messages)


@pytest.mark.parametrize(
    ("asked", "beside", "key", "other"),
    [
        ("when would they come?", "ask_delivery", "delivery_time", "returns"),
        ("will they be here by friday?", "ask_delivery", "delivery_time", "returns"),
        ("can I send them back?", "ask_returns", "returns", "delivery_time"),
    ],
)
async def test_a_question_beside_a_search_is_answered_and_the_search_as_well(
    english: Shopper, asked: str, beside: str, key: str, other: str
) -> None:
    text = f"trail shoes under 150, and {asked}"
    english.twin.beside[text] = beside
    await english.say(text, "search_product")
    assert (told(english, key), told(english, other)) == (1, 0)
    assert english.state["needs"]["budget_max"] is not None
    assert english.cards or english.state["asking"]


async def test_one_wish_is_answered_once_and_nothing_is_told_unasked(english: Shopper) -> None:
    text = "how long does delivery take?"
    english.twin.beside[text] = "ask_delivery"
    await english.say(text, "ask_delivery")
    assert told(english, "delivery_time") == 1
    await english.say("trail shoes under 150", "search_product")
    assert told(english, "delivery_time") == 0


async def test_a_second_wish_that_no_word_names_is_a_guess_and_tells_nothing(english: Shopper) -> None:
    text = "trail shoes under 150, I started again two months ago"
    english.twin.beside[text] = "ask_returns"
    await english.say(text, "search_product")
    assert told(english, "returns") == 0
    assert english.cards or english.state["asking"]


async def test_returns_asked_after_in_a_wish_are_told_though_nobody_guessed_them(english: Shopper) -> None:
    await english.say("trail shoes under 150, and what is your return policy?", "search_product")
    assert told(english, "returns") == 1


async def test_two_details_of_different_matters_are_both_answered(english: Shopper) -> None:
    await english.say("do you deliver to Spain, and do you have a shop?", "ask_delivery")
    assert english.last is not None
    said = [message["text"] for message in english.last.messages]
    assert any("Spain" in text for text in said)
    assert any("shop" in text and "Spain" not in text for text in said)


@pytest.mark.parametrize(
    "said", ["how can I change the shipping address?", "puis-je modifier l'adresse de livraison ?"]
)
async def test_another_address_for_an_order_is_no_question_about_delivery(english: Shopper, said: str) -> None:
    await english.say(said, "ask_delivery")
    assert (told(english, "delivery_time"), told(english, "contact")) == (0, 0)
