"""Misunderstood: owned up to, what was understood is laid open, and a person called where it goes on."""

from __future__ import annotations

import pytest
from small_shop import Shopper


async def shown(shopper: Shopper) -> None:
    await shopper.say("women's trail shoes under 100 euros, size 39, for a beginner", "search_product")
    for _ in range(3):
        if not shopper.cards:
            await shopper.say("no preference", "inform_need")


async def test_who_is_misunderstood_may_drop_what_was_misheard(english: Shopper) -> None:
    await shown(english)
    needs = english.state["needs"]
    await english.say("no, you got me wrong", "complain")
    assert english.state["stage"] != "handed_over"
    assert english.state["needs"] == needs
    await english.tap("change_mind", needs={"budget_max": None})
    assert "budget_max" not in english.state["needs"]


async def test_misunderstood_twice_a_person_is_called(english: Shopper) -> None:
    await shown(english)
    await english.say("that's not what I asked", "complain")
    await english.say("you are not answering my question", "complain")
    assert english.state["stage"] == "handed_over"


async def test_a_question_that_waits_comes_back_after_the_excuse(french: Shopper) -> None:
    await french.say("je cherche des chaussures de trail", "search_product")
    asking = french.state["asking"]
    assert asking
    await french.say("non c'est pas ça", "deny")
    assert french.state["asking"] == asking


@pytest.mark.parametrize(
    ("text", "intent"), [("I said under 80!", "price_objection"), ("no, I meant under 80", "reject_product")]
)
async def test_what_is_set_right_is_acted_upon(english: Shopper, text: str, intent: str) -> None:
    await shown(english)
    await english.say(text, intent)
    assert english.state["needs"]["budget_max"] == 80
    assert english.cards
    assert all(product.current_price.amount <= 80 for product in english.products())
