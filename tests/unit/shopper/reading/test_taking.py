"""Agreed on, or only to be seen: « ok la première » takes it, « la première » asks for more of it."""

from __future__ import annotations

import pytest
from smallshop import SHOWN

from bot.shopper.reading.message import Context, Knowledge, read

SAID = [
    ("fr", "ok la première", "accept_product"), ("fr", "d'accord, celle à 79 €", "accept_product"),
    ("fr", "allez, va pour la deuxième", "accept_product"), ("fr", "bon, parfait pour la dernière", "accept_product"),
    ("en", "take the first", "accept_product"), ("en", "ok the second one then", "accept_product"),
    ("en", "great, go for the red one", "accept_product"), ("en", "fine, the third please", "accept_product"),
    ("fr", "la première", "ask_product_info"), ("en", "the second one please", "ask_product_info"),
    ("fr", "et si je prends la deuxième, elle tient combien de temps ?", "ask_product_info"),
    ("en", "if I take the first, is it washable?", "ask_product_info"),
    ("fr", "ok la première est imperméable ?", None), ("en", "ok but is the first one waterproof?", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "intent"), SAID)
def test_what_is_agreed_on_is_taken(known: Knowledge, language: str, text: str, intent: str | None) -> None:
    reading = read(text, Context(known, language, shown=SHOWN))
    assert len(reading.refers) == 1
    assert reading.intent_hint == intent


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("fr", "non laisse. jla prends", "accept_product"),
        ("fr", "non c'est bon, je la prends", "accept_product"),
        ("en", "no, leave it. I'll take it then", "accept_product"),
        ("fr", "non, je la prends pas", None),
        ("en", "no, if I take it can I send it back?", None),
    ],
)
def test_a_message_may_end_by_taking_it(known: Knowledge, language: str, text: str, intent: str | None) -> None:
    assert read(text, Context(known, language, shown=SHOWN, focus="a", pick="a")).intent_hint == intent


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Allez, juste cette fois."),
        ("fr", "va pour cette fois-ci"),
        ("en", "ok just this once"),
        ("en", "fine, just this time"),
    ],
)
def test_this_once_consents_to_what_is_shown_and_pleads_where_a_discount_was_asked_for(
    known: Knowledge, language: str, text: str
) -> None:
    assert read(text, Context(known, language, shown=SHOWN)).intent_hint == "accept_product"
    pleading = Context(known, language, shown=SHOWN, last_intent="ask_discount")
    assert read(text, pleading).intent_hint == "ask_discount"
    assert read(text, Context(known, language)).intent_hint is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "first one x6"),
        ("fr", "la première x 3"),
        ("fr", "nous en prendrions 15 de la première"),
        ("en", "we'd take 15 of the first"),
    ],
)
def test_what_is_pointed_at_and_counted_is_taken(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language, shown=SHOWN)).intent_hint == "accept_product"
