"""JSON lines: one product per line; `texts` holds further languages, `product_detail` is a list of {section,
name, value}.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bot.connectors.encoding import lines
from bot.connectors.options import Options
from catalog_index.errors import UnreadableFile
from catalog_index.feed.reading import Numbered, products
from catalog_index.feed.row import Rejection
from catalog_index.product import Product


def sniff(head: bytes, name: str) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read(path: Path, options: Options) -> Iterator[Product | Rejection]:
    return products(options.in_force(_rows(path)), unnamed=options.currency)


def _rows(path: Path) -> Iterator[Numbered | Rejection]:
    good = refused = 0
    for number, line in lines(path):
        if not line.strip():
            continue
        entry = _row(number, line)
        good, refused = good + isinstance(entry, tuple), refused + isinstance(entry, Rejection)
        yield entry
    if not good:
        raise UnreadableFile(f"{path.name} holds no JSON object" if refused else f"{path.name} holds no line")


def _row(number: int, line: str) -> Numbered | Rejection:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return Rejection(number, "", f"is not JSON: {error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError):
        return Rejection(number, "", "is not JSON")
    if not isinstance(value, dict):
        return Rejection(number, "", "is not a JSON object")
    return number, value
