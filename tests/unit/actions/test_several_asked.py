"""Several things asked of one product in one question: each is answered, and what the page leaves out is told."""

from __future__ import annotations

from typing import Any

import pytest
from small_shop import Shopper

LAMP = {"fr": "une lampe frontale à moins de 60 €", "en": "headlamps under 60"}
ANY = {"fr": "peu importe", "en": "no preference"}
FIRST = {"fr": "la première", "en": "the first one"}


async def a_lamp(shopper: Shopper, language: str) -> Any:
    await shopper.say(LAMP[language], "search_product")
    while not shopper.cards:
        await shopper.say(ANY[language], "deny")
    item = shopper.cards[0]["item_id"]
    await shopper.say(FIRST[language], "ask_product_info")
    return shopper.shop.catalogue.current.product(item)


def stated(product: Any, name: str, language: str) -> str:
    own = [d.name for d in product.product_detail]
    return str(product.text(language).product_detail[own.index(name)].value)


@pytest.mark.parametrize(
    ("language", "question", "names"),
    [
        ("en", "what does it weigh and how bright is it?", ("Weight", "Brightness")),
        ("en", "is it rechargeable, and what's the weight?", ("Power", "Weight")),
        ("fr", "elle pèse combien, et c'est quoi la portée ?", ("Weight", "Beam distance")),
        ("fr", "quelle est l'autonomie et la résistance à l'eau ?", ("Runtime at full power", "Water resistance")),
    ],
)
async def test_each_of_two_details_is_told(
    shopper_in: Any, language: str, question: str, names: tuple[str, ...]
) -> None:
    shopper = await shopper_in(language)
    lamp = await a_lamp(shopper, language)
    answer = await shopper.say(question, "ask_product_info")
    text = answer.messages[0]["text"].lower()
    for name in names:
        assert stated(lamp, name, language).lower() in text


@pytest.mark.parametrize(
    ("language", "question"),
    [("en", "is it adjustable, and what does it weigh?"), ("fr", "elle est réglable, et elle pèse combien ?")],
)
async def test_what_the_page_leaves_out_is_no_answer_and_a_person_is_offered(
    shopper_in: Any, language: str, question: str
) -> None:
    shopper = await shopper_in(language)
    lamp = await a_lamp(shopper, language)
    answer = await shopper.say(question, "ask_product_info")
    assert stated(lamp, "Weight", language) in answer.messages[0]["text"]
    await shopper.tap("ask_human")


async def test_price_and_colours_are_told_together(english: Shopper) -> None:
    lamp = await a_lamp(english, "en")
    answer = await english.say("how much is it and what colours does it come in?", "ask_price")
    text = answer.messages[0]["text"]
    assert str(lamp.current_price.amount) in text
    assert lamp.text("en").color.lower() in text


async def test_what_is_told_of_oneself_asks_nothing(english: Shopper) -> None:
    lamp = await a_lamp(english, "en")
    answer = await english.say("I weigh 90 kg, how bright is it?", "ask_product_info")
    assert stated(lamp, "Brightness", "en") in answer.messages[0]["text"]
    assert stated(lamp, "Weight", "en") not in answer.messages[0]["text"]


@pytest.mark.parametrize(
    ("language", "search", "show", "question"),
    [
        ("fr", "une lampe frontale", "montrez-moi", "combien d'heures à pleine puissance et quel poids ?"),
        ("en", "a headlamp", "show me", "how many hours at full power, and how much do they weigh?"),
    ],
)
async def test_two_figures_are_told_of_each_on_screen(
    shopper_in: Any, language: str, search: str, show: str, question: str
) -> None:
    shopper = await shopper_in(language)
    await shopper.say(search, "search_product")
    await shopper.say(show, "ask_recommendation")
    shown = shopper.products()
    answer = await shopper.say(question, "ask_product_info")
    for product in shown:
        for name in ("Runtime at full power", "Weight"):
            assert stated(product, name, language) in answer.messages[0]["text"]


async def test_the_two_strongest_are_not_the_first_two(french: Shopper) -> None:
    await french.say("une lampe frontale de plus de 500 lumens", "search_product")
    while not french.cards:
        await french.tap("inform_need", value="any")
    strongest = max(french.products(), key=lambda p: int(stated(p, "Brightness", "en").split()[0]))
    answer = await french.say("comparez les deux plus puissantes", "compare")
    assert stated(strongest, "Brightness", "en") in answer.messages[0]["text"]


async def test_a_superlative_of_another_shelf_is_not_of_what_is_still_on_screen(french: Shopper) -> None:
    await french.say("une lampe frontale", "search_product")
    await french.say("montrez-moi", "ask_recommendation")
    lamps = {product.group for product in french.products()}
    await french.say("et des chaussettes", "search_product")
    await french.say("les moins chères", "inform_need")
    assert lamps.isdisjoint({product.group for product in french.products()})
    assert all("Socks" in product.product_type for product in french.products())


async def test_the_question_before_is_asked_of_another_in_all_its_parts(english: Shopper) -> None:
    await english.say("a headlamp", "search_product")
    await english.say("show me", "ask_recommendation")
    second = english.products()[1]
    await english.say("the first one: what does it weigh and how bright is it?", "ask_product_info")
    answer = await english.say("and the second?")
    assert stated(second, "Weight", "en") in answer.messages[0]["text"]
    assert stated(second, "Brightness", "en") in answer.messages[0]["text"]


async def test_the_lightest_of_another_shelf_are_not_the_lamps_still_on_screen(french: Shopper) -> None:
    await french.say("une lampe frontale", "search_product")
    await french.say("montrez-moi", "ask_recommendation")
    lamps = [product.text("fr").title for product in french.products()]
    await french.say("et des chaussures de trail", "search_product")
    answer = await french.say("les moins lourdes", "ask_product_info")
    told = " ".join(message["text"] for message in answer.messages)
    assert not any(title.partition("frontale ")[2] in told for title in lamps)
