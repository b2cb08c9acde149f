"""How one orders, what it looks like, whether it is genuine, whether there is a shop: answered, whatever the sentence
was taken for."""

from __future__ import annotations

import pytest
from small_shop import Shopper


async def lamps(shopper: Shopper) -> list[str]:
    await shopper.say("headlamps", "search_product")
    await shopper.say("show me what you have", "ask_recommendation")
    return [card["item_id"] for card in shopper.cards]


def said(shopper: Shopper) -> str:
    assert shopper.last is not None
    return " ".join(message["text"] for message in shopper.last.messages)


@pytest.mark.parametrize("intent", ["accept_product", "out_of_scope", "nlu_fallback"])
async def test_how_to_order_is_told_and_nothing_is_taken(english: Shopper, intent: str) -> None:
    await english.say("how do I place an order?", intent)
    words = english.shop.words.variants("utter_how_to_order", "en")
    assert any(text in said(english) for text in words)
    assert english.state["stage"] != "decide"


async def test_the_photo_is_on_the_card(english: Shopper) -> None:
    first, *_ = await lamps(english)
    await english.say("do you have a photo of the first one?", "ask_product_info")
    assert [card["item_id"] for card in english.cards] == [first]


@pytest.mark.parametrize("intent", ["hesitate", "ask_product_info"])
async def test_where_the_goods_come_from_is_told_from_the_facts(french: Shopper, intent: str) -> None:
    await french.say("vous les achetez où ?" if intent == "hesitate" else "et vous les achetez où ?", intent)
    await french.say("qui me prouve que ce n'est pas une contrefaçon ?", intent)
    fact = french.shop.facts["authenticity"].text["fr"]
    assert fact[1:] in said(french)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("vous avez un magasin ?", "nlu_fallback"),
        ("avez-vous des échantillons ?", "ask_returns"),
        ("comment je change mon mot de passe ?", "out_of_scope"),
    ],
)
async def test_what_the_shop_has_not_written_down_is_said_so(french: Shopper, text: str, intent: str) -> None:
    await french.say(text, intent)
    assert "ask_human" in {
        (french.counter._register.now(french.id).replies or {})[r["id"]].meaning["intent"]
        for message in french.offered
        for r in message["quick_replies"]
    }


async def test_a_code_asked_for_shows_no_sales(english: Shopper) -> None:
    await english.say("could I have a promo code before ordering?", "ask_discount")
    assert english.cards == []


async def test_nothing_on_sale_of_what_is_wanted_is_said_once_and_for_all(english: Shopper) -> None:
    await english.say("headlamps under 20 euros", "search_product")
    await english.say("what is on sale?", "ask_discount")
    told = english.shop.words.variants("utter_no_sale", "en", {"summary": "…"})
    assert any(text.split("…")[0] in said(english) for text in told)
    offered = [r["title"] for message in english.offered for r in message["quick_replies"]]
    assert english.shop.words.label("reply_on_sale", "en") not in offered


async def test_an_amount_that_is_the_price_on_screen_is_no_limit(english: Shopper) -> None:
    first, *_ = await lamps(english)
    price = english.shop.catalogue.current.product(first).current_price.amount
    await english.say(f"{price:.0f} euros for that? daylight robbery", "price_objection")
    assert "budget_max" not in english.state["needs"]


@pytest.mark.parametrize("text", ["dans la forêt", "surtout dans la forêt"])
async def test_where_it_is_used_is_nothing_that_is_missed(french: Shopper, text: str) -> None:
    await french.say(text, "inform_need")
    absent = french.shop.words.variants("utter_not_carried", "fr", {"thing": "forêt"})
    assert not any(text in said(french) for text in absent)


async def test_how_to_pay_is_told_and_takes_nothing(english: Shopper) -> None:
    await lamps(english)
    await english.say("how do I pay", "accept_product")
    assert english.shop.facts["payment"].text["en"][1:] in said(english)
    assert english.state["stage"] != "decide"


async def test_a_size_of_a_country_is_no_place_to_deliver_to(english: Shopper) -> None:
    await english.say("how much is delivery?", "ask_delivery")
    await english.say("uk 1", "ask_delivery")
    assert "UK" not in said(english)


async def test_who_wants_nothing_offered_is_asked_no_more(english: Shopper) -> None:
    await english.say("headlamps", "search_product")
    assert english.state["asking"] is not None
    await english.say("stop suggesting things", "deny")
    assert english.state["asking"] is None
    assert len(english.offered) == 1
