"""Words that only look like a catalogue's: other stems, other words, shelves the shop doesn't have, fractions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product
from catalog_index.query import Filters
from catalog_index.spelling import Speller
from catalog_index.understand import understand

# id | title | path | size | details
TABLE = """
top|Plain singlet|Men > Tops > Singlets|M|Pattern=Solid
tee|Striped tee|Men > Tops > Tees|M|Pattern=Striped
leg|Warm leggings|Women > Bottoms > Pants|S|Pattern=Solid
half|Small violin|Instruments > Violins|1/2|
full|Large violin|Instruments > Violins|4/4|
band|Rubber band for stretching|Gear||
pack|Larch bag|Bags > Packs||Capacity=10 l
flask|Rill flask|Bags > Flasks||Water=0.5 l
deep|Mere flask|Bags > Flasks||Water=3 l
"""


@pytest.fixture(scope="module")
def index() -> CatalogueIndex:
    rows = [line.split("|") for line in TABLE.strip().splitlines()]
    products = [
        Product(
            id=number,
            title=title,
            price=Money(Decimal(20), "EUR"),
            product_type=path,
            size=size,
            product_detail=tuple(Detail(*pair.split("=")) for pair in details.split(";") if pair),
            language="en",
        )
        for number, title, path, size, details in rows
    ]
    return CatalogueIndex.pending(products, HashingEncoder())


def read(index: CatalogueIndex, said: str, language: str) -> Filters:
    return understand(said, language, index.vocabulary).filters


@pytest.mark.parametrize(("said", "language"), [("resistance bands", "en"), ("bandes de résistance", "fr")])
def test_a_word_that_shares_but_a_stem_with_a_quality_is_not_that_quality(
    index: CatalogueIndex, said: str, language: str
) -> None:
    assert read(index, said, language).attributes == {}
    assert read(index, "solid tops", "en").attributes == {"Pattern": ("Solid",)}


def test_a_plural_makes_a_word_no_longer_for_its_typing_errors(index: CatalogueIndex) -> None:
    assert read(index, "sangles", "fr").categories == ()
    assert read(index, "singlets", "en").categories == ("Men > Tops > Singlets",)


@pytest.mark.parametrize(("said", "language"), [("jupe", "fr"), ("skirts", "en")])
def test_what_a_shop_without_a_shelf_for_clothes_does_not_carry_is_no_other_piece_of_clothing(
    index: CatalogueIndex, said: str, language: str
) -> None:
    assert read(index, said, language).categories == ()


@pytest.mark.parametrize(("said", "found"), [("1/2 violin", ["half"]), ("un violon 4/4", ["full"])])
def test_a_fraction_beside_what_comes_in_such_sizes_is_a_size(
    index: CatalogueIndex, said: str, found: list[str]
) -> None:
    language = "fr" if said.startswith("un ") else "en"
    _, result = index.find(said.replace("violon", "violin"), language)
    assert [hit.product.id for hit in result.hits] == found


def test_a_measure_is_of_the_attribute_in_whose_reach_it_lies(index: CatalogueIndex) -> None:
    assert list(read(index, "a bag of 10 litres", "en").ranges) == ["Capacity"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("marinne", "marine"), ("balck", "black"), ("geen", "green"), ("block", None), ("noise", None), ("greek", None)],
)
def test_a_slip_in_a_quality_is_a_letter_left_out_doubled_or_swapped(said: str, meant: str | None) -> None:
    assert Speller(("marine", "black", "green", "noire"), strict=True).correct(said) == meant
