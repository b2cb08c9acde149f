"""A product as Google Merchant Center's product data specification names it (support.google.com/merchants,
product data).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder"]
Language = Literal["fr", "en"]

BUYABLE: frozenset[str] = frozenset({"in_stock", "preorder", "backorder"})


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount with its ISO 4217 currency; never a float."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One `product_detail`: a section, the attribute's name, and its value as written (« 240 g »)."""

    name: str
    value: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class LocalText:
    """What a product says in one language. A field left empty falls back to the product's own."""

    title: str = ""
    description: str = ""
    product_type: str = ""
    color: str = ""
    material: str = ""
    product_highlight: tuple[str, ...] = ()
    product_detail: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """One sellable item (one variant); variants of a parent share `item_group_id`.

    `product_type` is the merchant's own path, most general first, parts joined by " > ".
    `product_detail` and `texts[lang].product_detail` are parallel: entry i of one translates entry i of the other.
    `cost_of_goods_sold` never leaves the server.
    """

    id: str
    title: str
    price: Money
    description: str = ""
    link: str = ""
    image_link: str = ""
    availability: Availability = "in_stock"
    quantity: int | None = None
    sale_price: Money | None = None
    brand: str = ""
    gtin: str = ""
    item_group_id: str = ""
    product_type: str = ""
    google_product_category: str = ""
    color: str = ""
    size: str = ""
    material: str = ""
    gender: str = ""
    age_group: str = ""
    shipping: str = ""
    cost_of_goods_sold: Money | None = None
    product_detail: tuple[Detail, ...] = ()
    product_highlight: tuple[str, ...] = ()
    average_rating: float | None = None
    review_count: int | None = None
    language: Language = "en"
    texts: Mapping[str, LocalText] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """The parent's id: variants of one product share it; a product without variants is its own group."""
        return self.item_group_id or self.id

    @property
    def current_price(self) -> Money:
        """What the shopper pays today: the sale price where there is one."""
        return self.sale_price or self.price

    @property
    def buyable(self) -> bool:
        return self.availability in BUYABLE

    def text(self, language: str) -> LocalText:
        """The product's words in `language`, each empty field filled from the product's own language."""
        local = self.texts.get(language) or LocalText()
        return LocalText(
            title=local.title or self.title,
            description=local.description or self.description,
            product_type=local.product_type or self.product_type,
            color=local.color or self.color,
            material=local.material or self.material,
            product_highlight=local.product_highlight or self.product_highlight,
            product_detail=local.product_detail or self.product_detail,
        )
