"""One catalogue version as a shop window in one language: tiles, categories, filters. No web framework, no words."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from catalog_index.colors import families
from catalog_index.product import Money, Product

PER_PAGE = 24
"""Tiles a page: a multiple of 2, 3 and 4 columns, so that the last row is full."""
FEW_LEFT = 3
"""At this stock and below, a page says how many are left."""
ENOUGH_REVIEWS = 20
"""A rating from fewer people says little, so such products are not put forward by it."""
GOOD_RATING = 4.0
"""Of five: what a page may call well rated."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One parent product on the shelf, shown by its most presentable variant."""

    product: Product
    variants: tuple[Product, ...]
    title: str
    color: str

    @property
    def colors(self) -> int:
        return len({variant.color for variant in self.variants if variant.color})

    @property
    def buyable(self) -> bool:
        return any(variant.buyable for variant in self.variants)

    @property
    def amount(self) -> Decimal:
        return self.product.current_price.amount


@dataclass(frozen=True, slots=True)
class Category:
    """A product_type path of the catalogue; `names` are its steps in the page's language."""

    path: str
    slug: str
    names: tuple[str, ...]
    count: int
    face: Product

    @property
    def name(self) -> str:
        return self.names[-1]

    @property
    def depth(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the filters of a category page ask for; empty fields do not filter."""

    size: str = ""
    color: str = ""
    brand: str = ""
    price_max: Decimal | None = None
    sort: str = "favourites"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters of a page can offer, each value with how many tiles have it."""

    sizes: tuple[tuple[str, int], ...] = ()
    colors: tuple[tuple[str, int], ...] = ()
    brands: tuple[tuple[str, int], ...] = ()
    prices: tuple[Decimal, ...] = ()


@dataclass(slots=True)
class Storefront:
    language: str
    version: str
    tiles: list[Tile] = field(default_factory=list)
    categories: dict[str, Category] = field(default_factory=dict)

    @classmethod
    def of(cls, products: Sequence[Product], version: str, language: str) -> Storefront:
        groups: dict[str, list[Product]] = {}
        for product in products:
            groups.setdefault(product.group, []).append(product)
        front = cls(language, version)
        front.tiles = [tile_of(tuple(variants), language) for variants in groups.values()]
        front.categories = {c.slug: c for c in categories_of(front.tiles, language)}
        return front

    def top(self, first: Sequence[str] = ()) -> list[Category]:
        """The main categories, those that hold a path of `first` before the others."""
        leads = [path.split(" > ")[0] for path in first]
        main = [category for category in self.categories.values() if category.depth == 1]
        return sorted(main, key=lambda c: leads.index(c.path) if c.path in leads else len(leads))

    def below(self, category: Category) -> list[Category]:
        lead = category.path + " > "
        return [c for c in self.categories.values() if c.path.startswith(lead) and c.depth == category.depth + 1]

    def parents(self, path: str) -> list[Category]:
        """The categories on the way to `path`, most general first, itself included."""
        steps = path.split(" > ")
        slugs = (slug(" > ".join(steps[: n + 1])) for n in range(len(steps)))
        return [self.categories[s] for s in slugs if s in self.categories]

    def within(self, category: Category) -> list[Tile]:
        lead = category.path + " > "
        return [
            t for t in self.tiles if t.product.product_type == category.path or t.product.product_type.startswith(lead)
        ]

    def favourites(self, count: int, first: Sequence[str] = ()) -> list[Tile]:
        """The best rated of each main category in turn, so that the home page shows the whole shop; what stands in no
        category comes last."""
        ranked = sorted((t for t in self.tiles if t.buyable), key=favour, reverse=True)
        paths = [*(category.path for category in self.top(first)), ""]
        lanes = [[t for t in ranked if t.product.product_type.split(" > ")[0] == path] for path in paths]
        turns = [lane[turn] for turn in range(count) for lane in lanes if turn < len(lane)]
        return turns[:count]

    def reduced(self, count: int) -> list[Tile]:
        return sorted((t for t in self.tiles if t.product.sale_price and t.buyable), key=favour, reverse=True)[:count]


def tile_of(variants: tuple[Product, ...], language: str) -> Tile:
    """Buyable first, then the variant with the most stock: what is shown can be bought."""
    face = max(variants, key=lambda v: (v.buyable, v.sale_price is not None, v.quantity or 0))
    text = face.text(language)
    return Tile(face, variants, plain_title(text.title, face, language), text.color)


def plain_title(title: str, product: Product, language: str) -> str:
    """The title without the size and colour of one variant, where they end it (« …, 39, bleu nuit »)."""
    for tail in (product.size, product.text(language).color, product.size):
        if tail:
            title = re.sub(
                rf"[\s,–—·/(-]+(?:(?:taille|size|pointure|EU)\s*)?{re.escape(tail)}\)?$", "", title, flags=re.IGNORECASE
            )
    return title or product.title


def praised(tile: Tile) -> bool:
    """Whether the page may say so: well rated, and by enough people."""
    product = tile.product
    return (product.review_count or 0) >= ENOUGH_REVIEWS and (product.average_rating or 0.0) >= GOOD_RATING


def favour(tile: Tile) -> tuple[bool, float, int]:
    product = tile.product
    reviews = product.review_count or 0
    return reviews >= ENOUGH_REVIEWS, product.average_rating or 0.0, reviews


def categories_of(tiles: Iterable[Tile], language: str) -> list[Category]:
    """Every path and the paths above it, in the order of the catalogue, most general before its parts."""
    counts: Counter[str] = Counter()
    faces: dict[str, Tile] = {}
    for tile in tiles:
        steps = tile.product.product_type.split(" > ") if tile.product.product_type else []
        for depth in range(1, len(steps) + 1):
            path = " > ".join(steps[:depth])
            counts[path] += 1
            faces[path] = max(faces.get(path, tile), tile, key=lambda t: (t.buyable, favour(t)))
    return [_category(path, counts[path], faces[path].product, language) for path in counts]


def _category(path: str, count: int, face: Product, language: str) -> Category:
    depth = len(path.split(" > "))
    names = tuple(face.text(language).product_type.split(" > ")[:depth])
    return Category(path, slug(path), names, count, face)


def slug(path: str) -> str:
    plain = unicodedata.normalize("NFKD", path).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def base_color(product: Product) -> str:
    """The first base colour of what the shop calls the colour, or "" when it names none."""
    found = families(product.color) if product.color else ()
    return found[0] if found else ""


def size_key(size: str) -> tuple[int, float, str]:
    """Numbers by value, then letters from small to large, then the rest by name."""
    letters = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL")
    number = re.match(r"\d+(?:[.,]\d+)?", size)
    if number:
        return 0, float(number.group().replace(",", ".")), size
    known = size.upper() in letters
    return (1, float(letters.index(size.upper())), size) if known else (2, 0.0, size)


def choices(tiles: Sequence[Tile]) -> Choices:
    """What can be chosen among `tiles`; a filter with one value or none is left out."""
    sizes = _counted(tiles, lambda v: v.size if v.buyable else "")
    colors = _counted(tiles, base_color)
    brands = _counted(tiles, lambda v: v.brand)
    return Choices(
        sizes=tuple(sorted(sizes, key=lambda s: size_key(s[0]))) if len(sizes) > 1 else (),
        colors=tuple(colors) if len(colors) > 1 else (),
        brands=tuple(sorted(brands)) if len(brands) > 1 else (),
        prices=price_steps([tile.amount for tile in tiles]),
    )


def _counted(tiles: Sequence[Tile], of: Callable[[Product], str]) -> list[tuple[str, int]]:
    counts = Counter(value for tile in tiles for value in {of(variant) for variant in tile.variants} if value)
    return counts.most_common()


def price_steps(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Round limits that leave about a quarter, a half and three quarters of the prices below them."""
    if len(amounts) < 4:
        return ()
    ordered = sorted(amounts)
    quarters = (ordered[len(ordered) * n // 4] for n in (1, 2, 3))
    return tuple(sorted({_round_up(amount) for amount in quarters}))


def _round_up(amount: Decimal) -> Decimal:
    step = Decimal(5) if amount < 50 else Decimal(10) if amount < 200 else Decimal(50)
    return math.ceil(amount / step) * step


def chosen(tiles: Iterable[Tile], wish: Wish) -> list[Tile]:
    """The tiles of which at least one variant fits the whole wish, shown by that variant, in the wished order."""
    found = [shown for tile in tiles if (shown := _fitting(tile, wish))]
    orders: dict[str, Any] = {
        "price": lambda t: (not t.buyable, t.amount),
        "price-desc": lambda t: (not t.buyable, -t.amount),
    }
    by_favour = sorted(found, key=lambda t: (t.buyable, favour(t)), reverse=True)
    return sorted(by_favour, key=orders[wish.sort]) if wish.sort in orders else by_favour


def _fitting(tile: Tile, wish: Wish) -> Tile | None:
    fits = [v for v in tile.variants if _fits(v, wish)]
    if not fits:
        return None
    if len(fits) == len(tile.variants):
        return tile
    face = max(fits, key=lambda v: (v.buyable, v.quantity or 0))
    color = tile.color if face.color == tile.product.color else ""
    return Tile(face, tile.variants, tile.title, color)


def _fits(product: Product, wish: Wish) -> bool:
    return (
        (not wish.size or (product.size == wish.size and product.buyable))
        and (not wish.color or base_color(product) == wish.color)
        and (not wish.brand or product.brand == wish.brand)
        and (wish.price_max is None or product.current_price.amount <= wish.price_max)
    )


def saving(product: Product) -> int | None:
    """How many percent the sale price is below the list price, rounded down; None without a sale."""
    if not product.sale_price or product.price.amount <= 0:
        return None
    return int((1 - product.sale_price.amount / product.price.amount) * 100)


def stock_left(product: Product) -> int | None:
    """How many are left, when that is worth saying."""
    few = product.quantity is not None and 0 < product.quantity <= FEW_LEFT
    return product.quantity if few and product.buyable else None


def money(value: Money, language: str, cents: bool = False) -> str:
    """An amount as the language writes it: « 89,90 € », “€89.90”; whole ones without decimals, unless for `cents`."""
    amount = value.amount
    digits = f"{amount:,.2f}" if cents or amount != amount.to_integral_value() else f"{amount:,.0f}"
    sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(value.currency, value.currency)
    if language == "fr":
        return digits.replace(",", "\u202f").replace(".", ",") + f"\u00a0{sign}"
    return f"{sign}{digits}" if len(sign) == 1 else f"{sign}\u00a0{digits}"
