"""What a shop's own attribute is in Google's terms: « Taille », "Size" and "Shoe size" are all the size.

The names of neighbouring languages too: a shop that sells in French or English may have been set up in another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.connectors.table import key_of

_NAMES = {
    "color": "color colour couleur coloris colors colours couleurs farbe farben colore kleur cor",
    "size": "size taille pointure sizes tailles pointures dimension grosse groesse talla taglia maat tamano tamanho",
    "material": "material matiere materiau matieres fabric tissu composition materiale materiaal gewebe",
    "gender": "gender genre sexe sex geschlecht genero genere geslacht",
    "brand": "brand marque manufacturer fabricant marke marca merk hersteller",
    "age_group": "agegroup",
}
_PHRASES = {
    "age_group": ("age group", "tranche d age", "groupe d age"),
    "size": ("shoe size", "clothing size", "taille de vetement", "taille fr", "taille eu", "eu size", "size eu"),
    "color": ("main color", "main colour", "couleur principale", "color pattern"),
}
_MEANS = {word: attribute for attribute, words in _NAMES.items() for word in words.split()} | {
    phrase: attribute for attribute, phrases in _PHRASES.items() for phrase in phrases
}


def meaning(name: str) -> str | None:
    """color, size, material, gender, brand or age_group; None for an attribute of the shop's own."""
    return _MEANS.get(key_of(name.removeprefix("pa_").removeprefix("attribute_pa_")))


def assigned(row: dict[str, Any], pairs: Iterable[tuple[str, str]]) -> None:
    """Put (name, value) pairs in a row: Google's own attributes where they are free, else product details."""
    details: list[dict[str, str]] = row.setdefault("product_detail", [])
    for name, value in pairs:
        known = meaning(name)
        if known and not row.get(known):
            row[known] = value
        elif known is None and value and not any(d["name"] == name for d in details):
            details.append({"name": name, "value": value})
