"""One row of a feed, by Google's attribute names, to a product or the reason to refuse it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from catalog_index.feed.availability import availability_of
from catalog_index.feed.cleaning import clean, clean_line, has_control_characters, link_problem, plain_line
from catalog_index.feed.details import parse_details
from catalog_index.feed.instructions import gives_orders
from catalog_index.feed.money import BadMoney, decimal, parse_money
from catalog_index.people import in_their_column
from catalog_index.product import Availability, Detail, Language, LocalText, Money, Product

LONGEST_ID = 100
LONGEST_TITLE = 300
"""Characters; Google takes 150. A longer one is cut: it is a description in the wrong column."""
LONGEST_VALUE = 1000
MOST_DETAILS = 200
"""Google's own limit is 1000 of 1000 characters each; more than this is no list a shopper reads."""
LANGUAGES = ("fr", "en")
_ENTRY = frozenset({"name", "attribute_name", "value", "attribute_value"})
_COUNT = re.compile(r"(?:[<>≥~+]\s*)?([-+]?\d[\d\s.,]*)\s*\+?\s*(?:[^\W\d_]{1,12}\.?)?")
"""A number as stocks are counted: "12", "1 200", "12 pcs", ">10", "50+"."""
_TEXTS = ("title", "description", "product_type", "color", "material", "product_highlight", "product_detail")
_PLAIN = ("brand", "google_product_category", "size", "shipping", "gtin")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was refused: its `line` in the file (1 is the first), the column ("" for the whole row), the
    reason.
    """

    line: int
    column: str
    reason: str


BREAKS_OFF = "breaks off"
"""How the reason begins to refuse the last row of a file that was cut short."""


class _Refused(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


Row = Mapping[str, Any]
"""Attribute name -> text, a list of texts where the attribute repeats, or (`texts`, `product_detail`) their JSON
form.
"""


def product_of(row: Row, line: int, language: Language = "en", currency: str | None = None) -> Product | Rejection:
    """The product of a row, or why it is refused. `currency` is taken where a price names none. Unknown columns
    are ignored.
    """
    try:
        return _product(_titled(row), language, currency)
    except _Refused as refused:
        return Rejection(line, refused.column, refused.reason)


def _product(row: Row, language: Language, currency: str | None) -> Product:
    price = _price(row, currency)
    language = _language(row, language)
    texts = {other: _local(row, other) for other in LANGUAGES if other != language}
    return Product(
        id=_identifier(row),
        title=_title(row),
        price=price,
        sale_price=_sale(row, price),
        cost_of_goods_sold=_cost(row, price),
        description=clean(text_of(row, "description")),
        link=_link(row, "link"),
        image_link=_link(row, "image_link"),
        availability=_availability(row),
        quantity=_whole(row, "quantity"),
        item_group_id=clean_line(text_of(row, "item_group_id"))[:LONGEST_ID],
        product_type=_path(text_of(row, "product_type")),
        color=_joined(row, "color"),
        material=_joined(row, "material"),
        gender=in_their_column().get(_key(text_of(row, "gender")), ""),
        age_group=clean_line(text_of(row, "age_group")).lower(),
        product_detail=_details(row.get("product_detail")),
        product_highlight=_highlights(row.get("product_highlight")),
        average_rating=_rating(row),
        review_count=_whole(row, "review_count"),
        language=language,
        texts={other: local for other, local in texts.items() if local != LocalText()},
        **{name: clean_line(text_of(row, name)) for name in _PLAIN},
    )


def text_of(row: Row, column: str) -> str:
    """The column as one text: "" when missing, the first of several, the name of what is an object."""
    value = row.get(column)
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "value", "title") if isinstance(value.get(key), str)), "")
    return "" if value is None else str(value)


def _joined(row: Row, column: str) -> str:
    """Several colours are the colours of one article, as Google writes them: "Black/Red"."""
    value = row.get(column)
    several = isinstance(value, (list, tuple))
    return clean_line("/".join(map(str, value)) if several else text_of(row, column))  # type: ignore[arg-type]


def price_text(row: Row, column: str) -> str:
    """An amount with its currency, which may stand in an object ({"amount": "89.90", "currency": "EUR"}) or in a
    column of its own.
    """
    value = row.get(column)
    value = value[0] if isinstance(value, (list, tuple)) and value else value
    currency: Any = row.get("currency") or row.get("price_currency") or ""
    if isinstance(value, Mapping):
        currency = value.get("currency") or value.get("currency_code") or value.get("currencyCode") or currency
        value = value.get("amount", value.get("value", ""))
    text = "" if value is None else str(value).strip()
    alone = re.fullmatch(r"[-+]?[\d\s.,'’]*\d", text)
    return f"{text} {currency}".strip() if alone and isinstance(currency, str) else text


def _key(text: str) -> str:
    from catalog_index.text import fold

    return re.sub(r"[^a-z0-9]", "", fold(text.rsplit("/", 1)[-1]))


def _required(row: Row, column: str) -> str:
    text = text_of(row, column).strip()
    if not text:
        raise _Refused(column, "is missing")
    if has_control_characters(text):
        raise _Refused(column, "holds control characters")
    return text


def _identifier(row: Row) -> str:
    text = _required(row, "id")
    if len(text) > LONGEST_ID:
        raise _Refused("id", f"is longer than {LONGEST_ID} characters")
    if clean_line(text) != text:
        raise _Refused("id", "holds markup or spaces that an identifier can't have")
    return text


def _title(row: Row) -> str:
    written = _required(row, "title")
    title = clean_line(written)
    if gives_orders(plain_line(written)):
        raise _Refused("title", "gives orders to an assistant instead of naming a product")
    if not title:
        raise _Refused("title", "holds nothing but markup")
    return title[:LONGEST_TITLE].rstrip()


def _money(row: Row, column: str, currency: str | None) -> Money | None:
    written = price_text(row, column)
    if not written:
        return None
    try:
        money = parse_money(written, currency)
    except BadMoney as bad:
        raise _Refused(column, str(bad)) from None
    return money


def _price(row: Row, currency: str | None) -> Money:
    if has_control_characters(price_text(row, "price")):
        raise _Refused("price", "holds control characters")
    price = _money(row, "price", currency)
    if price is None:
        raise _Refused("price", "is missing")
    if price.amount == 0:
        raise _Refused("price", "is zero")
    return price


def _sale(row: Row, price: Money) -> Money | None:
    sale = _money(row, "sale_price", price.currency)
    if sale is None or sale.amount == 0:  # exports write 0 where there is no promotion
        return None
    if sale.currency != price.currency:
        raise _Refused("sale_price", f"is in {sale.currency} but the price is in {price.currency}")
    if sale.amount > price.amount:
        raise _Refused("sale_price", f"{sale.amount} is above the price {price.amount}")
    return sale if sale.amount < price.amount else None


def _cost(row: Row, price: Money) -> Money | None:
    """Nothing costs nothing: exports write 0 where nobody gave a cost, and a margin made of it would be given away."""
    cost = _money(row, "cost_of_goods_sold", price.currency)
    return cost if cost is not None and cost.amount > 0 else None


def _availability(row: Row) -> Availability:
    written = text_of(row, "availability")
    if not written.strip():
        return "out_of_stock" if _whole(row, "quantity") == 0 else "in_stock"
    found = availability_of(written)
    if found is None:
        raise _Refused(
            "availability", f"“{written.strip()[:40]}” is none of in_stock, out_of_stock, preorder, backorder"
        )
    return found


def _whole(row: Row, column: str) -> int | None:
    written = text_of(row, column).strip()
    if not written:
        return None
    counted = _COUNT.fullmatch(written.replace("\u00a0", " ").replace("\u202f", " "))
    try:
        value = int(decimal(counted[1])) if counted else int(float(written))
    except (ArithmeticError, ValueError):
        raise _Refused(column, f"“{written[:40]}” is not a whole number") from None
    return max(value, 0)


def _rating(row: Row) -> float | None:
    written = text_of(row, "average_rating").strip()
    if not written:
        return None
    try:
        value = float(decimal(written))
    except (ArithmeticError, ValueError):
        raise _Refused("average_rating", f"“{written[:40]}” is not a number") from None
    if not 0 <= value <= 5:
        raise _Refused("average_rating", f"{value} is not between 0 and 5")
    return value


def _link(row: Row, column: str) -> str:
    url = text_of(row, column).strip()
    if not url:
        return ""
    if problem := link_problem(url):
        raise _Refused(column, problem)
    return url


def _path(written: str) -> str:
    """The product type with its parts joined by " > ", whichever way the shop wrote it ("Men/Tops", "Men>Tops")."""
    first = clean_line(written)
    parts = first.split(">") if ">" in first else re.split(r"(?<=\S)/(?=\S)", first) if first.count("/") else [first]
    return " > ".join(part.strip() for part in parts if part.strip())


def _language(row: Row, default: Language) -> Language:
    written = text_of(row, "language") or text_of(row, "content_language")
    code = written.strip().lower()[:2]
    return cast(Language, code) if code in LANGUAGES else default


def _details(value: Any) -> tuple[Detail, ...]:
    if isinstance(value, Mapping) and not _ENTRY & set(value):  # {"Weight": "200 g", …}: each a detail
        value = [("", name, said) for name, said in value.items()]
    found = [] if value is None else [parse_details(v) if isinstance(v, str) else [v] for v in _listed(value)]
    return tuple(d for group in found for entry in group if (d := _detail(entry)))[:MOST_DETAILS]


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else [value]


def _detail(entry: Any) -> Detail | None:
    if isinstance(entry, Mapping):
        entry = (
            entry.get("section") or entry.get("section_name") or "",
            entry.get("name") or entry.get("attribute_name") or "",
            entry.get("value", entry.get("attribute_value", "")),
        )
    if not isinstance(entry, (list, tuple)) or len(entry) != 3:
        return None
    section, name, value = (clean_line(str(part)) for part in entry)
    return Detail(name[:LONGEST_ID], value[:LONGEST_VALUE], section[:LONGEST_ID]) if name and value else None


def _highlights(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    parts = value.split(",") if isinstance(value, str) and '"' not in value else _quoted(value)
    return tuple(line[:LONGEST_VALUE] for part in parts if (line := clean_line(str(part))))[:MOST_DETAILS]


def _quoted(value: Any) -> list[str]:
    import csv

    if not isinstance(value, str):
        return list(value)
    return next(csv.reader([value], skipinitialspace=True), [])


def speaks(row: Row, language: str) -> bool:
    """Whether the row carries texts of its own in `language`, beside its main ones."""
    return bool(_local(row, language).title)


@lru_cache
def _forms(name: str, language: str) -> tuple[str, ...]:
    forms = ("{}_{}", "{}[{}]", "{}-{}", "{} ({})", "{}:{}", "{}_({})", "{}_[{}]")
    return tuple(form.format(name, language) for form in forms)


def in_language(row: Row, name: str, language: str) -> Any:
    """An attribute in that language: in the JSON `texts`, or in columns such as title_fr, title[fr], title (fr)."""
    own = next((row[key] for key in _forms(name, language) if row.get(key)), None)
    texts = row.get("texts")
    given = texts.get(language) if isinstance(texts, Mapping) else None
    return own or (given.get(name) if isinstance(given, Mapping) else None)


def _titled(row: Row) -> Row:
    """A row that has its texts by language alone speaks the first of them."""
    if text_of(row, "title").strip():
        return row
    for language in LANGUAGES:
        if text_of({"title": in_language(row, "title", language)}, "title").strip():
            own = {name: said for name in _TEXTS if (said := in_language(row, name, language))}
            return {**row, **own, "language": language}
    return row


def _local(row: Row, language: str) -> LocalText:
    """The row's words in another language."""

    def column(name: str) -> Any:
        return in_language(row, name, language)

    def line(name: str) -> str:
        return clean_line(text_of({name: column(name)}, name))

    return LocalText(
        title=line("title"),
        description=clean(text_of({"d": column("description")}, "d")),
        product_type=_path(line("product_type")),
        color=line("color"),
        material=line("material"),
        product_highlight=_highlights(column("product_highlight")),
        product_detail=_details(column("product_detail")),
    )
