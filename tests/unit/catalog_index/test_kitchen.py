"""A kitchen shop in English alone, asked in both languages: what is there or not, how much and how loud."""

from __future__ import annotations

import pytest
from sheets import sheets

from catalog_index.counts import counted
from catalog_index.index import CatalogueIndex
from catalog_index.product import Language
from catalog_index.query import Query
from catalog_index.understand import understand

SHELVES = """
Vortex blender|Kitchen > Blenders|50|Crushes ice=Yes;Noise level=89 dB
Mini blender|Kitchen > Blenders|50|Crushes ice=No;Noise level=68 dB
Crema espresso machine|Kitchen > Espresso machines|50|Milk frother=Yes;Works with=Beans;Noise level=60 dB
Solo espresso machine|Kitchen > Espresso machines|50|Milk frother=No;Works with=Capsules;Noise level=58 dB
Everyday frying pan|Kitchen > Frying pans|50|Diameter=28 cm;Coating=PTFE
Iron frying pan|Kitchen > Frying pans|50|Diameter=24 cm;Coating=None
Bread knife|Kitchen > Knives|50|Left-handed=Yes
Paring knife|Kitchen > Knives|50|Left-handed=No
Crisp air fryer|Kitchen > Air fryers|50|Serves=3-4 people
Family air fryer|Kitchen > Air fryers|50|Serves=5-6 people
Party air fryer|Kitchen > Air fryers|50|Serves=8+ people
Duo toaster|Kitchen > Toasters|50|Slices=2
Long toaster|Kitchen > Toasters|50|Slices=4
"""


@pytest.fixture(scope="module")
def kitchen() -> CatalogueIndex:
    return sheets(SHELVES)


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
