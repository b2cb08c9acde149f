"""Which details of a product's sheet a message asks for, by their names in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from actions.counting import is_counted
from actions.desk import Desk
from bot.advice.attributes import LocalDetail, local_details
from bot.dialogue.words import plain
from catalog_index.product import Product
from catalog_index.text import fold, stems
from catalog_index.values import WEIGHT_NAMES

COUNTED = 100
"""Longer than any detail's name: what is counted says which detail is meant."""

_HEAVY_USE = re.compile(r"(?<!\w)heavy (?:rain|snow|use|usage|duty|loads?|traffic|winds?)(?!\w)")
"""No weight is asked for: "will it survive heavy rain?"."""


def asked_details(desk: Desk, product: Product) -> Sequence[LocalDetail]:
    """The details whose name (or, for yes and no, whose subject) is in the message; those named in full first, the
    longest of them before all: "does it have red light" asks of no weight."""
    if desk.turn.meaning:
        return []
    said = f"{desk.turn.previous} {desk.turn.text}" if desk.turn.reading.ellipsis else desk.turn.text
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
            elif not called and _is_subject(desk, named.name):
                found.append((0, detail))
            elif not called and _shares_a_word(desk, named.local_name, text):
                found.append((-1, detail))
    return [detail for _, detail in sorted(found, key=lambda pair: -pair[0])]


def _is_subject(desk: Desk, name: str) -> bool:
    """Whether the message has a word for the detail `name`, or for one of its words: "GPS battery" is a battery."""
    return any(desk.hears(f"detail {subject}") for subject in (name, *map(str.capitalize, name.split())))


_AFTER = re.compile(r" (?:at|in|of|with|for|per|on|by) ")


def _head(name: str, language: str) -> str:
    """The word of a detail's name that says what it is: the first in French, in English the last before a preposition
    ("runtime at full power")."""
    spoken = _AFTER.split(plain(name))[0].split() or [""]
    return spoken[0 if language == "fr" else -1]


def _longest_in(text: str, names: Iterable[str]) -> str:
    """The longest of `names` that `text` holds, "" for none: « passe au four » asks of "Oven safe"."""
    return max((name for name in map(plain, names) if f" {name} " in text), key=len, default="")


def _shares_a_word(desk: Desk, name: str, text: str) -> bool:
    """Whether a question has a word of the detail's name: "how much water does it hold" of "Water tank"."""
    return bool(set(stems(name, desk.language)) & set(stems(text, desk.language)))
