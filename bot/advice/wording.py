"""What the catalogue calls its details and their values in the shopper's language: "Mud" is « boue »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.advice.attributes import local_details, local_part, values_of
from bot.advice.phrase import uncapitalised
from bot.shopper.filters import YES
from catalog_index.query import Filters, Query
from catalog_index.text import fold

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

READ = 200
"""Products of a shelf whose sheets are read: each value of it stands on one of them."""

KEPT = 64
"""Shelves whose words are kept; those of an older catalogue go with the rest when there are more."""

_KEPT: dict[tuple[str, str, str], Mapping[str, str]] = {}


def local_feature(feature: str, language: str, category: str | None, catalogue: CatalogueIndex) -> str | None:
    """A feature (see bot.shopper.filters.feature_of) in `language`, lower case; None where no sheet of the shelf has
    it."""
    found = _words(category or "", language, catalogue).get(fold(feature))
    name, _, number = feature.partition(": ")
    return _written(name, number, language) if found is None and number.isdigit() else found


def _written(name: str, value: str, language: str) -> str:
    written = f"{uncapitalised(name)} : {value}"
    return written.replace(" :", "\u00a0:") if language == "fr" else written.replace(" :", ":")


def _words(category: str, language: str, catalogue: CatalogueIndex) -> Mapping[str, str]:
    key = (catalogue.version, category, language)
    if key not in _KEPT:
        if len(_KEPT) >= KEPT:
            _KEPT.clear()
        _KEPT[key] = _read(category, language, catalogue)
    return _KEPT[key]


def _read(category: str, language: str, catalogue: CatalogueIndex) -> dict[str, str]:
    shelf = Filters(categories=(category,) if category else (), buyable_only=False)
    found: dict[str, str] = {}
    for hit in catalogue.search(Query("", language, shelf, limit=READ)).hits:
        for detail in local_details(hit.product, language):
            if fold(detail.value) in YES:
                found.setdefault(fold(detail.name), uncapitalised(detail.local_name))
            found.setdefault(fold(detail.value), uncapitalised(detail.local_value))
            for value in values_of(hit.product, detail.name):
                found.setdefault(fold(value), uncapitalised(local_part(hit.product, detail.name, value)[language]))
            written = _written(detail.local_name, uncapitalised(detail.local_value), language)
            found.setdefault(fold(f"{detail.name}: {detail.value}"), written)
    return found
