"""Products as JSON, exactly: what is written is read back equal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.product import Detail, LocalText, Money, Product

_NAMES, _LOCAL_NAMES = (tuple(f.name for f in fields(kind)) for kind in (Product, LocalText))
_VALUES = attrgetter(*_NAMES)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_MONEY = ("price", "sale_price", "cost_of_goods_sold")


def to_json(product: Product) -> dict[str, Any]:
    """A product's fields that are set, as JSON values; money as ["89.90", "EUR"]."""
    said = zip(_NAMES, _VALUES(product), strict=True)
    return {n: v if type(v) is str else _plain(v) for n, v in said if v is not None and v != "" and v != ()}


def from_json(data: Mapping[str, Any]) -> Product:
    """The inverse of to_json."""
    values = dict(data)
    for name in _MONEY:
        if name in values:
            values[name] = Money(Decimal(values[name][0]), values[name][1])
    values["product_detail"] = _details(values.get("product_detail", ()))
    values["product_highlight"] = tuple(values.get("product_highlight", ()))
    values["texts"] = {language: _local(text) for language, text in values.get("texts", {}).items()}
    return Product(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Money):
        return [str(value.amount), value.currency]
    if isinstance(value, tuple):
        return [[d.name, d.value, d.section] if isinstance(d, Detail) else d for d in value]
    if isinstance(value, Mapping):
        return {
            language: {n: _plain(v) for n in _LOCAL_NAMES if (v := getattr(text, n))}
            for language, text in value.items()
        }
    return value


def _details(rows: Iterable[Any]) -> tuple[Detail, ...]:
    return tuple(Detail(*row) for row in rows)


def _local(data: Mapping[str, Any]) -> LocalText:
    values = dict(data)
    values["product_detail"] = _details(values.get("product_detail", ()))
    values["product_highlight"] = tuple(values.get("product_highlight", ()))
    return LocalText(**values)


def line(product: Product) -> str:
    return _ENCODER.encode(to_json(product))


def lines(products: Iterable[Product]) -> Iterator[bytes]:
    """One each, as bytes, its end included; half a character that a feed cut in two is kept as it came."""
    return (f"{line(product)}\n".encode("utf-8", "surrogatepass") for product in products)


def offsets(path: Path) -> NDArray[np.int64]:
    """Where each line of the file begins, and where the last one ends."""
    with path.open("rb") as file:
        return np.cumsum([0, *map(len, file)], dtype=np.int64)
