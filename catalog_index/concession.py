"""When a reading gives way: what was read from a sentence hides the very thing its other words name in a title.

"Recovery sandals" are no shoes where the shop keeps them under recovery; "resistance bands" are no plain pattern. A
material is never given up: where no bottle is of metal, nothing is found, and the relaxations say what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from catalog_index.backends import Mask
from catalog_index.documents import title_stems
from catalog_index.expansion import Alternatives
from catalog_index.filters import Columns
from catalog_index.keys import Groups
from catalog_index.lexical import Lexical
from catalog_index.product import Product
from catalog_index.query import Filters, Understood
from catalog_index.text import words

LOOKED_AT = 50
"""Titles compared with the words: those that hold all of them are few."""
MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Shelves:
    """What is looked through: the products, their filters, words and parents."""

    products: Sequence[Product]
    columns: Columns
    groups: Groups
    lexical: Lexical

    def conceded(self, said: Understood, expand: Callable[[str], list[Alternatives]]) -> tuple[Understood, bool]:
        """`said`, or the same with the readings given up that hide what its `rest` names; they become words again.
        Whether its material hides it, which is not given up.
        """
        options = list(_options(said))
        material = replace(said.filters, attributes={}) if MATERIAL in said.filters.attributes else None
        terms = [known for each in expand(said.rest) if (known := self._known(each))] if options or material else []
        if not terms:
            return said, False
        holding = self._holding(terms)
        if not holding.any() or (self._parents(said.filters) & holding).any():
            return said, False
        for names in options:
            if self._in_a_title(_without(said.filters, names), holding, terms):
                return _as_words(said, names), False
        return said, material is not None and self._in_a_title(material, holding, terms)

    def _known(self, alternatives: Alternatives) -> Alternatives:
        return [(term, weight) for term, weight in alternatives if self.lexical.frequency(term)]

    def _holding(self, terms: Iterable[Alternatives]) -> Mask:
        """The parents whose texts hold every term, by one of its alternatives."""
        mask = np.ones(len(self.groups), dtype=bool)
        for alternatives in terms:
            held = np.zeros(len(self.groups), dtype=bool)
            for term, _ in alternatives:
                held[self.lexical.rows(term)] = True
            mask &= held
        return mask

    def _parents(self, filters: Filters) -> Mask:
        mask = np.zeros(len(self.groups), dtype=bool)
        mask[self.groups.of[self.columns.mask(filters)]] = True
        return mask

    def _in_a_title(self, filters: Filters, holding: Mask, terms: Sequence[Alternatives]) -> bool:
        """Whether a title of what passes `filters`, among the parents `holding`, says all `terms`."""
        parents = np.flatnonzero(self._parents(filters) & holding)[:LOOKED_AT]
        titles = (title_stems(self.products[int(self.groups.first[parent])]) for parent in parents)
        return any(all(any(term in title for term, _ in each) for each in terms) for title in titles)


def _options(said: Understood) -> Iterable[tuple[str, ...]]:
    """What may be given up, the least first: attributes but the material, a category that is only a broader kind."""
    attributes = ("attributes",) if set(said.filters.attributes) - {MATERIAL} else ()
    rest = set(words(said.rest))
    named = words(" ".join(said.found.get("categories", ())))
    categories = ("categories",) if named and rest.issuperset(named) else ()
    return dict.fromkeys(option for option in (attributes, categories, attributes + categories) if option)


def _without(filters: Filters, names: Iterable[str]) -> Filters:
    for name in names:
        kept = {k: v for k, v in filters.attributes.items() if k == MATERIAL}
        filters = replace(filters, attributes=kept) if name == "attributes" else replace(filters, categories=())
    return filters


def _as_words(said: Understood, names: Iterable[str]) -> Understood:
    """The readings `names` given up, and the words they were read from searched."""
    pieces = [piece for name in names for piece in said.found.get(name, ())]
    new = [piece for piece in pieces if not set(words(piece)) <= set(words(said.rest))]
    found = {name: value for name, value in said.found.items() if name not in names}
    return replace(
        said,
        filters=_without(said.filters, names),
        rest=" ".join([said.rest, *new]),
        spoken=" ".join([said.spoken, *new]),
        found=found,
    )
