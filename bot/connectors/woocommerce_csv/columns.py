"""WooCommerce's columns by what they mean: its exporter writes the header in the shop's language.

Source: WooCommerce's "Product CSV importer and exporter" schema, and its French translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.connectors.columns import Meanings
from bot.connectors.table import key_of

MEANINGS: Meanings = {
    "id": ("id", "identifiant"),
    "type": ("type",),
    "sku": ("sku", "ugs"),
    "gtin": ("gtin upc ean or isbn", "gtin upc ean ou isbn", "gtin", "ean", "meta global unique id"),
    "name": ("name", "nom"),
    "published": ("published", "publie"),
    "visibility": ("visibility in catalog", "visibility in catalogue", "visibilite dans le catalogue"),
    "short": ("short description", "description courte"),
    "description": ("description",),
    "sale_from": ("date sale price starts", "date de debut de promo", "date de debut de la promo"),
    "sale_to": ("date sale price ends", "date de fin de promo", "date de fin de la promo"),
    "in_stock": ("in stock", "en stock"),
    "stock": ("stock",),
    "backorders": (
        "backorders allowed",
        "autoriser les commandes de produits en rupture",
        "commandes en rupture autorisees",
        "reapprovisionnement autorise",
    ),
    "sale_price": ("sale price", "tarif promo", "prix promo", "prix promotionnel"),
    "price": ("regular price", "tarif regulier", "prix regulier", "tarif normal", "prix normal"),
    "categories": ("categories",),
    "images": ("images",),
    "parent": ("parent",),
    "brand": ("brands", "brand", "marques", "marque"),
    "cost": (
        "cost of goods",
        "cout des marchandises",
        "cout d achat",
        "meta wc cog cost",
        "meta alg wc cog cost",
        "meta yith cog cost",
        "meta cogs total value",
        "meta cost",
        "meta cost price",
        "meta purchase price",
    ),
}
NEEDED = ("id", "type", "name", "price")
"""What tells this export from any other file, beside its own names for stock or parents."""

ATTRIBUTES = {
    "id": "sku",
    "title": "name",
    "price": "price",
    "sale_price": "sale_price",
    "cost_of_goods_sold": "cost",
    "quantity": "stock",
    "availability": "in_stock",
    "image_link": "images",
    "gtin": "gtin",
}
_ATTRIBUTE = re.compile(
    r"attribute (\d+) (name|value|visible)s?|(nom|valeur)s? de l attribut (\d+)|attribut (\d+) (visible)"
)
_PARTS = {"name": "name", "nom": "name", "value": "value", "valeur": "value", "visible": "visible"}
_MEASURE = re.compile(
    r"(?P<name>weight|length|width|height|poids|longueur|largeur|hauteur)\s*\((?P<unit>[^)]+)\)", re.I
)


@dataclass(frozen=True, slots=True)
class AttributeColumns:
    """The header's names for one numbered attribute; "" where a column is left out."""

    name: str
    value: str
    visible: str = ""


def attribute_columns(names: Iterable[str]) -> list[AttributeColumns]:
    found: dict[int, dict[str, str]] = {}
    for name in names:
        match = _ATTRIBUTE.fullmatch(key_of(name.replace("(s)", "")))
        if match:
            number = int(match[1] or match[4] or match[5])
            part = _PARTS.get(match[2] or match[3] or match[6])
            if part:
                found.setdefault(number, {})[part] = name
    return [AttributeColumns(**found[n]) for n in sorted(found) if {"name", "value"} <= found[n].keys()]


def measures(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Column as written -> (attribute, unit): "Weight (kg)" is a weight in kg."""
    return {name: (m["name"], m["unit"]) for name in names if (m := _MEASURE.fullmatch(name.strip()))}
