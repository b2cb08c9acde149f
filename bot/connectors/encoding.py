"""Text files as platforms export them: UTF-8 with or without a byte order mark, UTF-16 with one, else Windows'
Latin-1.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 20


def encoding_of(path: Path) -> str:
    """The encoding to open `path` with: the whole file is checked, in one streamed pass."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(2)
        if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number from 1, line without its end) of a text file, streamed. Only CR and LF end a line."""
    with path.open(encoding=encoding_of(path), errors="replace") as file:
        for number, line in enumerate(file, start=1):
            yield number, line.rstrip("\r\n")
