"""« On est 5 »: one wish, met by whatever range holds the number."""

from __future__ import annotations

import pytest
from sheets import sheets
from shipped import shipped_words
from small_shop import Live, Shopper, SmallShop

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor

SHELF = """
Comète|Jeux > Jeux de stratégie|20|Nombre de joueurs=2 à 4
Pyramides|Jeux > Jeux de stratégie|20|Nombre de joueurs=2 à 6
Archipel|Jeux > Jeux de stratégie|20|Nombre de joueurs=3 à 8
Duel|Jeux > Jeux de stratégie|20|Nombre de joueurs=2 joueurs
"""


@pytest.fixture(scope="module")
def games() -> SmallShop:
    return SmallShop(Live(sheets(SHELF, "fr", "EUR")), Advisor(AdviceBook()), shipped_words(), {})


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
