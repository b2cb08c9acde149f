"""Several things taken at once, or several of one: each is answered, with what they come to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small_shop import Shopper

from bot.dialogue.formats import money_text


async def socks(shopper: Shopper) -> list[str]:
    await shopper.say("running socks", "search_product")
    await shopper.say("show me what you have", "ask_recommendation")
    return [card["item_id"] for card in shopper.cards]


def sum_of(shopper: Shopper, *pieces: tuple[str, int]) -> str:
    index = shopper.shop.catalogue.current
    whole = sum((index.product(item).current_price.amount * number for item, number in pieces), start=Decimal(0))
    return money_text(whole, "EUR", shopper.language)


def groups(shopper: Shopper, items: list[str]) -> list[str]:
    return [shopper.shop.catalogue.current.product(item).group for item in items]


@pytest.mark.parametrize("said", ["I'll take the first and the last", "add the first one and the last one"])
async def test_two_pointed_at_are_both_taken(english: Shopper, said: str) -> None:
    first, *_, last = await socks(english)
    answer = await english.say(said, "accept_product")
    assert groups(english, [card["item_id"] for card in english.cards]) == groups(english, [first, last])
    assert sum_of(english, (first, 1), (last, 1)) in answer.messages[0]["text"]
    assert english.state["stage"] == "decide"


async def test_so_many_of_each_are_summed(english: Shopper) -> None:
    first, second, *_ = await socks(english)
    answer = await english.say("two of the first and one of the second")
    assert sum_of(english, (first, 2), (second, 1)) in answer.messages[0]["text"]


async def test_a_dozen_of_one_is_no_size(french: Shopper) -> None:
    first, *_ = await socks(french)
    answer = await french.say("on prend 12 du premier", "accept_product")
    assert "sizes" not in french.state["needs"]
    assert sum_of(french, (first, 12)) in answer.messages[0]["text"]


async def test_one_alone_is_asked_for_its_size_as_before(english: Shopper) -> None:
    await socks(english)
    await english.say("I'll take the second one", "accept_product")
    assert english.state["asking"] == "size"


async def test_the_number_of_another_thing_is_not_this_ones(french: Shopper) -> None:
    await french.say("chaussures de route, pointure 42", "search_product")
    await french.say("montrez-moi", "ask_recommendation")
    first = french.cards[0]["item_id"]
    answer = await french.say("je prends la première, et deux paires de chaussettes", "accept_product")
    assert sum_of(french, (first, 2)) not in " ".join(message["text"] for message in answer.messages)


async def test_what_was_not_taken_is_still_on_screen(english: Shopper) -> None:
    first, _, last = await socks(english)
    await english.say("I'll take the first and the last", "accept_product")
    answer = await english.say("two of the first and one of the third")
    assert sum_of(english, (first, 2), (last, 1)) in answer.messages[0]["text"]


async def test_what_was_taken_on_another_shelf_is_not_taken_again(english: Shopper) -> None:
    await english.say("headlamps", "search_product")
    await english.say("show me what you have", "ask_recommendation")
    await english.say("I'll take the first one", "accept_product")
    assert english.state["stage"] == "decide"
    await socks(english)
    await english.say("something cheaper", "ask_alternative")
    await english.say("the pair please, sold", "accept_product")
    assert english.state["asking"] == "size"
    shelf = [p for p in english.products() or english.shop.catalogue.current.products if "Socks" in p.product_type]
    assert {reply["title"] for message in english.offered for reply in message["quick_replies"]} <= {
        p.size for p in shelf
    }
