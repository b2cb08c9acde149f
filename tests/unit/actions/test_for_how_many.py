"""« On est 5 »: one wish, met by whatever range holds the number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from shipped import shipped_words
from small_shop import Live, Shopper, SmallShop

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product

PLAYERS = {"Comète": "2 à 4", "Pyramides": "2 à 6", "Archipel": "3 à 8", "Duel": "2 joueurs"}


@pytest.fixture(scope="module")
def games() -> SmallShop:
    products = [
        Product(
            id=title,
            title=title,
            price=Money(Decimal(20), "EUR"),
            product_type="Jeux > Jeux de stratégie",
            language="fr",
            product_detail=(Detail("Nombre de joueurs", held),),
        )
        for title, held in PLAYERS.items()
    ]
    return SmallShop(Live(CatalogueIndex.build(products, HashingEncoder())), Advisor(AdviceBook()), shipped_words(), {})


async def test_a_number_of_people_is_one_wish(games: SmallShop) -> None:
    shopper = await Shopper(games, "fr").enter()
    await shopper.say("un jeu de stratégie, on est 5", "search_product")
    assert {card["title"] for card in shopper.cards} == {"Pyramides", "Archipel"}
    assert [feature.replace("\u00a0", " ") for feature in shopper.state["needs"]["features"]] == [
        "nombre de joueurs : 5"
    ]
    reasons = [reason for card in shopper.cards for reason in card["reasons"]]
    assert {reason.replace("\u00a0", " ") for reason in reasons} >= {
        "nombre de joueurs : 2 à 6",
        "nombre de joueurs : 3 à 8",
    }


async def test_a_number_that_no_range_holds_filters_nothing(games: SmallShop) -> None:
    shopper = await Shopper(games, "fr").enter()
    await shopper.say("un jeu de stratégie pour 10 personnes", "search_product")
    assert "features" not in shopper.state["needs"]
