"""Where a command writes what it found: looked at before the work begins, not after the hour it took."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

DIGITS = 12
"""Hex digits of the content in a result file's name, as in results/."""


def file_to_write(file: Path | None) -> Path | None:
    """The callback of an option that names a file to be written. Raises BadParameter when it can't be."""
    if file is not None and file.is_dir():
        raise typer.BadParameter(f"{file} is a folder; name a file in it")
    return _place_to_write(file)


def _place_to_write(place: Path | None) -> Path | None:
    """As `file_to_write`; a folder is welcome too, and the result names its file itself."""
    if place is None:
        return None
    if not place.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {place.parent}")
    if not os.access(place if place.exists() else place.parent, os.W_OK):
        raise typer.BadParameter(f"{place} can't be written")
    return place


Json = Annotated[
    Path | None,
    typer.Option("--json", help="Write the result to this file, or into this folder.", callback=_place_to_write),
]


def finish(kind: str, result: dict[str, Any], table: str, place: Path | None) -> None:
    """Print the table, and keep the result where it was asked for."""
    typer.echo(table)
    keep(kind, result, place)


def keep(kind: str, result: dict[str, Any], place: Path | None) -> None:
    """Write the result. A folder gets `<kind>-<data>.json`: named by what was measured on, or by the result itself
    where that has no print."""
    if place is None:
        return
    written = json.dumps(result, ensure_ascii=False, indent=1, default=str) + "\n"
    if place.is_dir():
        own = hashlib.sha256(written.encode()).hexdigest()[:DIGITS]
        place /= f"{kind}-{result.get('data_sha') or result.get('corpus_sha') or own}.json"
    place.write_text(written, encoding="utf-8")
