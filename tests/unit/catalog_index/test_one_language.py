"""A shop that is written in one language alone, asked in the other: one word, names of two words, words told apart."""

from __future__ import annotations

import pytest
from sheets import sheets

from catalog_index.index import CatalogueIndex
from catalog_index.language import spoken
from catalog_index.understand import understand

GARDEN = """
Potted Lemon Tree 80 cm|Citrus|40|Height=80 cm
Boston Fern|Indoor|12|Height=35 cm
Full Strip Stapler|Desk|17|Capacity=25 sheets
Staples 26/6|Desk|3|Pack=5000
Zinc can for plants 5 L|Tools|24|Capacity=5 L
Bolt U 180|Locks|50|Length=18 cm
"""
WORKSHOP = """
Papier de verre grain 120|Abrasifs|7|Grain=120
Papier cadeau rouge|Papiers|4|Longueur=2 m
Scie sauteuse 650 W|Scies|95|Puissance=650 W
Échelle 3,8 m|Accès|189|Hauteur=3,8 m
Niveau à bulle 60 cm|Mesure|22|Longueur=60 cm
Perceuse 18 V|Perceuses|129|Sans fil=Oui
Perceuse 750 W|Perceuses|79|Sans fil=Non
Ours géant|Peluches|49|Hauteur=100 cm
Doudou lapin|Peluches|17|Hauteur=25 cm
"""


@pytest.fixture(scope="module")
def english() -> CatalogueIndex:
    return sheets(GARDEN)


@pytest.fixture(scope="module")
def french() -> CatalogueIndex:
    return sheets(WORKSHOP, "fr", "CHF")


@pytest.mark.parametrize(
    ("said", "language", "first"),
    [
        ("citronnier", "fr", "Potted Lemon Tree 80 cm"),
        ("un citronnier", "fr", "Potted Lemon Tree 80 cm"),
        ("fougère", "fr", "Boston Fern"),
        ("agrafes", "fr", "Staples 26/6"),
        ("antivol", "fr", "Bolt U 180"),
        ("fern", "en", "Boston Fern"),
    ],
)
def test_french_words_find_what_an_english_sheet_names(
    english: CatalogueIndex, said: str, language: str, first: str
) -> None:
    assert english.spoken(said) == language
    assert english.find(said, language, limit=1)[1].hits[0].product.id == first


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("sandpaper", "Papier de verre grain 120"),
        ("ladder", "Échelle 3,8 m"),
        ("spirit level", "Niveau à bulle 60 cm"),
        ("a saw", "Scie sauteuse 650 W"),
    ],
)
def test_english_words_find_what_a_french_sheet_names(french: CatalogueIndex, said: str, first: str) -> None:
    assert french.spoken(said) == "en"
    assert french.find(said, "en", limit=1)[1].hits[0].product.id == first


def test_a_word_of_the_other_language_is_known_among_those_of_this_one(french: CatalogueIndex) -> None:
    assert french.find("je cherche du sandpaper", "fr", limit=1)[1].hits[0].product.id == "Papier de verre grain 120"


@pytest.mark.parametrize(
    ("said", "named", "language"),
    [
        ("saw", "en", "en"),
        ("duvet", None, "fr"),
        ("bonjour, je voudrais une saw", "en", "fr"),
    ],
)
def test_what_is_named_tells_the_language_in_doubt_alone(said: str, named: str | None, language: str) -> None:
    assert spoken(said, ["fr"], named) == language


def test_another_name_of_a_shelf_puts_what_is_called_so_first(french: CatalogueIndex) -> None:
    found = french.find("un doudou", "fr")[1]
    assert [hit.product.id for hit in found.hits] == ["Doudou lapin", "Ours géant"]


def test_where_no_product_speaks_english_a_likeness_brings_nothing_up(french: CatalogueIndex) -> None:
    """The encoder knows English alone: what it finds alike in other words is chance."""
    assert french.find("échelonner", "fr")[1].total == 0
    assert french.find("échelles", "fr")[1].total == 1


@pytest.mark.parametrize(("said", "stated"), [("corded drill", {"Sans fil": ("Non",)}), ("wire cutters", {})])
def test_what_is_without_a_wire_is_told_by_its_name(
    french: CatalogueIndex, said: str, stated: dict[str, tuple[str, ...]]
) -> None:
    assert understand(said, "en", french.vocabulary).filters.attributes == stated
