"""What a product's page says, in its own words and no more of them than one listens to."""

from __future__ import annotations

import re

from bot.dialogue.formats import in_sentence
from catalog_index.product import Product
from catalog_index.text import stems

_SENTENCE = re.compile(r"(?<=[.!?])\s")

FIRST_WORDS = 25
"""Of a description, when a product has no details: a longer one is for the page."""


def quoted(product: Product, asked: set[str], language: str) -> str | None:
    """The sentence about the product in which what was asked stands."""
    text = product.text(language)
    lines = [*text.product_highlight, *_SENTENCE.split(text.description.strip())]
    found = next((line.strip(" .") for line in lines if asked & set(stems(line, language))), None)
    return around(found, asked, language) if found else None


def around(line: str, asked: set[str], language: str) -> str:
    """A long sentence as far as it is short, about the word asked for."""
    said = line.split()
    if len(said) <= FIRST_WORDS:
        return line
    at = next((i for i, word in enumerate(said) if asked & set(stems(word, language))), 0)
    start = max(0, min(at - FIRST_WORDS // 2, len(said) - FIRST_WORDS))
    end = start + FIRST_WORDS
    return ("… " if start else "") + " ".join(said[start:end]) + ("…" if end < len(said) else "")


def first_words(product: Product, language: str) -> str:
    """The first sentence of the description, as far as it is short; the shelf where there is none."""
    text = product.text(language)
    first = _SENTENCE.split(text.description.strip(), maxsplit=1)[0].strip(" .")
    if not first:
        return in_sentence(text.product_type.rpartition(" > ")[2])
    said = first.split()
    return in_sentence(first if len(said) <= FIRST_WORDS else " ".join(said[:FIRST_WORDS]) + "…")
