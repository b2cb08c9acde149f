"""A later word corrects an earlier one inside the same sentence, whatever it is about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, OnScreen, read


def said(known: Knowledge, language: str, text: str, **context: Any) -> dict[str, Any]:
    """What changes, but for the shelf a budget is of (see test_moving)."""
    change = read(text, Context(known, language, **context)).change
    return {key: value for key, value in change.items() if key != "budget_of"}


TAKEN_BACK = [
    ("en", "trail shoes size 6... no, 39", {"sizes": ("39",)}),
    ("en", "trail shoes size 42, actually make that 44", {"sizes": ("44",)}),
    ("en", "trail shoes size 42 sorry 44, under 120", {"sizes": ("44",), "budget_max": Decimal(120)}),
    ("en", "trail shoes under 100, no wait, 120", {"budget_max": Decimal(120)}),
    ("en", "trail shoes, at least 50, no, 60 euros", {"budget_min": Decimal(60)}),
    ("en", "red trail shoes, I mean blue", {"colors": ("blue",)}),
    ("en", "Kelvane trail shoes, scratch that, Ventelle", {"brands": ("Ventelle",)}),
    ("fr", "chaussures de trail taille 42, enfin non 44, en noir", {"sizes": ("44",), "colors": ("black",)}),
    ("fr", "chaussures de trail bleues, plutôt noires", {"colors": ("black",)}),
    ("fr", "chaussures de trail à 100 euros max, euh non, 130", {"budget_max": Decimal(130)}),
    ("fr", "chaussures de trail entre 50 et 80, non, 100 euros", {"budget_max": Decimal(100)}),
    ("fr", "chaussures de trail femme, pardon, homme", {"gender": "men"}),
]


@pytest.mark.parametrize(("language", "text", "change"), TAKEN_BACK, ids=[row[1] for row in TAKEN_BACK])
def test_the_later_word_wins(known: Knowledge, language: str, text: str, change: dict[str, Any]) -> None:
    assert said(known, language, text) == {"category": "Shoes > Trail", **change}


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("en", "a jacket, scratch that, socks", "Clothing > Socks"),
        ("fr", "une veste, enfin non, des chaussettes", "Clothing > Socks"),
        ("fr", "une veste, je veux dire une montre GPS", "Watches > GPS watches"),
    ],
)
def test_another_thing_takes_the_place_of_the_first(known: Knowledge, language: str, text: str, category: str) -> None:
    assert said(known, language, text) == {"category": category}


@pytest.mark.parametrize(
    ("language", "text", "change"),
    [
        ("en", "trail shoes, no pink", {"category": "Shoes > Trail", "exclude": ("pink",)}),
        ("en", "trail shoes, no wait", {"category": "Shoes > Trail"}),
        ("fr", "plutôt une veste noire", {"category": "Clothing > Jackets", "colors": ("black",)}),
        (
            "fr",
            "une veste, plutôt noire, taille M",
            {"category": "Clothing > Jackets", "colors": ("black",), "sizes": ("M",)},
        ),
    ],
)
def test_nothing_is_taken_back_where_nothing_else_is_said(
    known: Knowledge, language: str, text: str, change: dict[str, Any]
) -> None:
    assert said(known, language, text) == change


def test_an_answer_may_correct_itself(known: Knowledge) -> None:
    needs = Needs(category="Shoes > Trail")
    assert said(known, "en", "42, no, 44", needs=needs, asking="size") == {"sizes": ("44",)}
    assert said(known, "fr", "80, enfin non 100", needs=needs, asking="budget") == {"budget_max": Decimal(100)}


def test_a_price_beside_the_size_asked_for_is_no_size(known: Knowledge) -> None:
    change = said(known, "en", "43, under 120", needs=Needs(category="Shoes > Trail"), asking="size")
    assert change == {"sizes": ("43",)} | {"budget_max": Decimal(120)}


def test_two_corrections_in_one_sentence_each_take_back_what_stands_before_them(known: Knowledge) -> None:
    change = said(known, "en", "trail shoes size 6... no, 39, under 100, no wait, 120")
    assert change == {"category": "Shoes > Trail", "sizes": ("39",), "budget_max": Decimal(120)}


def test_what_is_forgotten_is_not_looked_for(known: Knowledge) -> None:
    assert said(known, "en", "forget shoes, what GPS watch would you take") == {"category": "Watches > GPS watches"}


def test_a_figure_asked_about_after_a_size_is_a_size(known: Knowledge) -> None:
    needs = Needs(category="Shoes > Road", sizes=("44",))
    assert said(known, "en", "ok what about 42 then", needs=needs) == {"sizes": ("42",)}


def test_the_last_product_pointed_at_is_meant(known: Knowledge) -> None:
    shown = (OnScreen("a"), OnScreen("b"), OnScreen("c"))
    reading = read("plutôt la deuxième, non, la première", Context(known, "fr", shown=shown))
    assert (reading.refers, reading.intent_hint) == (("a",), "ask_product_info")


@pytest.mark.parametrize(
    ("language", "text", "before", "after"),
    [
        ("en", "forget the jackets, do you have socks?", "Clothing > Jackets", "Clothing > Socks"),
        (
            "fr",
            "laissez tomber les vestes et montrez-moi des chaussettes",
            "Clothing > Jackets",
            "Clothing > Socks",
        ),
        ("fr", "oubliez les vestes, la livraison prend combien de temps ?", "Clothing > Jackets", None),
        ("en", "forget the jackets, size 42 please", "Shoes > Trail", "Shoes > Trail"),
    ],
)
def test_what_is_said_after_a_shelf_was_let_go_is_read_without_it(
    known: Knowledge, language: str, text: str, before: str, after: str | None
) -> None:
    needs = read(text, Context(known, language, Needs(category=before, features=("waterproof",)))).needs
    assert needs.category == after
    assert needs.features == (("waterproof",) if after == before else ())
