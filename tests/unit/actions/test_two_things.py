"""Two things asked for in one breath: one at a time, and the other is not forgotten."""

from __future__ import annotations

from small_shop import Shopper

TRAIL, SOCKS = "Shoes > Trail", "Clothing > Socks"


def texts(answer: object) -> list[str]:
    return [str(message["text"]) for message in answer.messages]  # type: ignore[attr-defined]


async def to_the_choice(shopper: Shopper) -> None:
    await shopper.say("trail shoes and socks, for a beginner woman, muddy paths, under 120 euros, size 39")
    if not shopper.cards:
        await shopper.say("show me what you have", "ask_recommendation")


async def test_the_first_thing_said_comes_first_and_the_second_is_announced(english: Shopper) -> None:
    answer = await english.say("I need some socks and trail shoes", "search_product")
    assert english.state["needs"]["category"] == "running socks"
    assert any("trail running shoes" in text for text in texts(answer))
    assert "later" not in english.state["needs"]


async def test_after_a_choice_a_yes_leads_to_the_second_thing(english: Shopper) -> None:
    await to_the_choice(english)
    answer = await english.say("I'll take the first one", "accept_product")
    assert english.state["stage"] == "decide"
    assert any("running socks" in text for text in texts(answer))
    await english.say("yes", "affirm")
    assert english.state["needs"]["category"] == "running socks"
    assert {p.product_type for p in english.products()} == {SOCKS}


async def test_the_second_thing_is_offered_once(english: Shopper) -> None:
    await to_the_choice(english)
    await english.say("I'll take the first one", "accept_product")
    await english.say("yes", "affirm")
    answer = await english.say("I'll take the first one", "accept_product")
    if english.state["asking"] == "size":
        answer = await english.say("39-42", "inform_need")
    assert english.state["asking"] is None
    assert not any("trail" in text for text in texts(answer))


async def test_going_to_the_second_first_keeps_the_first_waiting(english: Shopper) -> None:
    await english.say("I need trail shoes and socks", "search_product")
    await english.say("socks first", "search_product")
    assert english.state["needs"]["category"] == "running socks"
    if not english.cards:
        await english.say("show me what you have", "ask_recommendation")
    await english.say("I'll take the first one", "accept_product")
    answer = await english.say("39-42", "inform_need")
    assert any("trail running shoes" in text for text in texts(answer))


async def test_no_more_is_asked_of_a_size_when_the_choice_is_taken_back(english: Shopper) -> None:
    await english.say("running socks", "search_product")
    await english.say("show me what you have", "ask_recommendation")
    await english.say("I'll take the first one", "accept_product")
    assert english.state["asking"] == "size"
    await english.say("no thanks", "deny")
    assert english.state["asking"] is None
