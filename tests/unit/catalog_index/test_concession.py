"""What a sentence's reading gives up when it hides the thing that the other words name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, LocalText, Money, Product


def product(id: str, title: str, path: str, details: str = "", material: str = "", titre: str = "") -> Product:
    pairs = [pair.split("=") for pair in details.split(";") if pair]
    return Product(
        id=id,
        title=title,
        price=Money(Decimal(20), "EUR"),
        product_type=path,
        material=material,
        product_detail=tuple(Detail(name, value) for name, value in pairs),
        texts={"fr": LocalText(title=titre)} if titre else {},
    )


@pytest.fixture(scope="module")
def index() -> CatalogueIndex:
    return CatalogueIndex.build(
        [
            product("shoe", "Ridge hiking shoes", "Shoes", "Terrain=Mud"),
            product("road", "Tempo running shoes", "Shoes", "Terrain=Road"),
            product(
                "slides", "Quiet evening recovery sandals", "Recovery > Foot care", titre="Sandales de récupération"
            ),
            product("ball", "Massage ball", "Recovery > Massage", "Area=Feet"),
            product("plasters", "Blister plasters", "Care", titre="Pansements anti ampoules"),
            product("flask", "Steppe water bottle", "Yoga", material="Plastic"),
            product("watch", "Summit watch", "Watches", material="Metal"),
        ],
        HashingEncoder(),
    )


def found(index: CatalogueIndex, text: str, language: str = "en") -> list[str]:
    return [hit.product.id for hit in index.find(text, language)[1].hits]


def test_a_broader_category_gives_way_to_the_thing_itself_elsewhere(index: CatalogueIndex) -> None:
    understood, result = index.find("recovery sandals")
    assert result.hits[0].product.id == "slides"
    assert (understood.filters.categories, "categories" in understood.found) == ((), False)
    assert found(index, "sandales de récupération", "fr")[0] == "slides"


def test_a_category_named_by_its_own_name_never_gives_way(index: CatalogueIndex) -> None:
    assert set(found(index, "recovery shoes")) == {"shoe", "road"}


def test_an_attribute_gives_way_when_it_hides_what_the_other_words_name(index: CatalogueIndex) -> None:
    understood, result = index.find("blister plasters for my feet")
    assert result.hits[0].product.id == "plasters"
    assert (dict(understood.filters.attributes), "feet" in understood.rest) == ({}, True)


def test_an_attribute_stays_where_something_with_it_says_the_words(index: CatalogueIndex) -> None:
    understood, result = index.find("massage for the feet")
    assert [hit.product.id for hit in result.hits] == ["ball"]
    assert understood.filters.attributes == {"Area": ("Feet",)}


def test_a_material_never_gives_way_and_what_there_is_without_it_is_told(index: CatalogueIndex) -> None:
    understood, result = index.find("metal water bottle")
    assert result.hits == ()
    assert understood.filters.attributes == {"material": ("metal",)}
    ((key, nearest),) = [(r.key, r.nearest[0].product.id) for r in result.relaxations]
    assert (key, nearest) == ("attributes", "flask")
