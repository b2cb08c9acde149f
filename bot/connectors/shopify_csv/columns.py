"""Shopify's columns by what they mean: the export known for years, and the one with new names (« URL handle »).

Source: Shopify's help pages on product CSV files, and its own product_template.csv.
"""

from __future__ import annotations

from bot.connectors.columns import Meanings

OPTIONS = (1, 2, 3)

MEANINGS: Meanings = {
    "handle": ("handle", "url handle"),
    "title": ("title",),
    "body": ("body html", "body", "description"),
    "vendor": ("vendor",),
    "category": ("product category", "standardized product type", "standard product type"),
    "type": ("type", "custom product type"),
    "tags": ("tags",),
    "published": ("published", "published on online store"),
    "status": ("status",),
    "sku": ("variant sku", "sku"),
    "tracker": ("variant inventory tracker", "inventory tracker"),
    "quantity": ("variant inventory qty", "inventory quantity"),
    "policy": ("variant inventory policy", "continue selling when out of stock"),
    "price": ("variant price", "price"),
    "compare_at": ("variant compare at price", "compare at price"),
    "barcode": ("variant barcode", "barcode"),
    "image": ("image src", "product image url"),
    "variant_image": ("variant image", "variant image url"),
    "cost": ("cost per item", "variant cost"),
    "google_category": ("google shopping google product category",),
    "google_gender": ("google shopping gender",),
    "google_age": ("google shopping age group",),
    **{f"option{n}_name": (f"option{n} name", f"option {n} name") for n in OPTIONS},
    **{f"option{n}_value": (f"option{n} value", f"option {n} value") for n in OPTIONS},
}
NEEDED = ("handle", "title", "price", "option1_value")
"""What tells this export from any other file."""

ATTRIBUTES = {
    "id": "sku",
    "title": "title",
    "price": "price",
    "sale_price": "price",
    "cost_of_goods_sold": "cost",
    "quantity": "quantity",
    "image_link": "image",
    "gtin": "barcode",
}
"""Google's attribute -> the column to name when it is refused."""
