"""What stands on screen, as far as a shopper may point at it, and what a text points at there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A product on screen, as far as a shopper may point at it. `colors` are English base names; `rating` in stars,
    `weight` in grams."""

    item_id: str
    title: str = ""
    brand: str = ""
    price: Decimal | None = None
    colors: tuple[str, ...] = ()
    rating: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Pointing:
    """The item ids pointed at, in the order said, and the places of the words that did; `vain` when they point at
    nothing that is on screen ("the one at €45" where none costs that). `advised`: they point at the one advised;
    `pronoun`: an "it" does; `earlier`: at what was shown or talked about before."""

    item_ids: tuple[str, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    vain: bool = False
    advised: bool = False
    pronoun: bool = False
    earlier: bool = False
