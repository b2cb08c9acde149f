"""A kitchen shop in English alone, asked in both languages: what is there or not, how much and how loud."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.counts import counted
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Language, Money, Product
from catalog_index.query import Query
from catalog_index.understand import understand

SHELVES = """
Vortex blender|Blenders|Crushes ice=Yes;Noise level=89 dB
Mini blender|Blenders|Crushes ice=No;Noise level=68 dB
Crema espresso machine|Espresso machines|Milk frother=Yes;Works with=Beans;Noise level=60 dB
Solo espresso machine|Espresso machines|Milk frother=No;Works with=Capsules;Noise level=58 dB
Everyday frying pan|Frying pans|Diameter=28 cm;Coating=PTFE
Iron frying pan|Frying pans|Diameter=24 cm;Coating=None
Bread knife|Knives|Left-handed=Yes
Paring knife|Knives|Left-handed=No
Crisp air fryer|Air fryers|Serves=3-4 people
Family air fryer|Air fryers|Serves=5-6 people
Party air fryer|Air fryers|Serves=8+ people
Duo toaster|Toasters|Slices=2
Long toaster|Toasters|Slices=4
"""


@pytest.fixture(scope="module")
def kitchen() -> CatalogueIndex:
    products = []
    for number, line in enumerate(SHELVES.strip().splitlines()):
        title, shelf, told = line.split("|")
        details = tuple(Detail(*pair.split("=")) for pair in told.split(";"))
        price = Money(Decimal(50), "GBP")
        path = f"Kitchen > {shelf}"
        products.append(Product(id=f"K{number}", title=title, price=price, product_type=path, product_detail=details))
    return CatalogueIndex.build(products, HashingEncoder())


@pytest.mark.parametrize(
    ("language", "text", "titles"),
    [
        ("en", "quiet blender", ["Mini blender", "Vortex blender"]),
        ("fr", "un blender silencieux", ["Mini blender", "Vortex blender"]),
        ("en", "the quietest espresso machine", ["Solo espresso machine", "Crema espresso machine"]),
        ("fr", "une machine à café plus silencieuse", ["Solo espresso machine", "Crema espresso machine"]),
        ("en", "blender that crushes ice", ["Vortex blender"]),
        ("fr", "machine à café avec mousseur à lait", ["Crema espresso machine"]),
        ("fr", "machine à café à grains", ["Crema espresso machine"]),
        ("en", "coffee machine that takes pods", ["Solo espresso machine"]),
        ("fr", "poêle 28 cm", ["Everyday frying pan"]),
        ("fr", "poêle sans téflon", ["Iron frying pan"]),
        ("en", "knife for a left handed person", ["Bread knife"]),
        ("fr", "couteau pour gaucher", ["Bread knife"]),
        ("en", "air fryer for a family of five", ["Family air fryer"]),
        ("fr", "friteuse sans huile pour 4 personnes", ["Crisp air fryer"]),
        ("fr", "une friteuse sans huile pour six", ["Family air fryer"]),
        ("en", "an air fryer, there are 3 of us", ["Crisp air fryer"]),
        ("en", "air fryer for 9 guests", ["Party air fryer"]),
        ("fr", "nous sommes 12, une friteuse sans huile", ["Party air fryer"]),
        ("fr", "grille-pain 4 tranches", ["Long toaster"]),
    ],
)
def test_what_is_asked_is_what_is_shown(
    kitchen: CatalogueIndex, language: Language, text: str, titles: list[str]
) -> None:
    read = understand(text, language, kitchen.vocabulary)
    found = kitchen.search(Query(read.spoken, language, read.filters, read.sort))
    assert [hit.product.title for hit in found.hits] == titles


def test_years_and_measures_are_no_counts() -> None:
    facets = {"Age": ("3-6 years", "6-9 years"), "Weight": ("2-3 kg",), "Players": ("2-4", "5+"), "Slices": ("2", "4")}
    assert [count.name for count in counted(facets)] == ["Players"]
