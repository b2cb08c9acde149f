"""Which has the most, by figures or words of degree; no order where the sheets give none."""

from __future__ import annotations

from decimal import Decimal

from bot.advice.ranking import ranked
from catalog_index.product import Detail, Money, Product


def lamp(name: str, **details: str) -> Product:
    stated = tuple(Detail(key.replace("_", " "), value) for key, value in details.items())
    return Product(id=name, title=name, price=Money(Decimal(50), "EUR"), product_detail=stated)


LAMPS = [
    lamp("a", Brightness="450 lumens", Runtime="90 min", Warmth="Light", Use="Trail"),
    lamp("b", Brightness="1000 lumens", Runtime="2 h", Warmth="Warm", Use="Road"),
    lamp("c", Brightness="700 lumens", Warmth="Medium", Use="Trail"),
]


def names(found: object) -> list[str]:
    return [product.id for product in found.order]  # type: ignore[attr-defined]


def test_the_most_stands_first_and_the_least_when_it_is_asked_for() -> None:
    assert names(ranked(LAMPS, "Brightness")) == ["b", "c", "a"]
    assert names(ranked(LAMPS, "Brightness", least=True)) == ["a", "c", "b"]


def test_units_are_compared_and_who_says_nothing_is_named() -> None:
    found = ranked(LAMPS, "Runtime")
    assert found is not None
    assert (names(found), [p.id for p in found.silent], found.clear) == (["b", "a"], ["c"], True)


def test_words_of_degree_have_an_order_and_kinds_have_none() -> None:
    assert names(ranked(LAMPS, "Warmth")) == ["b", "c", "a"]
    assert ranked(LAMPS, "Use") is None


def test_level_ones_stand_out_by_nothing() -> None:
    found = ranked([LAMPS[0], lamp("d", Brightness="450 lumens")], "Brightness")
    assert found is not None
    assert not found.clear
