"""Shoe sizes of another country than the shop's: "UK 7", « pointure US 10 », told in the shop's own figures.

The systems count the length of the last (Wikipedia, "Shoe size"; ISO 19407:2023 tabulates the same): European sizes in
Paris points of 2/3 cm, British and American ones in barleycorns of 1/3 inch from where each begins. Makers differ by
half a size, so what is converted is said to be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.shopper.reading.lexicon import GENDERS
from catalog_index.text import fold_aligned
from catalog_index.values import size_key
from catalog_index.vocabulary import Vocabulary

_SCALE: Mapping[str, tuple[float, float]] = {
    "EU": (3 * 2.54 / 2, 0.0),
    "UK": (3.0, -25.0),
    "US": (3.0, -24.0),
    "US women": (3.0, -23.0),
}
"""System -> (sizes to the inch of last, size at no length). Of the scales for American women, the industry's (FIA): it
lies between what makers mark, 1.5 to 2.5 above the British size."""

_WORN: Mapping[str, tuple[float, float]] = {"EU": (34, 50), "UK": (2, 15), "US": (3, 17)}
"""The sizes that grown-ups wear: children are measured otherwise."""

NEAR = 0.75
"""Sizes between what is computed and the shop's nearest up to which that one is meant: half a size and the rounding."""

LADDER = 3
"""Of the sizes 5 to 9, more than so many: shoes, and no rings."""

_NAMES: Mapping[str, str] = {
    "UK": r"uk|gb|british|english|anglaise?s?|britanniques?",
    "US": r"us|usa|american|americaine?s?",
    "EU": r"eu|eur|european|europeenne?s?|continental|francaise?s?|french",
}
_SYSTEM = f"(?P<system>{'|'.join(_NAMES.values())})"
_NUMBER = r"(?P<number>\d{1,2}(?:[.,][05]|(?: |(?<=\d))(?:1/2|½| et demie?| and a half))?)"
_PERSON = r"(?P<person>(?:wo)?men'?s?|ladies'?|femmes?|hommes?|dames?)"
_WORD = r"(?:shoe )?(?:sizes?|tailles?|pointures?)"
_END = (
    r"(?![\w%€$£/-]|[.,]\d| ?(?:€|\$|£|dollars?|euros?|pounds?|km|kg|g|cm|inch(?:es)?|ans|years?|"
    r"of (?:the|them|us))(?!\w))"
)
_ABROAD = (
    re.compile(rf"(?<![\w-])(?:{_WORD}[ :]+)?{_SYSTEM}(?: {_WORD})?(?: {_PERSON})?[ :-]*{_NUMBER}{_END}"),
    re.compile(rf"(?<![\w-])(?:{_WORD}[ :]+)?{_NUMBER} ?(?:in |en )?(?:{_PERSON} )?{_SYSTEM}(?: {_WORD})?{_END}"),
)
_A_SIZE = re.compile(
    r"(?:^|[,;:(.!?] ?|(?<!\w)(?:an?|in|wears?|takes?|i'm|im|am|is|or|ou|en|du|fais|chausse|women'?s|men'?s) )$"
)
"""Before "us 9": a size; after another word it may be we who are shown nine."""

_PARIS = re.compile(rf"(?<![\w-])(?:pointures?|chausse(?:r|s|nt)?)(?: (?:du|en|un|est|:))* ?{_NUMBER}{_END}")
"""French has a word for the size of a shoe alone, and it counts in Paris points."""

_EUROPEAN = re.compile(r"(?<![\w.,€$£])(?:3[4-9]|4\d)(?![\w%€$£]|[.,]\d)")
_SMALL = re.compile(rf"(?<![\w-])(?:shoe )?sizes?(?: (?:is|an?))* ?:? ?{_NUMBER}{_END}")
"""An English size without its country; who names a European one beside it corrects a slip."""

