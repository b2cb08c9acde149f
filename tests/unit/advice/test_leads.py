"""Words that name no shelf lead to one, to several to choose from, or nowhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.advice.leads import leads
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.query import Filters


def item(number: int, shelf: str, description: str, price: int = 20) -> Product:
    title = f"{shelf.rpartition(' > ')[2]} Oxlade {number}"
    return Product(
        id=f"p{number}", title=title, description=description, price=Money(Decimal(price), "EUR"), product_type=shelf
    )


SHOP = [
    item(1, "Protection > Mitts", "Keeps your hands away from thorns."),
    item(2, "Protection > Mitts", "For hands among thorns and nettles."),
    item(3, "Digging > Spades", "Turns heavy clay."),
    item(4, "Digging > Forks", "Loosens heavy clay."),
    item(5, "Water > Hoses", "Long and supple, a nice gift: choose it with our help.", 90),
    item(6, "Women > Boots", "Dry feet in wet grass."),
    item(7, "Men > Boots", "Dry feet in wet grass."),
    item(8, "Shoes > Hiking shoes", "Sturdy and wide.", 60),
]


@pytest.fixture(scope="module")
def shop() -> CatalogueIndex:
    return CatalogueIndex.build(SHOP, HashingEncoder())


def test_words_met_on_one_shelf_only_lead_there(shop: CatalogueIndex) -> None:
    found = leads("something for thorns and my hands", "en", Filters(), shop)
    assert (found.shelves, found.clear) == (("Protection > Mitts",), True)


def test_words_met_on_several_shelves_leave_the_choice(shop: CatalogueIndex) -> None:
    found = leads("I have heavy clay", "en", Filters(), shop)
    assert (set(found.shelves), found.clear) == ({"Digging > Spades", "Digging > Forks"}, False)


def test_two_rails_of_one_kind_are_one_shelf(shop: CatalogueIndex) -> None:
    found = leads("the grass is wet", "en", Filters(), shop)
    assert (len(found.shelves), found.clear) == (1, True)


@pytest.mark.parametrize("text", ["could you help me choose?", "a nice gift", "zzz", ""])
def test_words_of_asking_lead_nowhere(shop: CatalogueIndex, text: str) -> None:
    assert leads(text, "en", Filters(), shop).shelves == ()


def test_what_is_too_dear_leads_nowhere(shop: CatalogueIndex) -> None:
    assert leads("long and supple", "en", Filters(price_max=Decimal(50)), shop).shelves == ()
    assert leads("long and supple", "en", Filters(), shop).shelves == ("Water > Hoses",)


@pytest.mark.parametrize(
    ("text", "language"), [("mostly walking in the hills", "en"), ("plutôt pour marcher le dimanche", "fr")]
)
def test_what_else_a_shelf_is_called_after_leads_there(shop: CatalogueIndex, text: str, language: str) -> None:
    found = leads(text, language, Filters(), shop)
    assert (found.shelves, found.clear) == (("Shoes > Hiking shoes",), True)
    assert leads(text, language, Filters(price_max=Decimal(50)), shop).shelves == ()
