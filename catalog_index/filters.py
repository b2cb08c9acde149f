"""Hard conditions, as columns over the products: a mask is computed before anything is scored."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import fields
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.colors import BASES, families
from catalog_index.documents import fact_terms, facts_key
from catalog_index.keys import Keys
from catalog_index.ledger import NEW
from catalog_index.lexicon import Lexicon
from catalog_index.paths import ancestors, gender_of
from catalog_index.product import Product
from catalog_index.quantities import amount_of, within
from catalog_index.query import Filters, Range
from catalog_index.store import Postings, Reader, Writer
from catalog_index.text import LANGUAGES, fold, phrase
from catalog_index.values import WEIGHT_NAMES, grams, parts, several, size_key, spans

Mask = NDArray[np.bool_]
_CENT = 1e-6
"""Prices are compared as floats; a limit holds to the cent."""
PRIOR_REVIEWS = 10
"""As many reviews at the catalogue's mean are added to each product: three five-star votes do not beat two
hundred at 4.7.
"""
ALIKE = 4_096
"""Products whose facts are remembered for the next ones: variants stand together, and all of a million take 2 GB."""
_CHILDREN = frozenset({"kids", "toddler", "infant", "newborn"})


class Columns:
    """The products' filterable facts as arrays of their length; row i is product i."""

    def __init__(
        self,
        lexicon: Lexicon,
        ids: Keys,
        arrays: Mapping[str, NDArray[Any]],
        coded: Mapping[str, _Coded],
        details: _Details,
        facts: Postings,
    ) -> None:
        """`of` and `load` make them. `arrays` and `coded`: by the names of ARRAYS and CODED."""
        self._lexicon, self.ids = lexicon, ids
        self.price: NDArray[np.float64] = arrays["price"]
        self.buyable: Mask = arrays["buyable"]
        self.weight: NDArray[np.float64] = arrays["weight"]
        self.rating: NDArray[np.float64] = arrays["rating"]
        self.size = len(self.price)
        self._coded, self._details, self._facts = coded, details, facts
        self._families = [families(color) for color in coded["color"].values]
        self._size_keys = [tuple(map(size_key, several(size))) for size in coded["size"].values]
        self._material_stems = [
            {s for lang in LANGUAGES for s in phrase(text, lang)} for text in coded["material"].values
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
        arrays = {
            "price": np.array([float(p.current_price.amount) for p in products], dtype=np.float64),
            "buyable": np.array([p.buyable for p in products], dtype=bool),
            "weight": np.array([_weight(p) for p in products], dtype=np.float64),
            "rating": _rating(products),
        }
        coded = {name: _Coded.of(map(text, products)) for name, text in CODED.items()}
        before = np.full(len(products), NEW, dtype=np.int64) if before is None else before
        facts = _facts(products, previous, before)
        return cls(lexicon, Keys.of(p.id for p in products), arrays, coded, _Details.of(products), facts)

    def save(self, to: Writer) -> None:
        for name in ARRAYS:
            to.array(name, getattr(self, name))
        for name, column in self._coded.items():
            column.save(name, to)
        self.ids.save("ids", to)
        self._details.save(to)
        self._facts.save("facts", to)

    @classmethod
    def load(cls, source: Reader, lexicon: Lexicon) -> Columns:
        arrays = {name: source.array(name) for name in ARRAYS}
        coded = {name: _Coded(Postings.load(name, source), len(arrays["price"])) for name in CODED}
        ids, facts = Keys.load("ids", source), Postings.load("facts", source)
        return cls(lexicon, ids, arrays, coded, _Details.load(source), facts)

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
        wanted = frozenset(paths)
        return self._coded["path"].rows(not wanted.isdisjoint(ancestors(path)) for path in self._coded["path"].values)

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
            found[rows[within(amounts, range_)]] = True
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

    def _having(self, stems: Iterable[str]) -> Mask:
        """The rows whose facts hold all of `stems`."""
        mask = np.ones(self.size, dtype=bool)
        for stem in stems:
            held = np.zeros(self.size, dtype=bool)
            if (rows := self._facts.get(stem)) is not None:
                held[rows] = True
            mask &= held
        return mask


class _Coded:
    """A column of texts with few different values: each once in `values`, as they first appear, with its rows."""

    def __init__(self, postings: Postings, size: int) -> None:
        self._postings, self._size = postings, size
        self.values = postings.texts

    @classmethod
    def of(cls, column: Iterable[str]) -> _Coded:
        numbers: dict[str, int] = {}
        codes = np.array([numbers.setdefault(value, len(numbers)) for value in column], dtype=np.int32)
        rows = np.argsort(codes, kind="stable").astype(np.int32)
        starts = np.searchsorted(codes[rows], np.arange(len(numbers) + 1)).astype(np.int64)
        return cls(Postings(list(numbers), rows, starts), len(codes))

    def rows(self, accepted: Iterable[bool]) -> Mask:
        """The rows whose value is accepted; `accepted` goes along with `values`."""
        mask = np.zeros(self._size, dtype=bool)
        for number, one in enumerate(accepted):
            if one:
                mask[self._postings.rows_of(number)] = True
        return mask

    def save(self, name: str, to: Writer) -> None:
        self._postings.save(name, to)


def _bases(colors: Iterable[str]) -> set[str]:
    return {base for color in colors for base in ((color,) if color in BASES else families(color))}


def _gender(product: Product) -> str:
    if product.age_group in _CHILDREN:
        return "kids"
    return product.gender or gender_of(product.product_type)


def _weight(product: Product) -> float:
    """Grams; infinity where unknown, so that the unknown sorts last."""
    for detail in product.product_detail:
        if fold(detail.name) in WEIGHT_NAMES and (found := grams(detail.value)) is not None:
            return found
    return float("inf")


def _rating(products: Sequence[Product]) -> NDArray[np.float64]:
    """Ratings in [0, 5] drawn towards the catalogue's mean when few people gave them; the mean where nobody did."""
    stars = np.array([p.average_rating or 0.0 for p in products], dtype=np.float64)
    votes = np.array([(p.review_count or 0) if p.average_rating else 0 for p in products], dtype=np.float64)
    mean = float(np.average(stars, weights=votes)) if votes.sum() else 0.0
    return np.asarray((stars * votes + mean * PRIOR_REVIEWS) / (votes + PRIOR_REVIEWS), dtype=np.float64)


class _Details:
    """Folded attribute name -> folded value (whole, and each of its parts, in both languages) -> rows."""

    def __init__(self, named: Mapping[str, Mapping[str, int]], postings: Postings) -> None:
        """`named`: name -> value -> its number in `postings`."""
        self._named, self._postings = named, postings

    @classmethod
    def of(cls, products: Sequence[Product]) -> _Details:
        found: dict[tuple[str, str], array[int]] = defaultdict(_rows)
        for row, product in enumerate(products):
            for details in (product.product_detail, *(t.product_detail for t in product.texts.values())):
                for detail in details:
                    name = fold(detail.name)
                    for value in {detail.value, *parts(detail.value)}:
                        found[name, fold(value)].append(row)
        names = [name for name, _ in found]
        return cls._numbered(names, Postings.of_lists([value for _, value in found], found.values()))

    @classmethod
    def _numbered(cls, names: Sequence[str], postings: Postings) -> _Details:
        """`names`: the attribute that each text of `postings` is a value of."""
        named: dict[str, dict[str, int]] = defaultdict(dict)
        for number, (name, value) in enumerate(zip(names, postings.texts, strict=True)):
            named[name][value] = number
        return cls(dict(named), postings)

    def __contains__(self, name: str) -> bool:
        return name in self._named

    def items(self, name: str) -> Iterator[tuple[str, NDArray[np.int32]]]:
        """The values of `name` with their rows; nothing for an unknown one."""
        return ((value, self._postings.rows_of(number)) for value, number in self._named.get(name, {}).items())

    def rows(self, name: str, value: str) -> NDArray[np.int32] | None:
        number = self._named[name].get(value)
        return None if number is None else self._postings.rows_of(number)

    def save(self, to: Writer) -> None:
        numbers = {number: name for name, values in self._named.items() for number in values.values()}
        to.value("detail_names", [numbers[i] for i in range(len(numbers))])
        self._postings.save("details", to)

    @classmethod
    def load(cls, source: Reader) -> _Details:
        return cls._numbered(source.value("detail_names"), Postings.load("details", source))


def _rows() -> array[int]:
    """To gather rows in: as a list, those of a million products' facts would take a gigabyte."""
    return array("i")


def _facts(products: Sequence[Product], previous: Columns | None, before: NDArray[np.int64]) -> Postings:
    """The stems of what the products are and have -> rows; of those that were there before, as they were."""
    found: dict[str, array[int]] = defaultdict(_rows)
    known: dict[tuple[object, ...], set[str]] = {}
    for row in np.flatnonzero(before == NEW).tolist():
        product = products[row]
        key = facts_key(product)
        if key not in known:
            if len(known) == ALIKE:
                known.clear()
            known[key] = fact_terms(product)
        for stem in known[key]:
            found[stem].append(row)
    new = Postings.of_lists(list(found), found.values())
    if previous is None:
        return new
    moved = np.full(previous.size, NEW, dtype=np.int64)
    moved[before[before != NEW]] = np.flatnonzero(before != NEW)
    return previous._facts.joined(moved, new)


ARRAYS = ("price", "buyable", "weight", "rating")
CODED: dict[str, Callable[[Product], str]] = {
    "path": lambda p: p.product_type,
    "brand": lambda p: fold(p.brand),
    "size": lambda p: p.size,
    "gender": _gender,
    "color": lambda p: p.color,
    "material": lambda p: "\n".join((p.material, *(t.material for t in p.texts.values()))),
}
