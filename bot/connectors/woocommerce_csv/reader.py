"""WooCommerce: simple products stand alone, a variation names its variable parent by "id:12" or by SKU."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bot.connectors.amounts import SAMPLE, decimal_mark, number, plain
from bot.connectors.attributes import assigned
from bot.connectors.columns import Columns, has
from bot.connectors.encoding import decoded
from bot.connectors.options import Options
from bot.connectors.table import Record, Table, header_of, key_of, read_table
from bot.connectors.woocommerce_csv.columns import ATTRIBUTES, MEANINGS, NEEDED, attribute_columns, measures
from catalog_index.errors import UnreadableFile
from catalog_index.feed.reading import Numbered, products
from catalog_index.feed.row import Rejection
from catalog_index.product import Product

_NO_CATEGORY = {"uncategorized", "uncategorised", "non classe", "sans categorie"}
_TRUE = {"1", "yes", "oui", "true", "instock", "notify"}


def sniff(head: bytes, name: str) -> bool:
    names = () if decoded(head).lstrip().startswith(("<", "{")) else header_of(head)
    return has(names, MEANINGS, NEEDED) and (has(names, MEANINGS, ["parent"]) or has(names, MEANINGS, ["in_stock"]))


def read(path: Path, options: Options) -> Iterator[Product | Rejection]:
    table = read_table(path)
    columns = Columns.of(table.names, MEANINGS)
    if missing := [m for m in ("name", "price") if m not in columns]:
        raise UnreadableFile(f"{path.name} has no column {', '.join(MEANINGS[m][0] for m in missing)} in its header")
    first = list(islice(table.records, SAMPLE))
    rows = _Export(table, columns, first, options).rows(chain(first, table.records))
    return columns.told(products(rows, unnamed=options.currency), ATTRIBUTES)


class _Export:
    """One file's way of writing. Variable products are kept until the end: their variations may stand anywhere."""

    def __init__(self, table: Table, columns: Columns, first: Sequence[Record | Rejection], options: Options) -> None:
        self._columns, self._options = columns, options
        sample = [record for record in first if isinstance(record, Record)]
        self._mark = decimal_mark(columns.get(record, "price") for record in sample)
        # A plugin's cost is exported as the database holds it, the prices as the shop's language writes them.
        self._cost_mark = decimal_mark((columns.get(record, "cost") for record in sample), self._mark)
        self._attributes, self._measures = attribute_columns(table.names), measures(table.names)
        self._parents: dict[str, Record] = {}
        self._hidden: set[str] = set()
        self._childless: dict[str, int] = {}

    def rows(self, records: Iterable[Record | Rejection]) -> Iterator[Numbered | Rejection]:
        waiting: list[Record] = []
        for record in records:
            if isinstance(record, Rejection):
                yield record
            elif self._kind(record) == "variation":
                if self._parent_of(record) is None and self._parent_key(record) not in self._hidden:
                    waiting.append(record)
                else:
                    yield from self._variation(record)
            elif self._kind(record) == "variable":
                self._remember(record)
            elif self._sold(record) and self._kind(record) != "grouped":
                yield record.line, self._row(record, record)
        for record in waiting:
            yield from self._variation(record)
        for line in self._childless.values():
            yield Rejection(line, self._columns.named.get("type", ""), "is a variable product without a variation here")

    def _kind(self, record: Record) -> str:
        kinds = [kind.strip().lower() for kind in self._columns.get(record, "type").split(",")]
        return next((kind for kind in kinds if kind in ("variation", "variable", "grouped")), "simple")

    def _sold(self, record: Record) -> bool:
        """A draft, a private or a hidden product is not on sale, which is no error."""
        published, visible = (self._columns.get(record, name).lower() for name in ("published", "visibility"))
        return published not in ("0", "-1", "false") and visible not in ("hidden", "masque")

    def _remember(self, record: Record) -> None:
        names = [f"id:{self._columns.get(record, 'id')}", self._columns.get(record, "sku")]
        if not self._sold(record):
            self._hidden.update(filter(None, names))
            return
        self._parents.update({name: record for name in names if name})
        self._childless[names[0]] = record.line

    def _parent_key(self, record: Record) -> str:
        return self._columns.get(record, "parent").replace(" ", "")

    def _parent_of(self, record: Record) -> Record | None:
        return self._parents.get(self._parent_key(record)) or self._parents.get(self._columns.get(record, "parent"))

    def _variation(self, record: Record) -> Iterator[Numbered | Rejection]:
        parent = self._parent_of(record)
        if self._parent_key(record) in self._hidden or not self._sold(record):
            return
        if parent is None:
            said = self._columns.get(record, "parent")
            reason = f"names “{said[:40]}”, which is not in the file" if said else "is missing for a variation"
            yield Rejection(record.line, self._columns.named.get("parent", ""), reason)
            return
        self._childless.pop(f"id:{self._columns.get(parent, 'id')}", None)
        row = self._row(record, parent)
        row["item_group_id"] = self._columns.get(parent, "sku") or self._columns.get(parent, "id")
        yield record.line, row

    def _row(self, record: Record, parent: Record) -> dict[str, Any]:
        """`parent` is the record itself for a product without variations; what a variation leaves out is its."""
        get = self._columns.get

        def either(meaning: str) -> str:
            return get(record, meaning) or get(parent, meaning)

        row: dict[str, Any] = {
            "id": get(record, "sku") or get(record, "id"),
            "title": get(parent, "name"),
            "description": "\n".join(text for m in ("short", "description") if (text := _text(either(m)))),
            "product_type": _category(either("categories")),
            "brand": _listed(either("brand")),
            "gtin": get(record, "gtin"),
            "image_link": _unescaped(either("images"))[0],
            "cost_of_goods_sold": self._cost(record) or self._cost(parent),
        }
        if self._options.site:
            row["link"] = f"{self._options.site.rstrip('/')}/?post_type=product&p={get(parent, 'id')}"
        row |= self._prices(record) | self._stock(record, parent)
        assigned(row, self._stated(record, own=True))
        if parent is not record:
            assigned(row, self._stated(parent, own=False, varying={n for n, _ in self._stated(record, own=True)}))
        assigned(row, self._measured(record, parent))
        return row

    def _cost(self, record: Record) -> str:
        """A zero is a cost that nobody gave."""
        amount = plain(self._columns.get(record, "cost"), self._cost_mark)
        return "" if number(amount) == 0 else amount

    def _prices(self, record: Record) -> dict[str, str]:
        """The sale price counts within its dates and below the regular one."""
        get = self._columns.get
        row = {"price": plain(get(record, "price"), self._mark)}
        sale = plain(get(record, "sale_price"), self._mark)
        if sale and self._options.running(get(record, "sale_from"), get(record, "sale_to")):
            row["sale_price"] = sale
        return row

    def _stock(self, record: Record, parent: Record) -> dict[str, str]:
        get = self._columns.get
        written = get(record, "stock")
        count = number(get(parent, "stock") if written.lower() == "parent" else written, self._mark)
        state, later = get(record, "in_stock").lower(), get(record, "backorders").lower() in _TRUE
        if state == "backorder" or (later and (state in ("0", "") and (count is not None and count <= 0))):
            found = "backorder"
        elif state:
            found = "in_stock" if state in _TRUE else "out_of_stock"
        else:
            found = "out_of_stock" if count is not None and count <= 0 else "in_stock"
        return {"availability": found} | ({"quantity": str(count)} if count is not None else {})

    def _stated(self, record: Record, own: bool, varying: Iterable[str] = ()) -> list[tuple[str, str]]:
        """The attributes that a shopper sees: a parent's that vary are its variations' to say."""
        found = []
        for columns in self._attributes:
            name, value = record.cells.get(columns.name, ""), record.cells.get(columns.value, "")
            shown = (own and self._kind(record) == "variation") or record.cells.get(columns.visible, "1") != "0"
            if name and value and shown and name not in set(varying):
                found.append((name, _listed(value)))
        return found

    def _measured(self, record: Record, parent: Record) -> list[tuple[str, str]]:
        found = []
        for column, (name, unit) in self._measures.items():
            value = record.cells.get(column) or parent.cells.get(column, "")
            if (amount := number(value, self._mark)) and amount > 0:
                found.append((name.capitalize(), f"{value} {unit}"))
        return found


def _text(written: str) -> str:
    """The exporter writes line breaks as a backslash and an n."""
    return written.replace("\\n", "\n")


def _unescaped(written: str) -> list[str]:
    """The parts of a list cut at its commas, those behind a backslash kept."""
    return [part.replace("\\,", ",").strip() for part in re.split(r"(?<!\\),", written)] or [""]


def _listed(written: str) -> str:
    return ", ".join(part for part in _unescaped(written) if part)


def _category(written: str) -> str:
    """The deepest of the product's categories, the first among equals."""
    paths = [[part.strip() for part in path.split(">")] for path in _unescaped(written)]
    named = [path for path in paths if key_of(path[0]) not in _NO_CATEGORY and path[0]]
    deepest: list[str] = max(named, key=len, default=[])
    return " > ".join(deepest)
