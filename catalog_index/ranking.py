"""From words to scores: the mix of BM25 and cosine, and the variant that stands for its parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog_index.backends import Mask, VectorBackend, Vectors
from catalog_index.filters import Columns
from catalog_index.lexical import Lexical
from catalog_index.query import Sort

DEPTH = 200
"""Candidates taken from each side; 400 changed nothing on Home Depot's tuning queries."""
LEXICAL_SHARE = 0.6
"""On the development half of Home Depot's tuning queries nDCG@10 was .4028, .4034, .4026, .4014 with shares of .5, .55,
.6, .65, on the other half .4035, .4031, .4041, .4030.
"""
FEEDBACK, FEEDBACK_WEIGHT = 10, 1.0
"""So many of the best candidates' vectors join the query's, weighing this against it (Rocchio's feedback): what
the best have in common is often what the words meant. There nDCG@10 rose from .3987 to .4026, recall@100 from .795 to
.800, on the other half from .4026 to .4041 and from .804 to .809; 5 to 20 of them and weights from .5 to 2 do as well.
"""
FEEDBACK_SHARE = 20
"""One candidate in so many is believed: of a handful none says what the others should be like."""
LEAST_COSINE = 0.30
"""A text that shares no word with a product must at least resemble it this much to bring it up at all."""
CONFIDENT = 0.5
"""With a sort other than relevance, only parents whose word score reaches this share of the best one are sorted."""

Rows = NDArray[np.int64]
Words = Sequence[Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Parents (numbers), best first, with their scores in [0, 1]."""

    groups: Rows
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sides:
    """What is searched: the words, the nearest vectors, and the vectors themselves, float32 (parents, dimension)."""

    lexical: Lexical
    backend: VectorBackend
    vectors: Vectors | None


def by_words(sides: Sides, words: Words, query: Vectors | None, allowed: Mask, gate: bool) -> Ranked:
    """The mix over the best of both sides. `gate`: leave out what neither shares a word nor resembles the query."""
    lexical, vectors = sides.lexical, sides.backend
    bm25 = lexical.scores(words) * allowed
    best = float(bm25.max(initial=0.0))
    chosen = _top(bm25, DEPTH)
    cosine = np.zeros(len(chosen), dtype=np.float32)
    if query is not None:
        near, _ = vectors.search(query, DEPTH, None if allowed.all() else allowed)
        chosen = np.union1d(chosen, near)
        cosine = np.clip(vectors.scores(query, chosen), 0.0, 1.0)
    share = bm25[chosen] / best if best else np.zeros(len(chosen), dtype=np.float32)
    weight = LEXICAL_SHARE if query is not None else 1.0
    scores = weight * share + (1.0 - weight) * cosine
    if query is not None and sides.vectors is not None:
        nearer = _with_feedback(query, sides.vectors, chosen, scores)
        scores = weight * share + (1.0 - weight) * np.clip(vectors.scores(nearer, chosen), 0.0, 1.0)
    if gate:
        kept = (share > 0) | (cosine >= LEAST_COSINE)
        chosen, scores = chosen[kept], scores[kept]
    order = np.lexsort((chosen, -scores))
    return Ranked(chosen[order], scores[order].astype(np.float32))


def _with_feedback(query: Vectors, vectors: Vectors, chosen: Rows, scores: NDArray[np.float32]) -> Vectors:
    """The query's vector moved towards the best candidates' mean, of length 1."""
    count = min(FEEDBACK, len(chosen) // FEEDBACK_SHARE)
    if not count:
        return query
    best = chosen[np.lexsort((chosen, -scores))[:count]]
    moved = query + FEEDBACK_WEIGHT * np.asarray(vectors[best], dtype=np.float32).mean(axis=0)
    return np.asarray(moved / (float(np.linalg.norm(moved)) or 1.0), dtype=np.float32)


def _top(scores: NDArray[np.float32], k: int) -> Rows:
    """The k best positive rows, in no order."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) <= k:
        return rows
    return rows[np.argpartition(scores[rows], len(rows) - k)[len(rows) - k :]]


class Parents:
    """Which row stands for each parent: what can be bought first, then what the sort wants, then catalogue order."""

    def __init__(self, columns: Columns, group_of: NDArray[np.int32]) -> None:
        self._columns, self._group_of = columns, group_of
        self._orders: dict[Sort, Rows] = {}

    def representatives(self, passing: Mask, sort: Sort) -> tuple[Rows, Rows]:
        """(the parents with a row that passes, ascending; the row that stands for each)."""
        order = self._order(sort)
        ordered = order[passing[order]]
        parents = self._group_of[ordered]
        first = np.ones(len(parents), dtype=bool)
        first[1:] = parents[1:] != parents[:-1]
        return parents[first].astype(np.int64), ordered[first]

    def _order(self, sort: Sort) -> Rows:
        """All rows by parent, the preferred row of each first. Sorted once per kind of sort."""
        if sort not in self._orders:
            rows = np.arange(len(self._group_of))
            keys = (rows, _key(self._columns, rows, sort), ~self._columns.buyable, self._group_of)
            self._orders[sort] = np.lexsort(keys)
        return self._orders[sort]


def _key(columns: Columns, rows: Rows, sort: Sort) -> NDArray[np.float64]:
    """What `sort` puts first has the lowest key."""
    if sort == "price_asc":
        return columns.price[rows]
    if sort == "price_desc":
        return -columns.price[rows]
    if sort == "rating":
        return -columns.rating[rows]
    if sort == "weight_asc":
        return columns.weight[rows]
    if sort == "newest":
        # Feeds carry no date: what a merchant adds comes last in the file.
        return -rows.astype(np.float64)
    return np.zeros(len(rows), dtype=np.float64)


def sorted_parents(columns: Columns, parents: Rows, rows: Rows, sort: Sort) -> Rows:
    """`parents` in the order `sort` asks of their representatives `rows`; without one, the best rated first."""
    key = _key(columns, rows, "rating" if sort == "relevance" else sort)
    return parents[np.lexsort((rows, key, ~columns.buyable[rows]))]
