"""Asked beside what is taken or looked for, of all on screen, or of so many: each is answered as it was asked."""

from __future__ import annotations

import pytest
from small_shop import Shopper


def said(answer: object) -> str:
    return " ".join(message["text"] for message in answer.messages)  # type: ignore[attr-defined]


async def lamps(shopper: Shopper) -> None:
    await shopper.say("une lampe frontale" if shopper.language == "fr" else "a headlamp", "search_product")
    for _ in range(4):
        if not shopper.cards:
            await shopper.say("peu importe" if shopper.language == "fr" else "no preference", "inform_need")
    assert len(shopper.cards) == 3


def detail(shopper: Shopper, number: int, name: str) -> str:
    product = shopper.products()[number]
    return next(d.value for d in product.product_detail if d.name == name)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_detail_asked_of_none_in_particular_is_told_of_each(
    french: Shopper, english: Shopper, language: str
) -> None:
    shopper = french if language == "fr" else english
    await lamps(shopper)
    hours = [detail(shopper, number, "Runtime at full power") for number in range(3)]
    answer = await shopper.say("et l'autonomie ?" if language == "fr" else "and the runtime?", "ask_product_info")
    assert all(value in said(answer) for value in hours)


async def test_of_those_just_compared_a_detail_is_told_of_each(french: Shopper) -> None:
    await lamps(french)
    hours = [detail(french, number, "Runtime at full power") for number in range(2)]
    await french.say("comparez les deux premières", "compare")
    answer = await french.say("et l'autonomie ?", "ask_product_info")
    assert all(value in said(answer) for value in hours)


async def test_so_many_taken_are_so_many_in_the_sum(english: Shopper) -> None:
    await lamps(english)
    price = english.products()[0].current_price.amount * 3
    await english.say("3 of the first", "accept_product")
    assert f"{price:.2f}" in said(await english.say("how much total?", "ask_price"))


async def test_a_size_asked_of_what_was_talked_about_is_its_stock(english: Shopper) -> None:
    await english.say("women's trail shoes, size 39", "search_product")
    for _ in range(3):
        if not english.cards:
            await english.say("no preference", "inform_need")
    await english.say("the first one", "ask_product_info")
    answer = await english.say("and the 52?", "ask_price")
    assert "39" in said(answer)  # the sizes there are
    assert "€" not in said(answer)


@pytest.mark.parametrize(
    ("language", "opening", "text"),
    [
        ("fr", "une lampe frontale", "je vais la prendre. puis-je payer par chèque ?"),
        ("en", "a headlamp", "I'll take it. can I pay by cheque?"),
    ],
)
async def test_how_to_pay_is_answered_to_who_takes_it(
    french: Shopper, english: Shopper, language: str, opening: str, text: str
) -> None:
    shopper = french if language == "fr" else english
    await lamps(shopper)
    first = shopper.products()[0].id
    await shopper.say("la première" if language == "fr" else "the first one", "ask_product_info")
    answer = await shopper.say(text, "ask_delivery")
    assert len(answer.messages) == 2
    assert shopper.state["stage"] == "decide"
    assert [card["item_id"] for card in shopper.cards] == [first]


async def test_a_service_asked_beside_what_is_looked_for_is_answered_first(english: Shopper) -> None:
    text = "a headlamp for a race tomorrow, click and collect?"
    answer = await english.say(text, "search_product")
    assert len(answer.messages) >= 2
    assert english.state["needs"]["category"] == "headlamps"


async def test_who_minds_no_colour_any_more_looks_at_all(french: Shopper) -> None:
    await french.say("des chaussures de trail noires", "search_product")
    assert french.state["needs"]["colors"] == ["black"]
    await french.say("en fait la couleur m'est égale", "change_mind")
    assert "colors" not in french.state["needs"]


async def test_a_question_about_one_on_screen_is_answered_whatever_it_was_taken_for(english: Shopper) -> None:
    await lamps(english)
    second = english.products()[1]
    answer = await english.say("what does the second one cost exactly?", "inform_need")
    assert f"{second.current_price.amount:.2f}" in said(answer)
    assert {card["item_id"] for message in answer.messages for card in message["products"]} <= {second.id}


async def test_an_answer_of_the_advice_word_for_word_is_no_other_shelf(french: Shopper) -> None:
    await french.say("je cherche des chaussures de trail", "search_product")
    await french.say("peu importe", "inform_need")
    assert french.state["asking"] == "level"
    await french.say("je viens de la route", "inform_need")
    assert french.state["needs"]["category"] == "chaussures de trail"
