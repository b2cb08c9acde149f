"""One sentence's tf-idf weights, as scikit-learn's vectorizer computes them, without what it does for a whole corpus.

`transform` builds and checks half a dozen sparse matrices for each call: fine for thousands of texts, three quarters of
the time for one. Only numpy; a test holds it to scikit-learn's own figures.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray


class SentenceWeights:
    """The non-zero weights of one text in the columns of a fitted TfidfVectorizer (l2 norm, idf, no binary counts)."""

    def __init__(self, vectorizer: Any, first_column: int = 0, scale: float = 1.0) -> None:
        """`first_column` is added to every column; `scale` multiplies every weight."""
        self._analyse = vectorizer.build_analyzer()
        self._columns: dict[str, int] = vectorizer.vocabulary_
        self._idf: NDArray[np.float64] = np.asarray(vectorizer.idf_)
        self._sublinear = bool(vectorizer.sublinear_tf)
        self._first, self._scale = first_column, scale

    @property
    def width(self) -> int:
        return len(self._idf)

    def of(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """(columns, weights); empty when the text holds nothing the vectorizer knows."""
        known = (self._columns.get(term) for term in self._analyse(text))
        counts = Counter(column for column in known if column is not None)
        columns = np.fromiter(counts, np.int64, len(counts))
        weights = np.fromiter(counts.values(), np.float64, len(counts))
        if self._sublinear:
            weights = np.log(weights) + 1.0
        weights = weights * self._idf[columns]
        length = float(np.sqrt(weights @ weights))
        return columns + self._first, weights * (self._scale / length if length else 0.0)


def shares(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """From the scores of one regression per intent, each against all others: their probabilities, made to sum to 1."""
    alone = 1.0 / (1.0 + np.exp(-scores))
    return alone / alone.sum()
