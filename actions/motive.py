"""Why somebody wants a thing, answered by a page's own words: "because my knee hurts" by what it says of knees."""

from __future__ import annotations

from actions.quoting import quoted
from bot.advice.mentions import warning
from bot.shopper.needs import Needs
from catalog_index.lexicon import Lexicon
from catalog_index.product import Product
from catalog_index.text import stems


def answer_to(needs: Needs, product: Product, language: str, known: Lexicon) -> tuple[str, str] | None:
    """(what the reason speaks of, the sentence of the page about it); None where the page has none. What the page
    warns of is no answer."""
    for word in needs.because:
        asked = {stem for name in (word, *known.names_of(word, narrower=False)) for stem in stems(name, language)}
        quote = None if warning(product, word) else quoted(product, asked, language)
        if quote is not None:
            return word, quote
    return None
