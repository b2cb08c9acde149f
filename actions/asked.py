"""Which details of a product's sheet a message asks for, by their names in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from actions.counting import counted, is_counted
from actions.desk import Desk
from bot.advice.attributes import LocalDetail, local_details
from bot.advice.phrase import label
from bot.dialogue.words import plain
from bot.shopper.reading.lexicon import FILLER
from catalog_index.product import Product
from catalog_index.spelling import everyday
from catalog_index.text import fold, stems
from catalog_index.values import WEIGHT_NAMES

COUNTED = 100
"""Longer than any detail's name: what is counted says which detail is meant."""

_HEAVY_USE = re.compile(r"(?<!\w)heavy (?:rain|snow|use|usage|duty|loads?|traffic|winds?)(?!\w)")
"""No weight is asked for: "will it survive heavy rain?"."""


def asked_details(desk: Desk, product: Product, part: str | None = None) -> Sequence[LocalDetail]:
    """The details whose name (or, for yes and no, whose subject) is in the message, or in a `part` of it; those named
    in full first, the longest of them before all: "does it have red light" asks of no weight."""
    if desk.turn.meaning:
        return []
    said = part if part is not None else _said(desk)
    text = f" {plain(said)} "
    heavy = _HEAVY_USE.search(text) is not None
    found = [(COUNTED, detail) for detail in local_details(product, desk.language) if is_counted(detail, said)]
    for language in (desk.language, "en"):
        details = zip(local_details(product, desk.language), local_details(product, language), strict=False)
        for detail, named in details:
            if heavy and fold(named.name) in WEIGHT_NAMES:
                continue
            names = (named.local_name, *desk.catalogue.vocabulary.lexicon.names_of(named.name, narrower=False))
            if called := _longest_in(text, names):
                found.append((len(called), detail))
            if (head := _head(named.local_name, language)) in text.split():
                found.append(
                    (max(len(called), len(head)) + 1, detail)
                )  # « autonomie à pleine puissance » before what else is one
            elif not called and len(shared := _shared_words(desk, named.local_name, text)) > 1:
                found.append((len(" ".join(shared)), detail))  # « à pleine puissance », of the autonomy so called
            elif not called and _is_subject(desk, named.name, said):
                found.append((0, detail))
            elif not called and shared:
                found.append((-1, detail))
    return [detail for _, detail in sorted(found, key=lambda pair: -pair[0])]


def _said(desk: Desk) -> str:
    """The message; behind the question before where it only points at another product."""
    return f"{desk.turn.previous} {desk.turn.text}" if desk.turn.reading.ellipsis else desk.turn.text


def _is_subject(desk: Desk, name: str, said: str) -> bool:
    """Whether `said` has a word for the detail `name`, or for one of its words: "GPS battery" is a battery."""
    subjects = (name, *map(str.capitalize, name.split()))
    return any(desk.shop.words.hears(f"detail {subject}", said) for subject in subjects)


_AFTER = re.compile(r" (?:at|in|of|with|for|per|on|by) ")


def _head(name: str, language: str) -> str:
    """The word of a detail's name that says what it is: the first in French, in English the last before a preposition
    ("runtime at full power")."""
    spoken = _AFTER.split(plain(name))[0].split() or [""]
    return spoken[0 if language == "fr" else -1]


def _longest_in(text: str, names: Iterable[str]) -> str:
    """The longest of `names` that `text` holds, "" for none: « passe au four » asks of "Oven safe"."""
    return max((name for name in map(plain, names) if f" {name} " in text), key=len, default="")


def _shared_words(desk: Desk, name: str, text: str) -> set[str]:
    """The stems of the detail's name that a question has: "how much water does it hold" of "Water tank"."""
    return set(stems(name, desk.language)) & set(stems(text, desk.language))


# --- what no name of a detail says ------------------------------------------------------------------------------------

SHORTEST = 4
"""Letters of a word that may be what is asked about."""


def telling(desk: Desk, product: Product, part: str | None = None) -> set[str]:
    """The stems of what precisely is asked ("is it rechargeable?"), here or in a `part` of it; nothing for a wish to
    know more in general."""
    if desk.turn.meaning or "?" not in desk.turn.text:
        return set()
    text = desk.turn.text if part is None else part
    own = stems(" ".join([product.title, product.text(desk.language).title, product.brand]), desk.language)
    said = set(plain(text).split())
    pointed = {word for word in said if len(word) < SHORTEST}
    words = (said - pointed - everyday() - FILLER) | counted(text)
    return set(stems(" ".join(words), desk.language)) - set(own)


def spoken_of(desk: Desk, product: Product, asked: set[str]) -> LocalDetail | None:
    """The detail that the words asked about are a value of, here or in the merchant's advice: "is it rechargeable?" is
    answered by the kind of power."""
    if not asked:
        return None
    facets = desk.catalogue.vocabulary.facets
    names = {name for name, values in facets.items() if any(asked & set(stems(v, desk.language)) for v in values)}
    for question in desk.advisor.book.about(product.product_type).questions:
        for answer in question.answers:
            said = {word for words in answer.words.get(desk.language, ()) for word in stems(words, desk.language)}
            if question.ask.startswith("feature") and asked & said:
                names |= {bear.condition.attribute for bear in answer.bears}
    return next((d for d in local_details(product, desk.language) if d.name in names), None)


def own_fact(desk: Desk, product: Product, part: str | None = None) -> dict[str, str] | None:
    """Reviews and material are fields of their own."""
    text = desk.turn.text if part is None else part
    hears = desk.shop.words.hears
    if hears("rating", text) and product.average_rating:
        spoken = label("rating_value", rating=product.average_rating, count=product.review_count or 0)
        return {"label": desk.label("label_rating"), "value": desk.phrasing.phrase(spoken)}
    material = product.text(desk.language).material
    if hears("material", text) and material:
        return {"label": desk.label("label_material"), "value": material}
    return None
