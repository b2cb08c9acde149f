"""What every page of the demo shop knows: its language and words, its addresses, and the shop it stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from markupsafe import Markup
from ruamel.yaml import YAML

from bot.web.demo_shop import storefront
from bot.web.demo_shop.storefront import Category, Storefront, Tile
from catalog_index.product import Money, Product
from catalog_index.query import Query

LANGUAGES = ("fr", "en")
WORDS = Path(__file__).parent / "words"


@lru_cache(maxsize=8)
def read_yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) if path.is_file() else {}


def language_of(request: Request) -> str:
    """`?lang=`, else the first of our languages in Accept-Language, else French."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    weighed = []
    for part in request.headers.get("accept-language", "").split(","):
        name, _, weight = part.strip().partition(";q=")
        weighed.append((float(weight) if re.fullmatch(r"[01](\.\d{1,3})?", weight) else 1.0, name[:2].lower()))
    known = [(weight, name) for weight, name in weighed if name in LANGUAGES and weight > 0]
    return max(known, key=lambda pair: pair[0])[1] if known else "fr"


@dataclass
class Page:
    """One page being drawn."""

    request: Request
    shop: Any
    language: str
    front: Storefront

    @cached_property
    def words(self) -> Any:
        return read_yaml(WORDS / f"{self.language}.yml")

    @cached_property
    def profile(self) -> Mapping[str, Any]:
        """The shop's own shop.yml."""
        profile: Mapping[str, Any] = self.shop.profile
        return profile

    @property
    def name(self) -> str:
        return self.said("name") or "Comptoir"

    def said(self, key: str) -> str:
        """A text of shop.yml in the page's language; "" when it has none."""
        value = self.profile.get(key, "")
        return str(value.get(self.language, "")) if isinstance(value, Mapping) else str(value or "")

    @cached_property
    def listed(self) -> dict[str, str]:
        """The categories that shop.yml puts forward, by path, with the name it gives each in the page's language."""
        wanted = self.profile.get("categories") or ()
        return {one["path"]: (one.get("name") or {}).get(self.language, "") for one in wanted if one.get("path")}

    @cached_property
    def main_categories(self) -> list[Category]:
        return self.front.top(tuple(self.listed))

    @cached_property
    def departments(self) -> list[Category]:
        """What the home page offers: the shop's own choice, else the catalogue's main categories."""
        chosen = [
            self.front.categories[s] for path in self.listed if (s := storefront.slug(path)) in self.front.categories
        ]
        return chosen or self.main_categories

    def title_of(self, category: Category) -> str:
        return self.listed.get(category.path) or category.name

    @cached_property
    def facts(self) -> dict[str, str]:
        """What the shop may claim, by key, in the page's language."""
        return {key: fact.text.get(self.language, "").replace("'", "’") for key, fact in self.shop.facts.items()}

    def url(self, path: str, **query: Any) -> str:
        """An address of this shop that keeps the language the shopper chose."""
        kept = {"lang": self.language} if self.request.query_params.get("lang") in LANGUAGES else {}
        asked = {**{k: v for k, v in query.items() if v not in ("", None)}, **kept}
        return f"{path}?{urlencode(asked)}" if asked else path

    def same(self, **changes: Any) -> str:
        """This very page with some of its query changed; an empty value removes one."""
        query = {**dict(self.request.query_params), **changes}
        kept = {k: v for k, v in query.items() if v not in ("", None)}
        return self.request.url.path + (f"?{urlencode(kept)}" if kept else "")

    def price(self, value: Money) -> str:
        """A price on a label: with its cents, so that those of one shelf stand alike."""
        return storefront.money(value, self.language, cents=True)

    def amount(self, value: Decimal) -> str:
        return storefront.money(Money(value, self.shop.catalogue.current.currency), self.language)

    def rating(self, product: Product) -> str:
        text = f"{product.average_rating:.1f}"
        return text.replace(".", ",") if self.language == "fr" else text

    def tiles_found(self, words: str, limit: int) -> list[Tile]:
        result = self.shop.catalogue.current.search(Query(text=words, language=self.language, limit=limit))
        return [self.front_tile(hit.product) for hit in result.hits]

    def front_tile(self, product: Product) -> Tile:
        """The tile of a product, shown by this very variant."""
        known = next((tile for tile in self.front.tiles if tile.product.group == product.group), None)
        text = product.text(self.language)
        variants = known.variants if known else (product,)
        return Tile(product, variants, storefront.plain_title(text.title, product, self.language), text.color)

    def items(self, tiles: Sequence[Tile]) -> str:
        """The items of a GA4 event, as an attribute's JSON."""
        return json.dumps([item(tile.product) for tile in tiles])


def item(product: Product) -> dict[str, Any]:
    return {"item_id": product.id, "price": float(product.current_price.amount)}


def product_page(page: Page, product: Product, variants: Sequence[Product]) -> dict[str, Any]:
    """What the product's page shows: its words, the colours it comes in, the sizes of this colour with their stock."""
    text = product.text(page.language)
    same_color = [v for v in variants if v.color == product.color]
    sizes = sorted((v for v in same_color if v.size), key=lambda v: storefront.size_key(v.size))
    return {
        "product": product,
        "text": text,
        "title": storefront.plain_title(text.title, product, page.language),
        "colors": _one_per_color(product, variants) if len({v.color for v in variants}) > 1 else [],
        "sizes": sizes if len(sizes) > 1 else [],
        "trail": page.front.parents(product.product_type),
        "event": json.dumps([item(product)]),
        "details": [detail for detail in text.product_detail if detail.value],
    }


def _one_per_color(product: Product, variants: Sequence[Product]) -> list[Product]:
    """For each colour the variant in this size if there is one that can be bought, else any that can."""
    by_color: dict[str, list[Product]] = {}
    for variant in variants:
        by_color.setdefault(variant.color, []).append(variant)
    return [max(same, key=lambda v: (v.buyable and v.size == product.size, v.buyable)) for same in by_color.values()]


def stars(rating: float) -> Markup:
    """Five stars, filled to the nearest half by the style sheet; the number stands beside them for everyone."""
    return Markup('<span class="stars" data-half="{}" aria-hidden="true"></span>').format(round(rating * 2))


def template_globals() -> dict[str, Any]:
    return {
        "stars": stars,
        "saving": storefront.saving,
        "stock_left": storefront.stock_left,
        "base_color": storefront.base_color,
        "languages": LANGUAGES,
    }
