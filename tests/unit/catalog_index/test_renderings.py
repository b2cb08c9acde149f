"""Shelves named in one language and asked for in the other, word for word; the same thing on several shelves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sheets import sheets

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.lexicon import lexicon
from catalog_index.product import Money, Product
from catalog_index.renderings import renderings
from catalog_index.understand import understand

PANTRY = """
House blend 250 g|Coffee > Ground|13|Weight=250 g
Yirgacheffe 250 g|Coffee > Whole Bean|16|Weight=250 g
Lungo 50|Coffee > Capsules|22|Capsules=50
Lamb casserole 400 g|Ready meals|7|Weight=400 g
Steel pan 18 cm|Saucepans|45|Diameter=18 cm
Ben Nevis 200 g|Smoked Trout|12|Weight=200 g
Pain relief gel|Pharmacy|8|Weight=50 g
Urban M|Helmets|45|Weight=380 g
"""
HOME = """
Table Oslo|Salle à manger > Tables|690|Longueur=180 cm;Extensible=Oui
Table ronde Bergen|Salle à manger > Tables|590|Longueur=120 cm;Extensible=Non
Lot scandinave|Salle à manger > Chaises|199|Pièces=4
Ergo 3|Bureau > Chaises de bureau|159|Poids=12 kg
Lison|Salon > Canapés|899|Convertible=Oui
Lecoq|Salon > Canapés|999|Convertible=Non
Bergère|Salon > Fauteuils|349|Poids=18 kg
Fauteuil à bascule|Salon > Fauteuils|229|Poids=9 kg
"""


@pytest.fixture(scope="module")
def pantry() -> CatalogueIndex:
    return sheets(PANTRY)


@pytest.fixture(scope="module")
def home() -> CatalogueIndex:
    return sheets(HOME, "fr", "EUR")


@pytest.mark.parametrize(
    ("said", "language", "shelves"),
    [
        ("café moulu", "fr", ("Coffee > Ground",)),
        ("du café en grains", "fr", ("Coffee > Whole Bean",)),
        ("truite fumée", "fr", ("Smoked Trout",)),
        ("ground coffee", "en", ("Coffee > Ground",)),
        ("un casque", "fr", ("Helmets",)),
    ],
)
def test_a_shelf_is_asked_for_word_for_word(
    pantry: CatalogueIndex, said: str, language: str, shelves: tuple[str, ...]
) -> None:
    assert understand(said, language, pantry.vocabulary).filters.categories == shelves


@pytest.mark.parametrize(
    ("said", "language", "shelves"),
    [
        ("chairs", "en", ("Bureau > Chaises de bureau", "Salle à manger > Chaises")),
        ("une chaise", "fr", ("Bureau > Chaises de bureau", "Salle à manger > Chaises")),
        ("office chair", "en", ("Bureau > Chaises de bureau",)),
        ("une table extensible", "fr", ("Salle à manger > Tables",)),
    ],
)
def test_a_thing_stands_on_each_shelf_that_holds_its_kinds(
    home: CatalogueIndex, said: str, language: str, shelves: tuple[str, ...]
) -> None:
    assert understand(said, language, home.vocabulary).filters.categories == shelves


def test_a_kind_that_has_no_shelf_is_found_where_a_title_names_it(home: CatalogueIndex) -> None:
    assert home.find("rocking chair", "en")[1].hits[0].product.id == "Fauteuil à bascule"


@pytest.mark.parametrize(
    ("said", "language", "stated"),
    [("extending table", "en", {"Extensible": ("Oui",)}), ("canapé convertible", "fr", {"Convertible": ("Oui",)})],
)
def test_a_shelf_and_a_value_beside_it_are_no_kind_of_the_shelf(
    home: CatalogueIndex, said: str, language: str, stated: dict[str, tuple[str, ...]]
) -> None:
    assert understand(said, language, home.vocabulary).filters.attributes == stated


def test_a_word_that_the_sheet_itself_says_is_of_its_language(pantry: CatalogueIndex) -> None:
    """A French « casserole » is a saucepan, an English casserole is none."""
    assert (pantry.spoken("casserole"), pantry.spoken("pain")) == ("en", "en")
    assert [hit.product.id for hit in pantry.find("casserole", "en")[1].hits] == ["Lamb casserole 400 g"]
    assert [hit.product.id for hit in pantry.find("une casserole", "fr")[1].hits] == ["Steel pan 18 cm"]


def test_an_accent_and_a_word_that_is_mostly_of_one_language_tell_it(
    pantry: CatalogueIndex, home: CatalogueIndex
) -> None:
    assert (pantry.spoken("thé"), pantry.spoken("the 42"), home.spoken("bags")) == ("fr", "en", "en")


@pytest.mark.parametrize(
    ("name", "language", "said", "expected"),
    [
        ("Vins rouges", "fr", ("en", "red wine"), True),
        ("Hot Chocolate", "en", ("fr", "chocolat chaud"), True),
        ("Men's Fragrance", "en", ("fr", "homme parfum"), False),
        ("Chairs", "en", ("fr", "chaise"), False),
    ],
)
def test_names_of_several_words_are_said_otherwise(
    name: str, language: str, said: tuple[str, str], expected: bool
) -> None:
    assert (said in set(renderings(name, language, lexicon()))) == expected


def test_whom_a_kids_bed_is_for_is_asked_where_ages_are_stated() -> None:
    price = Money(Decimal(99), "EUR")
    made = [
        Product(id=id, title=id, price=price, product_type="Lits", age_group=age, language="fr")
        for id, age in (("Cabane", "kids"), ("Duo", ""))
    ]
    index = CatalogueIndex.pending(made, HashingEncoder())
    assert understand("kids bed", "en", index.vocabulary).filters.genders == ("kids",)
    assert [hit.product.id for hit in index.find("un lit enfant", "fr")[1].hits] == ["Cabane"]
