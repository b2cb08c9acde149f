"""Nearest vectors, exactly. FAISS where it is installed, and the numpy reference it is compared with. The only
home of faiss.
"""

from __future__ import annotations

import threading
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

SUBSET = 0.25
"""Below this share of allowed rows, scoring them alone beats a scan of everything (measured at 54,667 × 384)."""


class VectorBackend(Protocol):
    """Inner products of one query with all rows. Both implementations give the same rows and, to float32, the
    same scores.
    """

    def __init__(self, vectors: Vectors) -> None: ...

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Vectors]:
        """The k best rows among the allowed, best first (equal scores: lowest row first), and their scores."""

    def scores(self, query: Vectors, rows: Rows) -> Vectors:
        """The inner products of `rows`, in their order."""


class NumpyBackend:
    """The reference: one matrix product."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Vectors]:
        rows = np.flatnonzero(allowed) if allowed is not None else np.arange(len(self._vectors))
        values = self.scores(query, rows)
        if k < len(rows):
            # Everything that ties with the k-th stays in, so that the order below decides, not the partition.
            threshold = np.partition(values, len(rows) - k)[len(rows) - k] if k > 0 else np.inf
            kept = np.flatnonzero(values >= threshold)
            rows, values = rows[kept], values[kept]
        order = np.lexsort((rows, -values))[:k]
        return rows[order], values[order]

    def scores(self, query: Vectors, rows: Rows) -> Vectors:
        if len(rows) == len(self._vectors):
            return np.asarray(self._vectors @ query, dtype=np.float32)
        return np.asarray(self._vectors[rows] @ query, dtype=np.float32)


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


def backend(vectors: Vectors) -> VectorBackend:
    """FAISS where it is installed, else the numpy reference."""
    try:
        import faiss  # noqa: F401
    except ImportError:
        return NumpyBackend(vectors)
    return FaissBackend(vectors)
