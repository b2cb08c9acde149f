"""Answers to plain questions and moods: what the sheet says, what it does not, what is let go, what is refused."""

from __future__ import annotations

import pytest
from small_shop import Shopper

from bot.advice.suitability import fit


def text(answer: object) -> str:
    return " ".join(str(message["text"]) for message in answer.messages)  # type: ignore[attr-defined]


async def lamps(shopper: Shopper) -> None:
    await shopper.say("a head torch under 100 euros, trails at night", "search_product")
    if not shopper.cards:
        await shopper.say("show me what you have", "ask_recommendation")


async def test_a_question_is_answered_by_the_detail_whose_value_it_names(english: Shopper) -> None:
    await lamps(english)
    first = english.products()[0]
    power = next(d.value for d in first.product_detail if d.name == "Power")
    answer = await english.say("is the first one rechargeable?", "ask_product_info")
    assert power.lower() in text(answer).lower()


async def test_what_no_sheet_answers_is_left_to_a_person(english: Shopper) -> None:
    await lamps(english)
    answer = await english.say("is the first one hypoallergenic?", "ask_product_info")
    titles = [reply["title"] for message in answer.messages for reply in message["quick_replies"]]
    assert "Talk to a person" in titles


@pytest.mark.parametrize("words", ["never mind", "forget it"])
async def test_what_is_let_go_shows_nothing_more(english: Shopper, words: str) -> None:
    await lamps(english)
    answer = await english.say(words)
    assert not any(message["products"] for message in answer.messages)


async def test_what_is_refused_is_replaced(french: Shopper) -> None:
    await french.say("chaussures de trail pour la boue, femme, pointure 39", "search_product")
    if not french.cards:
        await french.say("montrez-moi", "ask_recommendation")
    before = {p.group for p in french.products()}
    await french.say("non pas celles-là")
    assert not before & {p.group for p in french.products()}


async def test_the_cheapest_of_all_is_not_the_cheapest_on_screen(english: Shopper) -> None:
    await english.say("trail shoes, women, size 39, rocky mountain paths", "search_product")
    if not english.cards:
        await english.say("show me what you have", "ask_recommendation")
    await english.say("the cheapest you have")
    prices = [p.current_price.amount for p in english.products()]
    assert len(prices) > 1
    assert prices == sorted(prices)


async def test_words_of_feeling_make_no_need(english: Shopper) -> None:
    await english.say("trail shoes, women, size 39, muddy paths, under 150", "search_product")
    usage = english.state["needs"]["usage"]
    await english.say("honestly the price you ask for it is such a mountain, far too much for me", "price_objection")
    assert english.state["needs"]["usage"] == usage


async def test_the_part_of_the_shop_is_asked_for_twice_at_most(english: Shopper) -> None:
    for words in ("help me choose", "for my leisure", "whatever suits"):
        await english.say(words, "ask_recommendation")
    assert english.state["asking"] != "category"
    assert english.cards


async def test_a_sentence_about_somebody_is_no_search(english: Shopper) -> None:
    await english.say("a gift for my dad, 60 euros at most", "search_product")
    answer = await english.say("he likes to relax in the evening after his long day", "inform_need")
    assert "evening" not in text(answer)
    assert all(not p.size for p in english.products())


async def test_a_thing_to_put_aside_is_a_matter_for_the_team(english: Shopper) -> None:
    await lamps(english)
    answer = await english.say("can you hold it for me until Friday?", "ask_discount")
    titles = [reply["title"] for message in answer.messages for reply in message["quick_replies"]]
    assert titles == ["Talk to a person"]


async def test_the_answer_to_a_doubt_stands_first(english: Shopper) -> None:
    answer = await english.say("not sure what I want, really", "hesitate")
    assert answer.messages
    assert not any(message["nudge"] for message in answer.messages)


async def test_how_long_it_lasts_is_no_price(french: Shopper) -> None:
    await french.say("une lampe frontale, moins de 100 €, pour les sentiers la nuit", "search_product")
    if not french.cards:
        await french.say("montrez-moi ce que vous avez", "ask_recommendation")
    first = french.products()[0]
    told = {d.value.split()[0] for d in first.product_detail if d.name.startswith("Runtime")}
    said = text(await french.say("la première, elle tient combien de temps ?", "ask_product_info"))
    assert any(figure in said for figure in told)
    assert "€" not in said


@pytest.mark.parametrize("said", ["socks that don't give me blisters", "socks that won't cause any blisters"])
async def test_a_trouble_to_be_spared_is_what_they_are_for(english: Shopper, said: str) -> None:
    await english.say(said, "search_product")
    assert english.state["needs"]["usage"] == "No blisters"


@pytest.mark.parametrize("said", ["trail shoes for mud under 75", "a gps watch for several sports under 150"])
async def test_what_suits_less_is_shown_with_the_way_to_what_suits(english: Shopper, said: str) -> None:
    await english.say(said, "search_product")
    while not english.cards:
        await english.say("no preference", "deny")
    assert missed(english) > 0
    await english.tap("change_mind", needs={"budget_max": None})
    assert english.products()
    assert missed(english) == 0


def missed(shopper: Shopper) -> int:
    """Musts that what is shown fails at least."""
    needs, book = shopper.counter._register.now(shopper.id).session.needs, shopper.shop.advisor.book
    return min(fit(p, needs, book.about(p.product_type)).missed for p in shopper.products())


@pytest.mark.parametrize(
    "said", ["can I speak to someone about a late order", "où est ma commande ? je veux parler à quelqu'un"]
)
async def test_whoever_asks_for_somebody_about_an_order_gets_them(english: Shopper, said: str) -> None:
    await english.say(said, "order_status")
    assert english.outcomes() == ["handed_over"]


async def test_a_budget_passed_over_is_not_asked_of_the_next_shelf(french: Shopper) -> None:
    await french.say("des chaussettes de running contre les ampoules", "search_product")
    assert french.state["asking"] == "budget"
    await french.say("une montre gps plutôt", "search_product")
    asked = [french.state["asking"]]
    while french.state["asking"]:
        await french.say("peu importe", "deny")
        asked.append(french.state["asking"])
    assert "budget" not in asked
    assert french.cards


async def test_the_quality_that_the_nearest_lack_is_named(french: Shopper) -> None:
    answer = await french.say("des chaussures de trail imperméables violettes", "search_product")
    near = french.products()
    assert near
    assert all(d.value == "No" for p in near for d in p.product_detail if d.name == "Waterproof")
    assert "imperméable\u00a0» n’y est pas" in text(answer)
