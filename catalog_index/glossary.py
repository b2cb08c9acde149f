"""A vocabulary as JSON values and back, equal: what was computed from all products is read, not computed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from catalog_index.lexicon import Lexicon
from catalog_index.phrases import Meaning
from catalog_index.quantities import Quantity
from catalog_index.spelling import Speller
from catalog_index.vocabulary import Category, Vocabulary

_LISTS = ("brands", "colors", "sizes", "materials", "genders")


def to_json(vocabulary: Vocabulary) -> dict[str, Any]:
    """Everything but the lexicon, which is shipped with the program and joined by the merchant's synonyms."""
    v = vocabulary
    return {
        **{name: list(getattr(v, name)) for name in _LISTS},
        "categories": [[c.path, dict(c.names), c.count] for c in v.categories.values()],
        "facets": {name: list(values) for name, values in v.facets.items()},
        "prices": [None if price is None else str(price) for price in (v.price_min, v.price_max)],
        "currency": v.currency,
        "phrases": {language: _phrases(table) for language, table in v.phrases.items()},
        "forms": {language: sorted(forms) for language, forms in v.forms.items()},
        "spelling": sorted(v.speller.known),
        "traits": sorted(v.traits.known),
        "known": sorted(v.known),
        "found_in": [[name, value, sorted(paths)] for (name, value), paths in v.found_in.items()],
        "quantities": [_quantity(quantity) for quantity in v.quantities],
    }


def from_json(data: Mapping[str, Any], lexicon: Lexicon) -> Vocabulary:
    """The inverse of to_json. Raises KeyError, TypeError or ValueError for anything else."""
    low, high = (None if price is None else Decimal(price) for price in data["prices"])
    return Vocabulary(
        **{name: tuple(data[name]) for name in _LISTS},
        categories={path: Category(path, names, count) for path, names, count in data["categories"]},
        facets={name: tuple(values) for name, values in data["facets"].items()},
        price_min=low,
        price_max=high,
        currency=data["currency"],
        lexicon=lexicon,
        phrases={language: _meanings(rows) for language, rows in data["phrases"].items()},
        forms={language: frozenset(forms) for language, forms in data["forms"].items()},
        speller=Speller(data["spelling"]),
        traits=Speller(data["traits"], strict=True),
        known=frozenset(data["known"]),
        found_in={(name, value): frozenset(paths) for name, value, paths in data["found_in"]},
        quantities=tuple(_measured(entry) for entry in data["quantities"]),
    )


def _phrases(table: Mapping[tuple[str, ...], Iterable[Meaning]]) -> list[Any]:
    return [[stems, [[m.kind, m.value, m.name, m.rank] for m in meanings]] for stems, meanings in table.items()]


def _meanings(rows: Iterable[Any]) -> dict[tuple[str, ...], tuple[Meaning, ...]]:
    return {tuple(stems): tuple(Meaning(*meaning) for meaning in meanings) for stems, meanings in rows}


def _quantity(quantity: Quantity) -> list[Any]:
    held = {path: sorted(amounts) for path, amounts in quantity.held.items()}
    return [quantity.name, quantity.dimension, held, {lang: list(names) for lang, names in quantity.names.items()}]


def _measured(entry: Any) -> Quantity:
    name, dimension, held, names = entry
    amounts = {path: frozenset(values) for path, values in held.items()}
    return Quantity(name, dimension, amounts, {lang: tuple(map(tuple, stems)) for lang, stems in names.items()})
