"""product_type paths: "Men > Tops > Jackets"."""

from __future__ import annotations

from functools import lru_cache

from catalog_index import people

SEPARATOR = " > "


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
    found = {gender for part in path.split(SEPARATOR) if (gender := people.alone(part))}
    return found.pop() if len(found) == 1 else ""
