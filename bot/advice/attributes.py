"""Reading one product: an attribute's value as written, its leading number, its words in the shopper's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.shopper.reading.lexicon import LEVELS
from catalog_index.product import Product
from catalog_index.quantities import amount_of
from catalog_index.text import fold
from catalog_index.values import parts

OWN = frozenset({"material", "color", "gender", "brand", "size", "age_group"})
"""Attributes that are fields of the product; where one is empty, an entry of its product_detail may say it."""

_SAID: Mapping[str, Mapping[str, str]] = {
    "fr": {"yes": "Oui", "no": "Non"},
    "en": {"oui": "Yes", "non": "No"},
}
"""What needs no translator: whether something is there, of a sheet in the other language."""

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_IN_SEVERAL_UNITS = frozenset({"mass", "volume", "time", "data"})
"""Dimensions that one shelf states in several units: of 1.4 kg and 120 g the second is the lighter. The advice counts
in their first ones: grams, litres, hours, gigabytes."""
_IN_MILLIGRAMS = re.compile(r"mg\b", re.IGNORECASE)
"""Of salts and caffeine, in which the advice counts these."""
_LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class LocalDetail:
    """One product_detail: its canonical `name` and `value`, and how it reads in the language asked for."""

    name: str
    value: str
    local_name: str
    local_value: str


def value_of(product: Product, attribute: str) -> str | None:
    """The attribute as the catalogue writes it, a field of its own before a detail of that name; None when the
    catalogue does not say."""
    key = attribute.casefold()
    if key == "price":
        return str(product.current_price.amount)
    if key in OWN and (own := getattr(product, key)):
        return str(own)
    for detail in product.product_detail:  # a thousand times a question: a plain loop takes half the time
        if detail.value and (detail.name == attribute or detail.name.casefold() == key):
            return detail.value
    return None


def values_of(product: Product, attribute: str) -> tuple[str, ...]:
    """The attribute's values one by one: a sheet may list several ("Gym, Yoga"), in one entry or in some."""
    key = attribute.casefold()
    own = getattr(product, key) if key in OWN else ""
    stated = [own] if own else [d.value for d in product.product_detail if d.name.casefold() == key]
    return tuple(dict.fromkeys(part for value in stated if value for part in parts(value)))


def local_part(product: Product, attribute: str, value: str) -> Mapping[str, str]:
    """Language -> one of the attribute's values (see values_of) in that language; itself where the sheets' lists are
    not alike."""
    key = attribute.casefold()
    found = dict.fromkeys(_LANGUAGES, value)
    for language in _LANGUAGES:
        for detail in local_details(product, language):
            own, local = parts(detail.value), parts(detail.local_value)
            if detail.name.casefold() == key and value in own and len(own) == len(local):
                found[language] = local[own.index(value)]
    return found


def number_of(product: Product, attribute: str) -> float | None:
    """The leading number of the attribute's value (« 240 g » -> 240.0), in one unit where shops write several (1.4 kg
    -> 1400.0); None when there is none.
    """
    value = value_of(product, attribute) or ""
    match, measure = _NUMBER.search(value), amount_of(value)
    if match and measure and measure[0] in _IN_SEVERAL_UNITS and not _IN_MILLIGRAMS.search(value):
        return measure[1]
    return float(match.group().replace(",", ".")) if match else None


def are_levels(values: Iterable[str]) -> bool:
    """Whether a detail tells for whom its things are: that is asked in everyone's words, "are you just starting?"."""
    return all(any(level.fullmatch(fold(value)) for level in LEVELS.values()) for value in values)


def local_details(product: Product, language: str) -> Iterator[LocalDetail]:
    """Each product_detail with its words in `language`; entries are parallel, an untranslated one keeps its own
    words."""
    local = product.text(language).product_detail
    for i, detail in enumerate(product.product_detail):
        words = local[i] if len(local) == len(product.product_detail) else detail
        name, value = words.name or detail.name, words.value or detail.value
        yield LocalDetail(detail.name, detail.value, name, _SAID[language].get(value.casefold(), value))


def local_values(product: Product, attribute: str) -> Mapping[str, str]:
    """Language -> the attribute's value in that language; {} when the catalogue does not say."""
    found = {language: _local_value(product, attribute, language) for language in _LANGUAGES}
    return {language: value for language, value in found.items() if value}


def local_names(product: Product, attribute: str) -> Mapping[str, str]:
    """Language -> the attribute's own name in that language."""
    key = attribute.casefold()
    return {
        language: next((d.local_name for d in local_details(product, language) if d.name.casefold() == key), attribute)
        for language in _LANGUAGES
    }


def _local_value(product: Product, attribute: str, language: str) -> str | None:
    key = attribute.casefold()
    own = getattr(product.text(language), key) if key in ("color", "material") else getattr(product, key, None)
    if key in OWN and own:
        return str(own)
    if key == "price":
        return value_of(product, attribute)
    return next((d.local_value for d in local_details(product, language) if d.name.casefold() == key), None)
