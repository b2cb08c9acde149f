"""A reason that somebody gives comes back in the reasons, in the page's own words; and what a complaint is about."""

from __future__ import annotations

from typing import Any

import pytest
from small_shop import Shopper

from bot.advice.attributes import number_of

COLD = {"fr": "froid", "en": "cold"}


@pytest.mark.parametrize(
    ("language", "said", "word"),
    [
        ("fr", "une lampe frontale parce qu'il pleut souvent chez nous, la pluie ne m'arrête pas", "pluie"),
        ("en", "trail shoes because there is a lot of mud around here", "mud"),
        ("fr", "des chaussures de trail parce que j'ai mal au genou", "genou"),
        ("en", "trail shoes because my knee hurts", "knee"),
    ],
)
async def test_the_page_answers_the_reason_or_says_nothing_of_it(
    shopper_in: Any, language: str, said: str, word: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(said, "search_product")
    while shopper.state["asking"]:
        await shopper.tap("inform_need", value="any")
    for card, product in zip(shopper.cards, shopper.products(), strict=True):
        text = product.text(language)
        page = " ".join([text.description, *text.product_highlight]).lower()
        told = [reason for reason in card["reasons"] if f"({word})" in reason]
        assert len(told) <= 1
        if told:
            quote = told[0].replace("«", "“").partition("“")[2].strip(" ”»“\u202f\u00a0").lower().replace("’", "'")
            assert quote.strip("….")[:30] in page.replace("’", "'")


async def test_a_page_that_spares_the_knee_says_so_on_its_card(english: Shopper) -> None:
    await english.say("road trail shoes because my knee hurts", "search_product")
    while english.state["asking"]:
        await english.tap("inform_need", value="any")
    spared = [p.id for p in english.products() if "knee" in p.text("en").description.lower()]
    told = [card["item_id"] for card in english.cards if any("(knee)" in reason for reason in card["reasons"])]
    assert told == spared
    assert told


@pytest.mark.parametrize(
    ("language", "search", "show", "first", "said"),
    [
        ("fr", "une lampe frontale", "montrez-moi", "la première", "c'est un peu faiblard, la lumière"),
        ("en", "a headlamp", "show me", "the first one", "the light is a bit weak"),
        ("fr", "une montre GPS", "montrez-moi", "la première", "l'autonomie est un peu juste"),
        ("en", "a GPS watch", "show me", "the first one", "the battery life is not enough"),
    ],
)
async def test_too_little_of_a_measure_is_answered_by_more_of_it(
    shopper_in: Any, language: str, search: str, show: str, first: str, said: str
) -> None:
    shopper = await shopper_in(language)
    name = "Brightness" if "lamp" in search else "GPS battery"
    await shopper.say(search, "search_product")
    await shopper.say(show, "ask_recommendation")
    meant = shopper.products()[0]
    await shopper.say(first, "ask_product_info")
    needs = shopper.state["needs"]
    answer = await shopper.say(said, "reject_product")
    value = next(d.value for d in meant.product_detail if d.name == name)
    assert value in answer.messages[0]["text"]
    assert shopper.products()
    assert all((number_of(p, name) or 0) > (number_of(meant, name) or 0) for p in shopper.products())
    assert shopper.state["needs"] == needs


@pytest.mark.parametrize(
    ("language", "search", "any_", "said"),
    [
        ("fr", "des chaussures de trail pour ma femme", "peu importe", "je ne connais pas sa pointure"),
        ("en", "trail shoes for my wife", "no preference", "no idea what size she is"),
    ],
)
async def test_a_size_nobody_knows_is_helped_with_and_shows_no_card_again(
    shopper_in: Any, language: str, search: str, any_: str, said: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(search, "search_product")
    while shopper.state["asking"]:
        await shopper.tap("inform_need", value="any")
    assert shopper.cards
    answer = await shopper.say(said, "hesitate")
    fact = shopper.shop.facts["returns"].text[language]
    assert fact[1:].rstrip(".").replace("'", "’") in " ".join(m["text"] for m in answer.messages).replace("'", "’")
    assert not shopper.cards
    assert len(answer.messages) == 1


@pytest.mark.parametrize(
    ("language", "search", "show", "said"),
    [
        ("fr", "une lampe frontale", "montrez-moi", "je prends la première. Faut-il créer un compte ?"),
        ("en", "a headlamp", "show me", "I'll take the first one. do I need to create an account?"),
    ],
)
async def test_a_service_asked_about_beside_a_taking_is_answered_too(
    shopper_in: Any, language: str, search: str, show: str, said: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(search, "search_product")
    await shopper.say(show, "ask_recommendation")
    first = shopper.cards[0]["item_id"]
    answer = await shopper.say(said, "accept_product")
    assert shopper.state["stage"] == "decide"
    assert [card["item_id"] for card in shopper.cards] == [first]
    assert len([m for m in answer.messages if m["text"]]) > 1


@pytest.mark.parametrize(
    ("language", "search", "show", "said"),
    [
        ("fr", "une lampe frontale", "montrez-moi", "laquelle des deux premières prendriez-vous ?"),
        ("en", "a headlamp", "show me", "which of the first two would you take?"),
    ],
)
async def test_the_pick_of_two_is_of_these_two(
    shopper_in: Any, language: str, search: str, show: str, said: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(search, "search_product")
    await shopper.say(show, "ask_recommendation")
    two = [card["item_id"] for card in shopper.cards][:2]
    answer = await shopper.say(said, "ask_recommendation")
    assert [m["comparison"]["item_ids"] for m in answer.messages if m["comparison"]] == [two]


async def test_what_was_taken_waits_behind_nothing(french: Shopper) -> None:
    await french.say("des chaussettes et une lampe frontale", "search_product")
    while not french.cards:
        await french.tap("inform_need", value="any")
    await french.say("je prends la première, en 39-42", "accept_product")
    answer = await french.say("et la lampe alors ?", "ask_alternative")
    assert "lampe" in french.state["needs"]["category"]
    assert french.cards or french.state["asking"]
    told = french.counter._register.now(french.id).session.needs.later
    assert told == ()
    assert answer.messages


@pytest.mark.parametrize(
    ("language", "search", "any_", "take"),
    [
        ("fr", "des chaussettes", "peu importe", "je prends la première"),
        ("en", "socks", "I don't mind", "I'll take the first one"),
    ],
)
async def test_a_size_somebody_does_not_mind_is_asked_once(
    shopper_in: Any, language: str, search: str, any_: str, take: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(search, "search_product")
    while not shopper.cards:
        await shopper.tap("inform_need", value="any")
    first = shopper.cards[0]["item_id"]
    await shopper.say(take, "accept_product")
    assert shopper.state["asking"] == "size"
    await shopper.say(any_, "inform_need")
    assert shopper.state["asking"] is None
    assert [card["item_id"] for card in shopper.cards] == [first]


@pytest.mark.parametrize(
    ("language", "search", "farewell"),
    [("fr", "des chaussures de trail", "merci, bonne nuit"), ("en", "trail shoes", "thanks, good night")],
)
async def test_a_good_night_looks_for_no_lamp(shopper_in: Any, language: str, search: str, farewell: str) -> None:
    shopper = await shopper_in(language)
    await shopper.say(search, "search_product")
    needs = shopper.state["needs"]
    await shopper.say(farewell, "goodbye")
    assert shopper.state["needs"] == needs


async def test_the_other_thing_asked_for_again_is_shown(english: Shopper) -> None:
    await english.say("trail shoes and socks", "search_product")
    while not english.cards:
        await english.tap("inform_need", value="any")
    await english.say("and the socks?", "ask_alternative")
    assert "sock" in english.state["needs"]["category"]
    assert english.cards or english.state["asking"]
