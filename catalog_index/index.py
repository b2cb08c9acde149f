"""The index of one catalogue version: immutable once built, safe to search from many threads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog_index.backends import NumpyBackend, VectorBackend, Vectors, backend
from catalog_index.concession import Shelves
from catalog_index.contents import Contents
from catalog_index.encoder import Encoder, Progress
from catalog_index.errors import CatalogueError
from catalog_index.expansion import Expander
from catalog_index.language import spoken
from catalog_index.ledger import version
from catalog_index.product import Product
from catalog_index.query import Extreme, Filters, Hit, Query, Relaxation, SearchResult, Understood
from catalog_index.ranking import CONFIDENT, LEAST_COSINE, UNKNOWN_TONGUE, Parents, Ranked, Said, Sides, by_words
from catalog_index.relaxation import NO_FILTER, eased, easings, set_fields, without
from catalog_index.sentences import Sentences
from catalog_index.spelling import Speller
from catalog_index.store import mapped
from catalog_index.stored import StoredProducts
from catalog_index.text import LANGUAGES, stem, words
from catalog_index.understand import understand
from catalog_index.vocabulary import ExtraWords, Synonyms

WARMING = 3
"""Categories and brands looked for before the first shopper comes."""
UNKNOWN = "qwertz"
"""A word of no catalogue."""
NEAREST = 3
"""Products shown for what dropping one condition would bring."""
_NARROWING = ("categories", "brands", "attributes", "ranges")
"""With one of these the text only orders what passes; without them it decides what is found at all."""


class CatalogueIndex:
    """Products, their parents (numbered in order of first appearance) and everything searched over them.

    `build`, `pending`, `with_vectors` and `load` make one; the constructor is theirs. Until it is `complete`, a parent
    without a vector is found by its words alone.
    """

    def __init__(
        self, contents: Contents, encoder: Encoder, vectors: Vectors | None, version: str, stored: Path | None = None
    ) -> None:
        """`vectors`: float32 (parents, dimension), zeros where one is still to be computed; None: all of them."""
        self.contents, self.encoder, self.version = contents, encoder, version
        self.products: Sequence[Product] = contents.products
        self.vocabulary, self.inventory = contents.vocabulary, contents.inventory
        self.currency = self.vocabulary.currency
        self.complete = not version.endswith(PENDING)
        self.vectors = vectors
        self._lexical, self._groups, self._columns = contents.lexical, contents.groups, contents.columns
        self._parents = Parents(self._columns, self._groups.of)
        self._shelves = Shelves(self.products, self._columns, self._groups, self._lexical, self.vocabulary.lexicon)
        nothing = np.zeros((len(contents.groups), 1), dtype=np.float32)
        self.backend: VectorBackend = NumpyBackend(nothing) if vectors is None else backend(vectors, stored)
        speller = Speller(self.vocabulary.known, self._lexical.frequency)
        self._expander = Expander(self._lexical, speller, self.vocabulary.lexicon, self.inventory.languages)

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
        pending = cls.pending(products, encoder, extra_words, synonyms, previous)
        return pending.with_vectors(Sentences.of(pending, previous).encode(pending, progress))

    @classmethod
    def pending(
        cls,
        products: Iterable[Product],
        encoder: Encoder,
        extra_words: ExtraWords | None = None,
        synonyms: Synonyms = (),
        previous: CatalogueIndex | None = None,
    ) -> CatalogueIndex:
        """Index `products`, their vectors still to be computed; of `previous` what has not changed."""
        contents = Contents.build(products, extra_words, synonyms, previous.contents if previous else None)
        return cls(contents, encoder, None, version(contents.ledger.rows, encoder.name) + PENDING)

    def with_vectors(self, vectors: Vectors, complete: bool = True) -> CatalogueIndex:
        """The same products with vectors; `complete`: all of them."""
        version = self.version.removesuffix(PENDING) + ("" if complete else PENDING)
        return CatalogueIndex(self.contents, self.encoder, vectors, version)

    def with_synonyms(self, extra_words: ExtraWords | None, synonyms: Synonyms) -> CatalogueIndex:
        """The same products, texts and vectors, read with other synonyms."""
        contents = self.contents.with_synonyms(extra_words, synonyms)
        return CatalogueIndex(contents, self.encoder, self.vectors, self.version)

    def stored(self, directory: Path) -> CatalogueIndex:
        """The same, its products read where `save` wrote them instead of kept in memory."""
        contents = replace(self.contents, products=StoredProducts.opened(directory))
        return CatalogueIndex(contents, self.encoder, None, self.version)

    def save(self, directory: Path, extra_words: ExtraWords | None = None, synonyms: Synonyms = ()) -> None:
        """Write everything under `directory`, which is made; `load` reads it back equal."""
        self.contents.save(directory, extra_words, synonyms)
        self.save_vectors(directory)

    def save_vectors(self, directory: Path) -> None:
        """Write what a version with vectors has beyond its contents, which lie in `directory`."""
        if self.vectors is not None:
            np.save(directory / VECTORS, self.vectors)
            self.backend.save(directory)
        meta = {"version": self.version, "encoder": self.encoder.name, "format": FORMAT}
        (directory / META).write_text(json.dumps(meta), encoding="utf-8")

    @classmethod
    def load(
        cls, directory: Path, encoder: Encoder, extra_words: ExtraWords | None = None, synonyms: Synonyms = ()
    ) -> CatalogueIndex:
        """The index saved under `directory`, its vectors mapped, not read; another encoder's, or one of an older
        format, as one whose vectors are still to be computed. Raises CatalogueError when its products can't be read.
        """
        try:
            meta = json.loads((directory / META).read_text(encoding="utf-8"))
            contents = Contents.load(directory, extra_words, synonyms)
            if (meta.get("format"), meta.get("encoder")) != (FORMAT, encoder.name):
                return cls(contents, encoder, None, version(contents.ledger.rows, encoder.name) + PENDING)
            file = directory / VECTORS
            vectors = mapped(file) if file.exists() else None
            return cls(contents, encoder, vectors, str(meta["version"]), directory)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CatalogueError(f"{directory} holds no readable index: {error}") from error

    def search(self, query: Query) -> SearchResult:
        """Filters inside the search; one hit per parent; `relaxations` when nothing passes the filters."""
        passing = self._columns.mask(query.filters)
        if not passing.any():
            return SearchResult((), 0, self.version, self._relaxations(query))
        if isinstance(query.sort, Extreme):
            stating = passing & ~np.isnan(self._columns.stated(query.sort.name, query.sort.dimension))
            passing = stating if stating.any() else passing
        parents, rows = self._parents.representatives(passing, query.sort)
        ranked = self._ranked(query, parents, rows)
        shown = ranked.groups[: query.limit]
        stand = rows[np.searchsorted(parents, shown)]
        hits = tuple(
            Hit(self.products[row], round(min(max(score, 0.0), 1.0), 6))
            for row, score in zip(stand.tolist(), ranked.scores[: query.limit].tolist(), strict=True)
        )
        return SearchResult(hits, ranked.total, self.version)

    def find(
        self, text: str, language: str = "en", filters: Filters | None = None, limit: int = 10
    ) -> tuple[Understood, SearchResult]:
        """Understand `text`, join what it says with `filters` (which win), and search. What the search door calls."""
        understood = understand(text, language, self.vocabulary)
        understood, hidden = self._shelves.conceded(
            understood, text, language, lambda rest: self._expander.expand(rest, language)
        )
        joined = _joined(understood.filters, filters or Filters())
        called = understood.called if understood.sort == "relevance" and joined.categories else ""
        query = Query(f"{called} {understood.spoken}".strip(), language, joined, understood.sort, limit)
        if hidden:
            there = self.search(eased(query, ("attributes",), NEAREST))
            return understood, SearchResult((), 0, self.version, (Relaxation("attributes", there.total, there.hits),))
        return understood, self.search(query)

    def spoken(self, text: str) -> str:
        """The language a search is most likely in: "fr" or "en"."""
        written = [language for language in self.inventory.languages if language in LANGUAGES]
        foreign = " ".join(word for word in words(text) if len(written) > 1 or not self._says(word, written))
        return spoken(text, written, self.vocabulary.lexicon.language(foreign))

    def _says(self, word: str, languages: Iterable[str]) -> bool:
        """Whether a product says the word: then it is of their language, whatever it means in another."""
        return any(self._lexical.frequency(stem(word, language)) for language in languages)

    def leads(self, text: str, language: str) -> bool:
        """Whether a product says one of the words: as it is, corrected, or translated."""
        terms = (term for alternatives in self._expander.expand(text, language) for term, _ in alternatives)
        return any(self._lexical.frequency(term) for term in terms)

    def warm(self, language: str) -> None:
        """Do once what the first searches would else pay for: load the model, sort the parents, correct a typing error,
        read an amount.
        """
        self._parents.prepare()
        names = [self.vocabulary.category_name(path, language) for path in self.vocabulary.below("")[:WARMING]]
        brands = self.vocabulary.brands[:WARMING]
        for text in (*names, *brands, *(f"{name[:-1]} {name[-1]} {UNKNOWN} 250 g 100 €" for name in (*names, *brands))):
            self.find(text, language)

    def product(self, item_id: str) -> Product | None:
        row = self._row(item_id)
        return None if row is None else self.products[row]

    def cheapest(self, categories: Sequence[str], most: int) -> tuple[Product, ...]:
        """What can be bought at or below `categories`, one per parent, the cheapest first; of more than `most`, so
        many from the whole range of prices.
        """
        passing = self._columns.mask(Filters(categories=tuple(categories)))
        parents, rows = self._parents.representatives(passing, "price_asc")
        ordered = self._parents.best(parents, rows, "price_asc", len(parents))
        if len(ordered) > most:
            ordered = ordered[np.linspace(0, len(ordered) - 1, most).astype(np.int64)]
        return tuple(self.products[row] for row in rows[np.searchsorted(parents, ordered)].tolist())

    def fails(self, item_id: str, filters: Filters) -> tuple[str, ...]:
        """The conditions of `filters` that an item doesn't meet; () when it meets them all, and when it is unknown."""
        row = self._row(item_id)
        if row is None:
            return ()
        alone = {name: replace(NO_FILTER, **{name: getattr(filters, name)}) for name in set_fields(filters)}
        return tuple(name for name, condition in alone.items() if not self._columns.mask(condition)[row])

    def variants(self, group: str) -> tuple[Product, ...]:
        """All products of the parent `group` (Product.group), in catalogue order; () when unknown."""
        found = tuple(self.products[row] for row in self._groups.named(group))
        return found if found and found[0].group == group else ()

    def similar(self, item_id: str, k: int = 5) -> tuple[Product, ...]:
        """The k nearest other parents that can be bought (one variant each), nearest first; () when unknown, and
        while there are no vectors.
        """
        row = self._row(item_id)
        if row is None or self.vectors is None:
            return ()
        own = int(self._groups.of[row])
        parents, rows = self._parents.representatives(self._columns.buyable, "relevance")
        allowed = np.zeros(len(self._groups), dtype=bool)
        allowed[parents] = True
        allowed[own] = False
        near, _ = self.backend.search(np.asarray(self.vectors[own]), min(k, int(allowed.sum())), allowed)
        return tuple(self.products[row] for row in rows[np.searchsorted(parents, near)].tolist())

    def similarity(self, first: str, second: str) -> float:
        """Cosine of two items' texts in [0, 1]; 1.0 for variants of one parent, 0.0 when either is unknown."""
        one, other = self._row(first), self._row(second)
        if one is None or other is None:
            return 0.0
        parents = int(self._groups.of[one]), int(self._groups.of[other])
        if parents[0] == parents[1]:
            return 1.0
        if self.vectors is None:
            return 0.0
        return float(np.clip(np.dot(self.vectors[parents[0]], self.vectors[parents[1]]), 0.0, 1.0))

    def _row(self, item_id: str) -> int | None:
        row = self._columns.ids.find(item_id)
        return row if row is not None and self.products[row].id == item_id else None

    def _ranked(self, query: Query, parents: NDArray[np.int64], rows: NDArray[np.int64]) -> Ranked:
        """The parents found, best first, as many as are shown: by words where there are any, else by the sort."""
        if not query.text.strip():
            return self._sorted(query, parents, rows)
        allowed = np.zeros(len(self._groups), dtype=bool)
        allowed[parents] = True
        narrowed = any(getattr(query.filters, name) for name in _NARROWING)
        terms = self._expander.expand(query.text, query.language)
        if narrowed and all(self._lexical.covers(alternatives, allowed) for alternatives in terms):
            return self._sorted(query, parents, rows)
        vector = None
        if self.vectors is not None:
            vector = self.encoder.encode_query(self._expander.encoded(query.text, query.language))
        closely = self._expander.closely(query.text, query.language, terms)
        said = Said([*terms, *closely], self._expander.telling(query.text, query.language), vector)
        ranked = by_words(Sides(self._lexical, self.backend, self.vectors), said, allowed, self._least(narrowed))
        if query.sort == "relevance":
            return self._completed(ranked, parents, rows, query.limit) if narrowed else ranked
        if narrowed and not ranked.scores.any():
            return self._sorted(query, parents, rows)
        sure = ranked.groups[ranked.scores >= CONFIDENT * ranked.scores.max(initial=0.0)]
        at = np.searchsorted(parents, np.sort(sure))
        return self._sorted(query, parents[at], rows[at])

    def _least(self, narrowed: bool) -> float:
        """How much a product that shares no word with the text must resemble it."""
        if narrowed:
            return -1.0
        return LEAST_COSINE if "en" in self.inventory.languages else UNKNOWN_TONGUE

    def _completed(self, ranked: Ranked, parents: NDArray[np.int64], rows: NDArray[np.int64], count: int) -> Ranked:
        """What passes the filters but shares no word with the text comes after what does, with score 0."""
        if len(ranked.groups) >= count:
            return replace(ranked, total=len(parents))
        rest = self._parents.best(parents, rows, "relevance", count + len(ranked.groups))
        rest = rest[~np.isin(rest, ranked.groups)]
        scores = np.concatenate([ranked.scores, np.zeros(len(rest), np.float32)])
        return Ranked(np.concatenate([ranked.groups, rest]), scores, len(parents))

    def _sorted(self, query: Query, parents: NDArray[np.int64], rows: NDArray[np.int64]) -> Ranked:
        groups = self._parents.best(parents, rows, query.sort, query.limit)
        return Ranked(groups, np.ones(len(groups), dtype=np.float32), len(parents))

    def _relaxations(self, query: Query) -> tuple[Relaxation, ...]:
        """What emptied the search, alone or, where no condition does alone, together: what each brings, most first."""
        bare = without(query.filters, set_fields(query.filters))
        alone = {
            name: self._columns.mask(replace(NO_FILTER, **{name: getattr(query.filters, name)}))
            for name in set_fields(query.filters)
        }
        found = []
        for dropped in easings(alone, self._columns.mask(bare)):
            result = self.search(eased(query, dropped, NEAREST))
            found.append(Relaxation("+".join(dropped), result.total, result.hits))
        return tuple(sorted(found, key=lambda r: -r.count))


FORMAT = 3
"""Counted up when the layout of a saved index changes; of an older one the products are read, and the rest is made
again."""
PENDING = "-pending"
"""How the name of a version ends while vectors are still to be computed."""
META, VECTORS = "index.json", "vectors.npy"
_USUAL = {field.name: getattr(Filters(), field.name) for field in fields(Filters)}


def _joined(said: Filters, given: Filters) -> Filters:
    """What the sentence says, overruled by what the caller gave."""
    set_ = {name: value for name, usual in _USUAL.items() if (value := getattr(given, name)) != usual}
    return replace(said, **set_) if set_ else said
