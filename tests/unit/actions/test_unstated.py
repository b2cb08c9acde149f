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
