from decimal import Decimal

import pytest

from bot.dialogue.formats import decimal_text, in_sentence, joined, money_text, sentence


@pytest.mark.parametrize(
    ("amount", "currency", "french", "english"),
    [
        ("89.90", "EUR", "89,90\u00a0€", "€89.90"),
        ("100.00", "EUR", "100\u00a0€", "€100"),
        ("1249.5", "USD", "1\u202f249,50\u00a0$", "$1,249.50"),
        ("12", "CHF", "12\u00a0CHF", "CHF\u00a012"),
        ("1249.5", "KWD", "1\u202f249,500\u00a0KWD", "KWD\u00a01,249.500"),
        ("1999", "JPY", "1\u202f999\u00a0JPY", "JPY\u00a01,999"),
    ],
)
def test_money_is_written_as_each_language_writes_it(amount: str, currency: str, french: str, english: str) -> None:
    assert money_text(Decimal(amount), currency, "fr") == french
    assert money_text(Decimal(amount), currency, "en") == english


def test_decimals_lists_and_sentences() -> None:
    assert (decimal_text(4.55, "fr"), decimal_text(4.6, "en")) == ("4,5", "4.6")
    assert joined(["a", "b", "c"], "{first} et {last}") == "a, b et c"
    assert joined(["a"], "{first} et {last}") == "a"
    assert sentence("très simple.") == "Très simple"
    assert tuple(map(in_sentence, ("Terrain gras", "GPS précis", "I run", "A bit of all"))) == (
        "terrain gras",
        "GPS précis",
        "I run",
        "a bit of all",
    )
