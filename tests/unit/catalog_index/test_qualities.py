"""Qualities as they are written and as they are said: with their attribute's name, in another gender, near a shelf's stem."""

# ruff: noqa: E501 (tables: one case per line)

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from sheets import in_both

from catalog_index.documents import sentence
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.query import Range

# id | title | titre | path | chemin | brand | details (name=value/nom=valeur)
TABLE = """
pen|Larkin fountain pen|Stylo plume Larkin|Pens|Stylos|Larkin|Refillable=Yes/Rechargeable=Oui
throwaway|Larkin ballpoint|Stylo bille Larkin|Pens|Stylos|Larkin|Refillable=No/Rechargeable=Non
ink|Ink refill|Recharge d'encre|Refills|Recharges|Larkin|
easy|Bobina sewing machine|Machine à coudre Bobina|Sewing machines|Machines à coudre|Bobina|Automatic threader=Yes/Enfileur automatique=Oui
plain|Bobina first sewing machine|Première machine à coudre Bobina|Sewing machines|Machines à coudre|Bobina|Automatic threader=No/Enfileur automatique=Non
cotton|Cotton thread|Fil de coton|Threads|Fils|Bobina|
firm|Corvane sports bra|Brassière Corvane|Bras|Brassières|Corvane|Support=High/Maintien=Fort;Sleeves=None/Manches=Aucune
soft|Corvane yoga bra|Brassière de yoga Corvane|Bras|Brassières|Corvane|Support=Low/Maintien=Faible
long|Corvane shirt|T-shirt Corvane|Shirts|T-shirts|Corvane|Sleeves=Long/Manches=Longues;Length=Long/Longueur=Longue
short|Corvane summer shirt|T-shirt d'été Corvane|Shirts|T-shirts|Corvane|Sleeves=Short/Manches=Courtes;Length=Long/Longueur=Longue
quiet|Brise air pump|Pompe à air Brise|Pumps|Pompes|Brise|Quiet=Yes/Silencieux=Oui
loud|Brise strong air pump|Grosse pompe à air Brise|Pumps|Pompes|Brise|Quiet=No/Silencieux=Non
keys|Axiom keyboard|Clavier Axiom|Keyboards|Claviers|M-Audio|
cable|Audio cable|Câble audio|Cables|Câbles|Brise|
small|Musette running vest|Gilet de running Musette|Running vests|Gilets de running|Corvane|Capacity=8 L/Contenance=8 L
large|Colporteur running vest|Gilet de running Colporteur|Running vests|Gilets de running|Corvane|Capacity=15 L/Contenance=15 L
"""


def product(line: str) -> Product:
    id, title, titre, path, chemin, brand, written = line.split("|")
    return in_both(id, (title, titre), (path, chemin), written, brand=brand)


@pytest.fixture(scope="module")
def index() -> CatalogueIndex:
    return CatalogueIndex.build([product(line) for line in TABLE.strip().splitlines()], HashingEncoder())


@pytest.mark.parametrize(
    ("said", "language", "paths", "attributes"),
    [
        ("a refillable pen", "en", ("Pens",), {"Refillable": ("Yes",)}),
        ("pen refill", "en", ("Refills",), {}),
        ("sewing machine with automatic threader", "en", ("Sewing machines",), {"Automatic threader": ("Yes",)}),
        ("thread", "en", ("Threads",), {}),
        ("a high support bra", "en", ("Bras",), {"Support": ("High",)}),
        ("brassière maintien fort", "fr", ("Bras",), {"Support": ("High",)}),
        ("brassière à faible maintien", "fr", ("Bras",), {"Support": ("Low",)}),
        ("t-shirt manches longues", "fr", ("Shirts",), {"Sleeves": ("Long",)}),
        ("shirt with short sleeves", "en", ("Shirts",), {"Sleeves": ("Short",)}),
        ("a high bra", "en", ("Bras",), {}),
        ("pompe silencieuse", "fr", ("Pumps",), {"Quiet": ("Yes",)}),
        ("pompes silencieuses", "fr", ("Pumps",), {"Quiet": ("Yes",)}),
    ],
)
def test_a_quality_is_read_as_it_is_said(
    index: CatalogueIndex, said: str, language: str, paths: tuple[str, ...], attributes: Mapping[str, tuple[str, ...]]
) -> None:
    understood, _ = index.find(said, language)
    assert (understood.filters.categories, understood.filters.attributes) == (paths, attributes)


@pytest.mark.parametrize(
    ("said", "brands"), [("câble audio", ()), ("clavier m-audio", ("M-Audio",)), ("M Audio", ("M-Audio",))]
)
def test_a_brand_with_a_letter_of_its_own_is_said_with_it(
    index: CatalogueIndex, said: str, brands: tuple[str, ...]
) -> None:
    assert index.find(said, "fr")[0].filters.brands == brands


@pytest.mark.parametrize("said", ["running vest 10 litres", "running vest for my wife, 10 l"])
def test_a_measure_beside_a_shelf_named_for_running_is_the_things(index: CatalogueIndex, said: str) -> None:
    assert index.find(said, "en")[0].filters.ranges == {"Capacity": Range("volume", 8.0, 15.0)}


def test_the_distance_of_a_run_is_still_none_of_the_things(index: CatalogueIndex) -> None:
    assert index.find("a vest, I am running 10 km", "en")[0].filters.ranges == {}


def test_the_encoder_reads_words_and_numbers_but_no_marks() -> None:
    title = 'Brass-plated 3/4 in. valve (2-Pack), 1.5 gal. - "quiet"'
    assert sentence(Product(id="v", title=title, price=Money(Decimal(1), "EUR"))) == (
        "Brass plated 3/4 in valve 2 Pack 1.5 gal quiet"
    )
