"""So many of what is on screen, sizes after a person, what broke, who is only named beside: heard for what they are."""

from __future__ import annotations

import pytest
from smallshop import SHOWN, TRAIL

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read


def beside_cards(known: Knowledge, language: str, asking: str | None = None) -> Context:
    return Context(known, language, Needs(category=TRAIL), asking, SHOWN, pick="a")


@pytest.mark.parametrize("asking", [None, "choice"])
@pytest.mark.parametrize(
    ("language", "text", "item"),
    [
        ("fr", "ok 6 du premier", "a"),
        ("fr", "j'en veux deux de la deuxième", "b"),
        ("en", "3 of the second please", "b"),
        ("en", "ok, two pairs of the first one", "a"),
    ],
)
def test_so_many_of_one_takes_it(known: Knowledge, language: str, text: str, item: str, asking: str | None) -> None:
    reading = read(text, beside_cards(known, language, asking))
    assert (reading.refers, reading.intent_hint) == ((item,), "accept_product")


@pytest.mark.parametrize(
    ("language", "text", "sizes", "gender"),
    [
        ("en", "i'm a woman, 39", ("39",), "women"),
        ("en", "man 42 please", ("42",), "men"),
        ("fr", "je suis une femme, 39", ("39",), "women"),
        ("en", "i'm a woman, 58", (), "women"),
        ("en", "I'm a woman, 39 years old", (), "women"),
        ("fr", "femme, 44", (), "women"),
    ],
)
def test_a_figure_after_a_person_is_a_size_where_it_can_be_one(
    known: Knowledge, language: str, text: str, sizes: tuple[str, ...], gender: str
) -> None:
    needs = read(text, Context(known, language)).needs
    assert (needs.sizes, needs.gender) == (sizes, gender)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "What margin do you make?"),
        ("en", "how much does it cost you"),
        ("fr", "quelle est votre marge sur la première ?"),
        ("fr", "combien ça vous rapporte"),
    ],
)
def test_what_the_shop_earns_is_out_of_scope(known: Knowledge, language: str, text: str) -> None:
    reading = read(text, beside_cards(known, language))
    assert (reading.remark, reading.intent_hint) == ("margin", "out_of_scope")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "do you recommend it because of the margin?"),
        ("en", "how much does it cost?"),
        ("fr", "combien coûte la première ?"),
    ],
)
def test_a_price_asked_for_is_no_margin(known: Knowledge, language: str, text: str) -> None:
    assert read(text, beside_cards(known, language)).remark != "margin"


def test_what_broke_was_not_the_last_on_screen(known: Knowledge) -> None:
    reading = read("the last Kelvane I had fell apart", beside_cards(known, "en"))
    assert (reading.refers, reading.intent_hint) == ((), "complain")
    assert reading.needs.brands == ()


def test_whoever_buys_for_themselves_is_not_dressed_as_who_is_named_beside(known: Knowledge) -> None:
    said = "ma fille et moi courons ensemble, je cherche des chaussures de trail pour moi"
    assert read(said, Context(known, "fr")).needs.gender is None


@pytest.mark.parametrize(
    ("language", "text", "before", "level"),
    [
        ("fr", "plutôt sur route, 2 fois par semaine", "beginner", "beginner"),
        ("en", "I go twice a week", "beginner", "beginner"),
        ("en", "I go twice a week", None, "intermediate"),
        ("fr", "deux fois par semaine, je suis confirmé maintenant", "beginner", "expert"),
    ],
)
def test_how_often_somebody_goes_is_no_level_where_one_was_said(
    known: Knowledge, language: str, text: str, before: str | None, level: str
) -> None:
    assert read(text, Context(known, language, Needs(category=TRAIL, level=before))).needs.level == level
