"""One thing that goes with what was just put in the basket; nothing rather than something beside the point."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.advice.advice import AdviceBook, below
from bot.advice.choices import Choice, recommend
from bot.shopper.needs import Needs
from catalog_index.product import Product
from catalog_index.query import Filters, Query

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

SHARE = Decimal("0.6")
"""Of the price of what it goes with, at most: a complement is no second purchase, and whoever buys the small thing
owns the big one already (promise D1)."""

POOL = 30


def complement(
    product: Product,
    owned: Collection[Product],
    needs: Needs,
    seen: Collection[str],
    catalogue: CatalogueIndex,
    book: AdviceBook,
) -> Choice | None:
    """The best fitting product of the first shelf that goes with `product` and that nothing `owned` (basket and
    purchases) comes from; None when there is none. `seen` are item ids shown already: they were seen and left.
    """
    advice = book.about(product.product_type)
    whom = Needs(gender=needs.gender or (product.gender or None), level=needs.level)
    groups = {p.group for item in seen if (p := catalogue.product(item)) is not None}
    for shelf in advice.goes_with:
        if any(below(p.product_type, shelf) for p in owned) or below(product.product_type, shelf):
            continue
        filters = Filters(
            categories=(shelf,),
            price_max=product.current_price.amount * SHARE,
            genders=(whom.gender,) if whom.gender and whom.gender != "unisex" else (),
        )
        sized = catalogue.search(Query("", filters=replace(filters, sizes=needs.sizes), limit=POOL)).hits
        found = sized or catalogue.search(Query("", filters=filters, limit=POOL)).hits
        hits = [hit for hit in found if hit.product.group not in groups]
        best = recommend(whom, hits, book.about(shelf), catalogue.variants, limit=1) if hits else []
        if best:
            return best[0]
    return None
