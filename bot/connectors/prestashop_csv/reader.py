"""PrestaShop: a row a product; its combinations stand on rows of their own, in the same file or in a second one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bot.connectors.amounts import SAMPLE, decimal_mark, number, plain, priced
from bot.connectors.attributes import assigned, meaning
from bot.connectors.columns import Columns, has
from bot.connectors.encoding import decoded
from bot.connectors.options import Options
from bot.connectors.prestashop_csv import lists
from bot.connectors.prestashop_csv.columns import ATTRIBUTES, COMBINATION, MEANINGS, PRODUCT
from bot.connectors.table import Record, header_of, key_of, read_table, together
from catalog_index.errors import UnreadableFile
from catalog_index.feed.reading import Numbered, products
from catalog_index.feed.row import Rejection
from catalog_index.product import Product

_PRICES = ("price_with_tax", "price_without_tax")
_FALSE = {"0", "no", "non", "false", "faux", "disabled", "desactive", "inactif"}
_CENT = Decimal("0.01")


def sniff(head: bytes, name: str) -> bool:
    names = () if decoded(head).lstrip().startswith(("<", "{")) else header_of(head)
    priced = any(has(names, MEANINGS, [price]) for price in _PRICES)
    return (has(names, MEANINGS, PRODUCT) and priced) or has(names, MEANINGS, COMBINATION)


def read(path: Path, options: Options) -> Iterator[Product | Rejection]:
    table = read_table(path)
    columns = Columns.of(table.names, MEANINGS)
    _complete(path, columns)
    first = list(islice(table.records, SAMPLE))
    mark = decimal_mark(columns.get(r, price) for r in first if isinstance(r, Record) for price in _PRICES)
    apart = _Combinations(options.combinations) if options.combinations else None
    export = _Export(columns, mark, options, apart)
    rows = export.rows(chain(first, table.records))
    return columns.told(products(rows, unnamed=options.currency), {**ATTRIBUTES, "price": export.priced_in})


def _complete(path: Path, columns: Columns) -> None:
    if all(m in columns for m in COMBINATION) and "name" not in columns:
        raise UnreadableFile(
            f"{path.name} holds combinations without their products: import the products' file, with this one as "
            "--combinations"
        )
    wanted = [MEANINGS[m][0] for m in PRODUCT if m not in columns]
    if not any(price in columns for price in _PRICES):
        wanted.append(MEANINGS["price_with_tax"][0])
    if wanted:
        raise UnreadableFile(f"{path.name} has no column {', '.join(wanted)} in its header")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One combination's row. `line` is 0 in a second file: refusals tell the line of the first."""

    record: Record
    columns: Columns
    line: int = 0

    def get(self, meaning: str) -> str:
        return self.columns.get(self.record, meaning)

    @property
    def own_reference(self) -> str:
        """In a second file the reference is the combination's own; beside its product it is the product's."""
        return self.get("combination_reference") or ("" if self.line else self.get("reference"))


class _Combinations:
    """The second file: product id -> its combinations. It holds numbers and short names, so it is kept whole."""

    def __init__(self, path: Path) -> None:
        table = read_table(path)
        columns = Columns.of(table.names, MEANINGS)
        if missing := [MEANINGS[m][0] for m in COMBINATION if m not in columns]:
            raise UnreadableFile(f"{path.name} has no column {', '.join(missing)} in its header")
        self.of: dict[str, list[_Piece]] = defaultdict(list)
        self.refused: list[Rejection] = []
        for record in table.records:
            if isinstance(record, Record):
                self.of[columns.get(record, "id")].append(_Piece(record, columns))
            else:
                self.refused.append(record)


