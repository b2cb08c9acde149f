"""Which of those on screen? The question is told from a search, and the catalogue's own figure decides."""

from __future__ import annotations

from decimal import Decimal

import pytest
from smallshop import knowledge

from bot.shopper.reading.message import Context, read
from bot.shopper.reading.references import OnScreen, resolve
from bot.shopper.reading.superlatives import superlative
from catalog_index.text import fold_aligned

SCREEN = (
    OnScreen("a", "Abel Trail Shoes", "Abel", Decimal(90), ("beige",), rating=4.5, weight=300.0),
    OnScreen("b", "Brume Trail Shoes", "Brume", Decimal(70), ("black",), rating=4.1, weight=260.0),
    OnScreen("c", "Caillou Trail Shoes", "Caillou", Decimal(120), ("red",), rating=None, weight=None),
)


@pytest.mark.parametrize(
    ("text", "name", "item"),
    [
        ("which one is cheaper?", "cheapest", "b"),
        ("quel est le moins cher ?", "cheapest", "b"),
        ("Which is the most expensive?", "dearest", "c"),
        ("laquelle est la plus légère ?", "lightest", "b"),
        ("which of them weighs the least", "lightest", "b"),
        ("et la plus lourde ?", "heaviest", "a"),
        ("which has the best rating?", "best rated", "a"),
        ("lequel est le mieux noté ?", "best rated", "a"),
    ],
)
def test_the_product_on_screen_that_answers_is_named(text: str, name: str, item: str) -> None:
    asked, pointing = superlative(fold_aligned(text), SCREEN)
    assert (asked, pointing.item_ids) == (name, (item,))


@pytest.mark.parametrize(
    "text",
    [
        "which is the cheapest you have?",
        "une veste qui soit moins chère",
        "which one would you take?",
        "la deuxième est plus légère",
        "I want something lighter",
    ],
)
def test_other_words_ask_for_no_superlative(text: str) -> None:
    assert superlative(fold_aligned(text), SCREEN)[0] == ""


def test_nothing_is_answered_without_two_figures() -> None:
    assert superlative("which is the lightest?", SCREEN[1:])[0] == ""
    assert superlative("which is cheaper?", SCREEN[:1])[0] == ""


def test_it_is_a_question_about_a_product_unless_a_shelf_is_named() -> None:
    asked = read("which one is the lightest?", Context(knowledge(), "en", shown=SCREEN))
    assert (asked.superlative, asked.refers, asked.intent_hint) == ("lightest", ("b",), "ask_product_info")
    searched = read("which jacket is the lightest?", Context(knowledge(), "en", shown=SCREEN))
    assert searched.intent_hint != "ask_product_info"


@pytest.mark.parametrize("text", ["Évitez le beige.", "tout sauf le beige, sans le beige", "avoid the beige"])
def test_a_colour_to_avoid_points_at_no_product(text: str) -> None:
    assert resolve(fold_aligned(text), SCREEN, None).item_ids == ()
    assert resolve(fold_aligned("je prends le beige"), SCREEN, None).item_ids == ("a",)
