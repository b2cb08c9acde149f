"""Asked frankly, answered frankly: whose interest it serves, what is known, what somebody has, what two come to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest
from small_shop import Shopper

from catalog_index.query import Filters, Query

Enter = Callable[[str], Awaitable[Shopper]]


async def lamps(shopper: Shopper) -> None:
    await shopper.say("lampes frontales" if shopper.language == "fr" else "headlamps", "search_product")
    await shopper.say("montrez-moi" if shopper.language == "fr" else "show me", "ask_recommendation")
    assert len(shopper.cards) > 1


def titles(answer: object) -> list[str]:
    return [reply["title"] for message in answer.messages for reply in message["quick_replies"]]  # type: ignore[attr-defined]


def text(answer: object) -> str:
    return " ".join(str(message["text"]) for message in answer.messages)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "question", "taken_for", "offered"),
    [
        ("fr", "vous gagnez plus quand je prends le plus cher ?", "compare", "Pourquoi celui-ci\u202f?"),
        ("fr", "comment vous choisissez ce que vous montrez ?", "why_this", "Pourquoi celui-ci\u202f?"),
        ("en", "do you earn more if I take the dearest one?", "ask_discount", "Why this one?"),
    ],
)
async def test_whose_interest_the_advice_serves_is_told(
    shopper_in: Enter, language: str, question: str, taken_for: str, offered: str
) -> None:
    shopper = await shopper_in(language)
    await lamps(shopper)
    needs = shopper.state["needs"]
    answer = await shopper.say(question, taken_for)
    assert offered in titles(answer)
    assert not any(message["products"] or message["comparison"] for message in answer.messages)
    assert shopper.state["needs"] == needs


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("fr", "une lampe frontale, sans Kelvane", "j'ai déjà une frontale en fait"),
        ("en", "a headlamp, not Kelvane", "I already have a headlamp in fact"),
    ],
)
async def test_who_has_the_thing_already_is_asked_what_else_and_shown_nothing(
    shopper_in: Enter, language: str, first: str, then: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(first, "search_product")
    await shopper.say("montrez-moi" if language == "fr" else "show me", "ask_recommendation")
    answer = await shopper.say(then, "inform_need")
    assert not any(message["products"] for message in answer.messages)
    assert shopper.state["asking"] == "category"


async def test_an_opening_word_is_looked_for_by_nobody(french: Shopper) -> None:
    await french.say("bon montrez-moi une montre pas chère", "search_product")
    shelf = Filters(categories=(french.products()[0].product_type,))
    cheapest = french.shop.catalogue.current.search(Query("", "fr", shelf, "price_asc", limit=1)).hits[0].product
    assert french.products()[0].current_price == cheapest.current_price


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "j'ai une carte de fidélité, combien de points j'ai ?"),
        ("fr", "j'ai des points de fidélité pour ces chaussures de trail"),
        ("en", "can I pay with my points?"),
    ],
)
async def test_points_are_a_service_and_no_thing(shopper_in: Enter, language: str, question: str) -> None:
    shopper = await shopper_in(language)
    await lamps(shopper)
    needs = shopper.state["needs"]
    answer = await shopper.say(question, "ask_discount")
    assert shopper.state["needs"] == needs
    assert ("Parler à une personne" if language == "fr" else "Talk to a person") in titles(answer)


@pytest.mark.parametrize(
    ("language", "question", "times"),
    [("fr", "et si j'en prends deux ?", 2), ("en", "and if I take three?", 3), ("fr", "si j'en prends 4 ?", 4)],
)
async def test_several_of_one_come_to_a_sum(shopper_in: Enter, language: str, question: str, times: int) -> None:
    shopper = await shopper_in(language)
    await lamps(shopper)
    await shopper.say("la première" if language == "fr" else "the first one")
    price = shopper.products()[0].current_price.amount
    answer = await shopper.say(question, "ask_discount")
    said = text(answer).replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    assert str((price * times).quantize(Decimal("0.01"))) in said


async def test_who_asks_what_is_known_of_them_is_told_it(french: Shopper) -> None:
    await french.say("chaussures de trail pour la boue, femme, pointure 39, 140 euros", "search_product")
    answer = await french.say("qu'est-ce que vous savez de moi ?", "privacy")
    assert {"femme", "39"} <= set(text(answer).replace(",", " ").replace(".", " ").split())


async def test_another_shelf_asked_for_beside_is_shown(french: Shopper) -> None:
    await lamps(french)
    await french.say("et une montre avec ?", "ask_alternative")
    assert french.cards
    assert all(product.product_type.startswith("Watches") for product in french.products())


async def test_compared_to_one_pointed_at_is_what_was_talked_about(french: Shopper) -> None:
    await lamps(french)
    first, second = [product.id for product in french.products()[:2]]
    await french.say("la première")
    answer = await french.say("et comparée à la deuxième ?", "compare")
    tables = [message["comparison"] for message in answer.messages if message["comparison"]]
    assert [table["item_ids"] for table in tables] in ([[first, second]], [[second, first]])


async def test_a_yes_or_no_that_no_sheet_gives_is_left_to_a_person(english: Shopper) -> None:
    await lamps(english)
    await english.say("the first one")
    answer = await english.say("is it noisy?", "ask_product_info")
    assert "Talk to a person" in titles(answer)
    more = await english.say("can you tell me more about it?", "ask_product_info")
    assert "Talk to a person" not in titles(more)


async def test_a_quality_taken_for_another_trade_is_a_wish(french: Shopper) -> None:
    await lamps(french)
    await french.say("moins de 60 euros obligatoire", "out_of_scope")
    assert french.cards
    assert all(product.current_price.amount <= 60 for product in french.products())


@pytest.mark.parametrize(("words", "unsure"), [("without leather", True), ("without merino", False)])
async def test_what_no_sheet_speaks_of_is_not_promised_to_be_absent(english: Shopper, words: str, unsure: bool) -> None:
    await english.say("socks", "search_product")
    await english.say("show me", "ask_recommendation")
    answer = await english.say(words, "inform_need")
    assert english.cards
    assert ("Talk to a person" in titles(answer)) == unsure


async def test_asked_which_shelf_and_told_the_same_again_the_likeliest_is_taken(french: Shopper) -> None:
    await french.say("de quoi tenir longtemps, 300 euros max", "search_product")
    assert french.state["asking"] == "category"
    await french.say("de quoi tenir longtemps", "search_product")
    assert french.state["needs"]["category"]
    assert len({product.product_type for product in french.products()}) <= 1
