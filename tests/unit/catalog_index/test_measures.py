"""Measures: one spelling for however a number and its unit are written, in titles and in queries."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.measures import find_measures, measure_terms
from catalog_index.product import Money, Product
from catalog_index.query import Query
from catalog_index.text import fold_aligned


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('12"', ["12in"]),
        ("12-inch pipe", ["12in"]),
        ("12 in. pipe", ["12in"]),
        ("tuyau de 12 pouces", ["12in"]),
        ("3-1/2 in. x 1/2 in.", ["3.5in", "3.5", "0.5in", "0.5"]),
        ("1 1/4 brass", ["1.25"]),
        ("4'x6' rug", ["4ft", "6ft"]),
        ("12ft x 30ft", ["12ft", "30ft"]),
        ("10 000 mm", ["10000mm"]),
        ("2,5 L", ["2.5l", "2.5"]),
        ("0.625 in", ["0.625in", "0.625"]),
        ("Autonomie de 30 heures", ["30h"]),
        ("iPhone 15 and IPX4", []),
        ("in 2026", []),
        ("a/b 1/0", []),
    ],
)
def test_a_measure_has_one_spelling(text: str, terms: list[str]) -> None:
    assert measure_terms(text) == terms


@pytest.mark.parametrize(
    ("text", "dimension", "amount"),
    [("1.2 kg", "mass", 1200.0), ("50 cl", "volume", 0.5), ("90 min", "time", 1.5), ("2 km", "length", 2000.0)],
)
def test_a_measure_is_worth_the_same_in_any_unit(text: str, dimension: str, amount: float) -> None:
    (measure,) = find_measures(fold_aligned(text))
    assert (measure.dimension, measure.amount) == (dimension, pytest.approx(amount))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ('pipe 1/2"', "half"),
        ("12' pipe", "feet"),
        ("12-inch pipe", "inches"),
        ("nail gun brad", "gun"),
    ],
)
def test_a_title_that_says_it_as_the_query_does_comes_first(query: str, first: str) -> None:
    titles = {
        "half": "Pipe 1/2 in.",
        "inches": "Pipe 12 in.",
        "feet": "Pipe 12 ft.",
        "nails": "Brad gun nail",
        "gun": "Brad nail gun",
    }
    products = [Product(id=i, title=title, price=Money(Decimal(1), "EUR")) for i, title in titles.items()]
    found = CatalogueIndex.build(products, HashingEncoder()).search(Query(query)).hits
    assert found[0].product.id == first
