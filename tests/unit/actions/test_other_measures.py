"""What is told in measures that are not this shelf's or this shop's: said, with a way on."""

from __future__ import annotations

import pytest
from sheets import sheets
from shipped import shipped_words
from small_shop import Live, Shopper, SmallShop

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor
from bot.advice.sizes import coming_in, is_sized, unlike

BOATYARD = """
Tarn|Feet > Boots|90|Size=41
Mere|Feet > Boots|80|Size=42
Fell|Hands > Mitts|30|Lined=Yes
Gill|Hands > Mitts|35|Lined=No
"""


async def test_a_size_that_the_shelf_has_not_at_all_leads_to_those_that_have_it(english: Shopper) -> None:
    await english.say("trail running shoes, size M", "search_product")
    while english.state["asking"]:
        await english.say("no preference", "inform_need")
    assert english.cards == []
    await english.tap("change_mind", needs={"sizes": []})
    while english.state["asking"]:
        await english.say("no preference", "inform_need")
    assert "sizes" not in english.state["needs"]
    assert english.cards


def test_sizes_are_unlike_where_none_can_be_set_against_another(english: Shopper) -> None:
    known = english.shop.catalogue.current.vocabulary
    assert unlike(("M",), "Shoes > Trail", known)[0] == "28"
    assert unlike(("44.5",), "Shoes > Trail", known) == ()
    assert unlike(("M",), "Headlamps", known) == ()
    assert "Shoes > Trail" in coming_in(("44",), known)
    assert (is_sized("Shoes > Trail", known), is_sized("Headlamps", known)) == (True, False)


@pytest.fixture(scope="module")
def boatyard() -> SmallShop:
    return SmallShop(Live(sheets(BOATYARD, currency="GBP")), Advisor(AdviceBook()), shipped_words(), {})


@pytest.mark.parametrize(
    ("language", "text", "told"), [("en", "mitts for 40 euros", True), ("en", "mitts for £40", False)]
)
async def test_a_budget_in_another_currency_is_said_to_be_taken_for_as_much(
    boatyard: SmallShop, language: str, text: str, told: bool
) -> None:
    shopper = await Shopper(boatyard, language).enter()
    answer = await shopper.say(text, "search_product")
    assert shopper.state["needs"]["budget_max"] == 40
    assert any("€40" in message["text"] and "£40" in message["text"] for message in answer.messages) == told


async def test_somebody_s_pastime_is_no_shelf_and_narrows_the_thing_named(french: Shopper) -> None:
    await french.say("un cadeau pour ma femme qui vient de commencer le trail", "search_product")
    assert "category" not in french.state["needs"]
    await french.say("des chaussures pour ma femme qui commence le trail", "search_product")
    assert french.state["needs"]["category"] == "chaussures de trail"
