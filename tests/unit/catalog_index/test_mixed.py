"""Shelves of several things: who asks for one of them is shown no other."""

from __future__ import annotations

import pytest
from sheets import in_both, sheets

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.mixed import is_part, part_of, shelf_of
from catalog_index.product import Money, Product

CELLAR = """
Blonde artisanale|Bières et cidres|3|Contenance=33 cl
Bière ambrée 75 cl|Bières et cidres|6|Contenance=75 cl
Cidre fermier brut|Bières et cidres|5|Contenance=75 cl
Cidre doux|Bières et cidres|4|Contenance=75 cl
Coffret bières et cidres|Bières et cidres|18|Contenance=198 cl
Champagne brut|Champagnes et effervescents|32|Contenance=75 cl
Crémant d'Alsace|Champagnes et effervescents|12|Contenance=75 cl
Pull rayé|Pulls et sweats à pression|40|Poids=300 g
"""


@pytest.fixture(scope="module")
def cellar() -> CatalogueIndex:
    return sheets(CELLAR, "fr", "EUR")


@pytest.mark.parametrize(
    ("said", "language", "titles"),
    [
        ("bières", "fr", ["Bière ambrée 75 cl", "Coffret bières et cidres", "Blonde artisanale"]),
        ("beer", "en", ["Bière ambrée 75 cl", "Coffret bières et cidres", "Blonde artisanale"]),
        ("du cidre", "fr", ["Cidre doux", "Cidre fermier brut", "Coffret bières et cidres", "Blonde artisanale"]),
        ("un cidre à moins de 5 €", "fr", ["Cidre doux", "Cidre fermier brut", "Blonde artisanale"]),
        # What includes the other part holds both.
        ("sparkling wine", "en", ["Champagne brut", "Crémant d'Alsace"]),
        ("champagne", "fr", ["Champagne brut"]),
    ],
)
def test_a_part_of_a_shelf_is_what_is_no_other_part(
    cellar: CatalogueIndex, said: str, language: str, titles: list[str]
) -> None:
    found = [hit.product.id for hit in cellar.find(said, language)[1].hits]
    assert sorted(found) == sorted(titles)


def test_what_is_called_so_comes_before_what_may_be_so(cellar: CatalogueIndex) -> None:
    found = [hit.product.id for hit in cellar.find("cidre", "fr")[1].hits]
    assert {*found[:3]} == {"Cidre doux", "Cidre fermier brut", "Coffret bières et cidres"}


def test_the_cheapest_is_of_the_part(cellar: CatalogueIndex) -> None:
    assert cellar.find("le cidre le moins cher", "fr")[1].hits[0].product.id in ("Cidre doux", "Blonde artisanale")
    assert cellar.find("the most expensive cider", "en")[1].hits[0].product.id == "Coffret bières et cidres"


def test_without_one_part_the_other_is_left(cellar: CatalogueIndex) -> None:
    found = {hit.product.id for hit in cellar.find("bières et cidres, sans cidre", "fr")[1].hits}
    assert found == {"Bière ambrée 75 cl", "Blonde artisanale"}


@pytest.mark.parametrize(
    ("title", "shelf", "part"),
    [
        ("Acacia Honey", "Honey & Jam", "Honey & Jam > Honey"),
        ("Orange Marmalade", "Pantry > Honey & Jam", "Pantry > Honey & Jam > Jam"),
        ("Honey and jam set", "Honey & Jam", "Honey & Jam"),
        ("Pantry box", "Honey & Jam", "Honey & Jam"),
        # The lexicon counts one among the other, each among the other, takes them for one, or doesn't know one.
        ("Striped t-shirt", "T-shirts & Tops", "T-shirts & Tops > T-shirts"),
        ("Zip hoodie", "Hoodies & Sweatshirts", "Hoodies & Sweatshirts"),
        ("Wool coat", "Jackets & Coats", "Jackets & Coats"),
        ("Warm parka", "Jackets & Parkas", "Jackets & Parkas"),
    ],
)
def test_a_title_tells_the_part_where_the_parts_are_known_for_different_things(
    title: str, shelf: str, part: str
) -> None:
    price = Money(in_both("x", ("x", "x"), ("x", "x"), "").price.amount, "EUR")
    made = Product(id="1", title=title, price=price, product_type=shelf, language="en")
    assert part_of(made) == part
    assert (is_part(part), shelf_of(part)) == (part != shelf, shelf)


def test_a_part_has_its_names_in_both_languages() -> None:
    made = [
        in_both("h", ("Acacia honey", "Miel d'acacia"), ("Honey & Jam", "Miels et confitures"), ""),
        in_both("j", ("Fig jam", "Confiture de figues"), ("Honey & Jam", "Miels et confitures"), ""),
    ]
    vocabulary = CatalogueIndex.pending(made, HashingEncoder()).vocabulary
    assert vocabulary.category_name("Honey & Jam > Jam", "fr") == "confitures"
    assert vocabulary.below("Honey & Jam") == ("Honey & Jam > Honey", "Honey & Jam > Jam")
