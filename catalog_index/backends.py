"""Nearest vectors: exactly, and above a size approximately. FAISS where it is installed, and the numpy reference it is
compared with. The only home of faiss.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

SUBSET = 0.25
"""Below this share of allowed rows, scoring them alone beats a scan of everything (measured at 54,667 × 384)."""


MANY = 40_000
"""Rows from which inverted lists are searched instead of everything: over 54,667 × 384 the exact scan takes 6.4 ms, the
lists 2.3 (results/nearest-*.json), and a search may take 15 ms, of which encoding the words takes 4. Over 20,000 the
scan takes 2.2 ms, and lists would save 0.7 for one in twenty-five of the ten nearest missed.
"""
FEW = 5_000
"""Allowed rows up to which all are scored exactly: fetched one by one they take 2.9 ms, the lists 2.7, beyond that the
lists less.
"""
LISTS = 1
"""Lists per square root of rows. Over 54,667 titles of a shop, 1 with 48 and 96 probes found .963 and .991 of the 200
nearest in 1.4 and 2.3 ms; 2 found .941 and .976 in 1.0 and 1.6 ms, and are built in three times the time.
"""
PROBES = 96
"""Lists read for a query."""
RECALL = 0.95
"""What the contract suite asserts of the 200 nearest."""
TRAINED_WITH = 40
"""Rows per list that its centre is learnt from: FAISS warns below 39."""
ADDED = 65_536
"""Rows added at once, so that mapped vectors are not read into memory whole."""
NEAREST = "nearest.faiss"


class VectorBackend(Protocol):
    """Inner products of one query with all rows. The exact implementations give the same rows and, to float32, the
    same scores; the approximate one misses some rows, and gives the others' true scores.
    """

    def __init__(self, vectors: Vectors) -> None: ...

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Vectors]:
        """The k best rows among the allowed, best first (equal scores: lowest row first), and their scores."""

    def scores(self, query: Vectors, rows: Rows) -> Vectors:
        """The inner products of `rows`, in their order."""

    def save(self, directory: Path) -> None:
        """Write what `backend` would else compute again; nothing where that is quick."""


class NumpyBackend:
    """The reference: one matrix product."""

    def __init__(self, vectors: Vectors) -> None:
        self.vectors = vectors

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Vectors]:
        rows = np.flatnonzero(allowed) if allowed is not None else np.arange(len(self.vectors))
        values = self.scores(query, rows)
        if k < len(rows):
            # Everything that ties with the k-th stays in, so that the order below decides, not the partition.
            threshold = np.partition(values, len(rows) - k)[len(rows) - k] if k > 0 else np.inf
            kept = np.flatnonzero(values >= threshold)
            rows, values = rows[kept], values[kept]
        order = np.lexsort((rows, -values))[:k]
        return rows[order], values[order]

    def scores(self, query: Vectors, rows: Rows) -> Vectors:
        if len(rows) == len(self.vectors):
            return np.asarray(self.vectors @ query, dtype=np.float32)
        return np.asarray(self.vectors[rows] @ query, dtype=np.float32)

    def save(self, directory: Path) -> None:
        pass


class FaissBackend:
    """FAISS's exact flat index; the filter is applied inside its scan."""

    def __init__(self, vectors: Vectors) -> None:
        import faiss

        self._faiss: Any = faiss
        self._lock = threading.Lock()
        self._subset = NumpyBackend(vectors)
        self._index: Any = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Vectors]:
        total = int(self._index.ntotal)
        count = total if allowed is None else int(np.count_nonzero(allowed))
        if count < SUBSET * total or k >= count:
            return self._subset.search(query, k, allowed)
        parameters = None
        if allowed is not None:
            bitmap = np.packbits(allowed, bitorder="little")
            selector = self._faiss.IDSelectorBitmap(total, self._faiss.swig_ptr(bitmap))
            parameters = self._faiss.SearchParameters(sel=selector)
        # A few more than asked, so that ties at the end are settled by row as the reference does.
        values, rows = self._index.search(query.reshape(1, -1), min(k + 16, count), params=parameters)
        rows, values = rows[0], values[0]
        order = np.lexsort((rows, -values))[:k]
        return rows[order].astype(np.int64), values[order]

    def scores(self, query: Vectors, rows: Rows) -> Vectors:
        return self._subset.scores(query, rows)

    def save(self, directory: Path) -> None:
        pass