class _Export:
    """One file's way of writing."""

    def __init__(self, columns: Columns, mark: str, options: Options, apart: _Combinations | None) -> None:
        self._columns, self._mark, self._options, self._apart = columns, mark, options, apart
        self.priced_in = _PRICES[0] if _PRICES[0] in columns else _PRICES[1]

    def rows(self, records: Iterable[Record | Rejection]) -> Iterator[Numbered | Rejection]:
        yield from self._apart.refused if self._apart else ()
        for item, good, refused in together(records, lambda record: self._columns.get(record, "id")):
            yield from refused
            if good:
                yield from self._product(item, good)

    def _product(self, item: str, records: list[Record]) -> Iterator[Numbered | Rejection]:
        if self._columns.get(records[0], "active").lower() in _FALSE:
            return  # switched off in the shop, which is no error
        base = self._base(records[0])
        if isinstance(base, Rejection):
            yield base
            return
        pieces = self._apart.of.get(item) if self._apart else None
        pieces = pieces or [_Piece(r, self._columns, r.line) for r in records if self._columns.get(r, "value")]
        if not pieces:
            yield records[0].line, base
        for piece in pieces:
            yield piece.line or records[0].line, self._combined(base, records[0], piece)

    def _base(self, record: Record) -> dict[str, Any] | Rejection:
        get = self._columns.get
        price = self._price(record)
        if isinstance(price, Rejection):
            return price
        row: dict[str, Any] = {
            "id": get(record, "reference") or get(record, "id"),
            "title": get(record, "name"),
            "description": "\n".join(text for m in ("summary", "description") if (text := get(record, m))),
            "product_type": lists.category(get(record, "categories")),
            "brand": get(record, "brand"),
            "gtin": get(record, "gtin"),
            "image_link": lists.first_image(get(record, "images")),
            "cost_of_goods_sold": self._cost(get(record, "cost")),
            "price": price,
            **self._stock(get(record, "quantity"), record),
        }
        if sale := self._reduced(record, price):
            row["sale_price"] = sale
        if self._options.site:
            slug = get(record, "slug")
            row["link"] = f"{self._options.site.rstrip('/')}/{get(record, 'id')}{'-' if slug else ''}{slug}.html"
        assigned(row, lists.features(get(record, "features")))
        return row

    def _price(self, record: Record) -> str | Rejection:
        """With tax: a price without it is no price for a shopper, so its rate must be known."""
        with_tax = plain(self._columns.get(record, "price_with_tax"), self._mark)
        without = plain(self._columns.get(record, "price_without_tax"), self._mark)
        amount = number(without, self._mark)
        if with_tax or not without or amount is None:
            return with_tax or without
        rate = self._options.tax
        if rate is None and self._columns.get(record, "tax_rule") == "0":
            rate = Decimal(0)  # PrestaShop's own "no tax"
        if rate is None:
            column = self._columns.named["price_without_tax"]
            return Rejection(record.line, column, "is without tax; say the rate in percent, for example --tax 20")
        return priced((amount * (1 + rate / 100)).quantize(_CENT), without)

    def _reduced(self, record: Record, price: str) -> str:
        """The price after the discount that runs today; "" without one."""
        get = self._columns.get
        full = number(price, self._mark)
        amount, percent = (number(get(record, name), self._mark) for name in ("reduction", "reduction_percent"))
        if not full or not self._options.running(get(record, "reduction_from"), get(record, "reduction_to")):
            return ""
        left = full - amount if amount else full * (1 - percent / 100) if percent else full
        return str(left.quantize(_CENT)) if 0 < left < full else ""

    def _stock(self, quantity: str, product: Record) -> dict[str, str]:
        count = number(quantity)
        if self._columns.get(product, "orderable").lower() in _FALSE:
            return {"availability": "out_of_stock"}
        if count is None or count > 0:
            return {"availability": "in_stock"} | ({"quantity": str(count)} if count is not None else {})
        later = self._columns.get(product, "order_without_stock") == "1"
        return {"availability": "backorder" if later else "out_of_stock", "quantity": "0"}

    def _combined(self, base: Mapping[str, Any], product: Record, piece: _Piece) -> dict[str, Any]:
        """A combination is its product with the size, the colour, the price and the stock of its own."""
        get, chosen = piece.get, lists.attributes(piece.get("group"), piece.get("value"))
        row = {**base, "product_detail": list(base.get("product_detail", ()))}
        for name, _ in chosen:  # a product's own colour is that of all its combinations together
            row.pop(meaning(name) or "", None)
        item = self._columns.get(product, "id")
        row["id"] = piece.own_reference or "-".join([item, *(key_of(value).replace(" ", "-") for _, value in chosen)])
        row["item_group_id"] = item
        row["gtin"] = get("gtin") or base["gtin"]
        row["image_link"] = lists.first_image(get("images")) or base["image_link"]
        row["cost_of_goods_sold"] = self._cost(get("cost")) or base["cost_of_goods_sold"]
        row |= self._stock(get("quantity"), product) | self._impact(base, product, get("impact"))
        assigned(row, chosen)
        return row

    def _impact(self, base: Mapping[str, Any], product: Record, written: str) -> dict[str, str]:
        """The combination's price: the impact is written without tax, the price stands with it."""
        impact, price = number(plain(written, self._mark)), number(base["price"])
        if not impact or price is None:
            return {}
        more = (impact * (1 + self._rate(product))).quantize(_CENT)
        full = priced((price + more).quantize(_CENT), base["price"])
        sale = self._reduced(product, full)
        return {"price": full, **({"sale_price": sale} if sale else {})}

    def _rate(self, product: Record) -> Decimal:
        """The tax as a share: what was said, else what lies between the two prices of the product."""
        if self._options.tax is not None:
            return self._options.tax / 100
        prices = [number(plain(self._columns.get(product, name), self._mark)) for name in _PRICES]
        return prices[0] / prices[1] - 1 if prices[0] and prices[1] else Decimal(0)

    def _cost(self, written: str) -> str:
        """PrestaShop writes 0 where nobody gave a cost."""
        amount = plain(written, self._mark)
        return "" if number(amount) == 0 else amount