_CHILD = re.compile(
    r"(?<!\w)(?:boys?|girls?|kids?|child(?:ren)?|toddlers?|enfants?|garcons?|filles?|fils|bebes?)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """`said` as the shopper gave it ("UK 7"), `size` in the shop's figures; `assumed`: the country was not said."""

    said: str
    size: str
    assumed: bool = False


def converted(
    text: str, gender: str | None, category: str | None, vocabulary: Vocabulary
) -> tuple[str, Conversion | None]:
    """`text` with a shoe size in the shop's own figures ("size 41"), and what was converted, if anything."""
    if not any(letter.isdigit() for letter in text):
        return text, None
    folded = fold_aligned(text)
    gender = (
        "kids" if _CHILD.search(folded) else next((g for g, said in GENDERS.items() if said.search(folded)), gender)
    )
    sizes = _shelf_sizes(vocabulary, category)
    own = _own_system(sizes, vocabulary.currency)
    system, match = _told(text, folded, own) if own and gender != "kids" else ("", None)
    if match is None or own is None:
        return text, None
    number = _figure(match["number"])
    if not _WORN[system][0] <= number <= _WORN[system][1]:
        return text, None
    size = _nearest(number, _scale(system, gender), _scale(own, gender), sizes)
    person = match.groupdict().get("person")
    told = " ".join(filter(None, [person and text[slice(*match.span("person"))], "size", size]))
    mended = f"{text[: match.start()]}{told}{text[match.end() :]}"
    return mended, None if system == own else Conversion(f"{system} {number:g}", size, match.re is _SMALL)


def is_shoe_shelf(category: str | None, vocabulary: Vocabulary) -> bool:
    """Whether what hangs there (None: in the whole shop) is counted as shoes are."""
    return _own_system(_shelf_sizes(vocabulary, category), vocabulary.currency) is not None


def _told(text: str, folded: str, own: str | None) -> tuple[str, re.Match[str] | None]:
    """(the system, where a size is told in it); ("", None) where none is."""
    for pattern in _ABROAD:
        for match in pattern.finditer(folded):
            if (
                match[0][:2] != "us"
                or text[match.start() :].startswith("US")
                or _A_SIZE.search(folded[: match.start()])
            ):
                return next(name for name, said in _NAMES.items() if re.fullmatch(said, match["system"])), match
    if own == "EU":
        return "UK", None if _EUROPEAN.search(folded) else _SMALL.search(folded)
    return "EU", _PARIS.search(folded)


def _shelf_sizes(vocabulary: Vocabulary, category: str | None) -> Sequence[str]:
    """The sizes of the shelf looked at, of the whole shop where none is."""
    if category is None:
        return vocabulary.sizes
    return [size for size in vocabulary.sizes if vocabulary.occurs("size", size_key(size), (category,))]


def _own_system(sizes: Sequence[str], currency: str) -> str | None:
    """How the shop counts shoes: as it writes ("UK 8"), else by its figures and its coin; None where nothing tells.

    European shoes go by ones and begin at 35; European clothes go by twos, British shoes end at 15.
    """
    written = [size[:2].upper() for size in sizes if size[:2].upper() in ("UK", "US") and _figure(size[2:])]
    if written:
        return max(set(written), key=written.count)
    figures = {_figure(size) for size in sizes}
    if figures & {37.0, 39.0, 41.0, 43.0}:
        return "EU"
    small = len(figures & {5.0, 6.0, 7.0, 8.0, 9.0}) > LADDER
    return {"GBP": "UK", "USD": "US"}.get(currency) if small else None


def _scale(system: str, gender: str | None) -> tuple[float, float]:
    return _SCALE["US women" if system == "US" and gender == "women" else system]


def _nearest(number: float, of: tuple[float, float], own: tuple[float, float], sizes: Sequence[str]) -> str:
    """The shop's size, as it writes it, next to the one computed; that one in halves where none comes near."""
    wanted = (number - of[1]) / of[0] * own[0] + own[1]
    apart = {size: abs(figure - wanted) for size in sizes if (figure := _figure(size.upper().strip("UKS ")))}
    best = min(apart, key=lambda size: apart[size], default="")
    return best if best and apart[best] <= NEAR else f"{round(wanted * 2) / 2:g}"


def _figure(written: str) -> float:
    """A size as a number; 0 for a letter."""
    whole = re.match(r" ?(\d{1,2})(?P<half>[.,]5| ?(?:1/2|½)| (?:et|and) .*)?(?:[.,]0)?$", written.strip())
    return float(whole[1]) + (0.5 if whole["half"] else 0.0) if whole else 0.0
