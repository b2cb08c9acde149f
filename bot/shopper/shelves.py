"""Shelves that hang by person: "Men > Tops > Tees" and "Women > Tops > Tees" are one kind of thing on two rails."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_index.mixed import shelf_of
from catalog_index.paths import at_or_below
from catalog_index.people import person_of
from catalog_index.text import LANGUAGES, stems, words
from catalog_index.values import size_key
from catalog_index.vocabulary import Vocabulary

_JOINED = re.compile(r"\s*[&/,+]\s*")


def gender_of(path: str) -> str | None:
    """Whose rail the path is on; None where it is everybody's."""
    return next((gender for part in path.split(" > ") if (gender := person_of(part))), None)


def impersonal(path: str) -> str:
    """The path without the parts that name people: "Tops > Tees"; the whole path where nothing else is left."""
    return " > ".join(part for part in path.split(" > ") if not person_of(part)) or path


def is_shelf(name: str, path: str | None, vocabulary: Vocabulary) -> bool:
    """Whether `name` is a shelf's, or what the shelf `path` is called in short: « chaussettes » of « chaussettes de
    running ».
    """
    if name and vocabulary.paths_named(name):
        return True
    called = [vocabulary.category_name(path, language) for language in LANGUAGES] if path else []
    named = [(set(stems(name, each)), set(stems(one, each))) for one, each in zip(called, LANGUAGES, strict=False)]
    return any(said and said <= whole for said, whole in named)


def is_this_shelf(name: str, path: str, vocabulary: Vocabulary) -> bool:
    """Whether `name` is what the shelf `path`, one above it or one of its own is called."""
    if paths := vocabulary.paths_named(name):
        return any(at_or_below(path, each) or at_or_below(each, path) for each in paths)
    return is_shelf(name, path, vocabulary)


def rails(path: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The paths that hold the same kind of thing, `path` first."""
    if gender_of(path) is None or impersonal(path) == path:
        return (path,)
    kind = impersonal(path)
    same = (known for known in vocabulary.categories if known != path and impersonal(known) == kind)
    return (path, *same)


def rails_akin(path: str, gender: str | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The paths of that person that hold more than `path`, another's; () where nobody was named."""
    if gender is None or gender_of(path) in (None, gender):
        return ()
    return tuple(known for known in vocabulary.categories if gender_of(known) == gender and is_akin(known, path))


def is_akin(path: str, wanted: str) -> bool:
    """Whether `path`, another person's, holds `wanted` and more: "Women > Bras & Tanks" for "Men > Tanks"."""
    persons = gender_of(path), gender_of(wanted)
    if None in persons or persons[0] == persons[1]:
        return False
    (place, _, name), (own_place, _, own) = (impersonal(each).rpartition(" > ") for each in (path, wanted))
    return place == own_place and name != own and set(words(own)) in ({*words(part)} for part in _JOINED.split(name))


def hangs_on(product_type: str, wanted: str) -> bool:
    """Whether a product's path is `wanted` or below it, on any rail; of a shelf's part, whether on the shelf."""
    wanted = shelf_of(wanted)
    kind, path = impersonal(wanted), impersonal(product_type)
    if kind == wanted:
        return product_type == wanted or product_type.startswith(wanted + " > ")
    return path == kind or path.startswith(kind + " > ") or is_akin(product_type, wanted)


ONE_TRADE = 0.7
"""Share of the shelves that have a size from which the trade they belong to is meant by it: sandals for after the run
hang elsewhere, and 39 is a shoe's size all the same."""


def trade_of(sizes: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """The path of the first level that sells these sizes, and hardly another does; None where there are none."""
    found = [vocabulary.found_in.get(("size", size_key(size)), frozenset()) for size in sizes]
    tops = [path.split(" > ")[0] for path in frozenset.intersection(*found)] if found else []
    best = max(sorted(set(tops)), key=tops.count, default="")
    meant = bool(best) and not person_of(best) and tops.count(best) >= ONE_TRADE * len(tops)
    return best if meant else None


def without_shelf(rest: str, name: str) -> str:
    """What was left over, without the category's name that was put before the text."""
    left, own = rest.split(), set(words(name))
    while left and set(words(left[0])) <= own:
        left.pop(0)
    return " ".join(left)
