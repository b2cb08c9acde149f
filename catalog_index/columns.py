"""The products' filterable facts gathered in one pass: numbers, texts with few values, stated attributes, words."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.documents import fact_terms, facts_key
from catalog_index.keys import Keys
from catalog_index.mixed import part_of
from catalog_index.paths import gender_of
from catalog_index.people import children_in_titles
from catalog_index.product import Product
from catalog_index.store import Postings, Reader, Writer
from catalog_index.text import fold, words
from catalog_index.values import WEIGHT_NAMES, grams, parts

Mask = NDArray[np.bool_]
PRIOR_REVIEWS = 10
"""As many reviews at the catalogue's mean are added to each product: three five-star votes do not beat two
hundred at 4.7.
"""
ALIKE = 4_096
"""Products whose facts are remembered for the next ones: variants stand together, and all of a million take 2 GB."""
_CHILDREN = frozenset({"kids", "toddler", "infant", "newborn"})


class Coded:
    """A column of texts with few different values: each once in `values`, as they first appear, with its rows."""

    def __init__(self, postings: Postings, size: int) -> None:
        self._postings, self._size = postings, size
        self.values = postings.texts

    @classmethod
    def of(cls, numbers: Mapping[str, int], column: array[int]) -> Coded:
        """`column`: each row's value by its number, counted from 0 as `numbers` names them."""
        codes = np.array(column, dtype=np.int32)
        rows = np.argsort(codes, kind="stable").astype(np.int32)
        starts = np.searchsorted(codes[rows], np.arange(len(numbers) + 1)).astype(np.int64)
        return cls(Postings(list(numbers), rows, starts), len(codes))

    @classmethod
    def load(cls, name: str, source: Reader, size: int) -> Coded:
        return cls(Postings.load(name, source), size)

    def rows(self, accepted: Iterable[bool]) -> Mask:
        """The rows whose value is accepted; `accepted` goes along with `values`."""
        mask = np.zeros(self._size, dtype=bool)
        for number, one in enumerate(accepted):
            if one:
                mask[self._postings.rows_of(number)] = True
        return mask

    def save(self, name: str, to: Writer) -> None:
        self._postings.save(name, to)


class Details:
    """Folded attribute name -> folded value (whole, and each of its parts, in both languages) -> rows."""

    def __init__(self, named: Mapping[str, Mapping[str, int]], postings: Postings) -> None:
        """`named`: name -> value -> its number in `postings`."""
        self._named, self._postings = named, postings

    @classmethod
    def of(cls, stated: Mapping[tuple[str, str], array[int]]) -> Details:
        """`stated`: (name, value) -> rows."""
        postings = Postings.of_lists([value for _, value in stated], stated.values())
        return cls._numbered([name for name, _ in stated], postings)

    @classmethod
    def _numbered(cls, names: Sequence[str], postings: Postings) -> Details:
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
    def load(cls, source: Reader) -> Details:
        return cls._numbered(source.value("detail_names"), Postings.load("details", source))


@dataclass(frozen=True, slots=True)
class Facts:
    """What one pass over the products gathers. `arrays` by the names of ARRAYS, `coded` by those of CODED; `words`: the
    stems of what the products are and have -> rows.
    """

    ids: Keys
    arrays: Mapping[str, NDArray[Any]]
    coded: Mapping[str, Coded]
    details: Details
    words: Postings

    @classmethod
    def of(cls, products: Iterable[Product], new: Mask) -> Facts:
        """`new`: the products whose words are cut; of the others they are known."""
        gathering = _Gathering()
        for row, (product, unknown) in enumerate(zip(products, new.tolist(), strict=True)):
            gathering.add(product, row)
            if unknown:
                gathering.cut(product, row)
        return gathering.facts()

    def save(self, to: Writer) -> None:
        for name, array_ in self.arrays.items():
            to.array(name, array_)
        for name, column in self.coded.items():
            column.save(name, to)
        self.ids.save("ids", to)
        self.details.save(to)
        self.words.save("facts", to)

    @classmethod
    def load(cls, source: Reader) -> Facts:
        arrays = {name: source.array(name) for name in ARRAYS}
        coded = {name: Coded.load(name, source, len(arrays["price"])) for name in CODED}
        return cls(Keys.load("ids", source), arrays, coded, Details.load(source), Postings.load("facts", source))


