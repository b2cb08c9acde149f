"""What the intent classifier sees of a sentence, as one sparse row: words, their stems, letters, families of meaning.

Which clues, and with which weight, was measured on sentences held out: docs/decisions/0006-intent-classifier.md.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.normaliser import concepts, words
from bot.nlu.sentence_weights import SentenceWeights

STEM = 5
"""Letters kept of a word as its stem: "prendrai" and "prendre", "decided" and "deciding" meet, in both languages."""

STEM_WEIGHT, APART_WEIGHT = 0.7, 0.5
"""Beside whole words (1.0): stems and pairs of stems, pairs of stems with one word between. Together +1.5 points."""

_MARKS = ("<", ">")


def version() -> str:
    """Changes with how sentences are read, so that no model is kept that was trained on another reading."""
    sources = [Path(__file__), *(Path(__file__).with_name(f"{name}.py") for name in ("normaliser", "shorthand"))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


@dataclass(slots=True)
class Clues:
    """The vectorizers of one model, in this order: words, stems, stems apart, letters, families."""

    index: Mapping[str, tuple[str, ...]]
    vectorizers: list[TfidfVectorizer]
    weights: tuple[float, ...]
    _for_one: list[SentenceWeights] = field(default_factory=list)

    @classmethod
    def fresh(cls, index: Mapping[str, tuple[str, ...]], family_weight: float) -> Clues:
        """Nothing learnt yet; `index` is `concept_index` of the families."""
        return cls(index, _vectorizers(), _weights(family_weight))

    @classmethod
    def kept(cls, words: Mapping[str, Any], rarities: Sequence[NDArray[np.float64]], family_weight: float) -> Clues:
        """From what `state` gave."""
        index = {phrase: tuple(names) for phrase, names in words["families"].items()}
        kept = cls.fresh(index, family_weight)
        for vectorizer, terms, rarity in zip(kept.vectorizers, words["terms"], rarities, strict=True):
            vectorizer.vocabulary_ = {term: column for column, term in enumerate(terms)}
            vectorizer.idf_ = rarity
        kept._lay_out()
        return kept

    def state(self) -> tuple[dict[str, Any], list[NDArray[np.float64]]]:
        """What was learnt: (the families and each vectorizer's terms in the order of their columns, as JSON; each
        vectorizer's inverse document frequencies).
        """
        terms = [sorted(one.vocabulary_, key=one.vocabulary_.__getitem__) for one in self.vectorizers]
        return {"families": dict(self.index), "terms": terms}, [one.idf_ for one in self.vectorizers]

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        """Fit the vectorizers; one row per text."""
        rows = self._rows([one.fit_transform(column) for one, column in self._each(texts)])
        self._lay_out()
        return rows

    def of(self, texts: Sequence[str]) -> csr_matrix:
        """One row per text, of the clues that were learnt."""
        return self._rows([one.transform(column) for one, column in self._each(texts)])

    def of_one(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """(columns, weights) of the one row `of` would give, several times faster."""
        found = [part.of(view) for part, view in zip(self._for_one, self._views(text), strict=True)]
        return np.concatenate([columns for columns, _ in found]), np.concatenate([weights for _, weights in found])

    def _lay_out(self) -> None:
        self._for_one, first = [], 0
        for vectorizer, weight in zip(self.vectorizers, self.weights, strict=True):
            self._for_one.append(SentenceWeights(vectorizer, first, weight))
            first += self._for_one[-1].width

    def _each(self, texts: Sequence[str]) -> list[tuple[TfidfVectorizer, list[str]]]:
        views = zip(*(self._views(text) for text in texts), strict=True)
        return list(zip(self.vectorizers, map(list, views), strict=True))

    def _rows(self, parts: list[csr_matrix]) -> csr_matrix:
        return hstack([part * weight for part, weight in zip(parts, self.weights, strict=True)], format="csr")

    def _views(self, text: str) -> tuple[str, str, str, str, str]:
        """One text per vectorizer. "<" and ">" mark where the sentence begins and ends: "why not" alone agrees."""
        tokens = words(text) or [text.strip() or "zempty"]
        ended = [_MARKS[0], *tokens, _MARKS[1]]
        stems = [token[:STEM] for token in ended]
        apart = (f"{first}_{third}" for first, third in zip(stems, stems[2:], strict=False) if (first, third) != _MARKS)
        families = concepts(tokens, self.index)
        return _and_pairs(ended), _and_pairs(stems), " ".join(apart), " ".join(tokens), " ".join(families)


def _and_pairs(ended: Sequence[str]) -> str:
    """The words between the marks, and the pairs with them. The marks alone are no clue: where no word is known they
    would be the only one, and "blorp" a yes."""
    pairs = (f"{first}_{second}" for first, second in itertools.pairwise(ended))
    return " ".join([*ended[1:-1], *pairs])


def _weights(families: float) -> tuple[float, ...]:
    return 1.0, STEM_WEIGHT, APART_WEIGHT, 1.0, families


def _vectorizers() -> list[TfidfVectorizer]:
    by_space = {"token_pattern": r"\S+", "sublinear_tf": True}
    return [
        TfidfVectorizer(**by_space),
        TfidfVectorizer(**by_space),
        TfidfVectorizer(**by_space),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True),  # typos, endings
        TfidfVectorizer(**by_space),
    ]
