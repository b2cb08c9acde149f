"""BM25 over the catalogue's words. The only home of bm25s."""

from __future__ import annotations

import json
import logging
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.store import mapped

K1, B = 0.3, 0.6
"""Measured on 3,426 real queries over 54,667 titles: nDCG@10 .345, against .340 with the usual 1.2 and .75."""

Scores = NDArray[np.float32]
_ARRAYS = ("indptr", "indices", "data", "said", "starts")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Documents as bm25s walks through them, each a list while it is looked at: a million of them take 500 MB."""

    said: NDArray[np.int32]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[list[int]]:
        return (self.said[start:end].tolist() for start, end in pairwise(self.starts.tolist()))


class Lexical:
    """BM25 (Lucene's variant) over documents given as lists of terms. Immutable; safe among threads."""

    def __init__(self, terms: dict[str, int], indptr: Any, indices: Any, data: Any, said: Any, starts: Any) -> None:
        """`said`: the numbers of all documents' terms, one document after the other; `starts`: where each begins, and
        where the last one ends.
        """
        self.terms, self.documents = terms, len(starts) - 1
        self._indptr, self._indices, self._data = indptr, indices, data
        self._said, self._starts, self._texts = said, starts, list(terms)

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> Lexical:
        terms: dict[str, int] = {}
        said, starts = array("i"), array("q", [0])
        for document in documents:
            said.extend(terms.setdefault(term, len(terms)) for term in document)
            starts.append(len(said))
        numbers = _Numbered(np.frombuffer(said, dtype=np.int32), np.frombuffer(starts, dtype=np.int64))
        if not terms:
            scores: Any = {"indptr": np.zeros(1, np.int64), "indices": numbers.said, "data": np.zeros(0, np.float32)}
        else:
            import bm25s

            logging.getLogger("bm25s").setLevel(logging.WARNING)
            engine = bm25s.BM25(method="lucene", k1=K1, b=B)
            scores = engine.build_index_from_ids(range(len(terms)), numbers, show_progress=False)
        return cls(terms, scores["indptr"], scores["indices"], scores["data"], numbers.said, numbers.starts)

    def document(self, number: int) -> list[str]:
        """The terms it was built of, in their order."""
        return [self._texts[term] for term in self._said[self._starts[number] : self._starts[number + 1]].tolist()]

    def scores(self, words: Sequence[Sequence[tuple[str, float]]]) -> Scores:
        """float32 (documents,): per word the best of its weighted alternatives, summed over the words."""
        total = np.zeros(self.documents, dtype=np.float32)
        for alternatives in words:
            known = [(self.terms[term], weight) for term, weight in alternatives if term in self.terms]
            if len(known) == 1:
                rows, values = self._term(known[0][0])
                total[rows] += values * np.float32(known[0][1])
            elif known:
                best = np.zeros(self.documents, dtype=np.float32)
                for term, weight in known:
                    rows, values = self._term(term)
                    best[rows] = np.maximum(best[rows], values * np.float32(weight))
                total += best
        return total

    def covers(self, alternatives: Sequence[tuple[str, float]], documents: Any) -> bool:
        """Whether every document of the mask holds one of the best alternatives: then the word tells none apart."""
        known = [(term, weight) for term, weight in alternatives if self.frequency(term)]
        best = max((weight for _, weight in known), default=0.0)
        alternatives = [(term, weight) for term, weight in known if weight == best]
        if sum(self.frequency(term) for term, _ in alternatives) < np.count_nonzero(documents):
            return False
        held = np.zeros(self.documents, dtype=bool)
        for term, _ in alternatives:
            held[self.rows(term)] = True
        return bool(held[documents].all())

    def rows(self, term: str) -> NDArray[np.int32]:
        """The documents that hold `term`."""
        found = self.terms.get(term)
        return np.asarray(self._term(found)[0]) if found is not None else np.zeros(0, np.int32)

    def frequency(self, term: str) -> int:
        """How many documents hold `term`."""
        found = self.terms.get(term)
        return int(self._indptr[found + 1] - self._indptr[found]) if found is not None else 0

    def _term(self, term: int) -> tuple[Any, Any]:
        start, end = int(self._indptr[term]), int(self._indptr[term + 1])
        return self._indices[start:end], self._data[start:end]

    def save(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        for name in _ARRAYS:
            np.save(directory / f"{name}.npy", getattr(self, f"_{name}"))
        (directory / "terms.json").write_text(json.dumps(self._texts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Lexical:
        stored = json.loads((directory / "terms.json").read_text(encoding="utf-8"))
        arrays = (mapped(directory / f"{name}.npy") for name in _ARRAYS)
        return cls({term: i for i, term in enumerate(stored)}, *arrays)
