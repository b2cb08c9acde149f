"""Several things asked of one product in one question: "is it adjustable, and what does it weigh?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.asked import asked_details, own_fact, spoken_of, telling
from actions.desk import Desk
from actions.quoting import quoted
from bot.dialogue.formats import in_sentence
from bot.shopper.filters import NO, YES
from bot.shopper.reading.shorthand import written_out
from catalog_index.product import Product
from catalog_index.text import fold, fold_aligned

_CUT = re.compile(r"[,;?!.]+(?=\s|$)|(?<!\w)(?:et|and|ou|or|mais|but|plus)(?!\w)")
"""Between two things asked."""

_OF_ONESELF = re.compile(r"^\W*(?:je|j'|on|nous|moi|mon|ma|mes|i|i'm|i've|we|my|our)(?!\w)")
"""What is told of oneself asks nothing: "I weigh 90 kg"."""

_WHOLE = re.compile(
    r"^\W*(?:(?:est|sont|a|ont|peut|va|fait)[- ](?:t-)?(?:il|elle|ils|elles)|(?:il|elle|ils|elles|on|ca)|"
    r"est-ce qu|(?:is|are|does|do|has|have|can|will) (?:it|they|this|that|these|those))(?!\w)"
)
"""A part that is a question by itself, and waits for its own answer."""


@dataclass(frozen=True, slots=True)
class Parts:
    """`told`: what the page says of each thing asked, in words; `silent`: it leaves one of them out."""

    told: tuple[str, ...]
    silent: bool = False


def answered_in_parts(desk: Desk, product: Product) -> Parts | None:
    """The answer to each of several things asked; None where but one is."""
    text = _text(desk)
    if desk.turn.meaning or "?" not in text:
        return None
    told: dict[str, None] = {}
    silent = False
    for part in _parts(text):
        if answer := _answer(desk, product, part):
            told[answer] = None
        elif _WHOLE.match(fold_aligned(part)) and telling(desk, product, part):
            silent = True
    return Parts(tuple(told), silent) if len(told) > 1 or (told and silent) else None


def names_in_parts(desk: Desk, products: Sequence[Product]) -> list[str]:
    """The details that the parts of a message ask for, one of each, as the sheets of any of `products` name them."""
    told: dict[str, None] = {}
    for part in _parts(_text(desk)):
        found = (detail.name for product in products for detail in asked_details(desk, product, part))
        told |= dict.fromkeys([name for name in [next(found, None)] if name])
    return list(told)


def _text(desk: Desk) -> str:
    """The message, or the one before where this only points at another product; texting written out."""
    said = desk.turn.previous if desk.turn.reading.ellipsis else desk.turn.text
    return written_out(said, desk.language)


def _parts(text: str) -> list[str]:
    found = _cut(text)
    return [part for part in found if part.strip() and not _OF_ONESELF.match(fold_aligned(part))]


def _cut(text: str) -> list[str]:
    edges = [0, *(edge for match in _CUT.finditer(fold_aligned(text)) for edge in match.span()), len(text)]
    return [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]


def _answer(desk: Desk, product: Product, part: str) -> str | None:
    """What the catalogue says of the one thing asked in `part`, as "name: value" or in its own words."""
    hears = desk.shop.words.hears
    detail = next(iter(asked_details(desk, product, part)), None)
    asked = telling(desk, product, part)
    if detail is None and (own := own_fact(desk, product, part)) is not None:
        return _named(desk, own["label"], own["value"])
    if (detail := detail or spoken_of(desk, product, asked)) is not None:
        return _named(desk, in_sentence(detail.local_name), in_sentence(detail.local_value))
    if hears("price", part):
        return _named(desk, desk.label("label_price"), desk.phrasing.price(product))
    if hears("color", part) and (colors := _colors(desk, product)):
        return _named(desk, desk.label("label_colors"), desk.phrasing.listed(colors))
    quote = quoted(product, asked, desk.language) if asked else None
    return desk.label("quoted", quote=quote) if quote else None


def _named(desk: Desk, name: str, value: str) -> str:
    """« poids 85 g »; "red light: yes", which is no amount of it."""
    return desk.label("detail", detail=name, value=value) if fold(value) in YES | NO else f"{name} {value}"


def _colors(desk: Desk, product: Product) -> list[str]:
    variants = [v for v in desk.catalogue.variants(product.group) if v.buyable and v.color]
    return list(dict.fromkeys(v.text(desk.language).color.lower() for v in variants))
