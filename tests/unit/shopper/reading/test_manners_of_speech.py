"""Needs as people of other towns and countries put them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.shopper.reading.message import Context, Knowledge, read


@pytest.mark.parametrize(
    ("language", "text", "whom", "gender"),
    [
        ("fr", "des chaussettes pour mon chum", "chum", "men"),
        ("fr", "c'est pour ma blonde", "blonde", "women"),
        ("fr", "un cadeau pour ma meuf", "meuf", "women"),
        ("en", "socks for my hubby", "hubby", "men"),
        ("en", "a gift for my nan", "nan", "women"),
        ("en", "shoes for my missus", "missus", "women"),
        ("en", "a present for my mate", "mate", None),
    ],
)
def test_people_are_known_by_what_they_are_called_at_home(
    known: Knowledge, language: str, text: str, whom: str, gender: str | None
) -> None:
    needs = read(text, Context(known, language)).needs
    assert (needs.for_whom, needs.gender) == (whom, gender)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "road shoes, size 42, no more than 120 quid"), ("fr", "chaussures de route, du 42, pas plus de 120 euros")],
)
def test_a_size_before_a_limit_is_no_limit_itself(known: Knowledge, language: str, text: str) -> None:
    needs = read(text, Context(known, language)).needs
    assert (needs.sizes, needs.budget_max) == (("42",), Decimal(120))


def test_a_large_is_one_size_whoever_is_one(known: Knowledge) -> None:
    assert read("a jacket for my husband, he's a large", Context(known, "en")).needs.sizes == ("L",)


def test_a_limit_said_with_tops_names_no_tops(known: Knowledge) -> None:
    assert read("a jacket, 150 tops, not pink", Context(known, "en")).needs.budget_max == Decimal(150)


@pytest.mark.parametrize(("language", "text"), [("fr", "une veste sans souci"), ("en", "a jacket without any hassle")])
def test_what_no_thing_could_have_is_not_left_out(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language)).needs.exclude == ()


@pytest.mark.parametrize(
    ("language", "text"), [("en", "I've run a couple of marathons"), ("fr", "j'ai fait deux semi-marathons")]
)
def test_whoever_has_run_several_marathons_is_no_beginner(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language)).needs.level == "expert"


@pytest.mark.parametrize(
    ("language", "text", "brands", "exclude"),
    [
        ("fr", "mes Kelvane m'ont lâché, je veux autre chose pour le trail", (), ("Kelvane",)),
        ("en", "my last Kelvane fell apart after a month, need new trail shoes", (), ("Kelvane",)),
        ("en", "something to replace my old Kelvane trail shoes", (), ()),
        ("fr", "j'ai adoré mes Kelvane, je veux les mêmes", ("Kelvane",), ()),
        ("en", "my favourite brand is Kelvane", ("Kelvane",), ()),
    ],
)
def test_the_brand_of_what_somebody_has_is_no_wish_unless_they_love_it(
    known: Knowledge, language: str, text: str, brands: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    needs = read(text, Context(known, language)).needs
    assert (needs.brands, needs.exclude) == (brands, exclude)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "a jacket, nothing with a hood"), ("fr", "une veste, rien avec une capuche")]
)
def test_nothing_with_it_is_without_it(known: Knowledge, language: str, text: str) -> None:
    assert len(read(text, Context(known, language)).needs.exclude) == 1


def test_a_watch_is_no_wish_to_be_shown_something(known: Knowledge) -> None:
    reading = read("montre", Context(known, "fr"))
    assert reading.remark == ""
    assert (reading.needs.category or "").startswith("Watches")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("gps watch 150-200", 150, 200), ("gps watch 36-40", None, None), ("gps watch 2019-2020", None, None)],
)
def test_round_figures_beside_a_thing_are_what_it_may_cost(
    known: Knowledge, text: str, low: int | None, high: int | None
) -> None:
    needs = read(text, Context(known, "en")).needs
    assert (needs.budget_min, needs.budget_max) == (low, high)


@pytest.mark.parametrize(("language", "text"), [("en", "jacket men small"), ("en", "jacket women's small")])
def test_a_letter_after_a_person_is_a_size(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language)).needs.sizes == ("S",)


def test_years_of_practice_make_an_expert(known: Knowledge) -> None:
    assert read("ça fait dix ans que je cours", Context(known, "fr")).needs.level == "expert"
