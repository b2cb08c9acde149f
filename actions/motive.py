"""Why somebody wants a thing, answered by a page's own words: "because my knee hurts" by what it says of knees."""

from __future__ import annotations

from collections.abc import Collection

from actions.quoting import quoted
from bot.advice.mentions import warning
from bot.dialogue.words import plain
from bot.shopper.needs import Needs
from bot.shopper.reading.injuries import BODY_PART
from catalog_index.lexicon import Lexicon
from catalog_index.product import Product
from catalog_index.text import stems


def answer_to(
    needs: Needs, product: Product, language: str, known: Lexicon, eases: Collection[str] = ()
) -> tuple[str, str] | None:
    """(what the reason speaks of, the sentence of the page about it); None where the page has none. What the page
    warns of is no answer, and of what hurts only a sentence with one of the words `eases`."""
    for word in needs.because:
        asked = {stem for name in (word, *known.names_of(word, narrower=False)) for stem in stems(name, language)}
        quote = None if warning(product, word) else quoted(product, asked, language)
        if quote is not None and (not BODY_PART.fullmatch(word) or _has(quote, eases)):
            return word, quote
    return None


def _has(quote: str, said: Collection[str]) -> bool:
    return any(f" {word} " in f" {plain(quote)} " for word in said)
