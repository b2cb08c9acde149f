"""What a search understood, as a person reads it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.web.catalogue.view import money
from catalog_index.measures import first_unit
from catalog_index.product import Money
from catalog_index.query import Understood
from catalog_index.vocabulary import Vocabulary

_NAMES = {"exclude_terms": "exclude"}
_LISTS = ("brands", "not_brands", "colors", "not_colors", "sizes", "genders")


def field_name(field: str) -> str:
    """The API's name of a field of Filters."""
    return _NAMES.get(field, field)


def understood_view(understood: Understood, vocabulary: Vocabulary, language: str) -> dict[str, Any]:
    """Every field, with the pieces of text each was read from under `said`."""
    filters = understood.filters
    currency = understood.currency or vocabulary.currency
    return {
        "categories": [vocabulary.category_name(path, language) for path in filters.categories],
        **{name: list(getattr(filters, name)) for name in _LISTS},
        "price_min": _money(filters.price_min, currency),
        "price_max": _money(filters.price_max, currency),
        "attributes": {name: list(values) for name, values in filters.attributes.items()},
        "ranges": {
            name: {"min": wanted.low, "max": wanted.high, "unit": first_unit(wanted.dimension)}
            for name, wanted in filters.ranges.items()
        },
        "exclude": list(filters.exclude_terms),
        "sort": str(understood.sort),
        "rest": understood.rest,
        "said": {field_name(field): list(pieces) for field, pieces in understood.found.items()},
    }


def _money(amount: Decimal | None, currency: str) -> dict[str, str] | None:
    return None if amount is None else money(Money(amount, currency))
