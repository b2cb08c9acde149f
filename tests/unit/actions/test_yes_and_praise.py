"""A yes takes up what was offered; praise and courtesies agree to nothing that was not asked."""

from __future__ import annotations

import pytest
from small_shop import Shopper

SHOES = "chaussures de trail noires en 42 pour débuter"


async def told_of_returns(french: Shopper) -> None:
    await french.say(SHOES, "search_product")
    await french.say("et les retours ?", "ask_returns")


@pytest.mark.parametrize("said", ["super", "ok", "parfait", "c'est donné", "j'aime bien"])
async def test_pleased_with_a_fact_brings_no_other_fact(french: Shopper, said: str) -> None:
    await told_of_returns(french)
    answer = await french.say(said, "affirm")
    titles = [reply["title"] for reply in answer.messages[0]["quick_replies"]]
    assert "4,90" not in str(answer.messages[0]["text"])
    assert titles == ["Livraison et retours"]


async def test_a_yes_takes_up_what_stands_beside_a_fact(french: Shopper) -> None:
    await told_of_returns(french)
    assert "4,90" in str((await french.say("oui", "affirm")).messages[0]["text"])


async def test_praise_after_a_comparison_takes_nothing_until_it_is_asked(french: Shopper) -> None:
    await french.say(SHOES, "search_product")
    await french.say("comparez-les", "compare")
    answer = await french.say("elles sont jolies", "affirm")
    assert french.state["stage"] != "decide"
    assert "?" in str(answer.messages[0]["text"])
    await french.say("ok", "affirm")
    assert french.state["stage"] == "decide"


async def test_who_has_chosen_is_not_asked_to_choose_again(french: Shopper) -> None:
    await french.say(SHOES, "search_product")
    await french.say("je prends la première", "accept_product")
    await french.say("super", "affirm")
    wordings = french.shop.words.variants("utter_glad", "fr")
    assert french.offered[-1]["text"] in wordings


async def test_who_has_had_enough_of_questions_is_asked_no_more(english: Shopper) -> None:
    await english.say("trail shoes", "search_product")
    assert english.state["asking"] is not None
    await english.say("stop")
    assert english.state["asking"] is None
    assert english.products() == []
