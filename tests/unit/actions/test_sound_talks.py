"""What a good seller does between the lines: comes back to a question, names the cheapest, asks no needless thing."""

from __future__ import annotations

import pytest
from small_shop import Shopper


@pytest.mark.parametrize(
    ("intent", "text"),
    [("compare", "comparez les deux premières"), ("accept_product", "je le prends"), ("nlu_fallback", "zblorg frutz")],
)
async def test_where_nothing_is_shown_yet_the_pending_question_comes_back(
    french: Shopper, intent: str, text: str
) -> None:
    await french.say("je cherche des chaussures de trail", "search_product")
    asking = french.state["asking"]
    assert asking
    await french.say(text, intent)
    assert french.state["asking"] == asking


async def test_a_long_doubt_about_a_question_brings_it_back(english: Shopper) -> None:
    await english.say("I need trail shoes", "search_product")
    await english.say("honestly I keep going back and forth on this whole thing and cannot decide today", "hesitate")
    assert english.state["asking"] == "usage"


async def test_which_is_cheaper_is_answered_by_that_one_and_its_price(english: Shopper) -> None:
    await english.say("women's trail shoes for a beginner under €100, size 39")
    prices = {p.id: p.current_price.amount for p in english.products()}
    needs = english.state["needs"]
    answer = await english.say("which one is the cheapest?")
    assert f"€{min(prices.values())}" in answer.messages[0]["text"]
    assert english.state["needs"] == needs
    await english.say("I'll take it", "accept_product")
    chosen = english.cards[0]["item_id"]
    assert prices[chosen] == min(prices.values())


async def test_the_best_rated_is_told_with_the_others_beside_it(french: Shopper) -> None:
    await french.say("chaussures de trail pour débutante, moins de 100 €, pointure 39, surtout pas rose")
    best = max(french.products(), key=lambda p: p.average_rating or 0)
    answer = await french.say("laquelle est la mieux notée ?")
    assert f"{best.average_rating}".replace(".", ",") in answer.messages[0]["text"]


async def test_no_question_asks_for_a_colour_or_a_brand_unasked(french: Shopper) -> None:
    for wish in ("une lampe frontale", "des chaussettes", "une montre GPS"):
        await french.say(wish, "search_product")
        asked = []
        while french.state["asking"]:
            asked.append(french.state["asking"])
            await french.tap("inform_need", value="any")
        assert not {"color", "brand"} & set(asked)


async def test_a_part_of_the_shop_is_asked_for_once(english: Shopper) -> None:
    await english.say("I need shoes", "search_product")
    if english.state["asking"] == "category":
        await english.say("the usual sort", "inform_need")
        assert english.state["asking"] != "category"


async def test_thanks_after_a_choice_show_nothing_more(french: Shopper) -> None:
    await french.say("une lampe frontale", "search_product")
    await french.say("et la moins chère ?", "ask_alternative")
    await french.say("je prends la première", "accept_product")
    answer = await french.say("merci", "thank")
    assert all(not message["products"] for message in answer.messages)
