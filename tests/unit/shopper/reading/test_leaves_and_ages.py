"""Leave taken in so many words, an age that is no size, and what is taken in the size known."""

from __future__ import annotations

import pytest
from smallshop import SHOWN

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read

TRAIL = Needs(category="Shoes > Trail", sizes=("39",))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "actually forget it, I'll come back"),
        ("fr", "laissez, je repasserai"),
        ("fr", "bon, je reviendrai demain"),
    ],
)
def test_who_puts_it_off_takes_leave(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language, TRAIL, shown=SHOWN)).intent_hint == "goodbye"


@pytest.mark.parametrize(
    ("text", "sizes"),
    [("trail shoes, I'm 34, total beginner", ()), ("trail shoes, I'm 52", ()), ("trail shoes, I'm a 39", ("39",))],
)
def test_how_old_somebody_is_is_no_size(known: Knowledge, text: str, sizes: tuple[str, ...]) -> None:
    assert read(text, Context(known, "en")).needs.sizes == sizes


def test_what_was_talked_about_is_taken_in_the_size_known(known: Knowledge) -> None:
    reading = read("ok go with 39", Context(known, "en", TRAIL, shown=SHOWN, focus=SHOWN[0].item_id))
    assert reading.intent_hint == "accept_product"


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("chaussures de trail pour ma petite-fille de 14 ans", "women"),
        ("chaussures de trail pour mon petit-fils de 15 ans", "men"),
        ("chaussures de trail pour ma petite-fille de 9 ans", "kids"),
    ],
)
def test_a_grandchild_in_grown_up_sizes_is_no_child(known: Knowledge, text: str, gender: str) -> None:
    assert read(text, Context(known, "fr")).needs.gender == gender


def test_a_size_told_where_a_price_was_asked_for_is_no_price(known: Knowledge) -> None:
    needs = read("du 42", Context(known, "fr", Needs(category="Shoes > Trail"), asking="budget")).needs
    assert (needs.sizes, needs.budget_max) == (("42",), None)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "plus cher alors, mais solides"), ("en", "something more expensive, but light"), ("en", "pricier please")],
)
def test_what_costs_more_may_be_wished_for_with_a_but(known: Knowledge, language: str, text: str) -> None:
    reading = read(text, Context(known, language, Needs(category="Shoes > Trail"), shown=SHOWN))
    assert reading.intent_hint == "ask_alternative"


@pytest.mark.parametrize("text", ["c'est plus cher qu'ailleurs", "that's more expensive than I thought"])
def test_what_is_found_dear_is_no_such_wish(known: Knowledge, text: str) -> None:
    reading = read(text, Context(known, "fr", Needs(category="Shoes > Trail"), shown=SHOWN))
    assert reading.intent_hint != "ask_alternative"
