"""Words that shoppers used and the catalogue answered with nothing, or with a guess."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalog_index.colors import families
from catalog_index.index import CatalogueIndex
from catalog_index.spelling import everyday
from catalog_index.text import STOP_WORDS, fold, words

SHORTEST = 3
PAIR = 2
"""Words of a wish that is taken as one: of three and more, each may be of another thing."""
MOST = 40
"""Words looked at, the most often said first: a report longer than that is read by nobody."""
_STOP = frozenset().union(*STOP_WORDS.values())


@dataclass(frozen=True, slots=True)
class Saying:
    """Words a shopper used to look for something. `searched`: in the shop's search box, where every word counts;
    in a conversation everyday words are no product's name.
    """

    text: str
    language: str
    who: str
    searched: bool = False


@dataclass(frozen=True, slots=True)
class FailingWord:
    """`said_by`: in how many conversations. `guessed`: something was shown, that no word of the catalogue led to.
    `written`: as most shoppers write it, accents included.
    """

    word: str
    language: str
    said_by: int
    guessed: bool
    written: str


def failing(index: CatalogueIndex, sayings: Iterable[Saying]) -> list[FailingWord]:
    """The most said first; at most MOST. Two words said alone that both find nothing are one wish: "home trainer"."""
    wishes = [(saying, _names(saying, index.vocabulary.known)) for saying in sayings]
    single = _said((saying, names) for saying, names in wishes)
    lost = {word for word, who in single.items() if not finds(index, word, _language(who))}
    kept = ((saying, [name for name in names if name in lost]) for saying, names in wishes)
    joined = _said((s, [" ".join(names)] if len(names) == len(words(s.text)) == PAIR else names) for s, names in kept)
    forms = _forms(saying.text for saying, _ in wishes)
    found = [
        FailingWord(word, spoken, len(who), _shows(index, word, spoken), _written(word, forms))
        for word, who in joined.items()
        if (spoken := _language(who)) and (word in lost or not finds(index, word, spoken))
    ]
    return sorted(found, key=lambda f: (-f.said_by, f.guessed, f.word))[:MOST]


def _said(wishes: Iterable[tuple[Saying, Iterable[str]]]) -> dict[str, dict[str, str]]:
    """word -> in which conversation -> in which language."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for saying, names in wishes:
        for name in names:
            said[name][saying.who] = saying.language
    return said


def _forms(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """word -> how it was written, how often."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for token in re.findall(r"[^\W_]+", text.lower()):
            forms[fold(token)][token] += 1
    return forms


def _written(word: str, forms: Mapping[str, Counter[str]]) -> str:
    return " ".join(forms[part].most_common(1)[0][0] if part in forms else part for part in word.split())


def _language(who: Mapping[str, str]) -> str:
    return Counter(who.values()).most_common(1)[0][0]


def _names(saying: Saying, known: frozenset[str]) -> list[str]:
    return [word for word in _apart(words(saying.text), known) if _may_name_a_product(word, saying.searched)]


def finds(index: CatalogueIndex, word: str, language: str) -> bool:
    """Whether the word leads to products by what it says: understood, or a word that products say."""
    understood, result = index.find(word, language, limit=1)
    return result.total > 0 and (bool(understood.found) or index.leads(word, language))


def _apart(said: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """The words but those that are one of the catalogue's together: "steam house" where the brand is Steamhouse."""
    joined = {at for at, pair in enumerate(pairwise(said)) if "".join(pair) in known}
    return (word for at, word in enumerate(said) if at not in joined and at - 1 not in joined)


def _shows(index: CatalogueIndex, word: str, language: str) -> bool:
    return index.find(word, language, limit=1)[1].total > 0


def _may_name_a_product(word: str, searched: bool) -> bool:
    """A colour that the shop does not have is no synonym of one it has."""
    if len(word) < SHORTEST or not word.isalpha() or word in _STOP or families(word):
        return False
    return searched or word not in everyday()
