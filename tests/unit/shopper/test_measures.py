"""Measures asked for: written as features, read back, joined, let go, and held against what a product states."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.advice.suitability import has_feature
from bot.shopper.filters import filters_for
from bot.shopper.measures import enough_as_least, joined, limits, measure_wish, states, written
from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read
from catalog_index.product import Detail, Money, Product
from catalog_index.query import Range
from catalog_index.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("wanted", "feature"),
    [
        (Range("mass", None, 300.0), "Weight: ≤ 300 g"),
        (Range("mass", None, 1500.0), "Weight: ≤ 1.5 kg"),
        (Range("time", 0.75, None), "Weight: ≥ 45 min"),
        (Range("length", 20.0, 30.0), "Weight: 20 m – 30 m"),
        (Range("length", 0.004, 0.004), "Weight: = 4 mm"),
        (Range("charge", 3000.0, None), "Weight: ≥ 3000 mAh"),
        (Range("", 50.0, None), "Weight: ≥ 50"),
    ],
)
def test_a_measure_is_written_in_a_unit_people_use_and_read_back(wanted: Range, feature: str) -> None:
    assert written("Weight", wanted) == feature
    wish = measure_wish(feature)
    assert wish is not None
    assert (wish.name, wish.wanted) == ("Weight", wanted)


@pytest.mark.parametrize("feature", ["waterproof", "Style: Workout Pants", "Range: 20 km", "Persons: 4"])
def test_other_features_are_no_measures(feature: str) -> None:
    assert measure_wish(feature) is None


@pytest.mark.parametrize(
    ("before", "added", "afresh", "after"),
    [
        (("x",), "Weight: ≤ 300 g", False, ("x", "Weight: ≤ 300 g")),
        (("Weight: ≥ 200 g", "x"), "Weight: ≤ 300 g", False, ("x", "Weight: 200 g – 300 g")),
        (("Weight: ≥ 200 g",), "Weight: ≤ 300 g", True, ("Weight: ≤ 300 g",)),
        (("Weight: ≤ 200 g",), "Weight: ≤ 300 g", False, ("Weight: ≤ 300 g",)),
        (("Weight: ≥ 400 g",), "Weight: ≤ 300 g", False, ("Weight: ≤ 300 g",)),
        (("Length: ≥ 20 m",), "Weight: ≤ 300 g", False, ("Length: ≥ 20 m", "Weight: ≤ 300 g")),
    ],
)
def test_a_new_limit_joins_or_replaces(
    before: tuple[str, ...], added: str, afresh: bool, after: tuple[str, ...]
) -> None:
    assert joined(before, added, afresh) == after


def test_french_writes_a_comma() -> None:
    wish = measure_wish("Weight: ≤ 1.5 kg")
    assert wish is not None
    assert (limits(wish, "fr"), limits(wish, "en")) == ("≤ 1,5 kg", "≤ 1.5 kg")


def lamp(item: str, weight: str, hours: str) -> Product:
    return Product(
        id=item, title=f"Lamp {item}", price=Money(Decimal(40), "EUR"), product_type="Lamps",
        product_detail=(Detail("Weight", weight), Detail("Runtime", hours)),
    )  # fmt: skip


LAMPS = [lamp("a", "80 g", "5 h"), lamp("b", "120 g", "12 h"), lamp("c", "0.3 kg", "40 h")]


@pytest.fixture(scope="module")
def lamps() -> Knowledge:
    return Knowledge(Vocabulary.build(LAMPS))


@pytest.mark.parametrize(
    ("language", "text", "features"),
    [
        ("en", "a lamp under 100 g", ("Weight: ≤ 100 g",)),
        ("en", "at least 10 hours of runtime", ("Runtime: ≥ 10 h",)),
        ("fr", "moins de 0,2 kg", ("Weight: ≤ 200 g",)),
        ("en", "I weigh 80 kg", ()),
        ("en", "I run 10 km", ()),
    ],
)
def test_a_measure_is_heard_as_a_need(lamps: Knowledge, language: str, text: str, features: tuple[str, ...]) -> None:
    assert read(text, Context(lamps, language, Needs(category="Lamps"))).needs.features == features


@pytest.mark.parametrize(("language", "text"), [("en", "forget the weight"), ("fr", "peu importe le poids finalement")])
def test_a_measure_is_let_go_by_its_name(lamps: Knowledge, language: str, text: str) -> None:
    needs = Needs(category="Lamps", features=("Weight: ≤ 100 g", "Runtime: ≥ 10 h"))
    assert read(text, Context(lamps, language, needs)).needs.features == ("Runtime: ≥ 10 h",)


def test_a_measure_is_a_hard_filter_and_a_fact_about_a_product(lamps: Knowledge) -> None:
    needs = Needs(category="Lamps", features=("Weight: ≤ 150 g",))
    filters = filters_for(needs, lamps.vocabulary)
    assert (dict(filters.ranges), dict(filters.attributes)) == ({"Weight": Range("mass", None, 150.0)}, {})
    assert [has_feature(product, "Weight: ≤ 150 g") for product in LAMPS] == [True, True, False]
    assert not states("light", Range("mass", None, 150.0))


def test_no_colour_is_avoided_where_nothing_is_coloured(lamps: Knowledge) -> None:
    assert read("no petrol please", Context(lamps, "en", Needs(category="Lamps"))).needs.exclude == ("petrol",)


@pytest.mark.parametrize(
    ("language", "text", "read_as"),
    [
        ("en", "a hose, 15 m is enough", "a hose, at least 15 m"),
        ("en", "25 metres will do", "at least 25 metres"),
        ("fr", "15 m suffisent", "au moins 15 m"),
        ("fr", "20 heures, ça me suffit", "au moins 20 heures"),
        ("fr", "50 euros suffisent", "50 euros suffisent"),
        ("en", "50 pounds is enough", "50 pounds is enough"),
    ],
)
def test_what_is_enough_is_the_least_but_for_money(language: str, text: str, read_as: str) -> None:
    assert enough_as_least(text, language) == read_as
