"""Google's tables: a header of attribute names, one product per record, quoted fields may hold line breaks.

Google separates by tabs; spreadsheets save the same table with commas or semicolons, which is read as well.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.connectors.encoding import decoded, ended, lines
from bot.connectors.options import Options
from bot.connectors.table import cut_short, delimiter_of, header_of, is_separator, last_told, read_table, split
from catalog_index.errors import UnreadableFile
from catalog_index.feed.reading import Numbered, products
from catalog_index.feed.row import LANGUAGES, Rejection, in_language
from catalog_index.product import Product

LONGEST_RECORD = 200
"""Lines one record may span. A quote that never closes then costs one row, not the rest of the file."""
REQUIRED = frozenset({"id", "title", "price"})


def sniff(head: bytes, name: str) -> bool:
    return not decoded(head).lstrip().startswith(("<", "{")) and not _missing(map(_attribute, header_of(head)))


def read(path: Path, options: Options) -> Iterator[Product | Rejection]:
    return products(options.in_force(_rows(path)), unnamed=options.currency)


def _attribute(name: str) -> str:
    """Google's name of a column: "g:sale price" is the sale_price."""
    return name.strip().lower().removeprefix("g:").replace(" ", "_")


def _missing(names: Iterable[str]) -> list[str]:
    """What a header lacks; its title may be there by language alone ("title_fr", "title[en]")."""
    row = dict.fromkeys(names, "there")
    titled = any(in_language(row, "title", language) for language in LANGUAGES)
    return sorted(REQUIRED - row.keys() - ({"title"} if titled else set()))


def _rows(path: Path) -> Iterator[Numbered | Rejection]:
    first = next((line for _, line in lines(path) if line.strip() and not is_separator(line)), "")
    header = [_attribute(name) for name in split(first, delimiter_of(first)) or ()]
    if missing := _missing(header):
        raise UnreadableFile(f"{path.name} has no column {', '.join(missing)} in its header")
    return _tabbed(path, header) if delimiter_of(first) == "\t" else _separated(path)


def _separated(path: Path) -> Iterator[Numbered | Rejection]:
    for record in read_table(path).records:
        if isinstance(record, Rejection):
            yield record
        else:
            yield record.line, {_attribute(name): cell for name, cell in record.cells.items()}


def _tabbed(path: Path, header: list[str]) -> Iterator[Numbered | Rejection]:
    source = lines(path)
    next((line for _, line in source if line.strip() and not is_separator(line)), "")
    empty, whole = True, ended(path)
    for (number, record), last in last_told(_records(source, len(header))):
        empty = False
        fields = _fields(record, len(header))
        yield (not whole and last and cut_short(number, fields, header)) or _row(number, fields, header)
    if empty:
        raise UnreadableFile(f"{path.name} has a header and no row")


def _records(source: Iterator[tuple[int, str]], width: int) -> Iterator[tuple[int, str]]:
    """(first line, text) of each record. A record is whole when it has its tabs, whatever its quotes say."""
    held: list[tuple[int, str]] = []
    for number, line in source:
        if not held and not line.strip():
            continue
        held.append((number, line))
        if _whole("\n".join(part for _, part in held), width):
            yield held[0][0], "\n".join(part for _, part in held)
            held = []
        elif len(held) >= LONGEST_RECORD:
            yield from held  # the quote never closed: each line stands alone
            held = []
    yield from held


def _whole(text: str, width: int) -> bool:
    """Whether a record ends here: no quote is open, or the open one stands in a field that others follow (an inch
    mark).
    """
    if text.count('"') % 2 == 0:
        return True
    fields = text.split("\t")
    stray = len(fields) >= width and not fields[-1].startswith('"')
    return stray or not any(field.startswith('"') for field in fields)


def _row(number: int, fields: list[str], header: list[str]) -> Numbered | Rejection:
    if len(fields) > len(header) and any(field.strip() for field in fields[len(header) :]):
        return Rejection(number, "", f"has {len(fields)} columns where the header has {len(header)}")
    row: dict[str, Any] = {}
    for name, value in zip(header, fields, strict=False):
        if name and value.strip():
            row.setdefault(name, []).append(value)
    return number, {name: values[0] if len(values) == 1 else values for name, values in row.items()}


def _fields(record: str, width: int) -> list[str]:
    try:
        fields = next(csv.reader([record] if "\n" not in record else record.splitlines(keepends=True), delimiter="\t"))
    except (csv.Error, StopIteration):
        fields = []
    return fields if fields and len(fields) == width else record.split("\t")
