"""What "it" stands for, with several products on screen of which one is advised."""

from __future__ import annotations

import pytest
from smallshop import SHOWN, TRAIL

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read


def context(known: Knowledge, language: str, focus: str | None = None, **needs: str) -> Context:
    return Context(known, language, Needs(category=TRAIL, **needs), None, SHOWN, focus, pick="a")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "is it waterproof?"),
        ("en", "how heavy is it"),
        ("en", "can I wear it every day?"),
        ("en", "does it come in blue"),
        ("en", "I'll take it"),
        ("fr", "elle pèse combien ?"),
        ("fr", "est-ce qu'elle tient toute la journée"),
        ("fr", "on peut courir avec sous la pluie ?"),
        ("fr", "c'est étanche ?"),
        ("fr", "je la prends"),
    ],
)
def test_it_is_the_one_advised_unless_another_was_talked_about(known: Knowledge, language: str, text: str) -> None:
    assert read(text, context(known, language)).refers == ("a",)
    assert read(text, context(known, language, focus="b")).refers == ("b",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "is it raining in Paris?"),
        ("en", "is it possible to pay in three times?"),
        ("en", "how long does it take to deliver?"),
        ("en", "can they get wet?"),
        ("en", "I want it waterproof"),
        ("fr", "il y a une garantie ?"),
        ("fr", "il pleut souvent chez moi ?"),
        ("fr", "c'est combien ?"),
    ],
)
def test_no_product_stands_behind_an_it_that_is_nothing(known: Knowledge, language: str, text: str) -> None:
    assert read(text, context(known, language)).refers == ()


def test_he_or_she_may_be_whom_the_thing_is_for(known: Knowledge) -> None:
    assert read("elle est grande, ça ira ?", context(known, "fr", for_whom="femme")).refers == ()


def test_a_question_about_it_wishes_for_nothing(known: Knowledge) -> None:
    reading = read("is it good for beginners in the rocks?", context(known, "en"))
    assert reading.change == {}
    assert reading.intent_hint == "ask_product_info"
