"""A shelf is led to by words that a good part of its pages hold, not by what stands on one of them or everywhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.advice.leads import leads
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.query import Filters


def shelf(name: str, pages: int, *said: str) -> list[Product]:
    """So many products of a shelf; the first ones hold what is `said`."""
    return [
        Product(
            id=f"{name}{n}",
            title=f"{name} Oxlade {n}",
            description=f"Made for sailing. {said[n] if n < len(said) else ''}",
            price=Money(Decimal(20), "EUR"),
            product_type=f"Deck > {name}",
        )
        for n in range(pages)
    ]


@pytest.fixture(scope="module")
def chandler() -> CatalogueIndex:
    wet = "Keeps the neck dry in spray."
    club = "With the crest of the club, tight at the wrist."
    return CatalogueIndex.build(
        [
            *shelf("Smocks", 6, wet, wet, wet),
            *shelf("Hats", 6, "A regatta hat."),
            *shelf("Gloves", 4, club, club),
            *shelf("Boots", 3, "Squeaky."),
        ],
        HashingEncoder(),
    )


def test_what_stands_on_a_good_part_of_a_shelf_leads_there(chandler: CatalogueIndex) -> None:
    assert leads("the spray soaks me", "en", Filters(), chandler).shelves == ("Deck > Smocks",)


@pytest.mark.parametrize(
    "text",
    [
        "I saw a regatta",  # one page of six
        "mine are squeaky",  # one page of three
        "he goes sailing",  # every page of the shop
        "I joined a club, what do I need, my budget is tight",  # said every day, and of no thing
    ],
)
def test_what_stands_on_one_page_or_on_all_and_everyday_words_lead_nowhere(chandler: CatalogueIndex, text: str) -> None:
    assert leads(text, "en", Filters(), chandler).shelves == ()


def test_an_everyday_word_tells_in_what_a_thing_is_to_do(chandler: CatalogueIndex) -> None:
    assert leads("something that is tight", "en", Filters(), chandler).shelves == ("Deck > Gloves",)


def test_a_french_verb_leads_to_the_shelf_of_its_deed() -> None:
    kneading = [
        Product(
            id=f"{name}{n}",
            title=f"{name} {n}",
            description=f"{name}, pour les jambes après la sortie.",
            price=Money(Decimal(20), "EUR"),
            product_type=f"Rayon > {name}",
            language="fr",
        )
        for name in ("Massage", "Portage", "Gants")
        for n in range(4)
    ]
    shop = CatalogueIndex.build(kneading, HashingEncoder())
    assert leads("de quoi me masser les jambes", "fr", Filters(), shop).shelves == ("Rayon > Massage",)
