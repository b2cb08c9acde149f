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

    `category` is a product_type path of the catalogue; `usage` an answer id of data/advice or a facet value; budgets in
    the shop's currency. `features` and `exclude` hold plain values ("waterproof", "pink", a brand, a material). `open`
    names the needs the shopper left open on purpose ("I don't know", "no preference"), `inferred` those read from
    behaviour rather than said. `later`: the categories asked for beside this one, to come back to. `budget_of`: the
    category that the budget was said of; None where it is for whatever is bought. `owned`: the categories of what
    somebody has already: nobody is shown another unless they ask for it. `age`: years of whom it is for, below 18.
    `because`: what the reason they gave speaks of ("knee"). `thrifty`: little is to be spent, with no figure told.
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
    later: tuple[str, ...] = ()
    budget_of: str | None = None
    owned: tuple[str, ...] = ()
    age: int | None = None
    because: tuple[str, ...] = ()
    thrifty: bool = False

    def changed(self, change: Mapping[str, Any]) -> Needs:
        """A copy with the fields of `change` replaced; None or () forgets one. Unknown keys raise TypeError."""
        return replace(self, **change)

    def said(self) -> dict[str, Any]:
        """The needs that are set, by field name, without those of UNSAID."""
        empty: tuple[Any, ...] = (None, ())
        return {f.name: v for f in fields(self) if f.name not in UNSAID and (v := getattr(self, f.name)) not in empty}


NEEDS_INTENTS = frozenset({"search_product", "inform_need", "change_mind", "ask_recommendation"})
"""Intents that say what is wanted."""

UNSAID = ("open", "inferred", "later", "budget_of", "owned", "age", "because", "thrifty")
"""Fields that say something about the needs and are none themselves."""

KEYS = tuple(f.name for f in fields(Needs) if f.name not in UNSAID)
"""The keys of State.needs in the public contract."""


def to_json(needs: Needs) -> dict[str, Any]:
    """The needs as JSON values: budgets as numbers, tuples as lists; unset keys are left out."""
    return {key: _plain(value) for key, value in needs.said().items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return list(value) if isinstance(value, tuple) else value


def from_json(change: Mapping[str, Any]) -> dict[str, Any]:
    """`change` with JSON values (as logged, or in a quick reply's meaning) as the arguments of `Needs.changed`.

    Numbers and numeric strings of the budget keys become Decimal, lists become tuples; keys that `Needs` lacks are left
    out.
    """
    return {key: _typed(key, value) for key, value in change.items() if key in _FIELDS}


def difference(before: Needs, after: Needs) -> dict[str, list[Any]]:
    """{key: [before, after]} as JSON values, for the keys that differ, `open` and `inferred` included: the log's
    `needs_changed`.
    """
    pairs = {key: (getattr(before, key), getattr(after, key)) for key in _FIELDS}
    return {key: [_plain(old) or None, _plain(new) or None] for key, (old, new) in pairs.items() if old != new}


def without(needs: Needs, key: str) -> Needs:
    """`needs` with `key` forgotten, as when the shopper removes a chip; the aliases of `asking` ("budget", "brand"…)
    are understood.

    The need is kept in `open`, so that it is not asked for again; a category is not: something must be looked for.
    Raises KeyError for a key no need has.
    """
    names = FIELDS_OF.get(key, (key,))
    if not all(name in KEYS for name in names):
        raise KeyError(key)
    empty: dict[str, Any] = {name: () if name in _TUPLES else None for name in names}
    asking = asking_of(key)
    kept = tuple(name for name in needs.open if name != asking)
    inferred = tuple(name for name in needs.inferred if name not in names)
    opened = kept if asking == "category" else (*kept, asking)
    if asking in ("for_whom", "gender"):
        empty["age"] = None
    return needs.changed({**empty, "open": opened, "inferred": inferred})


def asking_of(field: str) -> str:
    """The contract's `asking` name of a field of Needs ("budget_max" -> "budget"); other names are returned as they
    are.
    """
    return _ASKING_OF.get(field, field)


FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    "budget": ("budget_min", "budget_max"),
    "brand": ("brands",),
    "color": ("colors",),
    "size": ("sizes",),
    "feature": ("features",),
}
"""The fields of Needs that one `asking` name fills, where the names differ."""

_FIELDS = tuple(f.name for f in fields(Needs))
_TUPLES = frozenset(
    {"brands", "colors", "sizes", "features", "exclude", "open", "inferred", "later", "owned", "because"}
)
_BUDGETS = frozenset({"budget_min", "budget_max"})
_ASKING_OF = {name: asking for asking, names in FIELDS_OF.items() for name in names}


def _typed(key: str, value: Any) -> Any:
    if key in _TUPLES:
        return (value,) if isinstance(value, str) else tuple(value or ())
    if key in _BUDGETS:
        return None if value is None else Decimal(str(value))
    return bool(value) if key == "thrifty" else value or None
