"""Needs as people of other towns and countries put them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.shopper.reading import Context, Knowledge, read


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
