"""Which connector reads which format. Adding one: write its folder, name it here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

from bot.connectors import google_tsv, google_xml, jsonl, prestashop_csv, shopify_csv, woocommerce_csv
from bot.connectors.options import Options
from catalog_index.errors import UnreadableFile
from catalog_index.feed.row import Rejection
from catalog_index.product import Product

_PAGE = (b"<!doctype html", b"<html")
_BINARY = {
    b"PK\x03\x04": "is a spreadsheet (.xlsx, .ods) or an archive: save its table as CSV and import that",
    b"\xd0\xcf\x11\xe0": "is an old spreadsheet (.xls): save its table as CSV and import that",
    b"\x1f\x8b": "is compressed (.gz): unpack it and import what was in it",
}
"""How files begin that hold a feed and are none, and what to do."""
HEAD = 65_536
"""Bytes of a file that a connector may look at to recognise it."""


class Connector(Protocol):
    def sniff(self, head: bytes, name: str) -> bool:
        """Whether a file that begins with `head` and is called `name` is of this format."""

    def read(self, path: Path, options: Options) -> Iterator[Product | Rejection]:
        """The file's products and refused rows, streamed. Raises UnreadableFile for a file broken as a whole."""


CONNECTORS: dict[str, Connector] = {
    "google-xml": cast(Connector, google_xml),
    "jsonl": cast(Connector, jsonl),
    "google-tsv": cast(Connector, google_tsv),
    "shopify-csv": cast(Connector, shopify_csv),
    "woocommerce-csv": cast(Connector, woocommerce_csv),
    "prestashop-csv": cast(Connector, prestashop_csv),
}
FORMATS: tuple[str, ...] = ("auto", *CONNECTORS)


def read(path: Path, format: str = "auto", options: Options | None = None) -> Iterator[Product | Rejection]:
    """The rows of `path`. Raises UnreadableFile when it can't be opened, recognised or read."""
    if not path.is_file():
        raise UnreadableFile(f"{path} is not a file")
    name = recognise(path) if format == "auto" else format
    connector = CONNECTORS.get(name)
    if connector is None:
        raise UnreadableFile(f"“{name}” is not a format; choose one of {', '.join(FORMATS)}")
    return connector.read(path, options or Options())


def recognise(path: Path) -> str:
    """The format of a file, by its first bytes; raises UnreadableFile when no connector knows it."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise UnreadableFile(f"{path.name} is empty")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:14].lower().startswith(_PAGE):
        raise UnreadableFile(f"{path.name} is a web page, not a feed: the address may have moved or ask for a login")
    if said := next((said for mark, said in _BINARY.items() if head.startswith(mark)), None):
        raise UnreadableFile(f"{path.name} {said}")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        raise UnreadableFile(f"{path.name} is one JSON list: write one object a line, for example with jq -c '.[]'")
    for name, connector in CONNECTORS.items():
        if connector.sniff(head, path.name):
            return name
    raise UnreadableFile(f"{path.name} is in no format known here; name it with --format ({', '.join(CONNECTORS)})")
