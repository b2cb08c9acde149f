"""Comma, semicolon or tab-separated exports, streamed: a header of names, records that may span lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from bot.connectors.encoding import decoded, ended, lines
from catalog_index.errors import UnreadableFile
from catalog_index.feed.row import BREAKS_OFF, Rejection
from catalog_index.text import fold

DELIMITERS = ",;\t|"
LONGEST_RECORD = 1000
"""Lines one record may span. A quote that never closes then costs its own rows, not the rest of the file."""
LONGEST_CELL = 1_000_000
"""Characters of one cell; longer ones are no product text, and the reader's own limit (131,072) is below real pages."""

Numbered = tuple[int, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `line` is its first line in the file; `cells` maps a header's name as written to its text."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """`names` as the header writes them."""

    names: tuple[str, ...]
    records: Iterator[Record | Rejection]


def key_of(name: str) -> str:
    """A column's name for comparing: no accents, case or punctuation ("Prix (TTC) *" -> "prix ttc")."""
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()


def header_of(head: bytes) -> tuple[str, ...]:
    """The names of a file that begins with `head`, for recognising it; () when its first line is no header."""
    rows = (line for line in re.split(r"\r\n|\n|\r", decoded(head)) if line.strip() and not is_separator(line))
    line = next(rows, "")
    return _header(line, delimiter_of(line))


def delimiter_of(line: str) -> str:
    """The mark that cuts the header into most names."""
    return max(DELIMITERS, key=lambda mark: len(split(line, mark) or ()))


def read_table(path: Path) -> Table:
    """Raises UnreadableFile for a file without a header or a record."""
    csv.field_size_limit(LONGEST_CELL)
    source = lines(path)
    first = next((line for _, line in source if line.strip() and not is_separator(line)), "")
    delimiter = delimiter_of(first)
    names = _header(first, delimiter)
    if len(names) < 2:
        raise UnreadableFile(f"{path.name} has no header of columns")
    return Table(names, _filled(path, _records(source, names, delimiter, ended(path))))


def _filled(path: Path, records: Iterator[Record | Rejection]) -> Iterator[Record | Rejection]:
    first = next(records, None)
    if first is None:
        raise UnreadableFile(f"{path.name} has a header and no row")
    yield first
    yield from records


def together(
    records: Iterable[Record | Rejection], key: Callable[[Record], str]
) -> Iterator[tuple[str, list[Record], list[Rejection]]]:
    """(key, records, refused rows) of rows that follow each other with one key. A refused row does not part its
    neighbours: it is of what stands above it.
    """
    last = ""

    def of(record: Record | Rejection) -> str:
        nonlocal last
        last = key(record) if isinstance(record, Record) else last
        return last

    for name, rows in groupby(records, of):
        good, refused = list[Record](), list[Rejection]()
        for row in rows:
            good.append(row) if isinstance(row, Record) else refused.append(row)
        yield name, good, refused


def is_separator(line: str) -> bool:
    """Excel's own first line, "sep=;"."""
    return re.fullmatch(r"\s*\"?sep=.\"?\s*", line) is not None


def _header(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in split(line, delimiter) or ())


def split(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None while a quote is open."""
    try:
        return next(csv.reader(text.splitlines(keepends=True) or [""], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return None
    try:  # a stray quote inside a cell is a character like any other
        return next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), [])
    except csv.Error:
        return []


def _records(
    source: Iterable[Numbered], names: Sequence[str], delimiter: str, whole: bool
) -> Iterator[Record | Rejection]:
    for entry, last in last_told(_cells(source, delimiter)):
        if isinstance(entry, Rejection):
            yield entry
        else:
            yield (not whole and last and cut_short(*entry, names)) or _record(*entry, names)


def last_told(entries: Iterable[T]) -> Iterator[tuple[T, bool]]:
    """Each entry, and whether it is the last."""
    before: list[T] = []
    for entry in entries:
        yield from ((known, False) for known in before)
        before = [entry]
    yield from ((known, True) for known in before)


def cut_short(line: int, cells: Sequence[str], names: Sequence[str]) -> Rejection | None:
    """The last record of a file without a last end of line, when it lacks columns too: its last cell may be half."""
    if len(cells) >= len(names):
        return None
    return Rejection(line, "", f"{BREAKS_OFF} in column {len(cells)} of {len(names)}: the file was cut short")


def _cells(source: Iterable[Numbered], delimiter: str) -> Iterator[tuple[int, list[str]] | Rejection]:
    """(first line, cells) of each record."""
    held: list[Numbered] = []
    for number, line in source:
        if not held and not line.strip(f"{delimiter} \t"):
            continue
        held.append((number, line))
        if len(held) > 1 and '"' not in line and len(held) < LONGEST_RECORD:
            continue  # an open quote can only close on a line that has one
        cells = split("\n".join(text for _, text in held), delimiter)
        if cells is not None:
            yield held[0][0], cells
            held = []
        elif len(held) >= LONGEST_RECORD:
            yield from _alone(held, delimiter)
            held = []
    yield from _alone(held, delimiter)


def _alone(held: Iterable[Numbered], delimiter: str) -> Iterator[tuple[int, list[str]] | Rejection]:
    """Each line by itself, after a quote that never closed."""
    for number, line in held:
        cells = split(line, delimiter)
        if cells is None:
            yield Rejection(number, "", "opens a quote that never closes")
        elif line.strip():
            yield number, cells


def _record(line: int, cells: Sequence[str], names: Sequence[str]) -> Record | Rejection:
    if not cells:
        return Rejection(line, "", "can't be read: a cell is too long")
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        return Rejection(line, "", f"has {len(cells)} columns where the header has {len(names)}")
    found: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and (text := cell.strip()):
            found.setdefault(name, text)
    return Record(line, found)
