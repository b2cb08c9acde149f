"""Something else instead of one product, in a direction: cheaper, dearer, better, another brand, another colour, or
just different."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from bot.advice.advice import Advice
from bot.advice.attributes import number_of
from bot.advice.choices import Choice, choose, recommend
from bot.advice.naming import Name, so_called
from bot.advice.suitability import FEW_REVIEWS, fit, rating
from bot.shopper.filters import filters_for
from bot.shopper.needs import Needs
from catalog_index.colors import families
from catalog_index.product import Product
from catalog_index.query import Filters, Hit, Query
from catalog_index.text import LANGUAGES, stems

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

Direction = Literal["cheaper", "dearer", "lighter", "better", "other_brand", "other_color", "different"]
DIRECTIONS: tuple[Direction, ...] = (
    "cheaper",
    "dearer",
    "lighter",
    "better",
    "other_brand",
    "other_color",
    "different",
)

POOL = 60
WIDE = 300
ALIKE = 20
"""Of those found by the words of a title, how many may still pass for the same kind of thing."""
CENT = Decimal("0.01")
SAVED = Decimal("0.1")
"""Share of a price below which less is not worth telling, where something saves more: 134.90 in place of 139.90."""


def alternatives(
    product: Product,
    direction: Direction,
    needs: Needs,
    catalogue: CatalogueIndex,
    advice: Advice,
    seen: Collection[str] = (),
    rejected: Collection[str] = (),
    names: Sequence[Name] = (),
    search: str = "",
) -> list[Choice]:
    """At most three instead of `product`, within the needs' hard limits. `seen` and `rejected` are item ids; `names`
    what the thing is called where no shelf was said, `search` the words it was found by.

    What was seen already is offered again only when going cheaper or better leads back to it; "different" never does.
    """
    if direction == "other_color":
        return _other_colors(product, needs, catalogue, advice)
    gone = _groups(rejected, catalogue) | {product.group}
    if direction == "different":
        gone |= _groups(seen, catalogue)
    others = [p for p in _same_kind(product, direction, needs, catalogue, names) if p.group not in gone]
    others = [p for p in others if _found_by(p, _shared(product, search)) and _for_the_same(p, product, needs)]
    kept = [other for other in others if _goes(other, product, direction, needs, advice)]
    if direction == "cheaper":
        kept = _noticeably(kept, product) or kept
    near = [Hit(other, catalogue.similarity(product.id, other.id)) for other in kept]
    return recommend(needs, near, advice, catalogue.variants)


def _same_kind(
    product: Product, direction: Direction, needs: Needs, catalogue: CatalogueIndex, names: Sequence[Name]
) -> list[Product]:
    """What hangs on the same shelf; without shelves, what is called the same, or what is worded most alike."""
    filters = _filters(product, direction, needs, catalogue)
    if filters.categories:
        found = catalogue.search(Query(filters=filters, limit=WIDE if names else POOL)).hits
        return [hit.product for hit in (so_called(found, names) if names else found)]
    language = product.language if product.language in LANGUAGES else "en"
    spoken = next((" ".join(stems) for each, stems in names if each == language), product.title)
    hits = catalogue.search(Query(spoken, language, filters, limit=WIDE)).hits
    return [hit.product for hit in (so_called(hits, names) if names else hits[:ALIKE])]


def _noticeably(others: Sequence[Product], product: Product) -> list[Product]:
    """Those that save a tenth of the price or more."""
    most = product.current_price.amount * (1 - SAVED)
    return [other for other in others if other.current_price.amount <= most]


def _for_the_same(other: Product, product: Product, needs: Needs) -> bool:
    """Whether nobody who shops for an adult is shown a child's thing in place of one that is none."""
    return needs.gender == "kids" or product.gender == "kids" or other.gender != "kids"


def _shared(product: Product, search: str) -> set[str]:
    """The words looked for that the product's title has: what stands in place of a bottle is a bottle."""
    return {word for each in LANGUAGES for word in stems(search, each)} & _title(product)


def _title(product: Product) -> set[str]:
    return {word for each in LANGUAGES for word in stems(product.text(each).title, each)}


def _found_by(other: Product, shared: Collection[str]) -> bool:
    return not shared or bool(_title(other).intersection(shared))


def _filters(product: Product, direction: Direction, needs: Needs, catalogue: CatalogueIndex) -> Filters:
    base = filters_for(needs, catalogue.vocabulary)
    if not base.categories and product.product_type:
        base = replace(base, categories=(product.product_type,))
    if direction == "cheaper":
        below = product.current_price.amount - CENT
        return replace(base, price_min=None, price_max=min(below, base.price_max or below))
    if direction == "dearer":
        above = product.current_price.amount + CENT
        return replace(base, price_min=max(above, base.price_min or above))
    if direction == "other_brand":
        return replace(base, brands=(), not_brands=(*base.not_brands, product.brand))
    return base


def _goes(other: Product, product: Product, direction: Direction, needs: Needs, advice: Advice) -> bool:
    """Whether `other` really goes in the direction asked."""
    if direction == "lighter":
        mine_weighs, theirs_weighs = number_of(product, "Weight"), number_of(other, "Weight")
        return mine_weighs is not None and theirs_weighs is not None and theirs_weighs < mine_weighs
    if direction != "better":
        return True
    mine, theirs = fit(product, needs, advice), fit(other, needs, advice)
    if (theirs.missed, -theirs.score) != (mine.missed, -mine.score):
        return (theirs.missed, -theirs.score) < (mine.missed, -mine.score)
    return (other.review_count or 0) >= FEW_REVIEWS and rating(other) > rating(product)


def _other_colors(product: Product, needs: Needs, catalogue: CatalogueIndex, advice: Advice) -> list[Choice]:
    """The same model in its other colours, in the size asked for where there is one; another model never."""
    wanted = {size.casefold() for size in needs.sizes}
    banned = {*needs.exclude}
    found: dict[str, Product] = {}
    for variant in catalogue.variants(product.group):
        fits = variant.buyable and (not wanted or variant.size.casefold() in wanted)
        if fits and variant.color != product.color and not banned.intersection(families(variant.color)):
            found.setdefault(variant.color, variant)
    picked: Sequence[Product] = list(found.values())[:3]
    return [choose(p, picked, needs, advice, catalogue.variants) for p in picked]


def _groups(items: Collection[str], catalogue: CatalogueIndex) -> set[str]:
    return {product.group for item in items if (product := catalogue.product(item)) is not None}
