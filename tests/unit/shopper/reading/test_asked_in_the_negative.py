"""A "no" that asks politely, a "nothing" that leaves out, and sizes and prices in odd places."""

from __future__ import annotations

from decimal import Decimal

import pytest
from smallshop import TRAIL

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("fr", "vous auriez pas une veste rouge", "Clothing > Jackets"),
        ("fr", "vous n'avez pas des chaussettes ?", "Clothing > Socks"),
        ("en", "you wouldn't have a jacket?", "Clothing > Jackets"),
        ("en", "don't you have socks?", "Clothing > Socks"),
    ],
)
def test_what_is_asked_for_in_the_negative_is_wanted(known: Knowledge, language: str, text: str, category: str) -> None:
    needs = read(text, Context(known, language)).needs
    assert (needs.category, needs.exclude) == (category, ())


@pytest.mark.parametrize(
    ("language", "text", "exclude"),
    [
        ("en", "a jacket, nothing pink", ("pink",)),
        ("fr", "une veste, rien de rose", ("pink",)),
        ("en", "nothing special", ()),
        ("fr", "rien de spécial", ()),
        ("fr", "rien de compliqué, une veste", ()),
        ("en", "nothing in particular", ()),
    ],
)
def test_nothing_of_a_kind_leaves_it_out(known: Knowledge, language: str, text: str, exclude: tuple[str, ...]) -> None:
    assert read(text, Context(known, language)).needs.exclude == exclude


def test_nothing_over_an_amount_is_a_limit(known: Knowledge) -> None:
    needs = read("nothing over 90", Context(known, "en")).needs
    assert (needs.budget_max, needs.exclude) == (Decimal(90), ())


def test_the_price_of_what_one_has_is_no_limit(known: Knowledge) -> None:
    assert read("socks for my 600 euro skis", Context(known, "en")).needs.budget_max is None
    assert read("socks for a 60 euro budget", Context(known, "en")).needs.budget_max == Decimal(60)


@pytest.mark.parametrize(
    ("language", "text", "asking", "sizes"),
    [
        ("en", "forty two", "size", ("42",)),
        ("en", "jacket small", None, ("S",)),
        ("en", "a jacket that one can pack small", None, ()),
        ("fr", "chaussures de trail, 38,5", None, ("38.5",)),
    ],
)
def test_sizes_in_words_and_at_the_end(
    known: Knowledge, language: str, text: str, asking: str | None, sizes: tuple[str, ...]
) -> None:
    needs = Needs(category=TRAIL) if asking else Needs()
    assert read(text, Context(known, language, needs, asking)).needs.sizes == sizes


@pytest.mark.parametrize(
    ("language", "text", "whom"),
    [
        ("fr", "j'aimerais offrir une montre GPS à mon beau-frère", "beau-frère"),
        ("en", "socks for my teenage son", "son"),
    ],
)
def test_whoever_it_is_offered_to_has_it(known: Knowledge, language: str, text: str, whom: str) -> None:
    assert read(text, Context(known, language)).needs.for_whom == whom
