from __future__ import annotations

from pydantic import BaseModel, Field

from bot.web.chat.schemas import Money


class Hit(BaseModel):
    """`price` is what the shopper pays today; `score` in [0, 1]."""

    item_id: str
    title: str
    price: Money
    score: float


class Range(BaseModel):
    """Both ends included; null is open. `unit` is "" for plain numbers."""

    min: float | None
    max: float | None
    unit: str


class Understood(BaseModel):
    """What was read in the words of `q` alone; the other parameters are the caller's. An empty field asks nothing."""

    categories: list[str] = Field(description="In the language searched in.")
    brands: list[str]
    not_brands: list[str]
    colors: list[str] = Field(description="English base names.")
    not_colors: list[str]
    sizes: list[str]
    genders: list[str]
    price_min: Money | None
    price_max: Money | None = Field(description="A product at this very price is found too.")
    attributes: dict[str, list[str]] = Field(description="A product's detail, by its name, and the values accepted.")
    ranges: dict[str, Range] = Field(description="A product's detail, by its name, and the amounts accepted.")
    exclude: list[str] = Field(description="Words that no product found may state.")
    sort: str = Field(description="relevance, price_asc, price_desc, rating, weight_asc, newest; most or least NAME.")
    rest: str = Field(description="What remains to search by words.")
    said: dict[str, list[str]] = Field(description="Each of these fields with the pieces of `q` it was read from.")


class Relaxation(BaseModel):
    """Without the conditions `without` together, `count` products would be found, `nearest` first."""

    without: list[str]
    count: int
    nearest: list[Hit]


class Found(BaseModel):
    hits: list[Hit]
    took_ms: float
    catalogue_version: str
    understood: Understood
    relaxations: list[Relaxation] = Field(description="Why nothing was found: only when there is no hit.")


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
