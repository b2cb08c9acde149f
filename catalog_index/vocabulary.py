"""The catalogue's own words in both languages: what a sentence can be read against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from catalog_index.product import Product

ExtraWords = Mapping[str, Mapping[str, Iterable[str]]]
"""product_type path prefix -> {"fr": [...], "en": [...]}: further names of a category (from data/advice)."""

Synonyms = Iterable[Iterable[str]]
"""Groups of words or phrases, of either language, that mean the same (the merchant's synonyms file)."""


@dataclass(frozen=True, slots=True)
class Category:
    """A product_type path (canonical language) that holds products at or below it. `count` is parent products."""

    path: str
    names: Mapping[str, str]
    count: int

    @property
    def depth(self) -> int:
        return self.path.count(" > ") + 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the catalogue knows. Values are as the catalogue writes them (canonical language) unless said otherwise.

    `colors` are English base names; `genders` men|women|kids|unisex; `facets` maps a product_detail name to its values.
    """

    categories: Mapping[str, Category] = field(default_factory=dict)
    brands: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    currency: str = ""

    @classmethod
    def build(
        cls, products: Iterable[Product], extra_words: ExtraWords | None = None, synonyms: Synonyms = ()
    ) -> Vocabulary:
        raise NotImplementedError

    def category_name(self, path: str, language: str) -> str:
        """The category's own name (its last part) in `language`; the path's last part when it is unknown."""
        raise NotImplementedError
