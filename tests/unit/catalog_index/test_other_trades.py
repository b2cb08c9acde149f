"""Searches of trades that sell neither shoes nor clothes: what is typed there, and what must come first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.language import spoken
from catalog_index.product import Language, Money, Product

WINES = """
Chinon 2021|Vins rouges
Sancerre 2022|Vins blancs
Vin rouge désalcoolisé|Sans alcool
Pétillant de raisin|Sans alcool
Verres à vin rouge (lot de 6)|Accessoires
Domaine de Bordeaux|Vins rouges
"""
BIKES = """
Roadster city bike|Bikes > City
Rootsy mountain bike 24|Bikes > Kids
Urban helmet|Helmets
Kids helmet Dino|Helmets
Rear seat, 22 kg|Child seats
Gel saddle|Saddles
"""


def shop(table: str, language: Language) -> CatalogueIndex:
    rows = [line.split("|") for line in table.strip().splitlines()]
    products = [
        Product(id=f"P{n}", title=title, price=Money(Decimal(9), "EUR"), product_type=path, language=language)
        for n, (title, path) in enumerate(rows)
    ]
    return CatalogueIndex.build(products, HashingEncoder())


@pytest.fixture(scope="module")
def wines() -> CatalogueIndex:
    return shop(WINES, "fr")


@pytest.fixture(scope="module")
def bikes() -> CatalogueIndex:
    return shop(BIKES, "en")


@pytest.mark.parametrize(
    ("text", "paths", "first"),
    [
        # What its things lack is the shelf: no wine with alcohol is shown to who asks for one without.
        ("vin sans alcool", ("Sans alcool",), "Vin rouge désalcoolisé"),
        ("vin rouge sans alcool", ("Sans alcool",), "Vin rouge désalcoolisé"),
        # « à » joins what a thing is for to the thing.
        ("verre à vin", (), "Verres à vin rouge (lot de 6)"),
        ("un verre a vin", (), "Verres à vin rouge (lot de 6)"),
        ("vin rouge", ("Vins rouges",), "Chinon 2021"),
    ],
)
def test_a_wine_shop_finds_what_is_meant(wines: CatalogueIndex, text: str, paths: tuple[str, ...], first: str) -> None:
    understood, result = wines.find(text, "fr")
    assert understood.filters.categories == paths
    assert result.hits[0].product.title == first


def test_a_colour_is_a_word_where_nothing_has_colours(wines: CatalogueIndex) -> None:
    understood, result = wines.find("pas de bordeaux", "fr")
    assert (understood.filters.not_colors, understood.filters.exclude_terms) == ((), ("bordeaux",))
    assert "Domaine de Bordeaux" not in {hit.product.title for hit in result.hits}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("kids helmet", {"Kids helmet Dino"}),
        ("helmet for women", {"Urban helmet"}),
        ("child seat", {"Rear seat, 22 kg"}),
        ("bike for children", {"Rootsy mountain bike 24"}),
    ],
)
def test_what_is_for_children_is_told_by_a_title_too(bikes: CatalogueIndex, text: str, titles: set[str]) -> None:
    assert {hit.product.title for hit in bikes.find(text, "en")[1].hits} == titles


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("valves except pvc", ("en",), "en"),
        ("valves except pvc", ("fr",), "fr"),
        ("antivol leger", ("fr",), "fr"),
        ("un antivol pour mon vélo", ("en",), "fr"),
        ("a lock for my bike", ("fr",), "en"),
        ("antivol leger", ("en", "fr"), "en"),
    ],
)
def test_in_doubt_a_search_is_in_the_shops_only_language(text: str, languages: tuple[str, ...], expected: str) -> None:
    assert spoken(text, languages) == expected
