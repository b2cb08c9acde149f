"""Figures that say neither what they count nor in what: pounds, half sizes, a bare price; and what is unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from smallshop import SHOWN

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read

TRAIL = Needs(category="Shoes > Trail")


@pytest.mark.parametrize(
    ("language", "text", "limits"),
    [
        ("en", "no more than 120 pounds", (None, 120)),
        ("en", "I can spend up to 80 pounds", (None, 80)),
        ("en", "between 50 and 80 pounds", (50, 80)),
        ("fr", "80 livres maximum", (None, 80)),
        ("fr", "90 livres sterling", (None, 90)),
        ("en", "I weigh 180 pounds, under 100 euros", (None, 100)),
        ("en", "I'm carrying 20 pounds of gear", (None, None)),
        ("en", "under a 20 pound pack", (None, None)),
        ("fr", "je porte 20 livres sur le dos au maximum", (None, None)),
    ],
)
def test_pounds_are_spent_or_weighed(
    known: Knowledge, language: str, text: str, limits: tuple[int | None, int | None]
) -> None:
    needs = read(text, Context(known, language, TRAIL)).needs
    assert (needs.budget_min, needs.budget_max) == limits


@pytest.mark.parametrize(
    ("text", "before", "limit"),
    [
        ("100", None, 100),
        ("enfin 150 si c'est bien", 80, 150),
        ("mettons 90", 80, 90),
        ("25 km", None, None),
        ("12", None, 12),
    ],
)
def test_a_bare_figure_is_what_it_may_cost(known: Knowledge, text: str, before: int | None, limit: int | None) -> None:
    needs = TRAIL.changed({"budget_max": Decimal(before) if before else None})
    after = read(text, Context(known, "fr", needs, shown=SHOWN)).needs
    assert after.budget_max == (limit or before)


@pytest.mark.parametrize("text", ["2", "42"])
def test_a_place_on_screen_and_a_size_are_no_price(known: Knowledge, text: str) -> None:
    assert read(text, Context(known, "fr", TRAIL, shown=SHOWN)).needs.budget_max is None


@pytest.mark.parametrize("text", ["38 et demi", "38,5", "du 38 1/2", "38½"])
def test_half_a_size_is_a_size_that_no_shelf_needs_to_have(known: Knowledge, text: str) -> None:
    needs = read(text, Context(known, "fr", asking="gender")).needs
    assert (needs.sizes, needs.category) == (("38.5",), "Shoes")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "je connais pas sa taille"),
        ("fr", "je ne sais pas trop quelle pointure il fait"),
        ("en", "I don't know her size"),
        ("en", "no idea what size he wears"),
    ],
)
def test_a_size_that_is_not_known_is_left_open(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language, TRAIL)).needs.open == ("size",)


def test_the_first_pair_on_screen_makes_nobody_a_beginner(known: Knowledge) -> None:
    found = read("ok, the first pair then", Context(known, "en", TRAIL, shown=SHOWN))
    assert (found.refers, found.needs.level) == (("a",), None)
    assert read("it's the first pair I buy", Context(known, "en", TRAIL)).needs.level == "beginner"


@pytest.mark.parametrize(
    ("text", "exclude"),
    [
        ("pas de chaussures trop moches", ()),
        ("pas de trail trop lourd", ()),
        ("pas de trail finalement", ("trail",)),
        ("pas de Kelvane", ("Kelvane",)),
    ],
)
def test_words_for_all_that_is_looked_at_leave_nothing_out(
    known: Knowledge, text: str, exclude: tuple[str, ...]
) -> None:
    assert read(text, Context(known, "fr", TRAIL)).needs.exclude == exclude


@pytest.mark.parametrize(
    ("text", "vain"), [("the second one in blue?", True), ("my second run", False), ("the first one", False)]
)
def test_a_place_that_is_not_on_screen_is_pointed_at_in_vain(known: Knowledge, text: str, vain: bool) -> None:
    found = read(text, Context(known, "en", TRAIL, shown=SHOWN[:1]))
    assert found.vain is vain
    assert not vain or found.refers == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "by the way, what's your name?"), ("fr", "comment vous appelez-vous ?"), ("fr", "quel est votre prénom ?")],
)
def test_who_asks_for_a_name_asks_who_speaks(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language)).remark == "identity"


@pytest.mark.parametrize(
    ("text", "limit"), [("120", 120), ("150 to 250", 250), ("15 km", None), ("50 km a week", None)]
)
def test_a_bare_figure_is_the_price_whatever_else_was_asked(known: Knowledge, text: str, limit: int | None) -> None:
    reading = read(text, Context(known, "en", TRAIL, asking="usage"))
    assert reading.needs.budget_max == (None if limit is None else Decimal(limit))


@pytest.mark.parametrize(
    ("language", "text", "limit"),
    [
        ("fr", "430 euros… aïe", None),
        ("fr", "ah oui quand même, 120 € !", None),
        ("en", "430 euros... ouch", None),
        ("en", "wow, 90 euros for that?!", None),
        ("fr", "430 euros max, aïe", 430),
        ("en", "430 euros", 430),
    ],
)
@pytest.mark.parametrize("needs", [Needs(), TRAIL])
def test_a_price_exclaimed_is_no_budget(
    known: Knowledge, language: str, text: str, limit: int | None, needs: Needs
) -> None:
    assert read(text, Context(known, language, needs)).needs.budget_max == limit
    answered = read("430 euros… aïe", Context(known, "fr", needs, asking="budget")).needs
    assert answered.budget_max == 430  # the question was what it may cost
