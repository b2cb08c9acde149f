"""What was bought is not offered again; what goes with it is, when asked for; which one the seller would take."""

from __future__ import annotations

import uuid
from datetime import datetime, timezone

from small_shop import Shopper


async def buys(shopper: Shopper, item: str) -> None:
    event = {
        "event_id": str(uuid.uuid4()),
        "name": "purchase",
        "timestamp": datetime.now(timezone.utc).isoformat(),
        "items": [{"item_id": item, "quantity": 1}],
    }
    await shopper.counter.record(shopper.id, [event])


def groups(shopper: Shopper) -> set[str]:
    return {product.group for product in shopper.products()}


async def test_what_was_just_bought_is_not_suggested_again(english: Shopper) -> None:
    await english.say("trail shoes for muddy ground under 140, men, size 43", "search_product")
    await english.say("show me", "ask_recommendation")
    first = english.products()[0]
    await buys(english, first.id)
    await english.say("show me trail shoes", "search_product")
    assert english.products()
    assert first.group not in groups(english)
    await english.say("something else", "ask_alternative")
    assert first.group not in groups(english)


async def test_what_goes_with_what_was_bought_hangs_on_another_shelf(english: Shopper) -> None:
    await english.say("trail shoes for muddy ground under 140, men, size 43", "search_product")
    await english.say("show me", "ask_recommendation")
    first = english.products()[0]
    await buys(english, first.id)
    await english.say("what else do I need?", "ask_recommendation")
    assert [product.product_type != first.product_type for product in english.products()] == [True]
    assert english.state["needs"]["category"] == "trail running shoes"


async def test_asked_which_one_it_would_take_the_seller_compares_and_picks(french: Shopper) -> None:
    await french.say("lampes frontales", "search_product")
    await french.say("montrez-moi", "ask_recommendation")
    shown = [product.id for product in french.products()]
    answer = await french.say("laquelle prendriez-vous ?", "ask_recommendation")
    table = next(message["comparison"] for message in answer.messages if message["comparison"])
    assert table["item_ids"] == shown[:3]


async def test_who_insists_after_two_honest_noes_is_offered_a_person(english: Shopper) -> None:
    await english.say("trail shoes under 100, size 39", "search_product")
    await english.say("show me", "ask_recommendation")
    noes = []
    while len(noes) < 3:
        (message,) = (await english.say("anything else?", "ask_alternative")).messages
        noes += [] if message["products"] else [message]
    persons = [any(reply["title"] == "Talk to a person" for reply in no["quick_replies"]) for no in noes]
    assert persons == [False, False, True]
    assert len({no["text"] for no in noes}) == 3


async def test_it_is_the_one_that_the_seller_would_take_of_those_compared(english: Shopper) -> None:
    await english.say("trail shoes for muddy ground under 140, men, size 43", "search_product")
    await english.say("show me", "ask_recommendation")
    compared = [product.id for product in english.products()]
    await english.say("yes", "compare")
    known = english.counter._register.now(english.id)
    meanings = [reply.meaning for reply in (known.replies or {}).values()]
    picks = [meaning for meaning in meanings if meaning.get("intent") == "accept_product"]
    assert len(compared) == 3
    await english.say("I'll take it", "accept_product")
    session = await english.counter.session(english.id)
    assert session.accepted == picks[-1]["refers"][0] != compared[-1]


async def shown_for_a_battery(shopper: Shopper) -> set[str]:
    """The first levels of what is shown to who looks for a thing with a battery: by themselves they are headlamps."""
    await shopper.say("a gift with a battery, under 300, show me", "search_product")
    while shopper.state["asking"]:
        await shopper.say("no preference", "inform_need")
    return {product.product_type.split(" > ")[0] for product in shopper.products()}


async def test_nobody_is_shown_another_of_what_is_had_already(english: Shopper) -> None:
    await english.say("he already has a headlamp", "inform_need")
    assert await shown_for_a_battery(english) == {"Watches"}
    await english.say("show me headlamps anyway", "search_product")
    while english.state["asking"]:
        await english.say("no preference", "inform_need")
    assert {product.product_type for product in english.products()} == {"Headlamps"}


async def test_a_purchase_implies_that_one_is_had(english: Shopper) -> None:
    await english.say("headlamps", "search_product")
    await english.say("show me", "ask_recommendation")
    await buys(english, english.products()[0].id)
    await english.counter.remove_need(english.id, "category")
    assert await shown_for_a_battery(english) == {"Watches"}


async def test_the_thing_wished_beside_a_pastime_is_looked_for(french: Shopper) -> None:
    await french.say("ma sœur s'est mise au trail, je voudrais une montre", "search_product")
    assert french.state["needs"]["category"] == "montres GPS"
    await french.say("finalement une frontale et des chaussettes, elle débute en trail", "change_mind")
    session = await french.counter.session(french.id)
    assert (session.needs.category, session.needs.later) == ("Headlamps", ("Clothing > Socks",))


async def test_a_question_about_what_is_on_screen_leaves_every_wish(french: Shopper) -> None:
    await french.say("chaussures de trail, boue, moins de 150, homme, 43", "search_product")
    await french.say("montrez-moi", "ask_recommendation")
    wished = french.state["needs"]
    await french.say("la première ?", "ask_product_info")
    await french.say("elle est étanche comme une montre ?", "ask_product_info")
    assert french.state["needs"] == wished
