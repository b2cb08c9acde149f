"""Shopify's metafields: columns « Fabric (product.metafields.shopify.fabric) » and what stands in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_COLUMN = re.compile(r"(?P<name>.+?)\s*\((?:product|variant)\.metafields\.(?P<space>[^.)]+)\.(?P<key>[^)]+)\)")
_NOT_A_FEATURE = ("discovery", "seo", "reviews", "google", "judgeme", "yotpo", "loox", "facebook")
"""Parts of namespaces that hold recommendations, search texts, adverts and reviews rather than what a product is."""
_REFERENCE = re.compile(r"gid://\S+")


def metafields(names: Iterable[str]) -> dict[str, str]:
    """Column as written -> the attribute's name, for the columns that say something of the product."""
    found = {name: match for name in names if (match := _COLUMN.fullmatch(name))}
    return {
        name: match["name"].strip()
        for name, match in found.items()
        if not any(part in match["space"].lower() for part in _NOT_A_FEATURE)
    }


def stated(cells: Mapping[str, str], columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(attribute, value as a person reads it) of the metafields that hold one."""
    for column, name in columns.items():
        if value := said(cells.get(column, "")):
            yield name, value


def said(written: str) -> str:
    """'["Wool", "Silk"]' -> "Wool, Silk"; '{"value": 240, "unit": "g"}' -> "240 g"; references say nothing."""
    if written[:1] in "[{":
        try:
            return _plain(json.loads(written))
        except (ValueError, RecursionError):
            return ""
    parts = [part.strip() for part in written.split(";")] if ";" in written and len(written) < 200 else [written]
    return ", ".join(part for part in parts if part and not _REFERENCE.fullmatch(part))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(text for item in value if (text := _plain(item)))
    if isinstance(value, dict):
        amount = value.get("value")
        return f"{amount} {value.get('unit', '')}".strip() if isinstance(amount, int | float | str) else ""
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return "" if _REFERENCE.fullmatch(text) else text
