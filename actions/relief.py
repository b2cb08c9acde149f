"""Where somebody looks for relief of what hurts: the shelves whose pages speak of it as something they ease."""

from __future__ import annotations

from collections import Counter

from actions.desk import Desk
from bot.dialogue.words import plain
from bot.shopper.filters import filters_for
from bot.shopper.needs import Needs
from catalog_index.product import Product
from catalog_index.query import Query
from catalog_index.text import stems

LOOKED_AT = 60
SHELVES = 4
A_SENTENCE = ". "


def relieving(desk: Desk) -> list[str]:
    """The shelves where a page names, in one sentence, the part that hurts and an ease of it; the fullest of such pages
    first. A bag for the back or a strap across it eases nothing."""
    parts = desk.turn.reading.needs.because
    if not parts:
        return []
    within = filters_for(
        desk.needs.changed({"because": ()}) if desk.needs.gender else Needs(), desk.catalogue.vocabulary
    )
    eases = desk.shop.words.heard("eases")
    wanted = {stem for part in parts for stem in stems(part, desk.language)}
    text = " ".join([*parts, *eases])
    hits = desk.catalogue.search(Query(text, desk.language, within, limit=LOOKED_AT)).hits
    found = Counter(hit.product.product_type for hit in hits if _eases(hit.product, wanted, eases, desk.language))
    return [path for path, _ in found.most_common(SHELVES) if path]


def _eases(product: Product, wanted: set[str], eases: tuple[str, ...], language: str) -> bool:
    text = product.text(language)
    said = A_SENTENCE.join([*text.product_highlight, text.description]).split(A_SENTENCE)
    return any(
        wanted & set(stems(one, language)) and any(f" {word} " in f" {plain(one)} " for word in eases) for one in said
    )
