"""Which conditions empty a search: the fewest that must go before something passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import reduce
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.query import Filters, Query, Range

Mask = NDArray[np.bool_]
NO_FILTER = Filters(buyable_only=False)
MOST_TOGETHER = 3
"""Conditions dropped at once: a shopper who must give up four has asked for something else."""
MOST_SHOWN = 5
_SHOPPERS_OWN = ("exclude_ids",)
"""What was seen or refused already is not brought back."""


def set_fields(filters: Filters) -> tuple[str, ...]:
    """The conditions of `filters` that may be dropped."""
    names = (field.name for field in fields(Filters) if field.name not in _SHOPPERS_OWN)
    return tuple(name for name in names if getattr(filters, name) != getattr(NO_FILTER, name))


def without(filters: Filters, names: Iterable[str]) -> Filters:
    """`filters` without the conditions `names`. Of a measure asked for where no category was, it stays that a product
    states it at all: it says what kind of thing is wanted, and a drink is no nearer to a lamp of twenty hours.
    """
    dropped: dict[str, Any] = {name: getattr(NO_FILTER, name) for name in names}
    if "ranges" in dropped and not filters.categories:
        dropped["ranges"] = {name: Range(asked.dimension) for name, asked in filters.ranges.items()}
    return replace(filters, **dropped)


def easings(masks: Mapping[str, Mask], always: Mask) -> list[tuple[str, ...]]:
    """The smallest sets of conditions without which some row passes, the one that brings most rows first.

    `masks`: each condition's rows alone; `always`: the rows that nothing forbids otherwise.
    """
    for size in range(1, min(MOST_TOGETHER, len(masks)) + 1):
        brought = {}
        for dropped in combinations(masks, size):
            left = reduce(np.logical_and, (mask for name, mask in masks.items() if name not in dropped), always)
            if count := int(np.count_nonzero(left)):
                brought[dropped] = count
        if brought:
            return sorted(brought, key=lambda dropped: -brought[dropped])[:MOST_SHOWN]
    return []


def eased(query: Query, dropped: Iterable[str], limit: int) -> Query:
    """`query` without the conditions `dropped`, what misses least first: without the upper price limit the cheapest,
    without the lower one the dearest.
    """
    names = tuple(dropped)
    filters = without(query.filters, names)
    wider = replace(query, filters=filters, limit=limit)
    if "price_max" in names:
        return replace(wider, sort="price_asc")
    return replace(wider, sort="price_desc") if "price_min" in names else wider
