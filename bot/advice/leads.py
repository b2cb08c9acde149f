"""Where words lead that name no shelf: "something to keep my hands warm" leads to gloves, and perhaps to socks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.advice.asking import ASKING
from bot.advice.grounds import spoken_of, weighty
from bot.advice.mentions import liked
from bot.advice.phrase import Text, said
from bot.advice.questions import Option, Question
from bot.shopper.reading import lexicon
from bot.shopper.reading.openers import SEEKING
from bot.shopper.shelves import impersonal
from catalog_index.phrases import TRANSLATED
from catalog_index.query import Filters, Query
from catalog_index.text import STOP_WORDS, fold_aligned, stems, words

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

LOOKED_AT = 40
"""Products whose shelves vote: a few for each of the shelves a phrase may mean."""

NEAR = 0.5
"""Share of the best score from which a product votes, and the least the best must have: below it the words of no
product were met, and what comes is only the nearest in meaning."""

CLEAR = 0.7
"""Share of the votes from which one shelf is taken; measured on phrases of three trades: wrong ones stayed below."""

WORTH = 0.1
"""Share of the votes from which a shelf is worth offering."""

OFFERED = 4
"""Shelves offered at most: one more is the whole shop again."""


A_VERB = 5
"""Letters from which a word in -er may be a verb whose deed is in -age: not « mer », « her »."""


@dataclass(frozen=True, slots=True)
class Leads:
    """`shelves`: the paths worth a look, the likeliest first; `clear` when the first is meant; `text`: the words that
    led there."""

    shelves: tuple[str, ...] = ()
    clear: bool = False
    text: str = ""


def leads(text: str, language: str, filters: Filters, catalogue: CatalogueIndex) -> Leads:
    """The shelves that the words of `text` lead to, within `filters`: those whose pages speak of one of them (see
    grounds). One everyday word alone leads nowhere, unless something is described by it."""
    idle = lexicon.FILLER | ASKING | STOP_WORDS[language]
    folded = fold_aligned(text)
    people = [place for pattern in lexicon.WHOM.values() for place in lexicon.spans(pattern, folded)]
    telling = [word for word in words(lexicon.blank(text, people)) if word not in idle and not word.isdigit()]
    telling += [deed for word in telling if (deed := _deed(word)) in catalogue.vocabulary.known]
    weights = weighty(telling, text)
    if not telling or (len(telling) == 1 and not weights and not SEEKING.search(folded)):
        return Leads()
    spoken = " ".join(telling)
    named = called_after([word for word in telling if word not in liked(folded)], language, catalogue)
    called = tuple(path for path in named if _sells(path, filters, catalogue))
    hits = catalogue.search(Query(spoken, language, filters, limit=LOOKED_AT)).hits
    if not hits or hits[0].score < NEAR:
        return Leads(called, len(called) == 1, spoken) if called else Leads()
    votes: defaultdict[str, float] = defaultdict(float)
    kinds: dict[str, str] = {}
    for hit in hits:
        if hit.product.product_type and hit.score >= NEAR * hits[0].score:
            votes[_kind(hit.product.product_type, kinds)] += hit.score / _size(hit.product.product_type, catalogue)
    whole = sum(votes.values())
    best = [path for path in sorted(votes, key=lambda path: -votes[path])[:OFFERED] if votes[path] >= WORTH * whole]
    ranked, told = spoken_of(best, weights, text, language, catalogue)
    if called and not (told and votes[ranked[0]] >= CLEAR * whole):
        ranked, told = tuple(dict.fromkeys((*called, *(ranked if told else ()))))[:OFFERED], True
        return Leads(ranked, len(ranked) == 1, spoken)
    return Leads(ranked, told and votes[ranked[0]] >= CLEAR * whole, spoken)


def _sells(path: str, filters: Filters, catalogue: CatalogueIndex) -> bool:
    return bool(catalogue.search(Query("", filters=replace(filters, categories=(path,)), limit=1)).hits)


def called_after(said: Sequence[str], language: str, catalogue: CatalogueIndex) -> tuple[str, ...]:
    """The shelves one of whose names tells by one of these words what its things are for: « marcher », of what is also
    called « chaussures de marche ». A word of more names than can be offered tells none."""
    found: dict[str, str] = {}
    for word in said:
        paths = _called_after({*stems(word, language)}, language, catalogue)
        if len({*map(impersonal, paths)}) <= OFFERED:
            found.update({impersonal(path): path for path in paths})
    return tuple(found.values())[:OFFERED]


def _called_after(told: set[str], language: str, catalogue: CatalogueIndex) -> list[str]:
    named = catalogue.vocabulary.phrases[language].items()
    purposes = ((name[1:] if language == "fr" else name[:-1], meanings) for name, meanings in named)  # not the thing
    meant = (meaning for purpose, meanings in purposes if told.intersection(purpose) for meaning in meanings)
    return [
        meaning.value
        for meaning in meant
        if meaning.kind == "category" and meaning.rank <= TRANSLATED and not meaning.name
    ]


def _deed(word: str) -> str:
    """What doing something is called, of a French verb: « masser », massage; "" of any other word."""
    return f"{word[:-2]}age" if len(word) >= A_VERB and word.endswith("er") else ""


def _kind(path: str, kinds: dict[str, str]) -> str:
    """One path for all the rails of a kind: the first met."""
    return kinds.setdefault(impersonal(path), path)


def _size(path: str, catalogue: CatalogueIndex) -> int:
    """Products of the shelf: where there are many, some share a word with anything."""
    shelf = catalogue.vocabulary.categories.get(path)
    return max(1, shelf.count) if shelf else 1


def among(shelves: Sequence[str], names: Callable[[str], Text]) -> Question:
    """Which of these shelves? `names`: what each is called, by language."""
    options = tuple(Option(said(names(path)), path, {"category": path}) for path in shelves)
    return Question("category", options, params={"among": True})