class _Gathering:
    """Numbers and not objects: of a million products, lists of rows alone would take gigabytes."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._numbers = {name: array("d") for name in _NUMBERS}
        self._known: dict[str, dict[str, int]] = {name: {} for name in CODED}
        self._codes = {name: array("i") for name in CODED}
        self._stated: dict[tuple[str, str], array[int]] = defaultdict(_rows)
        self._words: dict[str, array[int]] = defaultdict(_rows)
        self._alike: dict[tuple[object, ...], set[str]] = {}

    def add(self, product: Product, row: int) -> None:
        self._ids.append(product.id)
        for name, number in _NUMBERS.items():
            self._numbers[name].append(number(product))
        for name, text in CODED.items():
            known = self._known[name]
            self._codes[name].append(known.setdefault(text(product), len(known)))
        for details in (product.product_detail, *(t.product_detail for t in product.texts.values())):
            for detail in details:
                name = fold(detail.name)
                for value in {detail.value, *parts(detail.value)}:
                    self._stated[name, fold(value)].append(row)

    def cut(self, product: Product, row: int) -> None:
        key = facts_key(product)
        if key not in self._alike:
            if len(self._alike) == ALIKE:
                self._alike.clear()
            self._alike[key] = fact_terms(product)
        for stem in self._alike[key]:
            self._words[stem].append(row)

    def facts(self) -> Facts:
        numbers = {name: np.array(column, dtype=np.float64) for name, column in self._numbers.items()}
        arrays = {
            "price": numbers["price"],
            "buyable": numbers["buyable"].astype(bool),
            "weight": numbers["weight"],
            "rating": _rating(numbers["stars"], numbers["votes"]),
        }
        coded = {name: Coded.of(self._known[name], self._codes[name]) for name in CODED}
        cut = Postings.of_lists(list(self._words), self._words.values())
        return Facts(Keys.of(self._ids), arrays, coded, Details.of(self._stated), cut)


def _rows() -> array[int]:
    return array("i")


def kids_of(product: Product) -> str:
    """ "kids" where the product's age group is one of theirs; "" otherwise."""
    return "kids" if product.age_group in _CHILDREN else ""


def _gender(product: Product) -> str:
    if kids := kids_of(product):
        return kids
    return product.gender or gender_of(product.product_type) or _in_title(product)


def _in_title(product: Product) -> str:
    """What only the title says: a "Kids helmet" is for children, whatever its other fields leave open."""
    titles = (product.title, *(text.title for text in product.texts.values()))
    return "kids" if any(not children_in_titles().isdisjoint(words(title)) for title in titles) else ""


def _weight(product: Product) -> float:
    """Grams; infinity where unknown, so that the unknown sorts last."""
    for detail in product.product_detail:
        if fold(detail.name) in WEIGHT_NAMES and (found := grams(detail.value)) is not None:
            return found
    return float("inf")


def _rating(stars: NDArray[np.float64], votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ratings in [0, 5] drawn towards the catalogue's mean when few people gave them; the mean where nobody did."""
    mean = float(np.average(stars, weights=votes)) if votes.sum() else 0.0
    return np.asarray((stars * votes + mean * PRIOR_REVIEWS) / (votes + PRIOR_REVIEWS), dtype=np.float64)


ARRAYS = ("price", "buyable", "weight", "rating")
_NUMBERS: dict[str, Callable[[Product], float]] = {
    "price": lambda p: float(p.current_price.amount),
    "buyable": lambda p: p.buyable,
    "weight": _weight,
    "stars": lambda p: p.average_rating or 0.0,
    "votes": lambda p: (p.review_count or 0) if p.average_rating else 0,
}
CODED: dict[str, Callable[[Product], str]] = {
    "path": part_of,
    "brand": lambda p: fold(p.brand),
    "size": lambda p: p.size,
    "gender": _gender,
    "color": lambda p: p.color,
    "material": lambda p: "\n".join((p.material, *(t.material for t in p.texts.values()))),
}
