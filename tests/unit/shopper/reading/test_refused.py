"""A shelf that is not wanted: « pas de chaussures finalement », "not shoes, he's got loads"."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read

TRAIL = "Shoes > Trail"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "something around 60, not shoes he's got loads"),
        ("en", "60 euros, but no shoes"),
        ("en", "I don't want shoes, 60 at most"),
        ("fr", "pas de chaussures finalement, 60 € maximum"),
        ("fr", "60 euros, tout sauf des chaussures !"),
    ],
)
def test_the_shelf_looked_at_is_given_up_and_the_rest_is_heard(known: Knowledge, language: str, text: str) -> None:
    needs = Needs(category=TRAIL, for_whom="boyfriend", gender="men")
    reading = read(text, Context(known, language, needs))
    assert reading.needs.category is None
    assert reading.needs.owned == ("Shoes",)
    assert reading.needs.budget_max is not None
    assert Decimal(60) <= reading.needs.budget_max < Decimal(70)
    assert (reading.needs.for_whom, reading.needs.exclude) == ("boyfriend", ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "no heavy shoes"),
        ("en", "no, trail shoes please"),
        ("en", "not trail"),
        ("en", "no shoes over 100"),
        ("fr", "pas de chaussures lourdes"),
        ("fr", "non, des chaussures de trail"),
    ],
)
def test_a_quality_refused_leaves_the_shelf(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language, Needs(category=TRAIL))).needs.category == TRAIL


def test_what_was_refused_may_be_asked_for_again(known: Knowledge) -> None:
    refused = read("no shoes", Context(known, "en", Needs(category=TRAIL))).needs
    again = read("well, trail shoes then", Context(known, "en", refused)).needs
    assert (again.category, again.owned) == (TRAIL, ())
