"""Shopify: a product's first row says what it is, the rows below with the same handle are its variants and images."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bot.connectors.amounts import SAMPLE, decimal_mark, number, plain
from bot.connectors.attributes import assigned, meaning
from bot.connectors.columns import Columns, has
from bot.connectors.encoding import decoded
from bot.connectors.options import Options
from bot.connectors.shopify_csv.columns import ATTRIBUTES, MEANINGS, NEEDED, OPTIONS
from bot.connectors.shopify_csv.metafields import metafields, stated
from bot.connectors.table import Record, header_of, key_of, read_table, together
from catalog_index.errors import UnreadableFile
from catalog_index.feed.reading import Numbered, products
from catalog_index.feed.row import Rejection
from catalog_index.people import named
from catalog_index.product import Product

_NO_OPTION = {"default title", "titre par defaut"}
_FALSE = {"false", "no", "0", "non", "faux"}


def sniff(head: bytes, name: str) -> bool:
    return not decoded(head).lstrip().startswith(("<", "{")) and has(header_of(head), MEANINGS, NEEDED)


def read(path: Path, options: Options) -> Iterator[Product | Rejection]:
    table = read_table(path)
    columns = Columns.of(table.names, MEANINGS)
    if missing := [m for m in ("handle", "title", "price") if m not in columns]:
        raise UnreadableFile(f"{path.name} has no column {', '.join(MEANINGS[m][0] for m in missing)} in its header")
    first = list(islice(table.records, SAMPLE))
    mark = decimal_mark(columns.get(r, "price") for r in first if isinstance(r, Record))
    export = _Export(columns, metafields(table.names), mark, options)
    rows = export.rows(chain(first, table.records))
    return columns.told(products(rows, unnamed=options.currency), ATTRIBUTES)


class _Export:
    """One file's way of writing."""

    def __init__(self, columns: Columns, fields: Mapping[str, str], mark: str, options: Options) -> None:
        self._columns, self._fields, self._mark, self._options = columns, fields, mark, options

    def rows(self, records: Iterable[Record | Rejection]) -> Iterator[Numbered | Rejection]:
        for handle, good, refused in together(records, lambda record: self._columns.get(record, "handle")):
            yield from refused
            if good:
                yield from self._product(handle, good)

    def _product(self, handle: str, records: list[Record]) -> Iterator[Numbered | Rejection]:
        get, first = self._columns.get, records[0]
        if not handle:
            yield from (Rejection(r.line, self._columns.named["handle"], "is missing") for r in records)
            return
        if not self._sold(first):
            return
        if not get(first, "title"):
            reason = f"is missing: the rows of “{handle[:40]}” must stand together, the one with the title first"
            yield from (Rejection(r.line, self._columns.named["title"], reason) for r in records)
            return
        variants = [r for r in records if get(r, "price") or get(r, "sku") or get(r, "option1_value")] or [first]
        parent = self._parent(first, records)
        names = [get(first, f"option{n}_name") for n in OPTIONS]
        skus = Counter(map(self._sku, variants))
        for record in variants:
            row = self._variant(record, parent, handle, names)
            if skus[self._sku(record)] == 1:
                row["id"] = self._sku(record) or row["id"]
            if len(variants) > 1:
                row["item_group_id"] = handle
            yield record.line, row

    def _sold(self, first: Record) -> bool:
        """A draft, an archived or an unpublished product is not for sale, which is no error."""
        status = self._columns.get(first, "status").lower()
        return status in ("", "active") and self._columns.get(first, "published").lower() not in _FALSE

    def _parent(self, first: Record, records: list[Record]) -> dict[str, Any]:
        get = self._columns.get
        kind, category = get(first, "type"), get(first, "category")
        tags = [tag.strip() for tag in get(first, "tags").split(",") if tag.strip()]
        row = {
            "title": get(first, "title"),
            "description": get(first, "body"),
            "brand": get(first, "vendor"),
            "product_type": kind or category,
            "google_product_category": get(first, "google_category") or category,
            "gender": get(first, "google_gender") or next((t for t in tags if key_of(t) in named()), ""),
            "age_group": get(first, "google_age"),
            "image_link": next((image for r in records if (image := get(r, "image"))), ""),
            "stated": [*stated(first.cells, self._fields), *(pair for tag in tags if (pair := _named(tag)))],
        }
        if self._options.site:
            row["link"] = f"{self._options.site.rstrip('/')}/products/{get(first, 'handle')}"
        return row

    def _sku(self, record: Record) -> str:
        """Shopify lets variants share one, which then names none of them."""
        return self._columns.get(record, "sku").lstrip("'")

    def _variant(self, record: Record, parent: Mapping[str, Any], handle: str, names: list[str]) -> dict[str, Any]:
        get = self._columns.get
        values = [get(record, f"option{n}_value") for n in OPTIONS]
        chosen = [(n, v) for n, v in zip(names, values, strict=True) if n and v and key_of(v) not in _NO_OPTION]
        row = {key: value for key, value in parent.items() if key != "stated"}
        row["id"] = "-".join([handle, *(key_of(v).replace(" ", "-") for _, v in chosen)])
        row["gtin"] = get(record, "barcode").lstrip("'")
        row["image_link"] = get(record, "variant_image") or row["image_link"]
        row["cost_of_goods_sold"] = plain(get(record, "cost"), self._mark)
        row |= self._prices(record) | self._stock(record)
        assigned(row, chosen)
        assigned(row, stated(record.cells, self._fields))
        assigned(row, parent["stated"])
        return row

    def _prices(self, record: Record) -> dict[str, str]:
        """The price crossed out is the higher one; a compare-at price below the price says nothing."""
        price, compare = (plain(self._columns.get(record, name), self._mark) for name in ("price", "compare_at"))
        now, before = number(price, self._mark), number(compare, self._mark)
        if now is not None and before is not None and before > now > 0:
            return {"price": compare, "sale_price": price}
        return {"price": price}

    def _stock(self, record: Record) -> dict[str, str]:
        """Nothing is said of a stock that is not tracked, as the shop itself then sells it without end."""
        get = self._columns.get
        count = number(get(record, "quantity"))
        if count is None or ("tracker" in self._columns and not get(record, "tracker")):
            return {"availability": "in_stock"}
        if count > 0:
            return {"availability": "in_stock", "quantity": str(count)}
        later = get(record, "policy").lower() in ("continue", "true", "yes", "1")
        return {"availability": "backorder" if later else "out_of_stock", "quantity": "0"}


def _named(tag: str) -> tuple[str, str] | None:
    """A tag that names an attribute, « Matière:Laine » or "Material_Wool"; other tags are the shop's own labels."""
    match = re.fullmatch(r"\s*([^:_]{2,30}?)\s*[:_]\s*([^:_]{1,60})\s*", tag)
    return (match[1], match[2]) if match and meaning(match[1]) else None
