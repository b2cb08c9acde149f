"""What is beside a shelf's name, and what is not there: compounds, "free", sizes told by themselves, room for a thing."""

# ruff: noqa: E501 (tables: one case per line)

from __future__ import annotations

import pytest
from sheets import in_both

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Product

# id | title | titre | path | chemin | colour | size | details (name=value/nom=valeur)
TABLE = """
linen|Washed linen|Lin lavé|Fabrics|Tissus|White||
gauze|Cotton gauze|Gaze de coton|Fabrics|Tissus|Black||
shears|Tailor's scissors 21 cm|Ciseaux de couture 21 cm|Cutting|Coupe|||
sewing|Hand sewing needles|Aiguilles à coudre|Needles|Aiguilles|||
bamboo|Bamboo knitting needles 4 mm|Aiguilles à tricoter bambou 4 mm|Knitting|Tricot|||
oats|Oat bar|Barre à l'avoine|Bars|Barres|||Gluten-free=No/Sans gluten=Non
almond|Almond bar|Barre aux amandes|Bars|Barres|||Gluten-free=Yes/Sans gluten=Oui
sugar|Sugar gel|Gel au sucre|Gels|Gels|||
coffee|Caffeine gel|Gel à la caféine|Gels|Gels|||
free|Compact machine|Machine compacte|Machines|Machines|||Free arm=Yes/Bras libre=Oui
fixed|Simple machine|Machine simple|Machines|Machines|||Free arm=No/Bras libre=Non
board|Magnetic whiteboard|Tableau magnétique|Boards|Tableaux|White||
cork|Cork board|Tableau en liège|Boards|Tableaux|Brown||
pad|Sketch pad|Carnet de croquis|Pads|Carnets||A3|
small|Sketch pad, small|Petit carnet de croquis|Pads|Carnets||A5|
day|Day backpack|Sac à dos de jour|Packs > Backpacks|Sacs > Sacs à dos|||
bladder|Hydration bladder|Poche à eau|Packs > Bladders|Sacs > Poches à eau|||
led|Aurore lamp bar|Rampe Aurore|Lighting|Éclairage|||
tank|Ondine tank|Aquarium Ondine|Tanks|Aquariums|||Lighting=LED/Éclairage=LED
"""


def product(line: str) -> Product:
    id, title, titre, path, chemin, color, size, written = line.split("|")
    return in_both(id, (title, titre), (path, chemin), written, color=color, size=size)


@pytest.fixture(scope="module")
def index() -> CatalogueIndex:
    return CatalogueIndex.build([product(line) for line in TABLE.strip().splitlines()], HashingEncoder())


@pytest.mark.parametrize(
    ("said", "language", "first"),
    [
        ("fabric scissors", "en", "shears"),
        ("ciseaux pour tissu", "fr", "shears"),
        ("ciseaux tissu", "fr", "shears"),
        ("knitting needles", "en", "bamboo"),
        ("aiguilles à tricoter 4 mm", "fr", "bamboo"),
        ("white board", "en", "board"),
    ],
)
def test_a_shelf_gives_way_to_the_thing_it_only_says_more_of(
    index: CatalogueIndex, said: str, language: str, first: str
) -> None:
    assert index.find(said, language)[1].hits[0].product.id == first


@pytest.mark.parametrize(
    ("said", "language", "path"),
    [
        ("fabric, scissors and needles", "en", "Fabrics"),
        ("white linen fabric", "en", "Fabrics"),
        ("sewing needles", "en", "Needles"),
        ("LED lighting", "en", "Lighting"),
        ("éclairage LED", "fr", "Lighting"),
    ],
)
def test_a_shelf_that_is_meant_stays(index: CatalogueIndex, said: str, language: str, path: str) -> None:
    assert path in index.find(said, language)[0].filters.categories


@pytest.mark.parametrize(
    ("said", "language", "found"),
    [
        ("gluten-free bars", "en", {"almond"}),
        ("gluten free bars", "en", {"almond"}),
        ("bars free from gluten", "en", {"almond"}),
        ("bars without gluten", "en", {"almond"}),
        ("barres sans gluten", "fr", {"almond"}),
        ("caffeine free gels", "en", {"sugar"}),
        ("a gel free of caffeine", "en", {"sugar"}),
        ("machine free arm", "en", {"free"}),
        ("gels free delivery", "en", {"sugar", "coffee"}),
        ("boards free standing", "en", {"board", "cork"}),
        ("a3 pad", "en", {"pad"}),
        ("carnet A5", "fr", {"small"}),
    ],
)
def test_what_is_said_to_be_without_something_or_in_a_size_is_found_so(
    index: CatalogueIndex, said: str, language: str, found: set[str]
) -> None:
    assert {hit.product.id for hit in index.find(said, language)[1].hits} == found


@pytest.mark.parametrize(
    ("said", "language"),
    [("a pack with room for a bladder", "en"), ("un sac avec une place pour une poche à eau", "fr")],
)
def test_what_a_thing_has_room_for_is_not_the_thing(index: CatalogueIndex, said: str, language: str) -> None:
    assert index.find(said, language)[0].filters.categories == ("Packs",)


def test_a_superlative_of_nothing_measured_is_no_word_to_search_by(index: CatalogueIndex) -> None:
    assert index.find("the biggest whiteboard", "en")[0].rest == "whiteboard"
