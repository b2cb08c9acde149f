"""A shop of a trade nobody wrote advice for, its sheets in English alone: asked of a detail, it answers by it."""

from __future__ import annotations

import pytest
from sheets import sheets
from shipped import shipped_words
from small_shop import Live, Shopper, SmallShop

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor

SHELF = """
Crema|Kitchen > Espresso machines|165|Pump pressure=9 bar;Water tank=1.2 l;Oven safe=No;Noise level=61 dB
Solo|Kitchen > Espresso machines|81|Pump pressure=15 bar;Water tank=1.8 l;Oven safe=Yes;Noise level=55 dB
Piccolo|Kitchen > Espresso machines|196|Pump pressure=19 bar;Water tank=0.8 l;Oven safe=Yes;Noise level=66 dB
"""


@pytest.fixture(scope="module")
def kitchen() -> SmallShop:
    return SmallShop(Live(sheets(SHELF)), Advisor(AdviceBook()), shipped_words(), {})


@pytest.mark.parametrize(
    ("language", "text", "intent", "told"),
    [
        ("en", "how much water does the Solo hold?", "ask_price", "1.8 l"),
        ("en", "how loud is the Solo?", "ask_product_info", "55 dB"),
        ("fr", "le Solo passe au four ?", "ask_product_info", "oui"),
        ("fr", "le Solo est bruyant ?", "ask_product_info", "55 dB"),
        ("en", "how much is the Solo?", "ask_price", "£81"),
    ],
)
async def test_a_question_is_answered_by_the_detail_it_is_of(
    kitchen: SmallShop, language: str, text: str, intent: str, told: str
) -> None:
    shopper = await Shopper(kitchen, language).enter()
    await shopper.say("espresso machine", "search_product")
    answer = await shopper.say(text, intent)
    (message,) = answer.messages
    assert told in message["text"]
    assert "Crema" not in message["text"]


@pytest.mark.parametrize("text", ["how heavy is the Solo?", "is it vegan"])
async def test_what_no_sheet_states_is_not_made_up(kitchen: SmallShop, text: str) -> None:
    shopper = await Shopper(kitchen, "en").enter()
    await shopper.say("espresso machine", "search_product")
    await shopper.say("show me the Solo", "ask_product_info")
    await shopper.say(text, "ask_product_info")
    replies = [reply for message in shopper.offered for reply in message["quick_replies"]]
    known = shopper.counter._register.now(shopper.id).replies or {}
    assert any(known[reply["id"]].meaning["intent"] == "ask_human" for reply in replies)


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("en", "do you have a quieter one?", "Solo"),
        ("fr", "une plus silencieuse ?", "Solo"),
    ],
)
async def test_more_of_a_measure_is_shown_in_its_order(
    kitchen: SmallShop, language: str, text: str, first: str
) -> None:
    shopper = await Shopper(kitchen, language).enter()
    await shopper.say("espresso machine", "search_product")
    await shopper.say("show me the Crema", "ask_product_info")
    await shopper.say(text, "ask_alternative")
    assert shopper.cards[0]["title"] == first


CELLAR = """
Astier|Wine > Red|9|Body=Light;Grape=Gamay;Bottle=75 cl;Room=2 people
Morvenne|Wine > Red|24|Body=Full;Grape=Cabernet;Bottle=75 cl;Room=4 people
Lierres|Wine > Red|16|Body=Medium;Grape=Syrah;Bottle=75 cl;Room=6 people
Orsan|Wine > Red|42|Body=Full;Grape=Pinot;Bottle=150 cl;Room=8 people
Marele|Wine > White|11|Sweetness=Dry;Grape=Sauvignon;Bottle=75 cl;Room=6 people
Tardine|Wine > White|19|Sweetness=Sweet;Grape=Chenin;Bottle=75 cl;Room=2 people
"""


@pytest.fixture(scope="module")
def cellar() -> SmallShop:
    return SmallShop(Live(sheets(CELLAR)), Advisor(AdviceBook()), shipped_words(), {})


async def test_a_vague_word_is_the_value_that_this_shelf_states(cellar: SmallShop) -> None:
    shopper = await Shopper(cellar, "en").enter()
    await shopper.say("red wine", "search_product")
    await shopper.say("rather light", "inform_need")
    assert shopper.state["asking"] != "feature:Body"
    while not shopper.cards:
        await shopper.tap("inform_need", value="any")
    assert [card["item_id"] for card in shopper.cards] == ["Astier"]


async def test_another_value_of_a_detail_takes_the_place_of_the_first(cellar: SmallShop) -> None:
    shopper = await Shopper(cellar, "en").enter()
    await shopper.say("sweet white wine", "search_product")
    await shopper.say("dry instead", "change_mind")
    assert shopper.state["needs"]["features"] == ["dry"]


@pytest.mark.parametrize(
    ("text", "told"), [("how many cl is the Orsan?", "150 cl"), ("how many people is the Orsan for?", "8 people")]
)
async def test_what_is_counted_is_the_detail_measured_in_it(cellar: SmallShop, text: str, told: str) -> None:
    shopper = await Shopper(cellar, "en").enter()
    await shopper.say("red wine", "search_product")
    answer = await shopper.say(text, "ask_price")
    assert told in answer.messages[0]["text"]


async def test_room_for_fewer_is_not_shown(cellar: SmallShop) -> None:
    shopper = await Shopper(cellar, "en").enter()
    await shopper.say("red wine for a family of five", "search_product")
    while not shopper.cards:
        await shopper.tap("inform_need", value="any")
    assert {card["item_id"] for card in shopper.cards} == {"Lierres", "Orsan"}


async def test_the_room_wished_for_comes_before_more_of_it(cellar: SmallShop) -> None:
    shopper = await Shopper(cellar, "en").enter()
    await shopper.say("red wine for four people", "search_product")
    while not shopper.cards:
        await shopper.tap("inform_need", value="any")
    assert shopper.cards[0]["item_id"] == "Morvenne"


async def test_a_reason_never_calls_cheaper_than_wished_within_the_budget(cellar: SmallShop) -> None:
    shopper = await Shopper(cellar, "en").enter()
    await shopper.say("white wine between 30 and 40 pounds", "search_product")
    assert shopper.cards
    assert not any("budget" in reason for card in shopper.cards for reason in card["reasons"])


CASES = """
Brise|Valises|89|Poids=1,9 kg;Roues=2 roues
Escale|Valises|129|Poids=2,4 kg;Roues=4 roues
Cargo|Valises|249|Poids=4,6 kg;Roues=4 roues
"""


async def test_the_lightest_is_told_by_whatever_name_weights_have() -> None:
    shop = SmallShop(Live(sheets(CASES)), Advisor(AdviceBook()), shipped_words(), {})
    shopper = await Shopper(shop, "fr").enter()
    await shopper.say("une valise", "search_product")
    if shopper.state["asking"]:
        await shopper.say("peu importe", "inform_need")
    assert len(shopper.cards) == 3
    answer = await shopper.say("laquelle est la plus légère ?", "ask_product_info")
    text = " ".join(message["text"] for message in answer.messages)
    assert "1,9" in text
    assert "2,4" in text
