"""The most and the least of what a catalogue measures, and shelves of a shop that writes French alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product
from catalog_index.query import Extreme
from catalog_index.understand import understand

GARDEN = [
    (
        "thermal",
        "Tondeuse thermique Verdane",
        "Tonte > Tondeuses thermiques",
        349,
        "Largeur de coupe=46 cm;Poids=32 kg",
    ),
    ("mains", "Tondeuse électrique Boréal", "Tonte > Tondeuses électriques", 189, "Largeur de coupe=38 cm;Poids=16 kg"),
    ("cell", "Tondeuse sur batterie Verdane", "Tonte > Tondeuses sur batterie", 299, "Poids=18 kg;Autonomie=50 min"),
    ("robot", "Robot tondeuse Broutille", "Tonte > Robots", 899, "Autonomie=90 min"),
    ("chain", "Tronçonneuse Verdane", "Coupe > Tronçonneuses", 229, "Puissance=1800 W"),
    ("shear", "Sécateur Taillefin", "Taille > Sécateurs", 25, "Diamètre de coupe=22 mm"),
    ("anvil", "Sécateur à enclume Taillefin", "Taille > Sécateurs", 30, "Diamètre de coupe=30 mm"),
    ("barrow", "Brouette Portefort", "Transport > Brouettes", 119, "Contenance=100 L"),
    ("can", "Arrosoir Ondine", "Arrosage > Arrosoirs", 39, "Contenance=10 L"),
    ("small", "Arrosoir bas Ondine", "Arrosage > Arrosoirs", 10, "Contenance=5 L"),
    ("box", "Jardinière Terracota", "Pots et jardinières > Jardinières", 16, ""),
    ("pot", "Pot Terracota", "Pots et jardinières > Pots", 19, ""),
    ("glove", "Gants Mainverte", "Protection > Gants", 15, "Imperméable=Oui"),
    ("dry", "Gants de coton Mainverte", "Protection > Gants", 9, "Imperméable=Non"),
]
"""id, title, path, price, details; of a trade whose names no lexicon holds."""


@pytest.fixture(scope="module")
def garden() -> CatalogueIndex:
    products = [
        Product(
            id=number,
            title=title,
            price=Money(Decimal(price), "EUR"),
            product_type=path,
            color="Bleu marine" if number == "glove" else "Vert",
            product_detail=tuple(Detail(*pair.split("=")) for pair in details.split(";") if pair),
            language="fr",
        )
        for number, title, path, price, details in GARDEN
    ]
    return CatalogueIndex.pending(products, HashingEncoder())


def found(index: CatalogueIndex, text: str) -> list[str]:
    return [hit.product.id for hit in index.find(text, "fr")[1].hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la meilleure autonomie", ["robot", "cell"]),
        ("ce qui a le plus d'autonomie", ["robot", "cell"]),
        ("une tondeuse avec la plus grande autonomie", ["cell"]),
        ("l'autonomie la plus longue", ["robot", "cell"]),
        ("la tondeuse la plus lourde", ["thermal", "cell", "mains"]),
        ("le plus grand arrosoir", ["can", "small"]),
        ("le plus petit arrosoir", ["small", "can"]),
        ("la tronçonneuse la plus puissante", ["chain"]),
        ("la tondeuse qui tient le plus longtemps", ["cell"]),
        ("le moins de contenance", ["small", "can", "barrow"]),
    ],
)
def test_the_most_of_a_measured_attribute_comes_first_and_what_is_silent_does_not_come(
    garden: CatalogueIndex, text: str, expected: list[str]
) -> None:
    assert found(garden, text) == expected


@pytest.mark.parametrize(
    ("text", "language", "sort"),
    [
        ("an arrosoir with the highest contenance", "en", Extreme("Contenance", "volume", True)),
        ("une autonomie d'au moins 60 min", "fr", "relevance"),
        ("at least 60 minutes of battery", "en", "relevance"),
        ("la plus grande joie", "fr", "relevance"),
        ("brightest", "en", "relevance"),
    ],
)
def test_only_the_superlative_of_what_is_measured_is_an_order(
    garden: CatalogueIndex, text: str, language: str, sort: object
) -> None:
    assert understand(text, language, garden.vocabulary).sort == sort


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sécateurs et brouettes", {"shear", "anvil", "barrow"}),
        ("pots", {"pot"}),
        ("une tondeuse pas thermique", {"mains", "cell"}),
        ("largeur de coupe d'au moins 40 cm", {"thermal"}),
        ("sécateur diamètre 30 mm", {"anvil"}),
        ("gants impermeble", {"glove"}),
        ("bleue marinne", {"glove"}),
    ],
)
def test_a_shop_that_writes_french_alone_is_read_like_one_in_two_languages(
    garden: CatalogueIndex, text: str, expected: set[str]
) -> None:
    assert set(found(garden, text)) == expected


def test_who_does_it_is_not_what_it_is_done_with(garden: CatalogueIndex) -> None:
    assert understand("pour un jardinier", "fr", garden.vocabulary).filters.categories == ()
    assert understand("une jardinière", "fr", garden.vocabulary).filters.categories != ()


def test_of_several_sizes_of_one_thing_the_one_with_the_most_stands_for_it() -> None:
    hoses = [
        Product(
            id=f"hose-{metres}",
            item_group_id="hose",
            title="Rubber hose",
            price=Money(Decimal(30), "EUR"),
            product_type="Hoses",
            product_detail=(Detail("Length", f"{metres} m"),),
            language="en",
        )
        for metres in (15, 50, 25)
    ]
    index = CatalogueIndex.pending(hoses, HashingEncoder())
    _, longest = index.find("the longest hose", "en")
    _, shortest = index.find("the shortest hose", "en")
    assert [hit.product.id for hit in longest.hits + shortest.hits] == ["hose-50", "hose-15"]
