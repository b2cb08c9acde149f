"""What a simulated shopper wants: a shelf and the musts, drawn so that at least one product of the catalogue suits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from random import Random
from typing import Any, TypeVar

from bot.errors import InvalidInput
from bot.evaluation.things import is_a, thing_of
from bot.shopper.shelves import impersonal
from catalog_index.colors import families
from catalog_index.paths import at_or_below
from catalog_index.product import Product
from catalog_index.values import ONE_SIZE, size_key

CHILDREN = frozenset({"kids", "toddler", "infant", "newborn"})
CHANCE: Mapping[str, float] = {
    "budget": 0.7,
    "gender": 0.6,
    "size": 0.4,
    "color": 0.25,
    "not_color": 0.2,
    "not_brand": 0.2,
}
"""How often a shopper minds: prices mostly, colours and brands sometimes."""

NARROWEST = 2
"""Products that must suit at least: a shopper who wants the one needle in the shop is no test of a conversation."""

Musts = Mapping[str, Any]
"""category (a path) or, where there are no shelves, thing (see things); budget (Decimal), gender, size, color (English
base name), not_color, not_brand; all optional."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Goal:
    """`target` is one product that suits every must; `first` holds what is said at first where the mind changes."""

    musts: Musts
    target: Product
    first: Musts


def draw(products: Sequence[Product], rng: Random, changes: bool) -> Goal:
    """A goal over the buyable products. Raises InvalidInput for a catalogue with nothing to buy."""
    buyable = [product for product in products if product.buyable]
    if not buyable:
        raise InvalidInput("The catalogue holds nothing to buy: import one, or name the home that holds it.")
    key, of = ("category", _path) if any(product.product_type for product in buyable) else ("thing", thing_of)
    shelves: dict[str, list[Product]] = {}
    for product in buyable:
        shelves.setdefault(of(product), []).append(product)
    shelves.pop("", None)
    if not shelves:
        raise InvalidInput("No title of the catalogue says what the product is.")
    wanted = rng.choice(sorted(shelves))
    shelf = shelves[wanted]
    target = rng.choice(shelf)
    musts = {key: wanted, **_minded(target, shelf, rng)}
    for minded in ("not_brand", "not_color", "color", "size", "budget"):
        if len({p.group for p in shelf if suits(p, musts)}) >= NARROWEST:
            break
        musts.pop(minded, None)
    return Goal(musts, target, _before(musts, shelf, rng) if changes else {})


def _path(product: Product) -> str:
    """The shelf's path; whose rail it is on is a must of its own."""
    return impersonal(product.product_type)


def suits(product: Product, musts: Musts) -> bool:
    """Whether every must holds for this very variant."""
    return not broken(product, musts)


def broken(product: Product, musts: Musts) -> list[str]:
    """The musts that `product` breaks."""
    return [key for key, value in musts.items() if not _HOLDS[key](product, value)]


def gender_of(product: Product) -> str:
    return "kids" if product.age_group in CHILDREN else product.gender


def _fits(product: Product, wanted: str) -> bool:
    return gender_of(product) in ((wanted,) if wanted == "kids" else (wanted, "unisex", ""))


def _in_size(product: Product, size: str) -> bool:
    return size_key(product.size) in (size_key(size), "")


_HOLDS: Mapping[str, Any] = {
    "category": lambda product, path: at_or_below(impersonal(product.product_type), path),
    "thing": is_a,
    "budget": lambda product, limit: product.current_price.amount <= limit,
    "gender": _fits,
    "size": _in_size,
    "color": lambda product, base: base in families(product.color),
    "not_color": lambda product, base: base not in families(product.color),
    "not_brand": lambda product, brand: product.brand != brand,
}


def _minded(target: Product, shelf: Sequence[Product], rng: Random) -> dict[str, Any]:
    """What the shopper cares about, true of the target and worth saying on this shelf."""
    colors, gender = families(target.color), gender_of(target)
    others = {base for p in shelf for base in families(p.color)} - set(colors)
    brands = {p.brand for p in shelf} - {target.brand}
    worth: dict[str, list[Any]] = {
        "budget": [_round_up(target.current_price.amount)],
        "gender": [gender] if gender in ("men", "women", "kids") else [],
        "size": [target.size] if size_key(target.size) and target.size.lower() not in ONE_SIZE else [],
        "color": list(colors[:1]),
        "not_color": sorted(others),
        "not_brand": sorted(brands),
    }
    minded = {key: rng.choice(values) for key, values in worth.items() if values and rng.random() < CHANCE[key]}
    if gender == "kids":
        minded["gender"] = "kids"
    if "color" in minded:
        minded.pop("not_color", None)
    return minded


def _before(musts: dict[str, Any], shelf: Sequence[Product], rng: Random) -> dict[str, Any]:
    """One must as it was before the mind changed: another value that something on the shelf satisfies."""
    others: dict[str, list[Any]] = {
        "budget": [_round_up(musts["budget"] * Decimal("1.5"))] if "budget" in musts else [],
        "color": sorted({base for p in shelf for base in families(p.color)} - {musts.get("color")}),
        "size": sorted({p.size for p in shelf if p.size} - {musts.get("size")}),
    }
    keys = [key for key in others if key in musts]
    rng.shuffle(keys)
    for key in keys:
        for value in rng.sample(others[key], len(others[key])):
            if any(suits(product, {**musts, key: value}) for product in shelf):
                return {key: value}
    return {}


def _round_up(amount: Decimal) -> Decimal:
    """To a limit people name: fives, tens from 50 on."""
    step = Decimal(10) if amount >= 50 else Decimal(5)
    return (amount / step).to_integral_value(ROUND_CEILING) * step