class ApproximateBackend(ABC):
    """One of FAISS's indexes over 8-bit vectors, for what finds candidates, and the exact vectors for their scores.

    Few allowed rows are all scored exactly.
    """

    def __init__(self, vectors: Vectors, stored: Path | None = None) -> None:
        import faiss

        self._faiss: Any = faiss
        self._exact = NumpyBackend(vectors)
        self._index: Any = self._read(stored / NEAREST) if stored else None
        if self._index is None and len(vectors):
            self._index = self._made(vectors)

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Vectors]:
        total = len(self._exact.vectors)
        count = total if allowed is None else int(np.count_nonzero(allowed))
        if count <= max(FEW, k):
            return self._exact.search(query, k, allowed)
        parameters = self._parameters(total, count)
        if allowed is not None:
            bitmap = np.packbits(allowed, bitorder="little")
            parameters.sel = selector = self._faiss.IDSelectorBitmap(total, self._faiss.swig_ptr(bitmap))  # noqa: F841
        _, rows = self._index.search(query.reshape(1, -1), k + k // 2, params=parameters)
        found = np.sort(rows[0][rows[0] >= 0])
        values = self._exact.scores(query, found)
        order = np.lexsort((found, -values))[:k]
        return found[order], values[order]

    def scores(self, query: Vectors, rows: Rows) -> Vectors:
        return self._exact.scores(query, rows)

    def save(self, directory: Path) -> None:
        self._faiss.write_index(self._index, str(directory / NEAREST))

    def size(self) -> int:
        """Bytes beside the vectors themselves."""
        return int(self._faiss.serialize_index(self._index).nbytes)

    @abstractmethod
    def _parameters(self, total: int, allowed: int) -> Any:
        """What a search among `allowed` of `total` rows is done with."""

    @abstractmethod
    def _kind(self, rows: int) -> str:
        """As FAISS's factory names it."""

    def _read(self, file: Path) -> Any:
        if not file.exists():
            return None
        index = self._faiss.read_index(str(file))  # mapped, a search takes twice as long
        return index if index.ntotal == len(self._exact.vectors) else None

    def _made(self, vectors: Vectors) -> Any:
        rows, dimension = vectors.shape
        index = self._faiss.index_factory(dimension, self._kind(rows), self._faiss.METRIC_INNER_PRODUCT)
        if hasattr(index, "cp"):
            index.cp.min_points_per_centroid = 1  # small ones are only made by tests
        sample = np.random.default_rng(0).permutation(rows)[: TRAINED_WITH * _lists(rows)]
        index.train(np.ascontiguousarray(vectors[np.sort(sample)], dtype=np.float32))
        for start in range(0, rows, ADDED):
            index.add(np.ascontiguousarray(vectors[start : start + ADDED], dtype=np.float32))
        return index


class IvfBackend(ApproximateBackend):
    """Inverted lists: RECALL of the nearest are found at least."""

    def __init__(self, vectors: Vectors, stored: Path | None = None, probes: int = PROBES) -> None:
        self._probes = probes
        super().__init__(vectors, stored)

    def _parameters(self, total: int, allowed: int) -> Any:
        """The more rows are refused, the more lists are read, for as many candidates."""
        lists = max(self._probes, self._probes * total // (2 * allowed))
        return self._faiss.SearchParametersIVF(nprobe=min(int(self._index.nlist), lists))

    def _kind(self, rows: int) -> str:
        return f"IVF{_lists(rows)},SQ8"


class HnswBackend(ApproximateBackend):
    """A graph of neighbours. Measured beside the others (`comptoir evaluate nearest`), not chosen."""

    def __init__(self, vectors: Vectors, stored: Path | None = None, width: int = 300) -> None:
        """`width`: the candidates kept while the graph is walked, more where rows are refused."""
        self._width = width
        super().__init__(vectors, stored)

    def _parameters(self, total: int, allowed: int) -> Any:
        return self._faiss.SearchParametersHNSW(efSearch=self._width * total // allowed)

    def _kind(self, rows: int) -> str:
        return "HNSW32,SQ8"


def _lists(rows: int) -> int:
    return max(1, int(LISTS * rows**0.5))


def backend(vectors: Vectors, stored: Path | None = None) -> VectorBackend:
    """The fastest backend for so many rows; the numpy reference where FAISS is not installed.

    `stored`: the folder where one like it was saved, read instead of built.
    """
    try:
        import faiss  # noqa: F401
    except ImportError:
        return NumpyBackend(vectors)
    return FaissBackend(vectors) if len(vectors) < MANY else IvfBackend(vectors, stored)
