"""Questions about "it" with products on screen: no search, no denial; each one's figure where several are meant."""

from __future__ import annotations

from typing import Any

import pytest
from small_shop import Shopper


async def on_screen(shopper: Shopper) -> list[str]:
    await shopper.say("chaussures de trail pour la boue", "search_product")
    await shopper.say("montrez-moi", "ask_recommendation")
    assert len(shopper.cards) > 1
    return [card["item_id"] for card in shopper.cards]


async def test_a_quality_asked_of_it_is_no_thing_that_is_missing(french: Shopper) -> None:
    shown = await on_screen(french)
    await french.say("la deuxième", "ask_product_info")
    needs = french.state["needs"]
    answer = await french.say("et elle est imperméable ?", "ask_product_info")
    assert french.state["needs"] == needs
    known = french.counter._register.now(french.id).replies or {}
    refers = [known[r["id"]].meaning["refers"] for m in answer.messages for r in m["quick_replies"]]
    assert refers[0] == [shown[1]]


async def test_a_figure_asked_of_several_is_told_of_each(french: Shopper) -> None:
    shown = await on_screen(french)
    answer = await french.say("combien elles pèsent ?", "ask_product_info")
    weights = [
        next(d.value for d in french.shop.catalogue.current.product(item).product_detail if d.name == "Weight")
        for item in shown
    ]
    assert all(any(weight in message["text"] for message in answer.messages) for weight in weights)
    assert french.state["asking"] is None


async def test_words_about_it_lead_to_no_other_shelf(french: Shopper) -> None:
    await on_screen(french)
    shelf = french.state["needs"]["category"]
    await french.say("elle va avec une lampe frontale ?", "ask_product_info")
    assert french.state["needs"]["category"] == shelf


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "combien elle pèse ?"),
        ("fr", "on peut courir avec ?"),
        ("en", "is it light?"),
        ("en", "does it weigh a lot"),
    ],
)
async def test_what_is_asked_of_it_is_asked_of_the_one_advised(shopper_in: Any, language: str, question: str) -> None:
    shopper = await shopper_in(language)
    await shopper.say(
        "chaussures de trail pour la boue" if language == "fr" else "trail shoes for mud", "search_product"
    )
    await shopper.say("montrez-moi" if language == "fr" else "show me", "ask_recommendation")
    advised, needs = shopper.cards[0]["item_id"], shopper.state["needs"]
    answer = await shopper.say(question, "ask_product_info")
    assert shopper.state["needs"] == needs
    assert shopper.state["asking"] is None
    known = shopper.counter._register.now(shopper.id).replies or {}
    refers = [known[r["id"]].meaning["refers"] for m in answer.messages for r in m["quick_replies"]]
    assert any(advised in item_ids for item_ids in refers)


async def test_a_size_that_does_not_exist_is_not_rounded(french: Shopper) -> None:
    await on_screen(french)
    await french.say("la première", "ask_product_info")
    await french.say("je la prends en 42,5", "ask_product_info")
    assert french.state["needs"]["sizes"] == ["42.5"]
    assert french.state["asking"] == "size"


async def test_a_gift_card_makes_nobody_s_present_a_stranger_s(english: Shopper) -> None:
    await english.say("trail shoes for my girlfriend, size 38", "search_product")
    await english.say("or a gift card instead", "change_mind")
    assert english.state["needs"]["for_whom"] == "girlfriend"
    assert english.state["needs"]["sizes"] == ["38"]
    await english.say("it is a present", "inform_need")
    assert english.state["needs"]["for_whom"] == "girlfriend"


@pytest.mark.parametrize(
    ("language", "said", "name"),
    [
        ("en", "is it rechargeable", "power"),
        ("en", "and is it rechargeable then", "power"),
        ("fr", "est-ce qu'elle a une lumière rouge", "lumière rouge"),
        ("en", "does it have red light", "red light"),
    ],
)
async def test_a_question_without_its_mark_is_one(shopper_in: Any, language: str, said: str, name: str) -> None:
    shopper = await shopper_in(language)
    await shopper.say(
        "headlamps under 60" if language == "en" else "une lampe frontale à moins de 60 €", "search_product"
    )
    while not shopper.cards:
        await shopper.say("no preference" if language == "en" else "peu importe", "deny")
    before = shopper.state["needs"]
    await shopper.say("the first one" if language == "en" else "la première", "ask_product_info")
    answer = await shopper.say(said, "ask_product_info")
    assert name in " ".join(message["text"] for message in answer.messages).lower()
    assert shopper.state["needs"] == before
