"""The catalogue's versions on disk, and the live one: published whole, swapped whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from catalog_index.encoder import Encoder, Progress
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.vocabulary import ExtraWords, Synonyms


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was refused: `line` in the file (1 = first), the column's name ("" when it is the row), the reason."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class PriceChange:
    item_id: str
    price: Money
    sale_price: Money | None
    at: datetime


class PriceHistory(Protocol):
    """Where prices are kept over time (storage)."""

    def record(self, rows: Iterable[tuple[str, Money, Money | None, datetime]]) -> None: ...


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`accepted` rows went in (of which `unchanged` were there already, word for word); `version` is the live one afterwards."""

    accepted: int
    rejected: tuple[Rejection, ...]
    unchanged: int
    version: str
    total: int
    price_changes: tuple[PriceChange, ...] = ()
    price_low: Decimal | None = None


class LiveCatalogue:
    """The catalogue as it is served. `current` never blocks and is never half a catalogue."""

    def __init__(
        self, directory: Path, encoder: Encoder, extra_words: ExtraWords | None = None, synonyms: Synonyms = ()
    ) -> None:
        raise NotImplementedError

    @property
    def current(self) -> CatalogueIndex:
        """The live index; an empty one when nothing was ever imported."""
        raise NotImplementedError

    def refresh(self) -> bool:
        """Look (one stat) whether another version was published; load it whole, then swap. True when it was swapped."""
        raise NotImplementedError


def publish(directory: Path, index: CatalogueIndex) -> str:
    """Write `index` under `directory`/<version> and make it the current one atomically; its version."""
    raise NotImplementedError


def import_catalogue(
    rows: Iterable[Product | Rejection],
    directory: Path,
    encoder: Encoder,
    replace: bool = False,
    progress: Progress | None = None,
    history: PriceHistory | None = None,
    extra_words: ExtraWords | None = None,
    synonyms: Synonyms = (),
) -> ImportReport:
    """Import `rows` into the store: merged by id with what is there, or (`replace`) only they."""
    raise NotImplementedError
