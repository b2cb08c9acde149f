"""The index of one catalogue version: immutable once built, safe to search from many threads."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog_index import facets as facet_counts
from catalog_index import serial
from catalog_index.backends import VectorBackend, Vectors, backend
from catalog_index.documents import lexical_terms, sentence
from catalog_index.encoder import Encoder, Progress
from catalog_index.errors import CatalogueError
from catalog_index.expansion import Expander
from catalog_index.facets import Facet, Facets
from catalog_index.filters import Columns
from catalog_index.lexical import Lexical
from catalog_index.product import Product
from catalog_index.query import Filters, Hit, Query, Relaxation, SearchResult, Understood
from catalog_index.ranking import CONFIDENT, Parents, Ranked, by_words, sorted_parents
from catalog_index.relaxation import NO_FILTER, eased, easings, set_fields
from catalog_index.spelling import Speller
from catalog_index.understand import understand
from catalog_index.vocabulary import ExtraWords, Synonyms, Vocabulary

NEAREST = 3
"""Products shown for what dropping one condition would bring."""
_NARROWING = ("categories", "brands", "attributes")
"""With one of these the text only orders what passes; without them it decides what is found at all."""

__all__ = ["CatalogueIndex", "Facet", "Facets"]


class CatalogueIndex:
    """Products, their parents (numbered in order of first appearance) and everything searched over them.

    `build` and `load` make one; the constructor is theirs.
    """

    def __init__(
        self,
        products: Sequence[Product],
        encoder: Encoder,
        sentences: Sequence[str],
        vectors: Vectors,
        lexical: Lexical,
        version: str,
        extra_words: ExtraWords | None = None,
        synonyms: Synonyms = (),
    ) -> None:
        self.products: tuple[Product, ...] = tuple(products)
        self.version = version
        self.vocabulary = Vocabulary.build(self.products, extra_words, synonyms)
        self.currency = self.vocabulary.currency
        self.encoder = encoder
        self._sentences, self._vectors, self._lexical = sentences, vectors, lexical
        self._row = {p.id: row for row, p in enumerate(self.products)}
        self._groups, self._group_of = _parents(self.products)
        self._number = {name: i for i, name in enumerate(self._groups)}
        self._columns = Columns(self.products, self.vocabulary.lexicon)
        self._parents = Parents(self._columns, self._group_of)
        self._backend: VectorBackend = backend(vectors)
        speller = Speller(self.vocabulary.known, lexical.frequency)
        languages = {language for p in self.products for language in (p.language, *p.texts)}
        self._expander = Expander(lexical, speller, self.vocabulary.lexicon, languages)

    @classmethod
    def build(
        cls,
        products: Iterable[Product],
        encoder: Encoder,
        previous: CatalogueIndex | None = None,
        progress: Progress | None = None,
        extra_words: ExtraWords | None = None,
        synonyms: Synonyms = (),
    ) -> CatalogueIndex:
        """Index `products`; texts that `previous` (same encoder name) already encoded are not encoded again."""
        kept = tuple(products)
        groups, _ = _parents(kept)
        variants = list(groups.values())
        sentences = [sentence(kept[rows[0]]) for rows in variants]
        vectors = _encode(sentences, encoder, previous, progress)
        lexical = Lexical.build([lexical_terms([kept[row] for row in rows]) for rows in variants])
        version = serial.version_of(kept, encoder.name)
        return cls(kept, encoder, sentences, vectors, lexical, version, extra_words, synonyms)

    def save(self, directory: Path) -> None:
        """Write everything under `directory`, which is made; `load` reads it back equal."""
        directory.mkdir(parents=True, exist_ok=True)
        serial.write(directory / "products.jsonl", self.products)
        np.save(directory / "vectors.npy", self._vectors)
        self._lexical.save(directory / "lexical")
        meta = {"version": self.version, "encoder": self.encoder.name, "format": FORMAT}
        (directory / "index.json").write_text(json.dumps(meta), encoding="utf-8")

    @classmethod
    def load(
        cls, directory: Path, encoder: Encoder, extra_words: ExtraWords | None = None, synonyms: Synonyms = ()
    ) -> CatalogueIndex:
        """The index saved under `directory`, its vectors mapped, not read. Raises CatalogueError for another
        encoder's.
        """
        try:
            meta = json.loads((directory / "index.json").read_text(encoding="utf-8"))
            if meta.get("format") != FORMAT or meta.get("encoder") != encoder.name:
                raise CatalogueError(f"{directory.name} was indexed with {meta.get('encoder')}, not {encoder.name}")
            products = tuple(serial.read(directory / "products.jsonl"))
            vectors = np.load(directory / "vectors.npy", mmap_mode="r")
            lexical = Lexical.load(directory / "lexical")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CatalogueError(f"{directory} holds no readable index: {error}") from error
        groups, _ = _parents(products)
        sentences = [sentence(products[rows[0]]) for rows in groups.values()]
        return cls(products, encoder, sentences, vectors, lexical, meta["version"], extra_words, synonyms)

    def search(self, query: Query) -> SearchResult:
        """Filters inside the search; one hit per parent; `relaxations` when nothing passes the filters."""
        passing = self._columns.mask(query.filters)
        if not passing.any():
            return SearchResult((), 0, self.version, self._relaxations(query))
        parents, rows = self._parents.representatives(passing, query.sort)
        ranked = self._ranked(query, parents, rows)
        shown = ranked.groups[: query.limit]
        stand = rows[np.searchsorted(parents, shown)]
        hits = tuple(
            Hit(self.products[row], round(min(max(score, 0.0), 1.0), 6))
            for row, score in zip(stand.tolist(), ranked.scores[: query.limit].tolist(), strict=True)
        )
        return SearchResult(hits, len(ranked.groups), self.version)

    def find(
        self, text: str, language: str = "en", filters: Filters | None = None, limit: int = 10
    ) -> tuple[Understood, SearchResult]:
        """Understand `text`, join what it says with `filters` (which win), and search. What the search door calls."""
        understood = understand(text, language, self.vocabulary)
        joined = _joined(understood.filters, filters or Filters())
        return understood, self.search(Query(understood.rest, language, joined, understood.sort, limit))

    def product(self, item_id: str) -> Product | None:
        row = self._row.get(item_id)
        return None if row is None else self.products[row]

    def variants(self, group: str) -> tuple[Product, ...]:
        """All products of the parent `group` (Product.group), in catalogue order; () when unknown."""
        return tuple(self.products[row] for row in self._groups.get(group, ()))

    def similar(self, item_id: str, k: int = 5) -> tuple[Product, ...]:
        """The k nearest other parents that can be bought (one variant each), nearest first; () when unknown."""
        row = self._row.get(item_id)
        if row is None:
            return ()
        own = int(self._group_of[row])
        parents, rows = self._parents.representatives(self._columns.buyable, "relevance")
        allowed = np.zeros(len(self._groups), dtype=bool)
        allowed[parents] = True
        allowed[own] = False
        near, _ = self._backend.search(np.asarray(self._vectors[own]), min(k, int(allowed.sum())), allowed)
        return tuple(self.products[row] for row in rows[np.searchsorted(parents, near)].tolist())

    def similarity(self, first: str, second: str) -> float:
        """Cosine of two items' texts in [0, 1]; 1.0 for variants of one parent, 0.0 when either is unknown."""
        rows = self._row.get(first), self._row.get(second)
        if rows[0] is None or rows[1] is None:
            return 0.0
        one, other = int(self._group_of[rows[0]]), int(self._group_of[rows[1]])
        if one == other:
            return 1.0
        return float(np.clip(np.dot(self._vectors[one], self._vectors[other]), 0.0, 1.0))

    def facets(self, filters: Filters | None = None) -> Facets:
        """What the products that pass `filters` differ in: the ground for questions."""
        rows = np.flatnonzero(self._columns.mask(filters or Filters()))
        return facet_counts.count(self.products[row] for row in rows.tolist())

    def _ranked(self, query: Query, parents: NDArray[np.int64], rows: NDArray[np.int64]) -> Ranked:
        """All parents found, best first, by words where there are any, else by the sort."""
        if not query.text.strip():
            return self._sorted(query, parents, rows)
        allowed = np.zeros(len(self._groups), dtype=bool)
        allowed[parents] = True
        narrowed = any(getattr(query.filters, name) for name in _NARROWING)
        terms = self._expander.expand(query.text, query.language)
        if narrowed and all(self._lexical.covers(alternatives, allowed) for alternatives in terms):
            return self._sorted(query, parents, rows)
        vector = self.encoder.encode_query(self._expander.english(query.text, query.language))
        said = [*terms, *self._expander.closely(query.text, query.language, terms)]
        ranked = by_words(self._lexical, self._backend, said, vector, allowed, gate=not narrowed)
        if narrowed:
            ranked = _completed(ranked, sorted_parents(self._columns, parents, rows, "relevance"))
        if query.sort == "relevance":
            return ranked
        sure = ranked.groups[ranked.scores >= CONFIDENT * ranked.scores.max(initial=0.0)]
        at = np.searchsorted(parents, np.sort(sure))
        return self._sorted(query, parents[at], rows[at])

    def _sorted(self, query: Query, parents: NDArray[np.int64], rows: NDArray[np.int64]) -> Ranked:
        groups = sorted_parents(self._columns, parents, rows, query.sort)
        return Ranked(groups, np.ones(len(groups), dtype=np.float32))

    def _relaxations(self, query: Query) -> tuple[Relaxation, ...]:
        """What emptied the search, alone or, where no condition does alone, together: what each brings, most first."""
        bare = replace(query.filters, **{name: getattr(NO_FILTER, name) for name in set_fields(query.filters)})
        alone = {
            name: self._columns.mask(replace(NO_FILTER, **{name: getattr(query.filters, name)}))
            for name in set_fields(query.filters)
        }
        found = []
        for dropped in easings(alone, self._columns.mask(bare)):
            result = self.search(eased(query, dropped, NEAREST))
            found.append(Relaxation("+".join(dropped), result.total, result.hits))
        return tuple(sorted(found, key=lambda r: -r.count))


