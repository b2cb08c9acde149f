"""Feeds on their way into this home: what the shop says of them, and no good catalogue lost to half a one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.connectors.options import Options
from bot.connectors.registry import read
from bot.errors import InvalidInput
from bot.settings import Settings
from bot.storage import documents
from bot.wiring.catalogue import has_catalogue, open_catalogue
from bot.wiring.knowledge import read_knowledge
from catalog_index.feed.money import CURRENCIES
from catalog_index.feed.row import Rejection
from catalog_index.product import Product
from catalog_index.shrinking import refuse_shrinking


def read_feed(settings: Settings, path: Path, format: str, options: Options) -> Iterator[Product | Rejection]:
    """The rows of a file, prices without a currency taken in the shop's. Raises InvalidInput for an unknown one."""
    currency = (options.currency or _shops_currency(settings)).upper()
    if currency and currency not in CURRENCIES:
        raise InvalidInput(f"“{currency}” is not a currency; give its ISO code, for example EUR")
    known = Options(currency or None, options.site, options.tax, options.combinations, options.today)
    return read(path, format, known)


def guarded(
    settings: Settings, rows: Iterable[Product | Rejection], force: bool = False
) -> Iterator[Product | Rejection]:
    """`rows` that are to be the whole catalogue. Raises TooFew at their end when too many products would go."""
    if force or not has_catalogue(settings):
        return iter(rows)
    live = open_catalogue(settings, read_knowledge(settings)).current.products
    return refuse_shrinking(rows, len({product.group for product in live}))


def _shops_currency(settings: Settings) -> str:
    profile = settings.shop_folder / "shop.yml"
    return str((documents.load(profile) or {}).get("currency", "")) if profile.exists() else ""
