"""Why somebody wants a thing, how little they have to spend, and sizes one by one."""

from __future__ import annotations

import pytest

from bot.shopper.needs import Needs, from_json
from bot.shopper.reading.message import Context, Knowledge, read


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "trail shoes because my knee hurts", ("knee",)),
        ("fr", "des chaussures de trail parce que j'ai mal au genou", ("genou",)),
        ("en", "trail shoes because there is a lot of rain here", ("rain",)),
        ("fr", "une veste car il y a souvent de la pluie", ("pluie",)),
        ("fr", "une veste parce que la pluie me trempe", ("pluie",)),
        ("en", "trail shoes for the mud", ()),
    ],
)
def test_what_a_reason_speaks_of(known: Knowledge, language: str, text: str, told: tuple[str, ...]) -> None:
    assert read(text, Context(known, language)).needs.because == told


@pytest.mark.parametrize(
    ("language", "text", "little"),
    [
        ("fr", "chaussures de trail, budget serré", True),
        ("fr", "j'ai un tout petit budget, chaussures de trail", True),
        ("en", "trail shoes on a tight budget", True),
        ("en", "trail shoes, my budget is really small", True),
        ("fr", "chaussures de trail, budget limité à 100 €", False),
        ("en", "trail shoes on a tight budget, 80 at most", False),
        ("en", "trail shoes, not too tight", False),
    ],
)
def test_little_to_spend_is_kept_without_a_figure(known: Knowledge, language: str, text: str, little: bool) -> None:
    needs = read(text, Context(known, language)).needs
    assert needs.category == "Shoes > Trail"
    assert needs.thrifty is little
    assert ("budget" in needs.open) is little
    assert (needs.budget_max is None) is little or text.endswith("tight")


def test_a_limit_told_before_stands_beside_little_to_spend(known: Knowledge) -> None:
    before = Needs(category="Shoes > Trail", **from_json({"budget_max": 90}))
    needs = read("je suis sur un budget serré", Context(known, "fr", before)).needs
    assert (needs.budget_max, needs.thrifty, needs.open) == (before.budget_max, True, ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "trail shoes in sizes 39, 40 and 42"),
        ("fr", "chaussures de trail, pointures 39, 40 et 42"),
        ("fr", "chaussures de trail en 39, 40 ou 42"),
    ],
)
def test_sizes_told_one_by_one_are_all_kept(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language)).needs.sizes == ("39", "40", "42")


@pytest.mark.parametrize("text", ["plutôt des hautes", "des hautes"])
def test_a_high_cut_is_no_top(known: Knowledge, text: str) -> None:
    before = Needs(category="Shoes > Trail")
    assert read(text, Context(known, "fr", before)).needs.category == "Shoes > Trail"


@pytest.mark.parametrize(
    ("language", "text", "thing"),
    [("en", "our fridge died", "fridge"), ("fr", "notre frigo est mort", "frigo")],
)
def test_what_gave_out_is_looked_for_anew(known: Knowledge, language: str, text: str, thing: str) -> None:
    found = read(text, Context(known, language)).thing
    assert (found.name, found.foreign) == (thing, True)


@pytest.mark.parametrize(
    ("language", "text", "wished"),
    [("en", "too narrow isn't it", ()), ("fr", "trop étroit, non", ()), ("en", "wide ones please", ("wide fit",))],
)
def test_what_there_is_too_much_of_is_not_wished_for(
    known: Knowledge, language: str, text: str, wished: tuple[str, ...]
) -> None:
    assert read(text, Context(known, language, Needs(category="Shoes > Trail"))).needs.features == wished
