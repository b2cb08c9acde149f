"""Sizes said in a sentence: "pointure 39", "size M", "en 42", "XL"."""

# ruff: noqa: E501
# The tables of words and patterns below keep one kind per line.

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from catalog_index.measures import find_measures
from catalog_index.values import size_key

_LETTERS = r"xxxs|xxs|xs|xxxl|xxl|xl|[2-6]xl|s|m|l"
_NUMBER = r"\d{1,3}(?:[.,]5)?"
_WORD = r"tailles?|pointures?|sizes?|sz|taille du"
_EXPLICIT = re.compile(
    rf"(?<![^\W_])(?:{_WORD})(?![^\W\d_])(?: (?:is|est|eu|uk|us|fr|du|le|un|en|a|of|number|:))*[ :.]*"
    rf"(?P<sizes>(?:{_LETTERS}|small|medium|large|{_NUMBER})(?:(?: ?(?:/|-|,|ou|or|et|and|a|to) ?(?:la |le |du |en )?)"
    rf"(?:{_LETTERS}|small|medium|large|{_NUMBER})(?! ?(?:€|euros?|eur\b|\$|dollars?|km|g\b)))*)(?![\w%€$])"
)
_IMPLICIT = re.compile(
    rf"(?<![^\W_])(?:en|du|fais du|chausse du|wear an?|in an?|in|t)\.? ?(?P<size>{_NUMBER}|{_LETTERS})(?![\w%€$'/-]|[,.]\d| ?(?:€|euros?|eur\b|\$|km|g\b|h\b|min|heures?|hours?|jours?|days?|ans|fois|x\b|mm|cm|l\b))"
)
_BARE = re.compile(
    r"(?<![\w'’.-])(?<!\d[ \u00a0\u202f])(?P<size>XXXS|XXS|XS|XXXL|XXL|XL|[2-6]XL|xxl|xxs|xs|xl|[2-6]xl|S|M|L)(?![\w'’-]|\.\w)"
)
_LETTER_AND_FIGURE = re.compile(r"[^\W\d_].*\d|\d.*[^\W\d_]")
_ABROAD = re.compile(r"(?:UK|US) ?\d", re.IGNORECASE)
_EACH = re.compile(rf"small|medium|large|{_LETTERS}|{_NUMBER}")
_LETTER = re.compile(r"x*[sl]|m")
_MANIFEST = re.compile(r"x+[sl]")
"""What nobody takes for anything else than a size."""
_WORDS = {"small": "S", "medium": "M", "large": "L"}


def read_sizes(text: str, folded: str, known: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(size as sizes are written, start, end). Without a size word only sizes the catalogue has are taken for one."""
    keys = {size_key(size) for size in known}
    taken: list[tuple[int, int]] = []
    for size in known:  # that covers several: "43-46", names its country: "UK 8", or is told by itself: "A4"
        for match in (
            re.finditer(rf"(?<![\w.,-]){re.escape(size.lower())}(?![\w-]|[.,]\d)", folded)
            if ("-" in size or _ABROAD.match(size) or _unmistakable(size)) and size.lower() in folded
            else ()
        ):
            taken.append(match.span())
            yield size, *match.span()
    for match in _EXPLICIT.finditer(folded):
        if _overlaps(match.span(), taken):
            continue
        taken.append(match.span())
        for each in _EACH.finditer(match["sizes"]):
            yield _written(each[0]), *match.span()
    for match in _IMPLICIT.finditer(folded):
        if _worn(match["size"], keys) and not _overlaps(match.span(), taken):
            taken.append(match.span())
            yield _written(match["size"]), *match.span()
    if text.isupper():
        return  # shouted: an S or an M says nothing
    for match in _BARE.finditer(text):
        if _worn(match["size"], keys) and not _overlaps(match.span(), taken):
            yield _written(match["size"]), *match.span()


def _unmistakable(size: str) -> bool:
    """Whether it has letters and figures and is no measure: "A4", "90B", "M8", but not "250 g"."""
    return bool(_LETTER_AND_FIGURE.search(size)) and not any(find_measures(size.lower()))


def _worn(size: str, keys: Collection[str]) -> bool:
    """Whether the catalogue has the size, or such sizes at all: an XXL is one, also where there is none."""
    key = size_key(size)
    return key in keys or (bool(_MANIFEST.fullmatch(key)) and any(_LETTER.fullmatch(known) for known in keys))


def _written(size: str) -> str:
    return _WORDS.get(size, size.replace(",", ".").upper())


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and end > span[0] for start, end in taken)
