"""Text files as platforms export them: UTF-8 with or without a byte order mark, UTF-16, else Windows' Latin-1."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from os import SEEK_END
from pathlib import Path

_CHUNK = 1 << 20
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def encoding_of(path: Path) -> str:
    """The encoding to open `path` with: the whole file is checked, in one streamed pass."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if wide := _wide(file.read(64)):
            return wide
        file.seek(0)
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _wide(head: bytes) -> str | None:
    """UTF-16 by its mark, or without one by the zero beside every letter of a header."""
    if head[:2] in _MARKS:
        return _MARKS[head[:2]]
    pairs = len(head) // 2
    if pairs >= 8 and head[1 : 2 * pairs : 2].count(0) == pairs:
        return "utf-16-le"
    return "utf-16-be" if pairs >= 8 and head[: 2 * pairs : 2].count(0) == pairs else None


def ended(path: Path) -> bool:
    """Whether the file's last line has an end: a file that was cut short has none, nor have some that are whole."""
    with path.open("rb") as file:
        file.seek(0, SEEK_END)
        file.seek(max(0, file.tell() - 2))
        return file.read().rstrip(b"\0")[-1:] in (b"\r", b"\n")


def decoded(head: bytes) -> str:
    """The first bytes of a file as text, for recognising it: the last character may be cut."""
    wide = _wide(head[:64])
    if wide:
        return head[: len(head) // 2 * 2].decode(wide, "ignore").removeprefix("\ufeff")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number from 1, line without its end) of a text file, streamed. Only CR and LF end a line."""
    with path.open(encoding=encoding_of(path), errors="replace") as file:
        for number, line in enumerate(file, start=1):
            yield number, (line.lstrip("\ufeff") if number == 1 else line).rstrip("\r\n")
