"""A product as a shopper may see it: a list of what is shown, so that nothing else ever is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from catalog_index.product import Detail, Money, Product
from catalog_index.vocabulary import Vocabulary

AS_IS = (
    "brand",
    "gtin",
    "item_group_id",
    "google_product_category",
    "size",
    "gender",
    "age_group",
    "shipping",
    "average_rating",
    "review_count",
)


def money(amount: Money | None) -> dict[str, str] | None:
    return None if amount is None else {"amount": str(amount.amount), "currency": amount.currency}


def product_view(product: Product, language: str) -> dict[str, Any]:
    """The product's public attributes in `language`; never its cost, its exact stock or anything private."""
    words = product.text(language)
    return {
        "id": product.id,
        "title": words.title,
        "description": words.description,
        "link": safe_link(product.link),
        "image_link": safe_link(product.image_link),
        "availability": product.availability,
        "price": money(product.price),
        "sale_price": money(product.sale_price),
        "product_type": words.product_type,
        "color": words.color,
        "material": words.material,
        "product_detail": [_detail(detail) for detail in words.product_detail],
        "product_highlight": list(words.product_highlight),
    } | {name: getattr(product, name) for name in AS_IS}


def safe_link(link: str) -> str:
    """Empty for anything but http(s) and paths of the shop's own site."""
    try:
        scheme = urlsplit(link.strip()).scheme.lower()
    except ValueError:
        return ""
    return link if scheme in ("http", "https") or (not scheme and link.startswith("/")) else ""


def _detail(detail: Detail) -> dict[str, str]:
    return {"section": detail.section, "name": detail.name, "value": detail.value}


def category_paths(vocabulary: Vocabulary, asked: Iterable[str]) -> tuple[str, ...]:
    """The catalogue's paths of the categories `asked` for; an unknown one stays as it is and finds nothing."""
    return tuple(path for name in asked for path in vocabulary.paths_named(name) or (name,))
