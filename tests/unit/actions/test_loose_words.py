"""An opening that names no shelf is searched by its words; one full of slips is still a search."""

from __future__ import annotations

from datetime import datetime, timezone

from small_shop import Shopper

from bot.advice.inference import inferred
from bot.shopper.entry import Consent
from catalog_index.query import Filters, Query


async def test_words_that_lead_to_one_shelf_are_followed(english: Shopper) -> None:
    await english.say("I get blisters, help", "search_product")
    shelf = english.shop.advisor.category_name("Clothing > Socks", "en", english.shop.catalogue.current)
    assert english.state["needs"]["category"] == shelf
    assert english.state["asking"] != "category"


async def test_words_that_lead_to_several_shelves_ask_which_of_them(french: Shopper) -> None:
    answer = await french.say("pour une course en montagne, longue et froide", "search_product")
    offered = {reply["title"] for message in answer.messages for reply in message["quick_replies"]}
    assert french.state["asking"] == "category"
    assert "Chaussures" not in offered
    assert 1 < len(offered) < 5


async def test_a_question_about_returns_stays_one_beside_a_shelf(english: Shopper) -> None:
    await english.say("can I return trail shoes?", "ask_returns")
    assert english.state["asking"] is None


async def looking(shopper: Shopper, shelf: str) -> None:
    """Looks at three models of one shelf."""
    index = shopper.shop.catalogue.current
    hits = index.search(Query("", "en", Filters(categories=(shelf,)), limit=3)).hits
    shopper.counter.behaviour.infer = lambda session: inferred(session, index.product)
    now = datetime.now(timezone.utc).isoformat()
    for hit in hits:
        item = {"item_id": hit.product.id}
        event = {"event_id": hit.product.id, "name": "view_item", "timestamp": now, "items": [item]}
        await shopper.counter.record(shopper.id, [event])


async def test_the_shelf_looked_at_is_guessed_and_needs_no_question(english: Shopper) -> None:
    shopper = await Shopper(english.shop, "en").enter(consent=Consent(True, True))
    await looking(shopper, "Headlamps")
    await shopper.say("I'd like some advice", "ask_recommendation")
    assert shopper.state["needs"]["category"] == "headlamps"
    assert "category" in shopper.state["inferred"]
    assert shopper.state["asking"] != "category"
    await shopper.say("headlamps for the mountains", "search_product")
    assert "category" not in shopper.state["inferred"]


async def test_words_that_lead_elsewhere_outweigh_the_pages_looked_at(english: Shopper) -> None:
    shopper = await Shopper(english.shop, "en").enter(consent=Consent(True, True))
    await looking(shopper, "Headlamps")
    await shopper.say("I get blisters, help", "search_product")
    assert "category" not in shopper.state["inferred"]
    assert shopper.state["needs"]["category"] == "running socks"


async def test_a_bare_number_names_nothing_to_search_for(english: Shopper) -> None:
    await english.say("20", "search_product")
    understood = [entry for entry in english.log.read(english.id) if entry.kind == "understanding"]
    assert (english.cards, understood[-1].data["search"]) == ([], "")


async def test_why_this_one_means_the_page_opened_last_or_else_the_one_just_advised(english: Shopper) -> None:
    async def open_page(item: str) -> None:
        now = datetime.now(timezone.utc).isoformat()
        event = {"event_id": item, "name": "view_item", "timestamp": now, "items": [{"item_id": item}]}
        await english.counter.record(english.id, [event])

    async def reasoned() -> list[str]:
        answer = await english.say("why this one?", "why_this")
        text = answer.messages[-1]["text"]
        return [item for item, title in titles.items() if title in text]

    await english.say("headlamps for the mountains under 200", "search_product")
    while english.state["asking"]:
        await english.say("no preference", "inform_need")
    first, second = (card["item_id"] for card in english.cards[:2])
    named = {item: english.shop.catalogue.current.product(item) for item in (first, second)}
    titles = {
        item: product.title.removeprefix(f"{product.brand} ").split()[0] for item, product in named.items() if product
    }
    await open_page(second)
    assert await reasoned() == [second]
    await english.say("show me again", "ask_recommendation")
    assert [card["item_id"] for card in english.cards[:2]] == [first, second]
    assert await reasoned() == [first]
