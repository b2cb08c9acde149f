"""Details of delivery, payment and service: told where the shop's facts speak of them, else said not to be known."""

from __future__ import annotations

import pytest
from small_shop import Shopper


def text(answer: object) -> str:
    return " ".join(str(message["text"]) for message in answer.messages)  # type: ignore[attr-defined]


def offers_a_person(answer: object) -> bool:
    replies = [r for message in answer.messages for r in message["quick_replies"]]  # type: ignore[attr-defined]
    return any(reply["title"] == "Talk to a person" for reply in replies)


@pytest.mark.parametrize(
    ("said", "intent", "quoted", "known"),
    [
        ("do you deliver to Spain?", "ask_delivery", "Spain", "2 to 3 working days"),
        ("do you deliver on Saturdays?", "ask_delivery", "Saturday", "2 to 3 working days"),
        ("can I pay with Klarna?", "ask_delivery", "Klarna", "PayPal"),
        ("do you gift-wrap?", "ask_discount", "gift", ""),
        ("can I pick it up in store?", "ask_availability", "in store", "2 to 3 working days"),
    ],
)
async def test_what_no_fact_speaks_of_is_said_not_to_be_known(
    english: Shopper, said: str, intent: str, quoted: str, known: str
) -> None:
    answer = await english.say(said, intent)
    assert quoted in text(answer)
    assert known in text(answer)
    assert offers_a_person(answer)
    assert "for_whom" not in english.state["needs"]


@pytest.mark.parametrize(
    ("said", "intent", "told"),
    [
        ("do you deliver to Belgium?", "ask_delivery", "Belgium"),
        ("do you have pick-up points?", "ask_delivery", "€2.90"),
        ("can I pay with PayPal?", "ask_delivery", "PayPal"),
        ("can I pay in instalments?", "ask_delivery", "€90"),
    ],
)
async def test_what_a_fact_speaks_of_is_told(english: Shopper, said: str, intent: str, told: str) -> None:
    answer = await english.say(said, intent)
    assert told in text(answer)
    assert not offers_a_person(answer)


async def test_a_country_named_after_a_delivery_question_is_about_delivery(english: Shopper) -> None:
    await english.say("do you deliver to Spain?", "ask_delivery")
    assert "Switzerland" in text(await english.say("and to Switzerland?", "nlu_fallback"))
    assert "Canada" in text(await english.say("what about Canada?", "ask_alternative"))


async def test_a_country_is_no_place_to_deliver_to_unless_delivery_is_talked_of(english: Shopper) -> None:
    await english.say("waterproof trail shoes for a beginner woman under €150, size 39")
    answer = await english.say("are they made in Portugal?", "ask_product_info")
    assert not offers_a_person(answer)


@pytest.mark.parametrize(
    ("said", "intent", "quoted"),
    [
        ("do you repair watches?", "search_product", "do you repair"),
        ("can you print names on the socks?", "search_product", "print names"),
        ("how do I create an account", "out_of_scope", "create an account"),
        ("can I buy without creating an account", "inform_need", "creating an account"),
        ("how do I unsubscribe from the newsletter", "privacy", "unsubscribe"),
        ("can you send me the invoice for my order", "order_status", "invoice"),
        ("what is your company registration number", "ask_recommendation", "registration number"),
        ("how do I use a voucher", "ask_discount", "use a voucher"),
    ],
)
async def test_a_service_that_no_fact_speaks_of_is_named_and_a_person_offered(
    english: Shopper, said: str, intent: str, quoted: str
) -> None:
    answer = await english.say(said, intent)
    assert quoted in text(answer)
    assert offers_a_person(answer)
    assert english.products() == []


async def test_a_wish_with_a_service_beside_it_stays_a_wish(english: Shopper) -> None:
    await english.say("I want trail shoes, gift wrapping would be nice", "search_product")
    assert english.state["needs"]["category"] == "trail running shoes"
    assert english.state["asking"] is not None


@pytest.mark.parametrize(
    ("said", "intent", "told"),
    [
        ("is my watch still under warranty?", "search_product", "two-year"),
        ("what are your opening hours", "ask_availability", "9 am to 7 pm"),
        ("when will I get my refund?", "order_status", "5 days"),
    ],
)
async def test_what_the_shop_states_is_told_whatever_the_question_was_taken_for(
    english: Shopper, said: str, intent: str, told: str
) -> None:
    assert told in text(await english.say(said, intent))


async def test_what_went_wrong_with_an_order_goes_to_a_person_and_its_progress_does_not(english: Shopper) -> None:
    await english.say("where is my order?", "order_status")
    assert english.state["stage"] != "handed_over"
    await english.say("an item is missing from my parcel", "order_status")
    assert english.state["stage"] == "handed_over"
