"""Figures asked for in a talk: the brightest of these, the sum; the pick taken at its word; care; who waits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from decimal import Decimal

import pytest
from small_shop import Shopper

from bot.advice.attributes import number_of, value_of


async def lamps(shopper: Shopper) -> list[str]:
    await shopper.say("lampes frontales" if shopper.language == "fr" else "headlamps", "search_product")
    await shopper.say("montrez-moi" if shopper.language == "fr" else "show me", "ask_recommendation")
    assert len(shopper.cards) > 1
    return [card["item_id"] for card in shopper.cards]


@pytest.mark.parametrize(
    ("language", "text", "detail"),
    [
        ("fr", "la plus lumineuse des trois ?", "Brightness"),
        ("en", "which is the brightest of these?", "Brightness"),
        ("en", "which one lasts the longest?", "Runtime at full power"),
    ],
)
async def test_the_most_of_those_on_screen_is_offered(
    shopper_in: Callable[[str], Awaitable[Shopper]], language: str, text: str, detail: str
) -> None:
    shopper = await shopper_in(language)
    shown = [shopper.shop.catalogue.current.product(item) for item in await lamps(shopper)]
    needs = shopper.state["needs"]
    answer = await shopper.say(text, "ask_alternative")
    best = max(number_of(product, detail) for product in shown)
    meant = [meaning["refers"] for meaning in meanings(shopper, answer) if meaning["intent"] == "accept_product"]
    offered = shopper.shop.catalogue.current.product(meant[0][0])
    assert number_of(offered, detail) == best
    assert shopper.state["needs"] == needs
    assert shopper.cards == []


def meanings(shopper: Shopper, answer: object) -> list[dict[str, list[str]]]:
    known = shopper.counter._register.now(shopper.id).replies or {}
    return [dict(known[r["id"]].meaning) for m in answer.messages for r in m["quick_replies"]]  # type: ignore[attr-defined]


async def test_what_no_sheet_measures_is_not_ranked(english: Shopper) -> None:
    await lamps(english)
    answer = await english.say("which is the warmest of these?", "compare")
    assert english.cards == []
    assert not any(message["comparison"] for message in answer.messages)
    assert [m["intent"] for m in meanings(english, answer)] == ["compare", "ask_human"]


async def test_the_pick_is_taken_at_its_word(english: Shopper) -> None:
    shown = await lamps(english)
    await english.say("ok I'll go with your pick", "ask_recommendation")
    assert [card["item_id"] for card in english.cards] == [shown[0]]
    assert english.state["stage"] == "decide"
    assert english.state["asking"] is None


async def test_the_pick_without_its_size_asks_for_the_size_alone(english: Shopper) -> None:
    await english.say("trail shoes for muddy ground", "search_product")
    await english.say("show me", "ask_recommendation")
    await english.say("I'll take the one you recommend", "accept_product")
    assert english.state["asking"] == "size"


async def test_the_sum_is_of_what_is_pointed_at_or_asked_which(english: Shopper) -> None:
    shown = [english.shop.catalogue.current.product(item) for item in await lamps(english)]
    await english.say("how much in total?", "ask_price")
    assert english.state["asking"] == "choice"
    answer = await english.say("how much for the first two altogether?", "ask_price")
    whole = sum((product.current_price.amount for product in shown[:2]), start=Decimal(0))
    assert any(f"{whole:.2f}" in message["text"] for message in answer.messages)


async def test_a_total_that_is_a_budget_asks_for_no_sum(english: Shopper) -> None:
    await lamps(english)
    await english.say("80 euros in total, at most", "inform_need")
    assert english.state["needs"]["budget_max"] == 80
    assert english.state["asking"] != "choice"


async def test_the_basket_is_summed_as_the_page_tells_it(english: Shopper) -> None:
    item = (await lamps(english))[0]
    now = datetime.now(timezone.utc).isoformat()
    event = {"event_id": "e1", "name": "add_to_cart", "timestamp": now, "items": [{"item_id": item, "quantity": 2}]}
    await english.counter.record(english.id, [event])
    answer = await english.say("what does it come to in total?", "ask_price")
    price = english.shop.catalogue.current.product(item).current_price.amount
    assert any(f"{price * 2:.2f}" in message["text"] for message in answer.messages)


async def test_a_pain_gets_a_word_of_care_once(english: Shopper) -> None:
    first = await english.say("shin splints, trail shoes size 39", "search_product")
    second = await english.say("my shins hurt, I need shoes", "inform_need")
    assert len(first.messages) == 2
    assert len(second.messages) == 1


async def test_who_waits_for_a_person_is_told_so_and_greeted_no_more(english: Shopper) -> None:
    await english.say("I want to talk to somebody", "ask_human")
    answer = await english.say("are you still there?", "greet")
    assert english.state["stage"] == "handed_over"
    assert [message["quick_replies"] for message in answer.messages] == [[]]
    await english.say("my shoes came torn", "complain")
    again = await english.say("torn, I tell you", "complain")
    entries = [e for e in english.log.read(english.id) if e.kind == "outcome" and e.data["name"] == "handed_over"]
    assert len(entries) == 2
    assert len(again.messages) == 1


async def test_so_many_of_one_thing_are_summed(english: Shopper) -> None:
    shown = [english.shop.catalogue.current.product(item) for item in await lamps(english)]
    answer = await english.say("the first one, if I get 8, how much is that?", "ask_price")
    whole = shown[0].current_price.amount * 8
    assert any(f"{whole:.2f}" in message["text"] for message in answer.messages)


async def test_they_are_asked_about_together(english: Shopper) -> None:
    await lamps(english)
    needs = english.state["needs"]
    answer = await english.say("do these weigh a lot?", "ask_product_info")
    assert english.state["needs"] == needs
    assert [len(message["products"]) for message in answer.messages] == [0]
    assert english.state["asking"] is None


async def test_a_question_passed_over_again_and_again_is_dropped(french: Shopper) -> None:
    await french.say("des chaussures de trail", "search_product")
    waited = french.state["asking"]
    for text in ("vous livrez en combien de temps ?", "et les retours ?"):
        await french.say(text, "ask_returns")
        assert french.state["asking"] == waited
    answer = await french.say("et si ça ne va pas ?", "ask_returns")
    assert (len(answer.messages), french.state["asking"]) == (1, None)


async def test_thanks_bring_no_question_back(french: Shopper) -> None:
    await french.say("des chaussures de trail", "search_product")
    answer = await french.say("merci bien", "thank")
    assert len(answer.messages) == 1


async def test_another_shop_s_price_is_not_judged(english: Shopper) -> None:
    await lamps(english)
    answer = await english.say("it's cheaper on another site", "price_objection")
    assert english.cards == []
    assert [m["intent"] for m in meanings(english, answer)][-1] == "ask_discount"


async def test_what_one_has_and_the_others_lack_singles_it_out(french: Shopper) -> None:
    await french.say("chaussettes de running", "search_product")
    await french.say("montrez-moi", "ask_recommendation")
    having = [p.id for p in french.products() if value_of(p, "Blister protection") == "Yes"]
    assert len(having) == 1
    answer = await french.say("laquelle protège le mieux des ampoules ?", "ask_recommendation")
    taken = [meaning["refers"] for meaning in meanings(french, answer) if meaning["intent"] == "accept_product"]
    assert taken == [having]


async def test_which_does_best_what_no_sheet_speaks_of_is_not_answered_by_the_cards_again(french: Shopper) -> None:
    await french.say("chaussures de trail, débutant, 120 euros, pour la boue", "search_product")
    assert french.cards
    answer = await french.say("laquelle protège le mieux mes genoux ?", "ask_recommendation")
    assert french.cards == []
    assert [m["intent"] for m in meanings(french, answer)] == ["compare", "ask_human"]


async def test_the_most_of_these_stays_under_the_price_said_with_it(english: Shopper) -> None:
    await english.say("headlamps for night running", "search_product")
    assert max(product.current_price.amount for product in english.products()) > 60
    answer = await english.say("the brightest one under 60", "inform_need")
    taken = next(reply for message in answer.messages for reply in message["quick_replies"])
    await english._send(reply_id=taken["id"])
    assert english.products()[0].current_price.amount < 60
    assert english.state["needs"]["budget_max"] == 60
