"""Numbers and money as they are written in each language; lists with their last "and"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from catalog_index.currency import smallest
from catalog_index.text import uncapitalised

NO_BREAK = "\u00a0"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


def money_text(amount: Decimal, currency: str, language: str) -> str:
    """« 89,90 € » in French, €89.90 in English; whole amounts without cents; an unknown currency by its code."""
    whole = amount == amount.to_integral_value()
    figures = f"{amount:,.0f}" if whole else f"{amount.quantize(smallest(currency)):,f}"
    symbol = SYMBOLS.get(currency)
    if language == "fr":
        figures = figures.replace(",", "\u202f").replace(".", ",")
        return f"{figures}{NO_BREAK}{symbol or currency}"
    return f"{symbol}{figures}" if symbol else f"{currency}{NO_BREAK}{figures}"


def decimal_text(value: float, language: str) -> str:
    """One decimal: « 4,6 » in French, 4.6 in English."""
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "fr" else text


def joined(parts: Sequence[str], template: str) -> str:
    """ "a, b and c"; `template` joins the last two ("{first} and {last}")."""
    if len(parts) < 2:
        return "".join(parts)
    return template.replace("{first}", ", ".join(parts[:-1])).replace("{last}", parts[-1])


def sentence(text: str) -> str:
    """With a capital letter and without a final stop: the template that takes it sets its own."""
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:]


def in_sentence(text: str) -> str:
    """Without its capital, to stand in the middle of a sentence; acronyms and the English "I" keep theirs."""
    return uncapitalised(text)
