from __future__ import annotations

from pydantic import BaseModel, Field

from bot.web.chat.schemas import Money


class Hit(BaseModel):
    """`price` is what the shopper pays today; `score` in [0, 1]."""

    item_id: str
    title: str
    price: Money
    score: float


class Found(BaseModel):
    hits: list[Hit]
    took_ms: float
    catalogue_version: str


class ProductDetail(BaseModel):
    section: str
    name: str
    value: str


class ProductView(BaseModel):
    """Google Merchant's attributes, as far as a shopper may see them, in the asked language."""

    id: str
    title: str
    description: str
    link: str
    image_link: str
    availability: str
    price: Money
    sale_price: Money | None
    brand: str
    gtin: str
    item_group_id: str
    product_type: str
    google_product_category: str
    color: str
    size: str
    material: str
    gender: str
    age_group: str
    shipping: str
    product_detail: list[ProductDetail]
    product_highlight: list[str]
    average_rating: float | None = Field(description="Of `review_count` reviews; null without one.")
    review_count: int | None
