"""Which shelf a text names: by a shelf's own name, one for several, or one after another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.shopper.reading import lexicon
from bot.shopper.reading.heard import Heard
from bot.shopper.reading.purposes import is_practised
from catalog_index.query import Understood
from catalog_index.text import fold_aligned, words
from catalog_index.understand import understand
from catalog_index.vocabulary import Vocabulary

NO_THINGS = lexicon.NOT_PRODUCTS | {"haute", "hautes", "basse", "basses"}
"""Words that sound like a shelf's and name no thing: of people, and of a cut (« plutôt des hautes »)."""


def by_its_name(text: str, unwanted: set[str], vocabulary: Vocabulary) -> str | None:
    """The shelf whose own name, or a part of it joined by "&", stands in the text, whatever its language;
    the fullest one."""
    said = set(words(text)) - unwanted
    named = [
        category
        for category in vocabulary.categories.values()
        for name in category.names.values()
        if any(part <= said for part in _parts_of(name))
    ]
    whole = [c for c in named if any(set(words(name)) <= said for name in c.names.values())]
    return max(whole or named, key=lambda c: c.count).path if named else None


@lru_cache(maxsize=10_000)
def _parts_of(name: str) -> tuple[frozenset[str], ...]:
    """The words of each part of a shelf's name: Gloves & Hats."""
    return tuple(own for part in re.split(r"[&/,]", name) if (own := frozenset(words(part))))


def shelf_below(text: str, category: str, vocabulary: Vocabulary) -> str | None:
    """The one shelf below `category` whose name alone has the word said: "acoustic", of guitars."""
    said = set(words(text)) - lexicon.FILLER
    below_it = [vocabulary.categories[path] for path in vocabulary.below(category)]
    named = [shelf for shelf in below_it if any(said & set(words(name)) for name in shelf.names.values())]
    return named[0].path if len(named) == 1 < len(below_it) else None


def things_named(heard: Heard, understood: Understood, vocabulary: Vocabulary) -> tuple[Sequence[str], Sequence[str]]:
    """(the shelves named, the words for them) without those that speak of the person: "and wears a 38"."""
    paths, pieces = understood.filters.categories, understood.found.get("categories", ())
    of_people = [piece for piece in pieces if {*words(piece)} <= NO_THINGS]
    if not of_people:
        return paths, pieces
    told = {path for piece in of_people for path in understand(piece, heard.language, vocabulary).filters.categories}
    return tuple(p for p in paths if p not in told), tuple(p for p in pieces if p not in of_people)


def one_category(paths: Sequence[str]) -> str | None:
    """One path for several: what they have in common, or the first when they have nothing."""
    if len(paths) < 2:
        return paths[0] if paths else None
    parts = [path.split(" > ") for path in paths]
    common = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    return " > ".join(common) or paths[0]


def one_by_one(heard: Heard, understood: Understood, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Different things asked for together ("a jacket and shoes"), in the order said; () for one thing, and for
    two words about one ("road and trail shoes")."""
    paths, pieces = things_named(heard, understood, vocabulary)
    if len(paths) < 2 or len(pieces) < len(paths):
        return ()
    said = sorted((heard.folded.find(fold_aligned(piece)), piece) for piece in pieces)
    each = [(at, understand(piece, heard.language, vocabulary).filters.categories) for at, piece in said]
    named = [(at, found[0]) for at, found in each if len(found) == 1]
    if {path for _, path in named} != set(paths):
        return ()
    return tuple(dict.fromkeys(path for at, path in named if not is_practised(heard.folded[:at])))
