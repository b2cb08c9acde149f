"""A misunderstanding taken up: « non c'est pas ça », "you got me wrong", "I said under 100"."""

from __future__ import annotations

import pytest
from smallshop import SHOWN

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read
from bot.shopper.reading.repairs import repaired

HAD = Needs(category="Shoes > Trail")


@pytest.mark.parametrize(
    "text",
    [
        "non c'est pas ça", "nn pas sa", "vous m'avez mal comprise", "vous n'avez rien compris", "you got me wrong",
        "that's not what I asked", "you are not answering my question", "ce n'est pas ce que j'ai demandé",
    ],
)  # fmt: skip
def test_a_misunderstanding_alone_is_one_not_understood(known: Knowledge, text: str) -> None:
    reading = read(text, Context(known, "fr", HAD, shown=SHOWN))
    assert (reading.remark, reading.intent_hint, reading.repairs) == ("repair", "nlu_fallback", True)
    assert not reading.change


@pytest.mark.parametrize("text", ["I said under 100!", "non, j'ai dit moins de 100 €", "you didn't get it, under 100"])
def test_what_is_set_right_counts_as_said(known: Knowledge, text: str) -> None:
    reading = read(text, Context(known, "en", HAD, shown=SHOWN))
    assert reading.needs.budget_max == 100
    assert reading.needs.exclude == ()
    assert reading.intent_hint in ("inform_need", "change_mind")
    assert reading.repairs


def test_what_is_said_twice_is_no_objection_to_the_price(known: Knowledge) -> None:
    reading = read("I said under 100!", Context(known, "en", HAD.changed({"budget_max": 100}), shown=SHOWN))
    assert reading.intent_hint == "inform_need"


@pytest.mark.parametrize(
    "text",
    [
        "c'est pas mal", "that's it", "that's what I want", "j'ai dit à ma femme que je passerais", "i said yes",
        "ce n'est pas ce que j'ai commandé", "you don't get them any cheaper",
        "c'est pas ça qui me gêne", "not that one",
    ],
)  # fmt: skip
def test_what_takes_up_nothing_stays_as_it_is(text: str) -> None:
    assert repaired(text) == (text, False)


def test_a_wish_that_no_list_has_is_no_bare_complaint(known: Knowledge) -> None:
    reading = read("you didn't understand, I want a frumpled one", Context(known, "en", HAD, shown=SHOWN))
    assert (reading.remark, reading.intent_hint) == ("", "inform_need")
