"""When a reading gives way: what was read from a sentence hides the very thing its other words name in a title.

"Recovery sandals" are no shoes where the shop keeps them under recovery; "resistance bands" are no plain pattern;
"fabric scissors" are no fabrics. A material is never given up: where no bottle is of metal, nothing is found, and the
relaxations say what there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from catalog_index.backends import Mask
from catalog_index.documents import title_heads, title_stems, title_terms
from catalog_index.expansion import LONGEST_NAME, LONGEST_TERM, Alternatives
from catalog_index.filters import Columns
from catalog_index.keys import Groups
from catalog_index.lexical import Lexical
from catalog_index.lexicon import Concept, Lexicon
from catalog_index.product import Product
from catalog_index.query import Filters, Understood
from catalog_index.relaxation import NO_FILTER
from catalog_index.text import KEPT_IN_PHRASES, LANGUAGES, STOP_WORDS, fold, phrase, stem, tokens, words

LOOKED_AT = 50
"""Titles compared with the words: those that hold all of them are few."""
SHORTEST = 3
"""Letters of a word that names a thing: no unit."""
MATERIAL = "material"
_PAUSE = re.compile(r"[^\w\s'’-]")
"""What stands on the other side of it is no part of the same name."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """What is looked through: the products, their filters, words and parents."""

    products: Sequence[Product]
    columns: Columns
    groups: Groups
    lexical: Lexical
    lexicon: Lexicon

    def conceded(
        self, said: Understood, text: str, language: str, expand: Callable[[str], list[Alternatives]]
    ) -> tuple[Understood, bool]:
        """`said` of `text`, or the same with the readings given up that hide what its `rest` names; they become words
        again. Whether its material hides it, which is not given up.
        """
        shelved, said = bool(said.filters.categories), self._named(said, text, language)
        if shelved and not said.filters.categories:
            return said, False
        if self._called_elsewhere(said, language):
            return _as_words(said, ("categories",)), False
        beside = _beside(said, text, language)
        if (beside and self._only_elsewhere(said.filters, expand(beside))) or self._whole_elsewhere(said, expand):
            return _as_words(said, ("categories",)), False
        said_somewhere = all(self._known(each) for each in expand(" ".join(said.found.get("categories", ()))))
        options = [names for names in _options(said) if said_somewhere or "categories" not in names]
        material = replace(said.filters, attributes={}) if MATERIAL in said.filters.attributes else None
        terms = [found for each in expand(said.rest) if (found := self._known(each))] if options or material else []
        if not terms:
            return said, False
        holding = self._holding(terms)
        if not holding.any() or (self._parents(said.filters) & holding).any():
            return said, False
        for names in options:
            if self._in_a_title(_without(said.filters, names), holding, terms):
                return _as_words(said, names), False
        return said, material is not None and self._in_a_title(material, holding, terms)

    def _named(self, said: Understood, text: str, language: str) -> Understood:
        """`said` with the readings from a part of a thing's name given up, where such things stand on other shelves
        alone, or called by that name, where they stand on this one: « crème solaire » is not among the day creams.
        """
        for name in compounds(text, language, self.lexicon) if said.filters.categories else ():
            terms = self._terms(name) if _cuts(said, name, language) else []
            if terms and (self._shelf(said.filters) & self._holding([terms])).any():
                return _called(said, name.words)
            if terms and self._in_titles(terms):
                return _unread(said, name.words, text)
        return said

    def _terms(self, name: Compound) -> Alternatives:
        """What the titles of such things say, in any language."""
        ways = [phrase(said, lang) for c in name.concepts for lang in LANGUAGES for said in c.names.get(lang, ())]
        return self._known([(" ".join(stems), 1.0) for stems in dict.fromkeys(ways) if len(stems) <= LONGEST_TERM])

    def _called_elsewhere(self, said: Understood, language: str) -> bool:
        """Whether its other name, of one word, is said of nothing on the shelf, and a title elsewhere is of it."""
        called = words(said.called)
        stems = {stem(called[0], language)} if len(called) == 1 else set()
        known = self._known([(term, 1.0) for term in stems])
        if not known or (self._shelf(said.filters) & self._holding([known])).any():
            return False
        return self._in_titles(known, lambda product: title_heads(product, language))

    def _shelf(self, filters: Filters) -> Mask:
        """The parents on the shelves, whatever else is asked of them."""
        return self._parents(replace(NO_FILTER, categories=filters.categories))

    def _in_titles(self, terms: Alternatives, told: Callable[[Product], frozenset[str]] = title_terms) -> bool:
        """Whether what a title tells is one of the terms."""
        parents = np.flatnonzero(self._holding([terms]))[:LOOKED_AT]
        called = {term for term, _ in terms}
        return any(called & told(self.products[int(self.groups.first[parent])]) for parent in parents)

    def _only_elsewhere(self, filters: Filters, terms: list[Alternatives]) -> bool:
        """Whether nothing that passes `filters` says the word of `terms`, and a title elsewhere is of such a thing."""
        known = [found for each in terms if (found := self._known(each))]
        if not known or (self._parents(filters) & self._holding(known)).any():
            return False
        parents = np.flatnonzero(self._parents(_without(filters, ("categories",))) & self._holding(known))[:LOOKED_AT]
        called = {term for term, _ in known[0]}
        return any(called & title_heads(self.products[int(self.groups.first[parent])]) for parent in parents)

    def _whole_elsewhere(self, said: Understood, expand: Callable[[str], list[Alternatives]]) -> bool:
        """Whether nothing on the shelf says the other words, and a title elsewhere says them and the shelf's: "knitting
        needles" are not among the needles.
        """
        other = " ".join(word for word in words(said.rest) if word.isalpha() and len(word) >= SHORTEST)
        if not other or not said.found.get("categories"):
            return False
        terms = [found for each in expand(other) if (found := self._known(each))]
        holding = self._holding(terms)
        if not terms or not holding.any() or (self._parents(said.filters) & holding).any():
            return False
        whole = [*terms, *(self._known(each) for each in expand(said.found["categories"][0]))]
        return self._in_a_title(_without(said.filters, ("categories",)), self._holding(whole), whole)

    def _known(self, alternatives: Alternatives) -> Alternatives:
        return [(term, weight) for term, weight in alternatives if self.lexical.frequency(term)]

    def _holding(self, terms: Iterable[Alternatives]) -> Mask:
        """The parents whose texts hold every term, by one of its alternatives."""
        mask = np.ones(len(self.groups), dtype=bool)
        for alternatives in terms:
            held = np.zeros(len(self.groups), dtype=bool)
            for term, _ in alternatives:
                held[self.lexical.rows(term)] = True
            mask &= held
        return mask

    def _parents(self, filters: Filters) -> Mask:
        mask = np.zeros(len(self.groups), dtype=bool)
        mask[self.groups.of[self.columns.mask(filters)]] = True
        return mask

    def _in_a_title(self, filters: Filters, holding: Mask, terms: Sequence[Alternatives]) -> bool:
        """Whether a title of what passes `filters`, among the parents `holding`, says all `terms`."""
        parents = np.flatnonzero(self._parents(filters) & holding)[:LOOKED_AT]
        titles = (title_stems(self.products[int(self.groups.first[parent])]) for parent in parents)
        return any(all(any(term in title for term, _ in each) for each in terms) for title in titles)


@dataclass(frozen=True, slots=True)
class Compound:
    """A thing that the lexicon has a name of several words for, as it was said: its words that are no stop words."""

    words: tuple[str, ...]
    concepts: tuple[Concept, ...]


def compounds(text: str, language: str, lexicon: Lexicon) -> Iterator[Compound]:
    """Those of the text, the longest first."""
    content = [word for word in words(text) if word not in STOP_WORDS[language] or word in KEPT_IN_PHRASES]
    for length in range(LONGEST_NAME, 1, -1):
        for start in range(len(content) - length + 1):
            said = tuple(content[start : start + length])
            named = lexicon.named(tuple(stem(word, language) for word in said), language)
            if things := tuple(concept for concept in named if concept.kind == "products"):
                yield Compound(said, things)


def _cuts(said: Understood, name: Compound, language: str) -> bool:
    """Whether a category was read from a part of the name alone, or from the name only as a broader kind."""
    pieces = [set(words(piece)) - STOP_WORDS[language] for piece in said.found.get("categories", ())]
    whole = set(name.words)
    return any(piece < whole or (piece == whole and whole <= set(words(said.rest))) for piece in pieces)


def _unread(said: Understood, name: Iterable[str], text: str) -> Understood:
    """Every reading from the words of `name` given up; they are searched, in their order."""
    of_it = set(name)
    names = [field for field in ("categories", "attributes") if of_it & _words_of(said.found.get(field, ()))]
    given_up = _as_words(said, names)
    filters = replace(given_up.filters, attributes={}) if "attributes" in names else given_up.filters
    rest, spoken = (_in_order(left, text) for left in (given_up.rest, given_up.spoken))
    return replace(given_up, filters=filters, rest=rest, spoken=spoken)


def _words_of(pieces: Iterable[str]) -> set[str]:
    return {word for piece in pieces for word in words(piece)}


def _in_order(left: str, text: str) -> str:
    """The words left over as the text has them, one after the other."""
    places = {token.raw: token.start for token in reversed(tokens(text))}
    return " ".join(sorted(left.split(), key=lambda word: places.get(word, len(text))))


def _called(said: Understood, name: Sequence[str]) -> Understood:
    """What is on the shelf and called `name` first."""
    left = (" ".join(word for word in each.split() if fold(word) not in name) for each in (said.rest, said.spoken))
    rest, spoken = left
    return replace(said, called=" ".join(name), rest=rest, spoken=spoken)


def _beside(said: Understood, text: str, language: str) -> str:
    """The word that the category read may only say more of: what follows it in English ("fabric scissors"), what stands
    before it in French (« ciseaux pour tissu »); "" where there is none.
    """
    named = words(said.found["categories"][0]) if said.found.get("categories") else []
    spoken = tokens(text)
    starts = (i for i in range(len(spoken)) if named and [t.text for t in spoken[i : i + len(named)]] == named)
    at = next(starts, None)
    if at is None:
        return ""
    if language == "en":
        near = spoken[at + len(named) : at + len(named) + 1]
        gap = text[spoken[at + len(named) - 1].end : near[0].start] if near else ""
    else:
        near = [token for token in spoken[:at] if token.text not in STOP_WORDS["fr"]][-1:]
        gap = text[near[0].end : spoken[at].start] if near else ""
    found = near[0].text if near and not _PAUSE.search(gap) else ""
    return found if found in words(said.rest) else ""


def _options(said: Understood) -> Iterable[tuple[str, ...]]:
    """What may be given up, the least first: attributes but the material, a category that is only a broader kind."""
    attributes = ("attributes",) if set(said.filters.attributes) - {MATERIAL} else ()
    rest = set(words(said.rest))
    named = words(" ".join(said.found.get("categories", ())))
    categories = ("categories",) if named and rest.issuperset(named) else ()
    return dict.fromkeys(option for option in (attributes, categories, attributes + categories) if option)


def _without(filters: Filters, names: Iterable[str]) -> Filters:
    for name in names:
        kept = {k: v for k, v in filters.attributes.items() if k == MATERIAL}
        filters = replace(filters, attributes=kept) if name == "attributes" else replace(filters, categories=())
    return filters


def _as_words(said: Understood, names: Iterable[str]) -> Understood:
    """The readings `names` given up, and the words they were read from searched."""
    pieces = [piece for name in names for piece in said.found.get(name, ())]
    new = [piece for piece in pieces if not set(words(piece)) <= set(words(said.rest))]
    found = {name: value for name, value in said.found.items() if name not in names}
    return replace(
        said,
        called="" if "categories" in names else said.called,
        filters=_without(said.filters, names),
        rest=" ".join([said.rest, *new]),
        spoken=" ".join([said.spoken, *new]),
        found=found,
    )
