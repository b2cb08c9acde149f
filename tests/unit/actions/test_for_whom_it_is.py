"""A thing for somebody whom the shelf's things are not for is not carried: no cat's litter for a rabbit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from small_shop import Live, Shopper, SmallShop

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product

SHELVES = {
    "Chats > Litière": ("Litière Rivombre", "Litière La Tanière"),
    "Chats > Croquettes": ("Croquettes pour chat Rivombre", "Croquettes pour chat Vieux Moulin"),
    "Rongeurs > Foin": ("Foin Patte Douce", "Foin pour lapin Rivombre"),
    "Maison > Lampes": ("Lampe Belvédère", "Lampe Clocher"),
}


@pytest.fixture
async def shopper(shop: SmallShop) -> Shopper:
    products = [
        Product(f"{path} {n}", title=title, price=Money(Decimal(10 + n), "EUR"), product_type=path)
        for path, titles in SHELVES.items()
        for n, title in enumerate(titles)
    ]
    return await Shopper(replace(shop, catalogue=Live(CatalogueIndex.build(products, HashingEncoder())))).enter()


@pytest.mark.parametrize("text", ["litière pour lapin", "des croquettes pour mon furet", "de la litière pour hamster"])
async def test_what_is_for_another_is_honestly_refused(shopper: Shopper, text: str) -> None:
    await shopper.say(text, "search_product")
    assert shopper.cards == []
    assert shopper.state["needs"] == {}
    assert shopper.last is not None
    assert shopper.last.messages[-1]["quick_replies"]


@pytest.mark.parametrize(
    ("text", "shelf"),
    [
        ("litière pour chat", "Chats > Litière"),
        ("du foin pour lapin", "Rongeurs > Foin"),
        ("une lampe pour mon gynécée", "Maison > Lampes"),
        ("de la litière pour ma fille", "Chats > Litière"),
    ],
)
async def test_what_is_for_them_or_for_nobody_in_particular_is_shown(shopper: Shopper, text: str, shelf: str) -> None:
    await shopper.say(text, "search_product")
    while shopper.state["asking"]:
        await shopper.say("peu importe", "inform_need")
    assert {product.product_type for product in shopper.products()} == {shelf}


@pytest.mark.parametrize(
    "text", ["she weighs 60 kg, is that ok?", "I'm 1.80m and 85 kg", "my husband is about 180 pounds"]
)
async def test_how_tall_or_heavy_somebody_is_measures_no_product(english: Shopper, text: str) -> None:
    await english.say("trail shoes, muddy, size 40", "search_product")
    before = english.state["needs"]
    await english.say(text, "inform_need")
    assert english.state["needs"] == before
