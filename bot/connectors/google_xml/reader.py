"""RSS 2.0 `<item>` and Atom `<entry>` feeds with Google's `g:` attributes, streamed; entities and DTDs are refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from bot.connectors.options import Options
from catalog_index.errors import UnreadableFile
from catalog_index.feed.reading import Numbered, products
from catalog_index.feed.row import Rejection
from catalog_index.product import Product

_CHUNK = 1 << 16
_ITEMS = frozenset({"item", "entry"})
_TEXTS = ("summary", "content")
"""Where Atom puts what RSS calls the description."""


def sniff(head: bytes, name: str) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") or head.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<"))


def read(path: Path, options: Options) -> Iterator[Product | Rejection]:
    return products(options.in_force(_rows(path)), unnamed=options.currency)


def _rows(path: Path) -> Iterator[Numbered | Rejection]:
    items = _Items()
    parser = DefusedXMLParser(target=items, forbid_dtd=True)
    items.line = lambda: int(parser.parser.CurrentLineNumber)
    count = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                parser.feed(chunk)
                count += len(items.done)
                yield from items.take()
        parser.close()
    except ParseError as error:
        raise UnreadableFile(f"{path.name} is not well-formed XML: {error}") from None
    except DefusedXmlException:
        raise UnreadableFile(f"{path.name} declares entities or a DTD, which a product feed never needs") from None
    if not count:
        raise UnreadableFile(f"{path.name} holds no <item> or <entry>")


class _Items:
    """The parser's target: builds one dictionary per item and forgets the rest of the document."""

    def __init__(self) -> None:
        self.line: Any = lambda: 0
        self.done: list[Numbered] = []
        self._stack: list[tuple[str, dict[str, Any], list[str]]] = []
        self._started = 0

    def take(self) -> list[Numbered]:
        taken, self.done = self.done, []
        return taken

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit("}", 1)[-1].lower()
        if not self._stack:
            if name not in _ITEMS:
                return
            self._started = self.line()
        values: dict[str, Any] = {"href": attributes["href"]} if name == "link" and "href" in attributes else {}
        language = attributes.get("{http://www.w3.org/XML/1998/namespace}lang", "")[:2].lower()
        self._stack.append((f"{name}_{language}" if language in ("fr", "en") else name, values, []))

    def data(self, text: str) -> None:
        if self._stack:
            self._stack[-1][2].append(text)

    def end(self, tag: str) -> None:
        if not self._stack:
            return
        name, values, text = self._stack.pop()
        if not self._stack:
            described = next((values[name] for name in _TEXTS if values.get(name)), None)
            self.done.append((self._started, {"description": described, **values}))
            return
        value: Any = values.pop("href", None) or values or "".join(text).strip()
        parent = self._stack[-1][1]
        if not value:
            return
        known = parent.get(name)
        parent[name] = value if known is None else [*known, value] if isinstance(known, list) else [known, value]

    def close(self) -> None:
        """Nothing is kept."""
