"""Small shops for tests: a line for each product."""

from __future__ import annotations

from decimal import Decimal

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Language, LocalText, Money, Product


def sheets(table: str, language: Language = "en", currency: str = "GBP") -> CatalogueIndex:
    """An index of products in one language: "title|shelf|price|detail=value;detail=value"; the title is the id."""
    products = []
    for line in table.strip().splitlines():
        title, shelf, price, told = line.split("|")
        details = tuple(Detail(*pair.split("=")) for pair in told.split(";"))
        money = Money(Decimal(price), currency)
        products.append(
            Product(id=title, title=title, price=money, product_type=shelf, product_detail=details, language=language)
        )
    return CatalogueIndex.build(products, HashingEncoder())


def in_both(id: str, titles: tuple[str, str], paths: tuple[str, str], written: str, **more: str) -> Product:
    """A product in English and in French; `written`: "Weight=8 g/Poids=8 g;…"."""
    pairs = [pair.split("/") for pair in written.split(";") if pair]
    own, local = (tuple(Detail(*pair[side].split("=")) for pair in pairs) for side in (0, 1))
    french = LocalText(title=titles[1], product_type=paths[1], product_detail=local)
    known = {"price": Money(Decimal(20), "EUR"), "product_detail": own, "texts": {"fr": french}}
    return Product(id=id, title=titles[0], product_type=paths[0], **known, **more)
