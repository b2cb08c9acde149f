"""product_type paths: "Men > Tops > Jackets"."""

from __future__ import annotations

from functools import lru_cache

from catalog_index.text import words

SEPARATOR = " > "
_GENDERS = {
    "men": frozenset({"men", "man", "mens", "male", "homme", "hommes"}),
    "women": frozenset({"women", "woman", "womens", "female", "femme", "femmes", "ladies"}),
    "kids": frozenset({"kids", "kid", "children", "boys", "girls", "enfant", "enfants", "junior"}),
    "unisex": frozenset({"unisex", "unisexe", "mixte"}),
}
GENDER_WORDS = frozenset().union(*_GENDERS.values())


@lru_cache(maxsize=65_536)
def ancestors(path: str) -> tuple[str, ...]:
    """The path and what it lies below, most general first: "A > B" -> ("A", "A > B"); () for ""."""
    pieces = path.split(SEPARATOR) if path else []
    return tuple(SEPARATOR.join(pieces[: i + 1]) for i in range(len(pieces)))


def leaf(path: str) -> str:
    """The last part of a path."""
    return path.rsplit(SEPARATOR, 1)[-1]


def parent(path: str) -> str:
    """The path above; "" for a top one."""
    return path.rpartition(SEPARATOR)[0]


def at_or_below(path: str, other: str) -> bool:
    """Whether `path` is `other` or lies below it."""
    return path == other or path.startswith(other + SEPARATOR)


@lru_cache(maxsize=65_536)
def gender_of(path: str) -> str:
    """The gender a path says ("Women > Tops" -> women), "" when it says none or several."""
    found = {gender for part in path.split(SEPARATOR) if (gender := segment_gender(part))}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=65_536)
def segment_gender(segment: str) -> str:
    """The gender a path's part names and nothing else ("Men", "Women's"); "" for any other part."""
    named = [w for w in words(segment) if w != "s"]
    found = {gender for gender, names in _GENDERS.items() for word in named if word in names}
    return found.pop() if len(found) == 1 and all(word in GENDER_WORDS for word in named) else ""
