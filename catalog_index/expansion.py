"""A query's words as the index looks them up: stems of both languages, translations, corrected typos, split and
joined compounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from catalog_index.documents import pairs
from catalog_index.lexical import Lexical
from catalog_index.lexicon import Concept, Lexicon
from catalog_index.measures import measure_terms
from catalog_index.spelling import Speller
from catalog_index.text import KEPT_IN_PHRASES, LANGUAGES, STOP_WORDS, TELLING, fold, phrase, stem, words

TRANSLATED = 0.8
"""What a translated word counts, or a synonym of a word the catalogue never uses, against 1 for the word itself."""
SYNONYM = 0.3
"""What a synonym of the same language counts beside a word that the catalogue does use: the shopper chose that word."""
CORRECTED = 0.7
"""What a word counts that was corrected from a typo. On a quarter of Home Depot's tuning queries these weights took
BM25 from nDCG@10 .362 and recall@100 .750 (plain stems) to .372 and .773."""
NEIGHBOURS = 0.2
"""What two words that stand side by side in the title count beyond the words themselves."""
MEASURE = 0.4
"""What a measure counts ("12 in", "12-inch"), beside its bare number. With both, BM25 rose on the development half of
Home Depot's tuning queries from nDCG@10 .376 to .390, on the other half from .375 to .392; from .15 to .3 and .3 to .6
it is flat."""
_WITH = re.compile(r"(?:avec|with) [^ ]+$")
"""Of such a name nothing is left that means it: « avec fil » is not « fil »."""
LONGEST_NAME = 3
LONGEST_TERM = 2
"""Words of a name that are one term of the index (`pairs`)."""

Alternatives = list[tuple[str, float]]


class Expander:
    """Belongs to one index: its terms, its words, its lexicon."""

    def __init__(self, lexical: Lexical, speller: Speller, lexicon: Lexicon, languages: Iterable[str]) -> None:
        """`languages`: those the catalogue is written in; only its stems and its translations are looked up."""
        self._lexical, self._speller, self._lexicon = lexical, speller, lexicon
        self._languages = tuple(language for language in LANGUAGES if language in set(languages))

    def expand(self, text: str, language: str, telling: bool = False) -> list[Alternatives]:
        """One list of (term, weight) per word; a stop word gives none, or (`telling`) only those that tell nothing."""
        idle = STOP_WORDS[language] - TELLING[language] if telling else STOP_WORDS[language]
        said = words(text)
        content = [word for i, word in enumerate(said) if word not in idle or self._begins(said[i : i + 2], language)]
        lists = [[] if word in idle else self._word(word, language) for word in content]
        self._compounds(content, lists, language)
        self._translate(content, lists, language)
        return [alternatives for alternatives in lists if alternatives]

    def telling(self, text: str, language: str) -> list[Alternatives]:
        """The small words that tell products apart: they lift those found by others."""
        small = [word for word in words(text) if word in TELLING[language]]
        return [[(term, 1.0) for term in self._stems(word, language)] for word in small]

    def closely(self, text: str, language: str, words_: Sequence[Alternatives]) -> list[Alternatives]:
        """What only lifts those that say it as the query does: neighbouring words (`words_`: what `expand` gave) and
        measures.
        """
        said = self.expand(text, language, telling=True) if self.telling(text, language) else words_
        near = [
            [(pair, one * other * NEIGHBOURS) for a, one in left for b, other in right for pair in pairs((a, b))]
            for left, right in pairwise(said)
        ]
        return [*near, *([(term, MEASURE)] for term in measure_terms(text))]

    def _begins(self, pair: Sequence[str], language: str) -> bool:
        """Whether a stop word begins a name of two: « sans fil »."""
        return pair[0] in KEPT_IN_PHRASES and bool(
            self._lexicon.named(tuple(stem(word, language) for word in pair), language)
        )

    def _word(self, word: str, language: str) -> Alternatives:
        own = self._stems(word, language)
        if any(self._lexical.frequency(term) for term in own):
            return [(term, 1.0) for term in own]
        if better := self._speller.correct(word):
            return [(term, CORRECTED) for term in self._stems(better, language)]
        return [(term, 1.0) for term in own]

    def _stems(self, word: str, language: str) -> list[str]:
        return list(dict.fromkeys(stem(word, lang) for lang in (language, *self._languages)))

    def _compounds(self, content: list[str], lists: list[Alternatives], language: str) -> None:
        """ "door bell" also finds doorbell, "doorbell" also finds door and bell."""
        for i, word in enumerate(content):
            if i + 1 < len(content) and word.isalpha() and (joined := word + content[i + 1]) in self._speller:
                for alternatives in (lists[i], lists[i + 1]):
                    alternatives += [(term, TRANSLATED) for term in self._stems(joined, language)]
            if not any(self._lexical.frequency(term) for term, _ in lists[i]) and (pair := self._speller.split(word)):
                lists[i] = [(term, CORRECTED) for part in pair for term in self._stems(part, language)]

    def _translate(self, content: list[str], lists: list[Alternatives], language: str) -> None:
        for start in range(len(content)):
            for length in range(min(LONGEST_NAME, len(content) - start), 0, -1):
                concepts = self._named(content[start : start + length], lists[start : start + length], language)
                for i in range(start, start + length) if concepts else ():
                    unknown = not any(self._lexical.frequency(term) for term, _ in lists[i])
                    for lang in self._languages:
                        weight = TRANSLATED if lang != language or unknown else SYNONYM
                        names = [name for concept in concepts for name in concept.names.get(lang, ())]
                        if unknown:  # no product says "soft drink": a cola is one
                            names += [n for c in concepts for label in c.includes for n in self._names(label, lang)]
                        lists[i] += self._terms_of(names, lists[i], weight)
                if concepts:
                    break

    def _named(self, said: Sequence[str], lists: Sequence[Alternatives], language: str) -> tuple[Concept, ...]:
        """What the words name; in the other language only where no product says one of them ("a corkscrew" among
        French words)."""
        found = self._lexicon.named(tuple(stem(word, language) for word in said), language)
        if found or any(self._lexical.frequency(term) for terms in lists for term, _ in terms):
            return found
        others = (other for other in LANGUAGES if other != language)
        ways = (self._lexicon.named(tuple(stem(word, other) for word in said), other) for other in others)
        return next(filter(None, ways), ())

    def _names(self, label: str, language: str) -> tuple[str, ...]:
        concept = self._lexicon.find(label)
        return concept.names.get(language, ()) if concept else ()

    def _terms_of(self, names: list[str], known: Alternatives, weight: float) -> Alternatives:
        """The terms of names that the index holds: of one word, or of two side by side in a title (« papier de
        verre »); longer names would match by their commonest word."""
        alone = {phrase(name, lang) for name in names for lang in self._languages if _WITH.match(fold(name))}
        ways = [phrase(name, lang) for name in names for lang in self._languages]
        ways = [stems for stems in ways if stems not in alone]
        found = {" ".join(stems) for stems in ways if len(stems) <= LONGEST_TERM}
        present = {term for term, _ in known}
        return [(term, weight) for term in sorted(found - present) if self._lexical.frequency(term)]

    def encoded(self, text: str, language: str) -> str:
        """`text` in the language of what the encoder read of the products: the words the lexicon knows translated, the
        others as they are."""
        wanted = "en" if "en" in self._languages else next(iter(self._languages), "en")
        if language == wanted:
            return text
        content = [word for word in words(text) if word not in STOP_WORDS[language]]
        out: list[str] = []
        start = 0
        while start < len(content):
            length, name = self._longest(content, start, language, wanted)
            out.append(name)
            start += length
        return " ".join(out)

    def _longest(self, content: list[str], start: int, language: str, wanted: str) -> tuple[int, str]:
        for length in range(min(LONGEST_NAME, len(content) - start), 0, -1):
            stems = tuple(stem(word, language) for word in content[start : start + length])
            concepts = self._lexicon.named(stems, language)
            if concepts and concepts[0].names.get(wanted):
                return length, concepts[0].names[wanted][0]
        return 1, content[start]
