"""What one shopper is looking for: one typed `Needs` for every source (words, clicks, quick replies, removals)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

ANY = "any"
"""The value of an asked need when the shopper does not know or does not mind: asked, answered, and not a filter."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Normalised: level beginner|intermediate|expert, gender men|women|unisex|kids, colours as English base names.

    `category` is a product_type path of the catalogue; `usage` an answer id of data/advice or a facet value; budgets in the shop's currency.
    `features` and `exclude` hold plain values ("waterproof", "pink", a brand, a material). `open` names the needs the shopper left open
    on purpose ("I don't know", "no preference"), `inferred` those read from behaviour rather than said.
    """

    category: str | None = None
    usage: str | None = None
    level: str | None = None
    budget_min: Decimal | None = None
    budget_max: Decimal | None = None
    brands: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    gender: str | None = None
    features: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    for_whom: str | None = None
    open: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()

    def changed(self, change: Mapping[str, Any]) -> Needs:
        """A copy with the fields of `change` replaced; None or () forgets one. Unknown keys raise TypeError."""
        return replace(self, **change)

    def said(self) -> dict[str, Any]:
        """The needs that are set, by field name, without `open` and `inferred`."""
        empty: tuple[Any, ...] = (None, ())
        hidden = ("open", "inferred")
        return {f.name: v for f in fields(self) if f.name not in hidden and (v := getattr(self, f.name)) not in empty}


KEYS = tuple(f.name for f in fields(Needs) if f.name not in ("open", "inferred"))
"""The keys of State.needs in the public contract."""


def to_json(needs: Needs) -> dict[str, Any]:
    """The needs as JSON values: budgets as numbers, tuples as lists; unset keys are left out."""
    return {key: _plain(value) for key, value in needs.said().items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return list(value) if isinstance(value, tuple) else value
