"""What products differ in: counts and ranges of their attributes, the ground for questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalog_index.colors import families
from catalog_index.paths import gender_of
from catalog_index.product import Product
from catalog_index.values import number, parts

NUMERIC_SHARE = 0.9
"""An attribute has a range when this share of its values begin with a number."""


@dataclass(frozen=True, slots=True)
class Facet:
    """An attribute over a set of parents. `name`: a product_detail name, or color|size|gender|brand|material|category.

    `values`: (value, number of parents), most frequent first. `low`, `high`: the range of the values' leading
    numbers where at
    least nine in ten have one, else None. `coverage` in [0, 1]: share of the parents that state the attribute.
    """

    name: str
    values: tuple[tuple[str, int], ...]
    coverage: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """`total` parents pass; `price_low` and `price_high` are their current prices' range; `by_name` holds each
    facet.
    """

    total: int
    price_low: Decimal | None
    price_high: Decimal | None
    by_name: Mapping[str, Facet]


def count(products: Iterable[Product]) -> Facets:
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    groups: set[str] = set()
    prices: list[Decimal] = []
    for product in products:
        groups.add(product.group)
        prices.append(product.current_price.amount)
        for name, value in _stated(product):
            held[name][value].add(product.group)
    by_name = {name: _facet(name, values, len(groups)) for name, values in held.items()}
    return Facets(len(groups), min(prices, default=None), max(prices, default=None), by_name)


def _stated(product: Product) -> Iterable[tuple[str, str]]:
    own = {
        "brand": product.brand,
        "category": product.product_type,
        "gender": product.gender or gender_of(product.product_type),
        "size": product.size,
        "material": product.material,
    }
    yield from ((name, value) for name, value in own.items() if value)
    yield from (("color", family) for family in families(product.color))
    for detail in product.product_detail:
        yield from ((detail.name, value) for value in parts(detail.value))


def _facet(name: str, values: Mapping[str, set[str]], total: int) -> Facet:
    counts = Counter({value: len(groups) for value, groups in values.items()})
    stating = len(set().union(*values.values()))
    numbers = [n for value in values if (n := number(value)) is not None]
    ranged = name != "size" and len(numbers) >= NUMERIC_SHARE * len(values)
    ordered = tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    low, high = (min(numbers), max(numbers)) if ranged else (None, None)
    return Facet(name, ordered, stating / total if total else 0.0, low, high)
