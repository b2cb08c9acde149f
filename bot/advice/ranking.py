"""Which of several products has the most of something, by the catalogue's own figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.advice.attributes import number_of, value_of
from catalog_index.product import Product
from catalog_index.quantities import amount_of

DEGREES: Mapping[str, int] = {
    "none": 0, "no": 0, "very low": 1, "low": 2, "light": 2, "thin": 2, "soft": 2, "small": 2, "short": 2, "narrow": 2,
    "cool": 2, "moderate": 3, "medium": 3, "mid": 3, "regular": 3, "normal": 3, "average": 3, "balanced": 3, "high": 4,
    "warm": 4, "thick": 4, "firm": 4, "large": 4, "long": 4, "wide": 4, "very high": 5, "very warm": 5, "extreme": 5,
    "yes": 3, "oui": 3,
    "aucun": 0, "aucune": 0, "non": 0, "faible": 2, "leger": 2, "légère": 2, "léger": 2, "fin": 2, "fine": 2,
    "souple": 2, "court": 2, "moyen": 3, "moyenne": 3, "normal(e)": 3, "fort": 4, "forte": 4, "haut": 4, "haute": 4,
    "élevé": 4, "élevée": 4, "chaud": 4, "chaude": 4, "épais": 4, "épaisse": 4, "ferme": 4, "très chaud": 5,
}  # fmt: skip
"""Words of degree as sheets write them, so that "Medium" is more than "Low", and "Yes" than "No"."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """`order`: the products that state the detail `name`, the most first; `clear` when the first has more than the
    second; `silent`: those that state nothing of it."""

    name: str
    order: tuple[Product, ...]
    clear: bool
    silent: tuple[Product, ...] = ()


def ranked(products: Sequence[Product], name: str, least: bool = False) -> Ranked | None:
    """`products` by their detail `name`, the `least` first if so asked; None where fewer than two state it alike."""
    figures = {product.id: figure for product in products if (figure := _figure(product, name)) is not None}
    kinds = {kind for kind, _ in figures.values()}
    if len(figures) < 2 or len(kinds) > 1:
        return None
    sign = 1 if least else -1
    stated = sorted((p for p in products if p.id in figures), key=lambda p: sign * figures[p.id][1])
    clear = figures[stated[0].id] != figures[stated[1].id]
    return Ranked(name, tuple(stated), clear, tuple(p for p in products if p.id not in figures))


def _figure(product: Product, name: str) -> tuple[str, float] | None:
    """(what it is measured in, how much); None where it is neither a figure nor a degree."""
    value = value_of(product, name)
    if value is None:
        return None
    degree = DEGREES.get(value.casefold())
    if degree is not None:
        return "degree", float(degree)
    amount, number = amount_of(value), number_of(product, name)
    if amount is not None:
        return amount
    return ("", number) if number is not None and value[:1].isdigit() else None
