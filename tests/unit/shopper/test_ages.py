"""The age of a child, and the things that say for which ages they are made."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.shopper.ages import fitting
from bot.shopper.filters import filters_for
from bot.shopper.needs import Needs, without
from bot.shopper.reading.message import Context, Knowledge, read
from catalog_index.product import Detail, Money, Product
from catalog_index.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("age", "name", "value", "holds"),
    [
        (7, "Age", "6-9 years", True),
        (7, "Age", "3-5 years", False),
        (5, "Age", "3-5 years", True),
        (4, "Minimum age", "6 years", False),
        (9, "Minimum age", "6 years", True),
        (9, "Âge conseillé", "dès 8 ans", True),
        (3, "Age", "3+", True),
        (12, "Age", "8 years", False),
        (1, "Age", "6-18 months", True),
        (3, "Age", "6-18 months", False),
        (9, "Maximum age", "8 years", False),
        (9, "Age", "All ages", True),
    ],
)
def test_an_age_lies_within_what_a_thing_states_or_not(age: int, name: str, value: str, holds: bool) -> None:
    assert fitting(age, name, value) is holds


@pytest.mark.parametrize(
    ("language", "text", "age"),
    [
        ("fr", "pour mon petit-fils qui a 7 ans", 7),
        ("fr", "un cadeau pour ma nièce de 4 ans", 4),
        ("en", "a present for my 6 year old", 6),
        ("en", "my son is 11, he needs one", 11),
        ("en", "she's 3", 3),
        ("fr", "il aura bientôt 9 ans", 9),
        ("fr", "les enfants ont 8 et 11 ans", 8),
        ("en", "my kids are 12, 9 and 6", 6),
        ("en", "they are 20 and 25 years old", None),
        ("fr", "pour mon père qui a 70 ans", None),
        ("fr", "je cours depuis 3 ans", None),
        ("en", "is there a 2 year warranty?", None),
    ],
)
def test_a_childs_age_is_read(known: Knowledge, language: str, text: str, age: int | None) -> None:
    assert read(text, Context(known, language)).needs.age == age


def shop(*stated: tuple[str, str]) -> Vocabulary:
    products = [
        Product(f"p{n}", title=f"Toy {n}", price=Money(Decimal(10), "EUR"), product_type=path,
                product_detail=(Detail("Age", value),) if value else ())
        for n, (path, value) in enumerate(stated)
    ]  # fmt: skip
    return Vocabulary.build(products, {})


def test_only_what_is_made_for_the_age_passes_where_ages_are_stated() -> None:
    vocabulary = shop(("Bikes", "3-5 years"), ("Bikes", "6-9 years"), ("Bikes", "6+"), ("Helmets", ""))
    for_seven = Needs(category="Bikes", age=7)
    assert set(filters_for(for_seven, vocabulary).attributes["Age"]) == {"6-9 years", "6+"}
    assert filters_for(for_seven.changed({"category": "Helmets"}), vocabulary).attributes == {}
    assert filters_for(Needs(category="Bikes", age=2), vocabulary).attributes == {"Age": ()}


def test_another_person_and_a_chip_removed_take_the_age_along(known: Knowledge) -> None:
    needs = Needs(for_whom="petit-fils", gender="kids", age=7)
    assert read("finalement c'est pour ma femme", Context(known, "fr", needs)).needs.age is None
    assert without(needs, "for_whom").age is None
    assert without(needs, "budget").age == 7
