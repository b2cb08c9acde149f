"""Words of the catalogue's own that a failing word may stand for: by spelling, by translation, by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from catalog_index.index import CatalogueIndex
from catalog_index.text import LANGUAGES, fold, phrase

How = Literal["spelling", "translation", "meaning"]
ALIKE = 80.0
"""rapidfuzz's ratio from which two words may be one, differently formed: nearer ones the search corrects by itself."""
TYPED_WRONG = 2
"""Letters in which a brand may be mistyped; a brand's name inflects to nothing."""
SHORTEST = 4
NEAR = 0.55
"""Cosine of MiniLM from which a word is proposed to mean a category. Of 25 English words against the sports shop's
categories, those that meant one lay at .58 and above (sweatpants, flask), those that did not at .51 and below."""
MOST_NAMES = 2000
EACH = 2
"""Candidates of each kind: every one costs a proof."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`name` is a word or phrase the catalogue answers to."""

    name: str
    how: How


class Names:
    """What one catalogue answers to."""

    def __init__(self, index: CatalogueIndex) -> None:
        self._index = index

    def candidates(self, word: str, language: str) -> list[Candidate]:
        """The likeliest first, each once; none where nothing of the catalogue's comes near."""
        found = [
            *(Candidate(name, "translation") for name in self._translated(word)),
            *(Candidate(name, "spelling") for name in self._spelt(word)),
            *(Candidate(name, "meaning") for name in self._meant(word, language)),
        ]
        return list({fold(candidate.name): candidate for candidate in reversed(found)}.values())[::-1]

    def _translated(self, word: str) -> list[str]:
        """Names of the lexicon's concept, and of the wider ones it belongs to, that the catalogue answers to."""
        lexicon = self._index.vocabulary.lexicon
        known = {c.label for language in LANGUAGES for c in lexicon.named(phrase(word, language), language)}
        wider = [c for c in lexicon.concepts if known & set(c.includes)]
        names = [name for c in wider for language in LANGUAGES for name in c.names.get(language, ())]
        return self._answering([*lexicon.names_of(word), *names], word)

    def _answering(self, names: Iterable[str], word: str) -> list[str]:
        new = (name for name in dict.fromkeys(names) if fold(name) != word)
        return [n for n in new if any(self._index.find(n, lang, limit=1)[0].found for lang in LANGUAGES)][:EACH]

    def _spelt(self, word: str) -> list[str]:
        """Hyphens and accents aside: « kway » is k-way, « imperméabilité » near imperméable."""
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        near = process.extract(word, self._written, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=4 * EACH)
        brands = process.extract(word, self._brands, scorer=OSA.distance, score_cutoff=TYPED_WRONG, limit=EACH)
        names = self._answering((str(key) for _, _, key in near), word)
        return [*(str(key) for _, _, key in brands), *names][:EACH]

    def _meant(self, word: str, language: str) -> list[str]:
        """The packaged model knows English alone: what it says of a French word means nothing."""
        if not self._categories or (language != "en" and "multilingual" not in self._index.encoder.name):
            return []
        scores = self._vectors @ self._index.encoder.encode_query(word)
        best = np.argsort(-scores)[:EACH]
        return [self._categories[i] for i in best.tolist() if scores[i] >= NEAR]

    @cached_property
    def _categories(self) -> Sequence[str]:
        """Their English names, for the model that knows English; every name, for one that knows more."""
        languages = LANGUAGES if "multilingual" in self._index.encoder.name else ("en",)
        every = self._index.vocabulary.categories.values()
        return list(dict.fromkeys(name for c in every for lang in languages if (name := c.names.get(lang))))

    @cached_property
    def _phrases(self) -> Sequence[str]:
        """Categories' names and attributes' values, in both languages."""
        vocabulary = self._index.vocabulary
        names = [name for category in vocabulary.categories.values() for name in category.names.values()]
        values = [value for facet in vocabulary.facets.values() for value in facet]
        worded = [n for n in dict.fromkeys([*names, *vocabulary.materials, *values]) if not any(map(str.isdigit, n))]
        return worded[:MOST_NAMES]

    @cached_property
    def _written(self) -> dict[str, str]:
        """Name as written -> its letters alone, of the catalogue's names and of the lexicon's."""
        lexicon = (
            name
            for concept in self._index.vocabulary.lexicon.concepts
            for names in concept.names.values()
            for name in names
        )
        return {name: letters for name in (*self._phrases, *lexicon) if len(letters := _letters(name)) >= SHORTEST}

    @cached_property
    def _brands(self) -> dict[str, str]:
        return {brand: _letters(brand) for brand in self._index.vocabulary.brands}

    @cached_property
    def _vectors(self) -> np.ndarray:
        return self._index.encoder.encode(list(self._categories))


def _letters(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())
