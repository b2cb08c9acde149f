"""The index of one catalogue version: immutable once built, safe to search from many threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from catalog_index.encoder import Encoder, Progress
from catalog_index.product import Product
from catalog_index.query import Filters, Query, SearchResult, Understood
from catalog_index.vocabulary import ExtraWords, Synonyms, Vocabulary


@dataclass(frozen=True, slots=True)
class Facet:
    """An attribute over a set of parent products. `name` is a product_detail name, or color|size|gender|brand|material|category.

    `values`: (value, number of parent products), most frequent first. `low`, `high`: the range of the values' leading numbers
    where at least nine in ten have one, else None. `coverage` in [0, 1]: share of the parents that state the attribute.
    """

    name: str
    values: tuple[tuple[str, int], ...]
    coverage: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """`total` parent products pass; `price_low`, `price_high` are their current prices' range; `by_name` holds each facet."""

    total: int
    price_low: Decimal | None
    price_high: Decimal | None
    by_name: Mapping[str, Facet]


class CatalogueIndex:
    products: Sequence[Product]
    version: str
    vocabulary: Vocabulary
    currency: str

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
        raise NotImplementedError

    def save(self, directory: Path) -> None:
        raise NotImplementedError

    @classmethod
    def load(
        cls, directory: Path, encoder: Encoder, extra_words: ExtraWords | None = None, synonyms: Synonyms = ()
    ) -> CatalogueIndex:
        raise NotImplementedError

    def search(self, query: Query) -> SearchResult:
        """Filters inside the search; one hit per parent; `relaxations` when nothing passes the filters."""
        raise NotImplementedError

    def find(
        self, text: str, language: str = "en", filters: Filters | None = None, limit: int = 10
    ) -> tuple[Understood, SearchResult]:
        """Understand `text`, join what it says with `filters` (which win), and search. What the search door calls."""
        raise NotImplementedError

    def product(self, item_id: str) -> Product | None:
        raise NotImplementedError

    def variants(self, group: str) -> tuple[Product, ...]:
        """All products of the parent `group` (Product.group), in catalogue order; () when unknown."""
        raise NotImplementedError

    def similar(self, item_id: str, k: int = 5) -> tuple[Product, ...]:
        """The k nearest other parents (one buyable variant each), nearest first."""
        raise NotImplementedError

    def similarity(self, first: str, second: str) -> float:
        """Cosine of two items' texts in [0, 1]; 1.0 for variants of one parent, 0.0 when either is unknown."""
        raise NotImplementedError

    def facets(self, filters: Filters | None = None) -> Facets:
        """What the products that pass `filters` differ in: the ground for questions."""
        raise NotImplementedError
