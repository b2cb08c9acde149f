"""Sizes said as a span ("sizes 37 to 40", « du S au L »), between two, or on their own between commas. Folded text."""

from __future__ import annotations

import re

from bot.shopper.reading import sizing
from catalog_index.text import fold_aligned
from catalog_index.vocabulary import Vocabulary

_SIZE = r"(?:\d{2}(?:[.,]5)?|x{0,3}[sl]|m|small|medium|large)"
_SPAN = re.compile(
    rf"(?<![\w.,'])(?:(?:du|from|entre|between|le|en|de) )?(?P<low>{_SIZE})"
    rf"(?:(?P<join> (?:to|au?|et|and|ou|or|through) )| ?[-–/] ?)(?:(?:le|du|un|a) )?(?P<high>{_SIZE})"
    r"(?! ?(?:[€$£%]|euros?|eur|km|cm|mm|g|kg|ans|an|years?|dollars?|pounds?|min|h)(?!\w))(?![\w.,]\d)(?!\w)"
)
_LISTED = re.compile(
    rf"(?<![\w.,'])(?P<sizes>{_SIZE}(?: ?[,/] ?{_SIZE})+,? ?(?:et|and|ou|or|&|,|/) ?{_SIZE})"
    r"(?! ?(?:[€$£%]|euros?|eur|km|cm|mm|g|kg|ans|an|years?|dollars?|pounds?|min|h)(?!\w))(?![\w.,]\d)(?!\w)"
)
"""Three sizes or more, one by one: "sizes 30, 33 and 36"."""
_OF_SIZES = re.compile(
    r"(?<!\w)(?:sizes?|tailles?|pointures?|(?:en|in)(?= \d\d ?[,/])|"
    r"wear|wears|chausse\w*|(?:je|il|elle|on) (?:fais|fait|suis entre)|"
    r"(?:i'm|i am|he's|she's) (?:usually |always |normally )?(?:between|a))(?!\w)"
)
_PART = re.compile(r"(?:^|[,;.:] ?)(?P<size>x{0,3}[sl]|m|small|medium|large|[2-4]xl)(?=$|[,;.!?])")
_IN = re.compile(
    r"(?<!\w)(?:in|en|(?:wo)?m[ae]n'?s?|ladies|kids|femme|homme|enfant) (?:an? |size |taille )?"
    r"(?P<size>small|medium|large|x{1,3}[sl]|[2-4]xl)(?!\w)"
)
_LAST = re.compile(r"^(?:[\w'-]+ ){1,3}(?P<size>small|medium|large)\W*$")
"""After a thing named in a few words: more of them, and it may be the thing that packs small."""
_IN_FIGURES = re.compile(
    r"(?:(?<!\w)(?:en|in(?: an?)?|in size|taille|pointure|size) |, ?(?=(?:3[4-9]|4\d)[.,]5))(?P<size>\d{2}[.,]5)"
    r"(?![\w%.,]\d|\w| ?(?:[€$£%]|euros?|eur|h|min|km|cm|mm|m|kg|g|l|jours?|days?|fois|times|mois|months?|ans|"
    r"years?)(?!\w))"
)
_OF_WHOM = re.compile(
    r"^\W*(?:(?:hello|hi|bonjour|i'm|i am|im|je suis|c'est|it's|pour|for|an?|une?|size|taille) )*"
    r"(?:(?P<women>woman|lady|female|women'?s?|ladies|femme|dame)|(?P<men>man|male|men'?s?|homme|monsieur)),? "
    r"(?:(?:size|taille|du|en|pointure) )?(?P<size>\d{2}(?:[.,]5)?)(?:,? (?:please|svp|stp|merci))?\W*$"
)
_ADULT = {"women": (34.0, 43.0), "men": (38.0, 50.0)}
"""European shoe sizes that hardly anybody's age is taken for: beyond them "woman, 58" tells how old she is."""
LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")
WIDEST = 7.0
"""Sizes apart up to which a span is one of sizes: "sizes 37 to 40", not a price between 20 and 60."""


def span_said(folded: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[int, int]] | None:
    """(the shop's sizes from the lowest to the highest said, place); the two alone where one hesitates between them.
    None where no span of sizes is said, or where the shop's own size is written as one ("43-46")."""
    if not _OF_SIZES.search(folded):
        return None
    if listed := _LISTED.search(folded):
        sizes = tuple(dict.fromkeys(_written(size) for size in re.findall(rf"(?<!\w){_SIZE}(?!\w)", listed["sizes"])))
        if {*sizes} & {*vocabulary.sizes}:
            return sizes, listed.span("sizes")
    for match in _SPAN.finditer(folded):
        low, high = (_written(match[name]) for name in ("low", "high"))
        if f"{low}-{high}" in vocabulary.sizes:
            return None
        inside = _letters(low, high) if low.isalpha() and high.isalpha() else _figures(low, high, vocabulary)
        if inside:
            either = (match["join"] or match[0]).strip(" -–") in ("et", "and", "ou", "or") or "/" in match[0]
            return ((low, high) if either else inside), match.span()
    return None


def part_said(folded: str, vocabulary: Vocabulary) -> tuple[str, tuple[int, int]] | None:
    """A letter size that stands alone between commas or after "in": "women's, medium", « en XL »."""
    known = {fold_aligned(size): size for size in vocabulary.sizes}
    figure = _IN_FIGURES.search(folded)
    if figure:  # also one that no shelf has: worth saying, not worth rounding
        return _written(figure["size"]), figure.span("size")
    whom = _OF_WHOM.match(folded)
    low, high = _ADULT["women" if whom["women"] else "men"] if whom else (0.0, 0.0)
    if whom and _written(whom["size"]) in vocabulary.sizes and low <= float(_written(whom["size"])) <= high:
        return _written(whom["size"]), whom.span("size")
    for pattern in (_PART, _IN, _LAST):
        match = pattern.search(folded)
        size = known.get(_written(match["size"]).lower()) if match else None
        if match and size:
            return size, match.span("size")
    return None


def _written(said: str) -> str:
    return sizing.LETTER_SIZES.get(said, said).upper().replace(",", ".")


def _letters(low: str, high: str) -> tuple[str, ...]:
    if low not in LETTERS or high not in LETTERS:
        return ()
    return LETTERS[LETTERS.index(low) : LETTERS.index(high) + 1]


def _figures(low: str, high: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    if not _is_number(low) or not _is_number(high) or not 0 < float(high) - float(low) <= WIDEST:
        return ()
    inside = [size for size in vocabulary.sizes if _is_number(size) and float(low) <= float(size) <= float(high)]
    return tuple(sorted(inside, key=float))


def _is_number(size: str) -> bool:
    return bool(re.fullmatch(r"\d+(?:\.\d+)?", size))
