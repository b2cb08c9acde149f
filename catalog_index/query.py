"""What a search asks and what it answers. Filters are hard: what they exclude is never returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from catalog_index.product import Product

Order = Literal["relevance", "price_asc", "price_desc", "rating", "weight_asc", "newest"]


@dataclass(frozen=True, slots=True)
class Extreme:
    """First the products with the most (`most`) or the least of the measured attribute `name`, in `dimension`; where
    some state it, only those.
    """

    name: str
    dimension: str
    most: bool

    def __str__(self) -> str:
        return f"{'most' if self.most else 'least'} {self.name}"


Sort = Order | Extreme


@dataclass(frozen=True, slots=True)
class Range:
    """`low` and `high` (None: open on that side), both included, in the first unit of `dimension` (see measures)."""

    dimension: str
    low: float | None = None
    high: float | None = None

    def joined(self, other: Range) -> Range:
        """The limits of both, the other's where both have one."""
        low = self.low if other.low is None else other.low
        return Range(self.dimension, low, self.high if other.high is None else other.high)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions applied inside the search; an empty field does not filter.

    `categories` are product_type paths of the catalogue (canonical, the product's own language): a product matches
    when its path is
    or lies below one of them. `colors` are English base names (catalog_index.colors). `sizes`, `brands` compare
    case-folded.
    `genders`: men|women|kids; a unisex product matches men and women. `attributes`: product_detail name -> accepted
    values.
    `ranges`: product_detail name -> the range its value must state; a product that does not state it does not pass.
    `exclude_terms`: words none of which may appear in the product's title, type, material, details or highlights.
    """

    price_min: Decimal | None = None
    price_max: Decimal | None = None
    buyable_only: bool = True
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    not_brands: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    not_colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    exclude_terms: tuple[str, ...] = ()
    exclude_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    text: str = ""
    language: str = "en"
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One parent product: `product` is the variant that fits the query best; `score` in [0, 1], higher is better."""

    product: Product
    score: float


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Dropping the filter named `key` (a field of Filters) would bring `count` products, `nearest` first.

    Where no single filter empties the search, `key` joins those that do so together: "colors+price_max".
    """

    key: str
    count: int
    nearest: tuple[Hit, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The filters to drop together."""
        return tuple(self.key.split("+"))


@dataclass(frozen=True, slots=True)
class SearchResult:
    hits: tuple[Hit, ...]
    total: int
    catalogue_version: str
    relaxations: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A sentence read against the catalogue's own vocabulary.

    `spoken` is `rest` with the small words that stand between.
    `found` maps a Filters field (or "sort") to the pieces of text it was read from; `rest` is what remains to search
    by words.
    `called` are the other names by which its categories were said: a "cat tree" of the scratching posts comes first.
    `currency` is the one the shopper wrote, if any; `counts` maps an attribute to the number it must be for.
    `matched_share` in [0, 1] is how much of the text (by tokens that are not stop words) was understood: 1.0 means
    nothing is left over.
    """

    filters: Filters
    sort: Sort = "relevance"
    rest: str = ""
    spoken: str = ""
    called: str = ""
    currency: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    found: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matched_share: float = 0.0
