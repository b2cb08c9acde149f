"""Feeds on their way into this home: what the shop says of them, and no good catalogue lost to half a one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from bot.connectors.options import Options
from bot.connectors.registry import read
from bot.errors import InvalidInput
from bot.settings import Settings
from bot.storage import documents
from bot.wiring.catalogue import has_catalogue, open_catalogue
from bot.wiring.knowledge import read_knowledge
from catalog_index.errors import UnreadableFile
from catalog_index.feed.money import CURRENCIES
from catalog_index.feed.row import BREAKS_OFF, Rejection
from catalog_index.product import Product
from catalog_index.shrinking import refuse_shrinking

Rows = Iterator[Product | Rejection]


def read_feed(settings: Settings, path: Path, format: str, options: Options) -> Rows:
    """The rows of a file, prices without a currency taken in the shop's. Raises InvalidInput for an unknown one."""
    currency = (options.currency or _shops_currency(settings)).upper()
    if currency and currency not in CURRENCIES:
        raise InvalidInput(f"“{currency}” is not a currency; give its ISO code, for example EUR")
    return read(path, format, replace(options, currency=currency or None))


def guarded(settings: Settings, path: Path, rows: Iterable[Product | Rejection], force: bool = False) -> Rows:
    """The rows of `path`, which are to be the whole catalogue. Raises a CatalogueError at their end when the file
    breaks off in a row, or when too many products would go; `force` takes it as it is.
    """
    if force or not has_catalogue(settings):
        return iter(rows)
    live = open_catalogue(settings, read_knowledge(settings)).current
    return refuse_shrinking(_whole(path, rows), len(live.contents.groups))


def _whole(path: Path, rows: Iterable[Product | Rejection]) -> Rows:
    refused: set[int] = set()
    for row in rows:
        if isinstance(row, Rejection):
            if row.reason.startswith(BREAKS_OFF):
                raise UnreadableFile(f"{path.name}, line {row.line}: {row.reason}; the catalogue stays as it is")
            refused.add(row.line)
        yield row
    if (last := _unended_line(path)) and last in refused:
        raise UnreadableFile(f"{path.name} breaks off in line {last}: the catalogue stays as it is")


def _unended_line(path: Path) -> int:
    """The number of a last line that has no end; 0 when the file ends as files do, and for XML: it ends with a tag."""
    count, last = 0, b"\n"
    with path.open("rb") as file:
        if file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            return 0
        file.seek(0)
        while chunk := file.read(1 << 20):
            count, last = count + chunk.count(b"\n"), chunk[-1:]
    return 0 if last in b"\r\n" else count + 1


def _shops_currency(settings: Settings) -> str:
    profile = settings.shop_folder / "shop.yml"
    return str((documents.load(profile) or {}).get("currency", "")) if profile.exists() else ""
