"""Measured attributes asked for in words: "at least 20 h", "moins de 280 g"; and measures of something else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.index import CatalogueIndex
from catalog_index.quantities import amount_of, within
from catalog_index.query import Filters, Query, Range
from catalog_index.understand import understand
from catalog_index.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary(index: CatalogueIndex) -> Vocabulary:
    return index.vocabulary


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("chaussures de trail de moins de 280 g", "fr", {"Weight": (None, 280.0)}),
        ("trail shoes under 280 grams", "en", {"Weight": (None, 280.0)}),
        ("trail shoes lighter than 0.28 kg", "en", {"Weight": (None, 280.0)}),
        ("trail shoes of 260 g or less", "en", {"Weight": (None, 260.0)}),
        ("chaussures entre 250 et 300 g", "fr", {"Weight": (250.0, 300.0)}),
        ("shoes between 250 g and 300 g", "en", {"Weight": (250.0, 300.0)}),
        ("des chaussures d'environ 270 g", "fr", {"Weight": (229.5, 310.5)}),
        ("montre autonomie 15 h", "fr", {"Battery": (15.0, None)}),
        ("watch with at least 15 hours of battery life", "en", {"Battery": (15.0, None)}),
        ("watch with a battery of 20 hours max", "en", {"Battery": (None, 20.0)}),
        ("montre gps de plus d'une journée", "fr", {}),
        ("une montre livrée en moins de 24 h", "fr", {}),
        ("I run 12 hours a week, which watch?", "en", {}),
        ("chaussures pour courir 20 km", "fr", {}),
        ("chaussures de trail, 285 g de poids au plus", "fr", {"Weight": (None, 285.0)}),
        ("watch with 15 h battery at least", "en", {"Battery": (15.0, None)}),
        ("chaussures de trail 285 g", "fr", {"Weight": (285.0, 285.0)}),
        ("trail shoes 284 g", "en", {}),
        ("je pèse 80 kg, quelles chaussures", "fr", {}),
        ("shoes under 100 euros", "en", {}),
        ("chaussures taille 42", "fr", {}),
    ],
)
def test_a_measure_is_read_as_what_its_attribute_must_be(
    vocabulary: Vocabulary, text: str, language: str, expected: dict[str, tuple[float | None, float | None]]
) -> None:
    ranges = understand(text, language, vocabulary).filters.ranges
    assert set(ranges) == set(expected)
    for name, (low, high) in expected.items():
        assert (ranges[name].low, ranges[name].high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "language", "groups"),
    [
        ("chaussures de trail de moins de 280 g", "fr", {"T1"}),
        ("shoes between 250 and 280 grams", "en", {"T1", "R2"}),
        ("montre avec 15 h d'autonomie", "fr", {"W1"}),
        ("trail shoes under 260 g", "en", {"T1"}),
    ],
)
def test_only_products_that_state_such_an_amount_are_found(
    index: CatalogueIndex, text: str, language: str, groups: set[str]
) -> None:
    assert {hit.product.group for hit in index.find(text, language)[1].hits} == groups


def test_an_amount_nobody_states_empties_the_result_and_says_so(index: CatalogueIndex) -> None:
    result = index.find("watch with at least 100 h of battery", "en")[1]
    assert result.hits == ()
    assert {r.key: r.count for r in result.relaxations}["ranges"] == 2


def test_without_a_shelf_only_what_has_the_measure_at_all_comes_near_it(index: CatalogueIndex) -> None:
    wanted = Filters(ranges={"Battery": Range("time", low=1e9)})
    nearest = index.search(Query("", "en", wanted)).relaxations[0].nearest
    assert nearest
    assert all("Battery" in {detail.name for detail in hit.product.product_detail} for hit in nearest)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("285 g", ("mass", 285.0)),
        ("~ 1,2 kg", ("mass", 1200.0)),
        ("50", ("", 50.0)),
        ("20 to 50 km", None),
        ("IPX4", None),
        ("Up to 20 km", None),
        ("", None),
    ],
)
def test_a_value_is_an_amount_only_when_it_is_nothing_else(value: str, expected: tuple[str, float] | None) -> None:
    assert amount_of(value) == (expected if expected is None else (expected[0], pytest.approx(expected[1])))


@settings(max_examples=60, deadline=None)
@given(st.none() | st.floats(200, 320), st.none() | st.floats(200, 320))
def test_a_range_never_lets_through_what_lies_outside(
    index: CatalogueIndex, low: float | None, high: float | None
) -> None:
    wanted = Range("mass", low, high)
    hits = index.search(Query(filters=Filters(ranges={"Weight": wanted}), limit=100)).hits
    weights = [amount_of(d.value) for hit in hits for d in hit.product.product_detail if d.name == "Weight"]
    assert len(weights) == len(hits)
    assert all((low is None or w[1] >= low - 1e-3) and (high is None or w[1] <= high + 1e-3) for w in weights if w)
    stated = {
        p.group
        for p in index.products
        for d in p.product_detail
        if d.name == "Weight" and (w := amount_of(d.value)) and within(np.array([w[1]]), wanted).all()
    }
    assert {hit.product.group for hit in hits} == stated
