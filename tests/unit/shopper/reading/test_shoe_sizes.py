"""Shoe sizes of another country: converted where the shop counts otherwise, and only then."""

from __future__ import annotations

import pytest

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read
from bot.shopper.reading.shoe_sizes import converted
from catalog_index.vocabulary import Vocabulary

EUROPE = Vocabulary(sizes=(*(str(size) for size in range(36, 48)), "S", "M"), currency="EUR")
BRITAIN = Vocabulary(sizes=tuple(str(size) for size in range(3, 13)), currency="GBP")
AMERICA = Vocabulary(sizes=tuple(f"US {size}" for size in range(5, 14)), currency="USD")
DRESSES = Vocabulary(sizes=("34", "36", "38", "40", "42", "44", "S"), currency="EUR")


@pytest.mark.parametrize(
    ("text", "gender", "vocabulary", "size"),
    [
        ("UK 7", None, EUROPE, "41"),  # 3.81 × (7 + 25) / 3 = 40.6
        ("size 8 uk please", None, EUROPE, "42"),  # 3.81 × 33 / 3 = 41.9
        ("I wear a US 10.5", "men", EUROPE, "44"),  # 3.81 × 34.5 / 3 = 43.8
        ("I wear a US 9", "women", EUROPE, "41"),  # 3.81 × 32 / 3 = 40.6
        ("US 9 women's", None, EUROPE, "41"),
        ("size 10 men's US", None, EUROPE, "43"),
        ("pointure US 10", None, EUROPE, "43"),
        ("im a us 9 and new to this", None, EUROPE, "42"),
        ("UK 7 1/2", None, EUROPE, "41"),
        ("pointure 42", None, BRITAIN, "8"),  # 3 × 42 / 3.81 − 25 = 8.1
        ("EU 42", None, BRITAIN, "8"),
        ("US 9", None, BRITAIN, "8"),
        ("UK 7", None, AMERICA, "US 8"),
        ("je chausse du 42", None, AMERICA, "US 9"),
    ],
)
def test_a_size_from_abroad_is_the_shops_own_that_comes_nearest(
    text: str, gender: str | None, vocabulary: Vocabulary, size: str
) -> None:
    told, conversion = converted(text, gender, None, vocabulary)
    assert conversion is not None
    assert conversion.size == size
    assert f"size {size}" in told
    assert not conversion.assumed


@pytest.mark.parametrize(
    ("text", "vocabulary"),
    [
        ("show us 9 models", EUROPE),
        ("that's US 9 dollars", EUROPE),
        ("a pack of 9 uk plugs of 30 cm", DRESSES),
        ("UK 12 dress", DRESSES),
        ("UK 40", EUROPE),
        ("size 42", EUROPE),
        ("EU 42", EUROPE),
        ("size 9", BRITAIN),
        ("UK 9", BRITAIN),
        ("UK 10 for my little boys", EUROPE),
    ],
)
def test_what_is_no_foreign_shoe_size_is_converted_to_nothing(text: str, vocabulary: Vocabulary) -> None:
    assert converted(text, None, None, vocabulary)[1] is None


def test_an_english_size_without_its_country_is_taken_for_a_british_one() -> None:
    conversion = converted("I'm a size 9", None, None, EUROPE)[1]
    assert conversion is not None
    assert (conversion.said, conversion.size, conversion.assumed) == ("UK 9", "43", True)


def test_what_is_converted_is_a_need_marked_as_inferred_until_it_is_said(known: Knowledge) -> None:
    heard = read("trail shoes, UK 6", Context(known, "en"))
    assert heard.needs.sizes == ("39",)
    assert "sizes" in heard.needs.inferred
    said = read("size 40 rather", Context(known, "en", heard.needs))
    assert said.needs.sizes == ("40",)
    assert "sizes" not in said.needs.inferred


def test_the_size_of_a_jacket_is_no_shoe(known: Knowledge) -> None:
    heard = read("a jacket, size 10", Context(known, "en", Needs()))
    assert heard.converted is None
    assert heard.needs.sizes == ("10",)
