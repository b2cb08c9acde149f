"""Products called by their names, on screen or not: "the price of Billy Summers", « je prends le Pixel 6a »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.shopper.reading import lexicon
from bot.shopper.reading.heard import Place
from bot.shopper.reading.references import OnScreen, Pointing
from catalog_index.spelling import everyday
from catalog_index.text import bare, words
from catalog_index.vocabulary import Vocabulary

_SAID_OF_IT = re.compile(
    r"(?<!\w)(?:price|prix|costs?|coutent?|combien|how much|rating|notes?|rated|compar\w+|differences?|between|entre|"
    r"vs|versus|(?:what|how) about|tell me (?:more )?about|more about|parle[zr]?[- ]moi d\w*|en savoir plus|details?|"
    r"(?:take|taking|buy|buying|go for|order|reading|prends?|prendre|prendrai|acheter|commande\w*|choisis|garde)|"
    r"(?:et|and|ou|or|is|does|has|will|can|est-ce que) (?:le|la|les|the|l'))(?!\w)"
)
"""What is asked or said of a product that one can name. Who looks for something names it as well, but searches."""

_SEEKING = re.compile(
    r"(?<!\w)(?:looking for|search\w*|cherch\w+|do you (?:have|sell|stock|carry)|have you got|avez[- ]vous|vous avez|"
    r"vendez|il me faut|besoin|something|quelque chose|any|show me|montre\w*|"
    r"(?:like|want|need|wish|voudrais|veux|souhaite\w*|aimerais) (?:to )?(?:buy|get|order|acheter|commander))(?!\w)"
)

_WORD = re.compile(r"[\w][\w.'’+-]*\w|\w")
_OWN_NAME = re.compile(r"\s+(?:by|de|par|from)\s+|\s[-–—|]\s|[,(:|]")
"""What ends a title's own name: "1984 by George Orwell"."""


def names_something(folded: str) -> bool:
    """Whether a message may call a product by its name: something is asked or said of one."""
    return bool(_SAID_OF_IT.search(folded)) and not _SEEKING.search(folded)


def by_title(folded: str, candidates: Sequence[OnScreen], vocabulary: Vocabulary) -> Pointing:
    """The products of `candidates` (one of each model) whose name, or words of it that no other has, stand in `folded`,
    in the order said. Words of the shelves and sheets alone are no name: "the trail shoes"."""
    said = [(fold, match.span()) for match in _WORD.finditer(folded) for fold in words(match[0])[:1]]
    found: list[tuple[Place, str]] = []
    for item in candidates:
        others = [words(other.title) for other in candidates if other is not item]
        place = _longest(item.title, said, others, vocabulary)
        found += [(place, item.item_id)] if place else []
    kept = sorted(one for one in found if not any(_inside(one[0], other[0]) for other in found))
    return Pointing(tuple(item for _, item in kept), tuple(place for place, _ in kept))


def _inside(place: Place, other: Place) -> bool:
    return place != other and other[0] <= place[0] and place[1] <= other[1]


def _longest(
    title: str, said: Sequence[tuple[str, Place]], others: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> Place | None:
    """Where the longest run of the title's words stands that no other title has."""
    name, own = words(title), words(_OWN_NAME.split(title)[0])
    for length in range(min(len(name), len(said)), 0, -1):
        for start in range(len(said) - length + 1):
            run = [word for word, _ in said[start : start + length]]
            is_name = (length > 1 or run == own) and _has(name, run) and not any(_has(other, run) for other in others)
            if is_name and (len(run) == len(name) > 2 or any(_telling(word, vocabulary) for word in run)):
                return said[start][1][0], said[start + length - 1][1][1]
    return None


def _has(name: Sequence[str], run: Sequence[str]) -> bool:
    return any(name[at : at + len(run)] == run for at in range(len(name) - len(run) + 1))


def _telling(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word is a name's: no figure below a thousand, no everyday word, none of the shelves and sheets."""
    if word.isdigit():
        return len(word) > 3
    common = (_bared(frozenset(vocabulary.lexicon.words)), *vocabulary.forms.values())
    spoken = word in everyday() or word in lexicon.FILLER or any(bare(word) in forms for forms in common)
    return len(word) > 2 and not spoken


@lru_cache(maxsize=4)
def _bared(spoken: frozenset[str]) -> frozenset[str]:
    return frozenset(map(bare, spoken))
