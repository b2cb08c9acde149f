"""Hard conditions, as columns over the products: a mask is computed before anything is scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import fields, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from catalog_index.colors import BASES, families
from catalog_index.columns import Facts
from catalog_index.ledger import NEW
from catalog_index.lexicon import Lexicon
from catalog_index.mixed import is_part, within
from catalog_index.paths import ancestors
from catalog_index.product import Product
from catalog_index.quantities import amount_of
from catalog_index.quantities import within as lies_within
from catalog_index.query import Filters, Range
from catalog_index.store import Reader, Writer
from catalog_index.text import LANGUAGES, fold, phrase
from catalog_index.values import is_no, number, several, size_key, spans

Mask = NDArray[np.bool_]
_CENT = 1e-6
"""Prices are compared as floats; a limit holds to the cent."""


class Columns:
    """The products' filterable facts as arrays of their length; row i is product i."""

    def __init__(self, lexicon: Lexicon, facts: Facts) -> None:
        """`of` and `load` make them."""
        self._lexicon, self._facts = lexicon, facts
        self.ids = facts.ids
        self.price: NDArray[np.float64] = facts.arrays["price"]
        self.buyable: Mask = facts.arrays["buyable"]
        self.weight: NDArray[np.float64] = facts.arrays["weight"]
        self.rating: NDArray[np.float64] = facts.arrays["rating"]
        self.size = len(self.price)
        self._coded, self._details = facts.coded, facts.details
        self._families = [families(color) for color in self._coded["color"].values]
        self._size_keys = [tuple(map(size_key, several(size))) for size in self._coded["size"].values]
        self._material_stems = [
            {s for lang in LANGUAGES for s in phrase(text, lang)} for text in self._coded["material"].values
        ]
        self._measured: dict[tuple[str, str], tuple[NDArray[np.int32], NDArray[np.float64]]] = {}

    @classmethod
    def of(
        cls,
        products: Sequence[Product],
        lexicon: Lexicon,
        previous: Columns | None = None,
        before: NDArray[np.int64] | None = None,
    ) -> Columns:
        """`before`: each product's row in `previous` where it is the same word for word, else NEW."""
        if previous is None or before is None:
            return cls(lexicon, Facts.of(products, np.ones(len(products), dtype=bool)))
        found = Facts.of(products, before == NEW)
        moved = np.full(previous.size, NEW, dtype=np.int64)
        moved[before[before != NEW]] = np.flatnonzero(before != NEW)
        return cls(lexicon, replace(found, words=previous._facts.words.joined(moved, found.words)))

    def save(self, to: Writer) -> None:
        self._facts.save(to)

    @classmethod
    def load(cls, source: Reader, lexicon: Lexicon) -> Columns:
        return cls(lexicon, Facts.load(source))

    def reading(self, lexicon: Lexicon) -> Columns:
        """The same facts, what is asked of them read with another lexicon."""
        other = copy(self)
        other._lexicon = lexicon
        return other

    def mask(self, filters: Filters, without: str = "") -> Mask:
        """The rows that pass; `without` names a field that is left out."""
        mask = np.ones(self.size, dtype=bool)
        for field in fields(filters):
            value = getattr(filters, field.name)
            if field.name != without and value not in (None, False, (), {}):
                mask &= getattr(self, f"_pass_{field.name}")(value)
        return mask

    def _pass_price_min(self, limit: Decimal) -> Mask:
        return self.price >= float(limit) - _CENT

    def _pass_price_max(self, limit: Decimal) -> Mask:
        return self.price <= float(limit) + _CENT

    def _pass_buyable_only(self, _: bool) -> Mask:
        return self.buyable

    def _pass_categories(self, paths: Sequence[str]) -> Mask:
        """Of a shelf of several things a part is what is known for it, and what is known for no other part."""
        wanted = frozenset(paths)
        parts = tuple(path for path in paths if is_part(path))
        return self._coded["path"].rows(
            not wanted.isdisjoint(ancestors(path)) or any(within(path, part) for part in parts)
            for path in self._coded["path"].values
        )

    def _pass_brands(self, brands: Sequence[str]) -> Mask:
        wanted = {fold(brand) for brand in brands}
        return self._coded["brand"].rows(brand in wanted for brand in self._coded["brand"].values)

    def _pass_not_brands(self, brands: Sequence[str]) -> Mask:
        return ~self._pass_brands(brands)

    def _pass_colors(self, colors: Sequence[str]) -> Mask:
        wanted = _bases(colors)
        return self._coded["color"].rows(bool(wanted & set(found)) for found in self._families)

    def _pass_not_colors(self, colors: Sequence[str]) -> Mask:
        return ~self._pass_colors(colors)

    def _pass_sizes(self, sizes: Sequence[str]) -> Mask:
        """One size fits whoever asks; so does a product that comes without sizes (a watch), since size is no
        matter there. Socks in 43-46 fit a 44.
        """
        wanted = {size_key(size) for size in sizes} | {""}
        return self._coded["size"].rows(
            any(key in wanted or spans(key, wanted) for key in keys) for keys in self._size_keys
        )

    def _pass_genders(self, genders: Sequence[str]) -> Mask:
        """Unisex and unsaid fit men and women; children's things fit children alone."""
        wanted = set(genders) | ({"unisex", ""} if set(genders) - {"kids"} else set())
        return self._coded["gender"].rows(gender in wanted for gender in self._coded["gender"].values)

    def _pass_attributes(self, wanted: Mapping[str, Sequence[str]]) -> Mask:
        mask = np.ones(self.size, dtype=bool)
        for name, values in wanted.items():
            mask &= self._having_value(fold(name), values)
        return mask

    def _pass_ranges(self, wanted: Mapping[str, Range]) -> Mask:
        mask = np.ones(self.size, dtype=bool)
        for name, range_ in wanted.items():
            rows, amounts = self._measured_in(fold(name), range_.dimension)
            found = np.zeros(self.size, dtype=bool)
            found[rows[lies_within(amounts, range_)]] = True
            mask &= found
        return mask

    def _measured_in(self, name: str, dimension: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """(rows, what each states of the attribute `name` in `dimension`); gathered once."""
        key = name, dimension
        if key not in self._measured:
            stated = [(rows, amount_of(value)) for value, rows in self._details.items(name)]
            held = [(rows, found[1]) for rows, found in stated if found and found[0] == dimension]
            self._measured[key] = (
                np.concatenate([np.zeros(0, np.int32), *(rows for rows, _ in held)]),
                np.repeat([amount for _, amount in held], [len(rows) for rows, _ in held]).astype(np.float64),
            )
        return self._measured[key]

    def stated(self, name: str, dimension: str) -> NDArray[np.float64]:
        """What each row states of the attribute `name`, in the dimension's first unit; NaN where it states none."""
        rows, amounts = self._measured_in(fold(name), dimension)
        out = np.full(self.size, np.nan)
        out[rows] = amounts
        return out

    def _pass_exclude_terms(self, terms: Sequence[str]) -> Mask:
        mask = np.ones(self.size, dtype=bool)
        for term in terms:
            for stems in self._names(term):
                mask &= ~self._having(stems)
            for name in {fold(term), *map(fold, self._lexicon.names_of(term, narrower=False))}:
                mask &= ~self._stating(name)
            if families(term):
                mask &= ~self._pass_colors(families(term))
        return mask

    def _pass_exclude_ids(self, ids: Sequence[str]) -> Mask:
        mask = np.ones(self.size, dtype=bool)
        mask[[row for i in ids if (row := self.ids.find(i)) is not None]] = False
        return mask

    def _having_value(self, name: str, values: Sequence[str]) -> Mask:
        if name in self._details:
            found = np.zeros(self.size, dtype=bool)
            for value in values:
                if (rows := self._details.rows(name, fold(value))) is not None:
                    found[rows] = True
            return found
        if name == "material":
            return self._made_of(values)
        own = {
            "color": self._pass_colors,
            "size": self._pass_sizes,
            "gender": self._pass_genders,
            "brand": self._pass_brands,
        }
        return own[name](values) if name in own else np.zeros(self.size, dtype=bool)

    def _made_of(self, materials: Sequence[str]) -> Mask:
        wanted = [set(stems) for material in materials for stems in self._names(material)]
        return self._coded["material"].rows(any(stems <= held for stems in wanted) for held in self._material_stems)

    def _names(self, term: str) -> set[tuple[str, ...]]:
        """The phrases, in both languages, of what `term` names."""
        names = (term, *self._lexicon.names_of(term))
        return {stems for name in names for language in LANGUAGES if (stems := phrase(name, language))}

    def _stating(self, name: str) -> Mask:
        """The rows that state some of the detail `name`: "Caffeine: Low" has caffeine, "Caffeine: None" has none."""
        mask = np.zeros(self.size, dtype=bool)
        for value, rows in self._details.items(name):
            if not is_no(value) and number(value) != 0:
                mask[rows] = True
        return mask

    def _having(self, stems: Iterable[str]) -> Mask:
        """The rows whose facts hold all of `stems`."""
        mask = np.ones(self.size, dtype=bool)
        for stem in stems:
            held = np.zeros(self.size, dtype=bool)
            if (rows := self._facts.words.get(stem)) is not None:
                held[rows] = True
            mask &= held
        return mask


def _bases(colors: Iterable[str]) -> set[str]:
    return {base for color in colors for base in ((color,) if color in BASES else families(color))}
