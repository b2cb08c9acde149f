"""What words of an order or a complaint name was bought already: it is no wish."""

from __future__ import annotations

import pytest
from small_shop import Shopper


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("order 55120 came with two left trail shoes, size 43", "order_status"),
        ("the blue socks I got are a disgrace", "complain"),
        ("I never received my watch", "order_status"),
        ("my headlamp hasn't arrived", "order_status"),
    ],
)
async def test_what_was_bought_is_not_looked_for(english: Shopper, said: str, intent: str) -> None:
    await english.say(said, intent)
    assert english.state["needs"] == {}


@pytest.mark.parametrize("said", ["je n'ai jamais reçu ma montre", "ma lampe n'est toujours pas arrivée"])
async def test_nor_is_it_in_french(french: Shopper, said: str) -> None:
    await french.say(said, "order_status")
    assert (french.state["needs"], french.cards) == ({}, [])


async def test_what_was_wished_before_stands(english: Shopper) -> None:
    await english.say("trail shoes, size 39", "search_product")
    before = english.state["needs"]
    await english.say("and the red socks I ordered never came", "order_status")
    assert english.state["needs"] == before


async def test_a_wish_told_beside_a_complaint_is_kept(english: Shopper) -> None:
    text = "this is a disgrace, and I still need trail shoes"
    english.twin.beside[text] = "search_product"
    await english.say(text, "complain")
    assert english.state["needs"]["category"] == "trail running shoes"


async def test_whoever_waits_for_the_team_is_not_sent_to_it_again(english: Shopper) -> None:
    await english.say("it came broken, what a disgrace", "complain")
    answer = await english.say("order 448120 of 3 June", "order_status")
    assert [message["quick_replies"] for message in answer.messages] == [[]]
