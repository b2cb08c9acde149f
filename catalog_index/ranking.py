"""From words to scores: the mix of BM25 and cosine, and the variant that stands for its parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from catalog_index.backends import Mask, VectorBackend, Vectors
from catalog_index.filters import Columns
from catalog_index.lexical import Lexical
from catalog_index.query import Extreme, Order, Sort

DEPTH = 300
"""Candidates taken from each side. With 200, recall@100 of Home Depot's tuning queries was .8027 instead of .8034."""
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
UNKNOWN_TONGUE = 2.0
"""More than any: where no product speaks English, the one language the packaged encoder knows, a likeness orders what
words found and brings nothing up. « Chaussures de running » resembled wines by .3 and more.
"""
CONFIDENT = 0.5
"""With a sort other than relevance, only parents whose word score reaches this share of the best one are sorted."""

Rows = NDArray[np.int64]
Words = Sequence[Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Parents (numbers), best first, with their scores in [0, 1]: the first of `total`, as many as are shown."""

    groups: Rows
    scores: NDArray[np.float32]
    total: int


@dataclass(frozen=True, slots=True)
class Sides:
    """What is searched: the words, the nearest vectors, and the vectors themselves, float32 (parents, dimension)."""

    lexical: Lexical
    backend: VectorBackend
    vectors: Vectors | None


@dataclass(frozen=True, slots=True)
class Said:
    """What is looked for: `words` find, `telling` ones lift what was found; the vector may be missing."""

    words: Words
    telling: Words
    vector: Vectors | None


def by_words(sides: Sides, said: Said, allowed: Mask, least: float = -1.0) -> Ranked:
    """The mix over the best of both sides, but for what shares no word with the query and resembles it less than
    `least`."""
    vectors, query = sides.backend, said.vector
    bm25 = sides.lexical.scores(said.words)
    if said.telling:
        bm25 += sides.lexical.scores(said.telling) * (bm25 > 0)
    bm25 *= allowed
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
    kept = (share > 0) | (cosine >= least)
    chosen, scores = chosen[kept], scores[kept]
    order = np.lexsort((chosen, -scores))
    return Ranked(chosen[order], scores[order].astype(np.float32), len(order))


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
    """Which row stands for each parent: what can be bought first, then what the sort wants, then catalogue order; and
    in which order a sort puts the parents. What each sort needs is sorted once, and then only looked up.
    """

    def __init__(self, columns: Columns, group_of: NDArray[np.int32]) -> None:
        self._columns, self._group_of = columns, group_of
        self._grouped = np.sort(group_of)
        self._single = bool((self._grouped == np.arange(len(group_of))).all())
        self._orders: dict[Order, NDArray[np.int32]] = {}
        self._places: dict[Order, NDArray[np.int32]] = {}

    def representatives(self, passing: Mask, sort: Sort) -> tuple[Rows, Rows]:
        """(the parents with a row that passes, ascending; the row that stands for each)."""
        rows: NDArray[Any] = np.flatnonzero(passing)
        if self._single:
            return rows, rows
        if isinstance(sort, Extreme):
            rows = rows[self._ordered(rows, sort, self._group_of[rows])]
            parents = self._group_of[rows]
        else:
            order = self._order(sort)
            kept = np.flatnonzero(passing[order])
            rows, parents = order[kept], self._grouped[kept]
        first = np.ones(len(parents), dtype=bool)
        first[1:] = parents[1:] != parents[:-1]
        return parents[first].astype(np.int64), rows[first].astype(np.int64)

    def best(self, parents: Rows, rows: Rows, sort: Sort, count: int) -> Rows:
        """The first `count` of `parents` in the order `sort` asks of their representatives `rows`; without one, the
        best rated first.
        """
        if isinstance(sort, Extreme):  # one of many, asked for seldom: nothing is kept of it
            return parents[self._ordered(rows, sort)][:count]
        places = self._place("rating" if sort == "relevance" else sort)[rows]
        if count < len(places):
            nearest = np.argpartition(places, count)[:count]
            parents, places = parents[nearest], places[nearest]
        return parents[np.argsort(places)]

    def _ordered(self, rows: Rows, sort: Sort, *above: NDArray[np.int32]) -> Rows:
        """The places of `rows` in order: by what is `above`, what can be bought first, the sort, as they come."""
        return np.lexsort((rows, _key(self._columns, rows, sort), ~self._columns.buyable[rows], *above))

    def _order(self, sort: Order) -> NDArray[np.int32]:
        """All rows by parent, the preferred row of each first."""
        if sort not in self._orders:
            rows = np.arange(len(self._group_of))
            self._orders[sort] = self._ordered(rows, sort, self._group_of).astype(np.int32)
        return self._orders[sort]

    def _place(self, sort: Order) -> NDArray[np.int32]:
        """Each row's place among all: what can be bought first, then by the sort, then in catalogue order."""
        if sort not in self._places:
            rows = np.arange(len(self._group_of))
            order = self._ordered(rows, sort)
            places = np.empty(len(rows), dtype=np.int32)
            places[order] = rows
            self._places[sort] = places
        return self._places[sort]

    def prepare(self) -> None:
        """Sort by all that a shopper may ask for."""
        for sort in get_args(Order):
            if sort != "relevance":
                self._place(sort)
            if not self._single:
                self._order(sort)


def _key(columns: Columns, rows: Rows, sort: Sort) -> NDArray[np.float64]:
    """What `sort` puts first has the lowest key."""
    if isinstance(sort, Extreme):
        amounts = columns.stated(sort.name, sort.dimension)[rows]
        return np.nan_to_num(-amounts if sort.most else amounts, nan=np.inf)
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
