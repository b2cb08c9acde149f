"""What a catalogue holds and what its products lack, counted once with each version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from catalog_index.product import Product
from catalog_index.text import LANGUAGES


@dataclass(frozen=True, slots=True)
class Inventory:
    """`articles` are products, `models` their parents; `buyable` articles can be bought; `lacks`: how many articles
    lack an image, a description, …, words in a language. `languages`: those that some article speaks.
    """

    articles: int = 0
    models: int = 0
    categories: int = 0
    buyable: int = 0
    lacks: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    @classmethod
    def of(cls, products: Iterable[Product]) -> Inventory:
        lacks = dict.fromkeys(_CHECKS, 0)
        articles = buyable = 0
        models: set[str] = set()
        categories: set[str] = set()
        languages: set[str] = set()
        for product in products:  # one at a time: a million together take 2 GB
            articles += 1
            buyable += product.buyable
            models.add(product.group)
            categories.add(product.product_type)
            languages.update((product.language, *product.texts))
            for name, missing in _CHECKS.items():
                lacks[name] += missing(product)
        return cls(articles, len(models), len(categories), buyable, lacks, tuple(sorted(languages)))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Inventory:
        return cls(**{**data, "languages": tuple(data["languages"])})


def _silent(language: str, product: Product) -> bool:
    """Whether the product has no words in `language`."""
    local = product.texts.get(language)
    return product.language != language and not (local and local.title)


_CHECKS: dict[str, Callable[[Product], bool]] = {
    "image": lambda product: not product.image_link,
    "description": lambda product: not product.description,
    "details": lambda product: not product.product_detail,
    "reviews": lambda product: not product.review_count,
    "stock": lambda product: product.quantity is None,
    "cost": lambda product: product.cost_of_goods_sold is None,
    **{f"words_{language}": partial(_silent, language) for language in LANGUAGES},
}
