"""A word that one page of the shop holds is that thing; a colour that a shelf has not at all leads elsewhere."""

from __future__ import annotations

import pytest
from sheets import in_both
from shipped import shipped_words
from small_shop import Live, Shopper, SmallShop

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor
from bot.advice.grounds import rarely_said
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex


def cloth(name: str, page: str, color: str = "", path: str = "Cloth", level: str = "Easy") -> object:
    """A product in both languages, whose page says `page`."""
    return in_both(
        name,
        (f"{name} {path}", f"{name} {path}"),
        (path, path),
        f"Difficulty={level}/Difficulté={level}",
        description=page,
        color=color,
    )


PAGES = [
    cloth("Anse", "Soft, for bibs and scarves.", "red"),
    cloth("Baie", "For curtains and shirts.", "red"),
    cloth("Cale", "For curtains and dresses.", "blue"),
    cloth("Dock", "For curtains, made by grown-ups.", "blue", level="Demanding"),
    cloth("Drome", "For curtains.", "blue"),
    cloth("Etal", "Slides well.", path="Needles"),
    cloth("Foc", "Slides well; a child can hold it.", path="Needles"),
]


@pytest.fixture(scope="module")
def draper() -> SmallShop:
    index = CatalogueIndex.build(PAGES, HashingEncoder())
    return SmallShop(Live(index), Advisor(AdviceBook()), shipped_words(), {})


def test_a_word_of_one_page_tells_it_and_of_many_tells_none(draper: SmallShop) -> None:
    shop = draper.catalogue.current
    assert rarely_said("something to make bibs", "en", shop) == "bibs"
    assert rarely_said("something for curtains", "en", shop) == ""
    assert rarely_said("something for zeppelins", "en", shop) == ""


async def test_what_one_page_speaks_of_is_shown(draper: SmallShop) -> None:
    shopper = await Shopper(draper, "en").enter()
    await shopper.say("something to make bibs", "search_product")
    assert [card["item_id"] for card in shopper.cards] == ["Anse"]


async def test_a_colour_that_no_needle_has_leads_to_the_shelf_that_has_it(draper: SmallShop) -> None:
    shopper = await Shopper(draper, "en").enter()
    await shopper.say("I'd like something red", "inform_need")
    await shopper.say("needles", "search_product")
    assert shopper.cards == []
    await shopper.tap("change_mind", needs={"category": "Cloth"})
    assert {card["item_id"] for card in shopper.cards} == {"Anse", "Baie"}


async def test_for_a_child_what_speaks_of_one_comes_first(draper: SmallShop) -> None:
    shopper = await Shopper(draper, "en").enter()
    await shopper.say("needles for my 8 year old niece", "search_product")
    assert shopper.cards[0]["item_id"] == "Foc"


async def test_a_shop_without_sizes_hears_none(draper: SmallShop) -> None:
    shopper = await Shopper(draper, "fr").enter()
    await shopper.say("il fait 18 dans sa chambre", "inform_need")
    assert "sizes" not in shopper.state["needs"]
