"""This home's catalogue: imported, opened, searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import PROJECT, Settings
from bot.wiring.knowledge import Knowledge, read_knowledge, synonyms_file
from bot.wiring.stores import stores_of
from bot.wiring.synonyms import FollowingCatalogue
from catalog_index.encoder import Encoder, Progress, encoder_named
from catalog_index.product import Product
from catalog_index.query import SearchResult
from catalog_index.snapshot import ImportReport, LiveCatalogue, Rejection, complete, import_catalogue

QUANTISED = PROJECT / "build" / "encoders"
"""The sentence model in 8-bit integers: every home shares it, so that a new home never makes it again."""


@dataclass(frozen=True, slots=True)
class Found:
    """A search as the command line shows it: `understood` is what was read in the words, by filter."""

    result: SearchResult
    understood: dict[str, Any]
    language: str


def catalogue_folder(settings: Settings) -> Path:
    return settings.home / "catalogue"


def open_catalogue(settings: Settings, known: Knowledge, encoder: Encoder | None = None) -> LiveCatalogue:
    """`encoder`: the home's own, where somebody else uses it as well."""
    using = encoder or encoder_of(settings)
    return FollowingCatalogue(catalogue_folder(settings), using, known.book.words(), synonyms_file(settings))


def has_catalogue(settings: Settings) -> bool:
    return (catalogue_folder(settings) / "current").exists()


def import_rows(
    settings: Settings, rows: Iterable[Product | Rejection], replace: bool, progress: Progress | None = None
) -> ImportReport:
    """Import into this home's catalogue, with the price history. Raises ComptoirError when nothing was changed."""
    known = read_knowledge(settings)
    with stores_of(settings) as stores:
        return import_catalogue(
            rows,
            catalogue_folder(settings),
            encoder_of(settings),
            replace=replace,
            progress=progress,
            history=stores.prices,
            extra_words=known.book.words(),
            synonyms=known.synonyms,
        )


def complete_catalogue(settings: Settings, progress: Progress | None = None) -> bool:
    """Compute the vectors the live catalogue lacks; whether it lacked any."""
    known = read_knowledge(settings)
    words, folder = known.book.words(), catalogue_folder(settings)
    return complete(folder, encoder_of(settings), progress, words, known.synonyms)


def search_catalogue(settings: Settings, query: str, language: str | None, limit: int) -> Found:
    index = open_catalogue(settings, read_knowledge(settings)).current
    spoken = language or index.spoken(query)
    understood, result = index.find(query, spoken, limit=limit)
    return Found(result, {key: ", ".join(texts) for key, texts in understood.found.items()}, spoken)


def encoder_of(settings: Settings) -> Encoder:
    """The sentence encoder this home is configured with, loaded at its first use."""
    return encoder_named(settings.encoder, QUANTISED)


def catalogue_version(settings: Settings) -> str:
    return (catalogue_folder(settings) / "current").read_text(encoding="utf-8").strip()
