"""Words that shoppers used and the catalogue answered with nothing, or with a guess."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalog_index.colors import families
from catalog_index.index import CatalogueIndex
from catalog_index.spelling import everyday
from catalog_index.text import STOP_WORDS, words

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
    """`said_by`: in how many conversations. `guessed`: something was shown, that no word of the catalogue led to."""

    word: str
    language: str
    said_by: int
    guessed: bool


def failing(index: CatalogueIndex, sayings: Iterable[Saying]) -> list[FailingWord]:
    """The most said first; at most MOST. Two words said alone that both find nothing are one wish: "home trainer"."""
    wishes = [(saying, _names(saying, index.vocabulary.known)) for saying in sayings]
    single = _said((saying, names) for saying, names in wishes)
    lost = {word for word, who in single.items() if not finds(index, word, _language(who))}
    kept = ((saying, [name for name in names if name in lost]) for saying, names in wishes)
    joined = _said((s, [" ".join(names)] if len(names) == len(words(s.text)) == PAIR else names) for s, names in kept)
    found = [FailingWord(w, _language(who), len(who), _shows(index, w, _language(who))) for w, who in joined.items()]
    return sorted(found, key=lambda f: (-f.said_by, f.guessed, f.word))[:MOST]


def _said(wishes: Iterable[tuple[Saying, Iterable[str]]]) -> dict[str, dict[str, str]]:
    """word -> in which conversation -> in which language."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for saying, names in wishes:
        for name in names:
            said[name][saying.who] = saying.language
    return said


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
