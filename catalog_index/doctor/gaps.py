"""What products do not say and an adviser needs: cost, size, stock, image, texts in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalog_index.product import Product

EXAMPLES = 5
SIZED = 0.5
"""A category where half of the parents come in sizes is one where the others lack theirs; mugs have none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """`kind` is also the name of the column to fill; `missing` of `total` products lack it, `examples` are ids."""

    kind: str
    missing: int
    total: int
    examples: tuple[str, ...]


def gaps(products: Sequence[Product]) -> list[Gap]:
    """The largest first; what no product lacks is left out."""
    sized = _sized(products)
    checks: dict[str, tuple[Iterable[Product], Callable[[Product], bool]]] = {
        "cost_of_goods_sold": (products, lambda p: p.cost_of_goods_sold is None),
        "quantity": (products, lambda p: p.quantity is None),
        "image_link": (products, lambda p: not p.image_link),
        "link": (products, lambda p: not p.link),
        "description": (products, lambda p: not p.description),
        "product_type": (products, lambda p: not p.product_type),
        "size": ([p for p in products if p.product_type in sized], lambda p: not p.size),
        "title_fr": (products, lambda p: not _speaks(p, "fr")),
        "title_en": (products, lambda p: not _speaks(p, "en")),
    }
    found = [_gap(kind, among, lacks) for kind, (among, lacks) in checks.items()]
    return sorted((gap for gap in found if gap.missing), key=lambda gap: -gap.missing / gap.total)


def _gap(kind: str, among: Iterable[Product], lacks: Callable[[Product], bool]) -> Gap:
    kept = list(among)
    ids = [product.id for product in kept if lacks(product)]
    return Gap(kind, len(ids), max(len(kept), 1), tuple(ids[:EXAMPLES]))


def _speaks(product: Product, language: str) -> bool:
    local = product.texts.get(language)
    return product.language == language or bool(local and local.title)


def _sized(products: Iterable[Product]) -> frozenset[str]:
    """The categories whose products come in sizes."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for product in products:
        counts[product.product_type].append(bool(product.size))
    return frozenset(path for path, known in counts.items() if sum(known) >= SIZED * len(known))
