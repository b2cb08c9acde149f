"""Agreed on, or only to be seen: « ok la première » takes it, « la première » asks for more of it."""

from __future__ import annotations

import pytest
from smallshop import SHOWN

from bot.shopper.reading import Context, Knowledge, read

SAID = [
    ("fr", "ok la première", "accept_product"), ("fr", "d'accord, celle à 79 €", "accept_product"),
    ("fr", "allez, va pour la deuxième", "accept_product"), ("fr", "bon, parfait pour la dernière", "accept_product"),
    ("en", "take the first", "accept_product"), ("en", "ok the second one then", "accept_product"),
    ("en", "great, go for the red one", "accept_product"), ("en", "fine, the third please", "accept_product"),
    ("fr", "la première", "ask_product_info"), ("en", "the second one please", "ask_product_info"),
    ("fr", "ok la première est imperméable ?", None), ("en", "ok but is the first one waterproof?", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "intent"), SAID)
def test_what_is_agreed_on_is_taken(known: Knowledge, language: str, text: str, intent: str | None) -> None:
    reading = read(text, Context(known, language, shown=SHOWN))
    assert len(reading.refers) == 1
    assert reading.intent_hint == intent