FORMAT = 1
"""Counted up when the layout of a saved index changes; an older one is then built again."""


def _completed(ranked: Ranked, order: NDArray[np.int64]) -> Ranked:
    """What passes the filters but shares no word with the text comes after what does, with score 0."""
    rest = order[~np.isin(order, ranked.groups)]
    return Ranked(
        np.concatenate([ranked.groups, rest]), np.concatenate([ranked.scores, np.zeros(len(rest), np.float32)])
    )


def _parents(products: Sequence[Product]) -> tuple[Mapping[str, list[int]], NDArray[np.int32]]:
    """(parent -> its rows, in order of first appearance; the parent's number of each row)."""
    groups: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, int] = {}
    for row, product in enumerate(products):
        groups[product.group].append(row)
        numbers.setdefault(product.group, len(numbers))
    return dict(groups), np.array([numbers[p.group] for p in products], dtype=np.int32)


def _encode(
    sentences: Sequence[str], encoder: Encoder, previous: CatalogueIndex | None, progress: Progress | None
) -> Vectors:
    """The sentences' vectors, those known from `previous` copied; equal sentences are encoded once."""
    if not sentences:  # an empty catalogue must not load a model to learn its dimension
        return np.zeros((0, 1), dtype=np.float32)
    known: dict[str, Vectors] = {}
    if previous is not None and previous.encoder.name == encoder.name:
        known = {text: previous._vectors[i] for i, text in enumerate(previous._sentences)}
    missing = [text for text in dict.fromkeys(sentences) if text not in known]
    known.update(zip(missing, encoder.encode(missing, progress), strict=True) if missing else ())
    out = np.zeros((len(sentences), encoder.dimension), dtype=np.float32)
    for i, text in enumerate(sentences):
        out[i] = known[text]
    return out


def _joined(said: Filters, given: Filters) -> Filters:
    """What the sentence says, overruled by what the caller gave."""
    set_ = {f.name: value for f in fields(Filters) if (value := getattr(given, f.name)) != getattr(Filters(), f.name)}
    return replace(said, **set_)
