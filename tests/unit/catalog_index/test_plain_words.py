"""What a sentence must not be misread as: features, units, letters and names that are something else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product
from catalog_index.query import Filters, Range
from catalog_index.sizes import read_sizes
from catalog_index.text import fold_aligned
from catalog_index.understand import understand

SHOP = [
    ("pack", "Harrow backpack", "Bags > Packs", "", "", "Capacity=10 l"),
    ("vest", "Larch running vest", "Bags > Vests", "", "", "Capacity=5 l"),
    ("flask", "Rill soft flask", "Bags > Flasks", "", "", "Water=0.5 l"),
    ("lamp", "Wick headlamp", "Headlamps", "", "", "Brightness=350 lm"),
    ("clip", "Glow clip light", "Lights", "", "", ""),
    ("watch", "Dial watch", "Watches", "", "", ""),
    ("shirt", "Plain tee", "Tees", "", "M", ""),
    ("odd", "Refurbished mouse", "Mice", "Wireless", "", ""),
    *((f"kb{n}", f"Board {n} wireless keyboard", "Keyboards", "Tarn", "", "") for n in range(30)),
]
"""id, title, path, brand, size, details"""


def product(id: str, title: str, path: str, brand: str, size: str, details: str) -> Product:
    pairs = [pair.split("=") for pair in details.split(";") if pair]
    given = tuple(Detail(name, value) for name, value in pairs)
    price = Money(Decimal(20), "EUR")
    return Product(
        id=id, title=title, price=price, product_type=path, brand=brand, size=size, product_detail=given, language="en"
    )


@pytest.fixture(scope="module")
def index() -> CatalogueIndex:
    return CatalogueIndex.pending([product(*row) for row in SHOP], HashingEncoder())


def read(index: CatalogueIndex, said: str, language: str = "en") -> Filters:
    return understand(said, language, index.vocabulary).filters


@pytest.mark.parametrize(
    ("said", "language", "paths"),
    [
        ("a backpack with soft flasks", "en", ("Bags > Packs",)),
        ("a vest with two flasks", "en", ("Bags > Vests",)),
        ("un sac à dos avec des flasques", "fr", ("Bags > Packs",)),
        ("something of 10 to 12 litres with flasks", "en", ()),
        ("flasks", "en", ("Bags > Flasks",)),
        ("I need help with a headlamp", "en", ("Headlamps",)),
    ],
)
def test_what_a_thing_has_is_not_the_thing(
    index: CatalogueIndex, said: str, language: str, paths: tuple[str, ...]
) -> None:
    assert read(index, said, language).categories == paths


@pytest.mark.parametrize(
    ("said", "paths"),
    [
        ("a running vest, light please", ("Bags > Vests",)),
        ("a backpack that is sturdy and light", ("Bags > Packs",)),
        ("a watch. something light", ("Watches",)),
        ("a light women's running watch", ("Watches",)),
        ("a light for my watch", ("Lights",)),
        ("a light for the night", ("Lights",)),
        ("a backpack and a light", ("Bags > Packs", "Lights")),
        ("a backpack, lights", ("Bags > Packs", "Lights")),
        ("light", ("Lights",)),
    ],
)
def test_a_word_for_a_thing_is_a_quality_where_it_is_said_of_another(
    index: CatalogueIndex, said: str, paths: tuple[str, ...]
) -> None:
    assert read(index, said).categories == paths


@pytest.mark.parametrize(
    ("said", "language"),
    [("a present for my dad who loves watches", "en"), ("un cadeau pour mon père, qui adore les montres", "fr")],
)
def test_what_a_person_loves_is_not_what_is_looked_for(index: CatalogueIndex, said: str, language: str) -> None:
    assert read(index, said, language).categories == ()


@pytest.mark.parametrize("said", ["bags of 7 litres", "bags, about 7 litres", "7 litre bags"])
def test_between_two_sizes_that_there_are_both_are_meant(index: CatalogueIndex, said: str) -> None:
    assert read(index, said).ranges == {"Capacity": Range("volume", 5.0, 10.0)}
    assert read(index, said.replace("7", "70")).ranges == {}


def test_a_range_in_english_speaks_of_no_terabytes(index: CatalogueIndex) -> None:
    assert read(index, "backpack 8 to 12 litres").ranges == {"Capacity": Range("volume", 8.0, 12.0)}


@pytest.mark.parametrize("said", ["headlamp 300+ lumens", "headlamp with 300+ lm", "headlamp 300 lumens or more"])
def test_a_plus_before_a_unit_is_the_least_and_no_price(index: CatalogueIndex, said: str) -> None:
    filters = read(index, said)
    assert filters.ranges == {"Brightness": Range("light", 300.0, None)}
    assert filters.price_min is None


@pytest.mark.parametrize(
    ("said", "known", "sizes"),
    [
        ("tees in 2xl", ("M", "L"), ["2XL"]),
        ("tee xxl", ("M", "L"), ["XXL"]),
        ("en 3xl", ("M",), ["3XL"]),
        ("tee 2xl", ("39", "40"), []),
        ("sizes of showers", (), []),
        ("sizes small and large", ("S",), ["S", "L"]),
        ("size42", ("42",), ["42"]),
    ],
)
def test_sizes_of_letters_are_read_where_such_sizes_are_worn(
    said: str, known: tuple[str, ...], sizes: list[str]
) -> None:
    assert [size for size, _, _ in read_sizes(said, fold_aligned(said), known)] == sizes


@pytest.mark.parametrize("said", ["watch", "the cheapest watch", "a black watch please"])
def test_an_everyday_word_names_the_shelf_that_is_its_plural_in_es(index: CatalogueIndex, said: str) -> None:
    assert read(index, said).categories == ("Watches",)


def test_a_brand_whose_name_others_use_as_a_word_is_a_word(index: CatalogueIndex) -> None:
    assert read(index, "wireless keyboard").brands == ()
    assert read(index, "tarn keyboard").brands == ("Tarn",)


def test_a_negation_that_is_part_of_a_word_leaves_nothing_out(index: CatalogueIndex) -> None:
    filters = read(index, "clavier sans fil", "fr")
    assert filters.exclude_terms == ()
    _, result = index.find("objet sans fil", "fr")
    assert result.hits
    assert {hit.product.id[:2] for hit in result.hits} == {"od", "kb"}
    assert read(index, "clavier sans batterie", "fr").exclude_terms == ("batterie",)
