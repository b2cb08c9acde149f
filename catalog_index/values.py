"""Values of product details: several in one, a leading number, a weight in grams, yes and no."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from catalog_index.text import fold

_NUMBER = re.compile(r"\s*[~≈<>≤≥+-]?\s*(\d+(?:[.,\s\u00a0\u202f]\d+)*)\s*([a-zA-Zµ\"%]*)")
_GRAMS = {
    "g": 1.0,
    "gr": 1.0,
    "gram": 1.0,
    "grams": 1.0,
    "grammes": 1.0,
    "kg": 1000.0,
    "oz": 28.3495,
    "lb": 453.592,
    "lbs": 453.592,
}
_YES = frozenset({"yes", "oui", "true", "vrai"})
_NO = frozenset({"no", "non", "false", "faux", "none", "aucun", "aucune", "without", "sans"})
WEIGHT_NAMES = frozenset({"weight", "poids", "item weight", "product weight"})
ONE_SIZE = frozenset({"", "one size", "onesize", "os", "tu", "u", "unique", "taille unique", "one size fits all"})


@lru_cache(maxsize=65_536)
def parts(value: str) -> tuple[str, ...]:
    """A value's parts: "Road, Trail" -> ("Road", "Trail"); a number with a decimal comma stays whole."""
    pieces = re.split(r"\s*[;|/]\s*|,\s+|,(?=\D)", value)
    return tuple(piece for piece in (p.strip() for p in pieces) if piece) or (value,)


@lru_cache(maxsize=65_536)
def number(value: str) -> float | None:
    """The leading number: "285 g" -> 285.0, "1 200 lm" -> 1200.0, "Yes" -> None."""
    match = _NUMBER.match(value)
    return _float(match[1]) if match else None


@lru_cache(maxsize=65_536)
def grams(value: str) -> float | None:
    """A weight in grams; a number without a unit counts as grams."""
    match = _NUMBER.match(value)
    if not match:
        return None
    factor = _GRAMS.get(match[2].lower(), 1.0 if not match[2] else None)
    amount = _float(match[1])
    return None if factor is None or amount is None else amount * factor


def _float(written: str) -> float | None:
    compact = re.sub(r"[\s\u00a0\u202f]", "", written)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", compact):
        compact = compact.replace(",", "")
    try:
        return float(compact.replace(",", "."))
    except ValueError:
        return None


def is_yes(value: str) -> bool:
    return fold(value.strip()) in _YES


def is_no(value: str) -> bool:
    return fold(value.strip()) in _NO


@lru_cache(maxsize=8192)
def size_key(size: str) -> str:
    """How sizes compare: "EU 42,5" and "42.5" are one, so are "xl" and "XL"; "" for one size."""
    plain = " ".join(fold(size).replace(",", ".").split())
    if plain in ONE_SIZE:
        return ""
    plain = re.sub(r"^(?:eu|eur|fr|taille|size|t)\.?\s*(?=\d|[smlx])|(?<=\d)\s*(?:eu|eur|fr)$", "", plain)
    plain = re.sub(r"^(\d+)xl$", lambda m: "x" * int(m[1]) + "l" if int(m[1]) < 9 else m[0], plain)
    return {"small": "s", "medium": "m", "large": "l", "extra large": "xl"}.get(plain, plain)


_SPAN = re.compile(r"(\d+(?:\.\d+)?) ?(?:-|/|–) ?(\d+(?:\.\d+)?)")


def spans(size: str, wanted: Iterable[str]) -> bool:
    """Whether a size that covers several ("43-46") covers one of `wanted`; all as size_key writes them."""
    both = _SPAN.fullmatch(size)
    if both is None:
        return False
    low, high = float(both[1]), float(both[2])
    return any(low <= float(key) <= high for key in wanted if re.fullmatch(r"\d+(?:\.\d+)?", key))


_LETTERS = r"(?:\d?x{0,4}[sl]|m)"
_LIST = re.compile(
    rf"\s*[;|]\s*|,\s+|,(?=\D)|(?<=\d\d),(?=\d\d)|(?<=[a-z])\s*[/-]\s*(?={_LETTERS}(?!\w))", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def several(size: str) -> tuple[str, ...]:
    """The sizes of an article that comes in several: "S, M" -> ("S", "M"), "S/M" -> ("S", "M"); "42,5" is one."""
    return tuple(piece.strip() for piece in _LIST.split(size) if piece.strip()) or (size,)
