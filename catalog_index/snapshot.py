"""The catalogue's versions on disk, and the live one: published whole, swapped whole.

<directory>/current names the live version; <directory>/<version>/ holds it. A version is written beside, renamed
into place and only
then named, so a reader finds the old one or the new one and never a half.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from catalog_index.arrival import Feed
from catalog_index.backends import NEAREST
from catalog_index.encoder import Encoder, Progress
from catalog_index.errors import CatalogueError
from catalog_index.feed.row import Rejection
from catalog_index.index import META, PENDING, VECTORS, CatalogueIndex
from catalog_index.ledger import NEW, NOTHING, places
from catalog_index.product import Money, Product
from catalog_index.sentences import Sentences
from catalog_index.vocabulary import ExtraWords, Synonyms

POINTER = "current"
WORDS_FIRST = 500
"""Texts from which an import is published by words before they are encoded: so many take about three seconds."""
OF_VECTORS = (META, VECTORS, NEAREST)
"""The files that a version with more vectors writes itself."""

__all__ = [
    "ImportReport",
    "LiveCatalogue",
    "PriceChange",
    "PriceHistory",
    "Rejection",
    "complete",
    "import_catalogue",
    "publish",
]


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A price that is new or another than before, as of `at` (aware, UTC)."""

    item_id: str
    price: Money
    sale_price: Money | None
    at: datetime


class PriceHistory(Protocol):
    """Where prices are kept over time (storage)."""

    def record(self, changes: Sequence[tuple[str, Money, Money | None, datetime]]) -> object: ...


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`accepted` rows went in, of which `unchanged` were there already, word for word; `version` is live now, of
    `total` products.
    """

    accepted: int
    rejected: tuple[Rejection, ...]
    unchanged: int
    version: str
    total: int
    price_changes: tuple[PriceChange, ...] = ()


class LiveCatalogue:
    """The catalogue as it is served. `current` never blocks and is never half a catalogue."""

    def __init__(
        self, directory: Path, encoder: Encoder, extra_words: ExtraWords | None = None, synonyms: Synonyms = ()
    ) -> None:
        self._directory, self._encoder = directory, encoder
        self._extra_words, self._synonyms = extra_words, tuple(tuple(group) for group in synonyms)
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._warm_for: str | None = None
        self._current = CatalogueIndex.build((), encoder, extra_words=extra_words, synonyms=self._synonyms)
        self.refresh()

    @property
    def current(self) -> CatalogueIndex:
        """The live index; an empty one while nothing was ever imported."""
        return self._current

    def warm(self, language: str) -> None:
        """Make the live version ready for its first search, and from now on each one before it is swapped in."""
        self._warm_for = language
        self._current.warm(language)

    def use_synonyms(self, synonyms: Synonyms) -> None:
        """Read every sentence with other synonyms from now on, of this version and of those to come."""
        with self._lock:
            self._synonyms = tuple(tuple(group) for group in synonyms)
            self._current = self._warmed(self._current.with_synonyms(self._extra_words, self._synonyms))

    def _warmed(self, index: CatalogueIndex) -> CatalogueIndex:
        if self._warm_for is not None:
            index.warm(self._warm_for)
        return index

    def refresh(self) -> bool:
        """Look (one stat) whether another version was published; load it whole, then swap. True when it was swapped.

        A version that can't be read leaves the live one in place and raises CatalogueError.
        """
        stamp = _stamp(self._directory / POINTER)
        if stamp is None or stamp == self._seen:
            return False
        with self._lock:
            if stamp == self._seen:
                return False
            version = _live_version(self._directory)
            if version is None or version == self._current.version:
                self._seen = stamp
                return False
            self._current = self._warmed(self._load(version))
            self._seen = stamp
            return True

    def _load(self, version: str) -> CatalogueIndex:
        try:
            return CatalogueIndex.load(self._directory / version, self._encoder, self._extra_words, self._synonyms)
        except CatalogueError:
            latest = _live_version(self._directory)
            if latest is None or latest == version:
                raise
            # Published again while we were reading, and the old one was cleared away.
            return CatalogueIndex.load(self._directory / latest, self._encoder, self._extra_words, self._synonyms)


def publish(directory: Path, index: CatalogueIndex) -> str:
    """Write `index` under `directory`/<version> and make it the live one atomically; its version."""
    directory.mkdir(parents=True, exist_ok=True)
    with _writing(directory):
        return _publish(directory, index)


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
    """Import `rows` into the store: merged by id with what is there, or (`replace`) only they.

    Raises NothingUsable when no row is good, and whatever `rows` raises; then nothing was changed.
    """
    directory.mkdir(parents=True, exist_ok=True)
    feed = Feed.of(rows)
    with _writing(directory):
        previous = _previous(directory, encoder, extra_words, synonyms)
        _same_currency(feed, previous, replace)
        products, given = feed.over(None if replace or previous is None else previous.products)
        accepted, rejected = len(feed), feed.rejected
        index, early = CatalogueIndex.pending(products, encoder, extra_words, synonyms, previous), None
        changes, unchanged = _compared(given, index, previous)
        # From here on they are read where they are written.
        del feed, products
        press = _Press(directory, extra_words, synonyms)
        version = press.live_already(index, previous)
        if version is None:
            sentences = Sentences.of(index, previous)
            if early := press.by_words(index, sentences):
                index = early
                _record(history, changes)
            version = press.whole(index, sentences, progress)
        if not early:
            _record(history, changes)
    return ImportReport(accepted, rejected, unchanged, version, len(given), changes)


def complete(
    directory: Path,
    encoder: Encoder,
    progress: Progress | None = None,
    extra_words: ExtraWords | None = None,
    synonyms: Synonyms = (),
) -> bool:
    """Compute the vectors that the live version still lacks, because an import was interrupted or the encoder is
    another one; whether there was anything to do.
    """
    if not (directory / POINTER).exists():
        return False
    with _writing(directory):
        live = CatalogueIndex.load(directory / str(_live_version(directory)), encoder, extra_words, synonyms)
        if live.complete:
            return False
        _Press(directory, extra_words, synonyms).whole(live, Sentences.of(live, live), progress)
        return True


@dataclass(frozen=True, slots=True)
class _Press:
    """Publishes what was indexed: by words at once where encoding takes long, whole as soon as it is encoded."""

    directory: Path
    extra_words: ExtraWords | None
    synonyms: Synonyms

    def live_already(self, pending: CatalogueIndex, previous: CatalogueIndex | None) -> str | None:
        """The live version where it holds the very same, with all its vectors."""
        if previous is None or not previous.complete or previous.version != pending.version.removesuffix(PENDING):
            return None
        return previous.version

    def by_words(self, pending: CatalogueIndex, sentences: Sentences) -> CatalogueIndex | None:
        """`pending` published by its words, and read from there from now on; None where encoding takes no time."""
        if len(sentences.missing) < WORDS_FIRST:
            return None
        known = sentences.so_far()
        version = self.publish(pending if known is None else pending.with_vectors(known, complete=False))
        return pending.stored(self.directory / version)

    def whole(self, pending: CatalogueIndex, sentences: Sentences, progress: Progress | None) -> str:
        """The version with all vectors, live."""
        return self.publish(pending.with_vectors(sentences.encode(pending, progress)))

    def publish(self, index: CatalogueIndex) -> str:
        return _publish(self.directory, index, self.extra_words, self.synonyms)


def _record(history: PriceHistory | None, changes: Sequence[PriceChange]) -> None:
    if history is not None and changes:
        history.record([(c.item_id, c.price, c.sale_price, c.at) for c in changes])


def _same_currency(feed: Feed, previous: CatalogueIndex | None, replace: bool) -> None:
    new = feed.products[0].price.currency
    old = previous.products[0].price.currency if previous and len(previous.products) else new
    if new != old and not replace:
        raise CatalogueError(f"the file's prices are in {new}, the catalogue's in {old}; import it with --replace")


def _compared(
    given: NDArray[np.bool_], index: CatalogueIndex, previous: CatalogueIndex | None
) -> tuple[tuple[PriceChange, ...], int]:
    """(the prices that are new or others than before, how many of the `given` products are the same word for word)."""
    now = datetime.now(timezone.utc)
    known = previous.contents.ledger if previous else NOTHING
    same = places(index.contents.ledger.rows, known.rows) != NEW
    changes = []
    for row in np.flatnonzero(given & ~same).tolist():
        product = index.products[row]
        old = previous.product(product.id) if previous else None
        if old is None or (old.price, old.sale_price) != (product.price, product.sale_price):
            changes.append(PriceChange(product.id, product.price, product.sale_price, now))
    return tuple(changes), int(np.count_nonzero(given & same))


def _previous(
    directory: Path, encoder: Encoder, extra_words: ExtraWords | None, synonyms: Synonyms
) -> CatalogueIndex | None:
    """The live version, for what it holds and has encoded; with other words all that is computed would be again."""
    version = _live_version(directory)
    if version is None:
        return None
    try:
        return CatalogueIndex.load(directory / version, encoder, extra_words, synonyms)
    except CatalogueError as error:
        raise CatalogueError(f"the live catalogue {version} can't be read: {error}") from error


def _publish(
    directory: Path, index: CatalogueIndex, extra_words: ExtraWords | None = None, synonyms: Synonyms = ()
) -> str:
    target = directory / index.version
    if not target.exists():
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=directory))
        try:
            _write(index, part, directory / f"{index.version}{PENDING}", extra_words, synonyms)
            os.chmod(part, 0o755)
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    before = _live_version(directory)
    _point(directory, index.version)
    _clear(directory, {index.version, before})
    return index.version


def _write(
    index: CatalogueIndex, part: Path, pending: Path, extra_words: ExtraWords | None, synonyms: Synonyms
) -> None:
    """Save `index` to `part`; what its pending version wrote already is linked, not written again."""
    if not pending.exists():
        index.save(part, extra_words, synonyms)
        return
    shutil.copytree(pending, part, copy_function=_link, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*OF_VECTORS))
    index.save_vectors(part)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)


def _point(directory: Path, version: str) -> None:
    part = directory / f".{POINTER}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write(version + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(directory / POINTER)


def _clear(directory: Path, kept: set[str | None]) -> None:
    """Forget versions that nobody can be reading any more, and what an interrupted import left."""
    for child in directory.iterdir():
        if (
            child.is_dir()
            and child.name not in kept
            and (child.name.startswith(".part-") or (child / "index.json").exists())
        ):
            shutil.rmtree(child, ignore_errors=True)


def _live_version(directory: Path) -> str | None:
    try:
        version = (directory / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return version or None


def _stamp(pointer: Path) -> tuple[int, int] | None:
    try:
        stat = pointer.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_ino


@contextmanager
def _writing(directory: Path) -> Iterator[None]:
    """One import at a time, among processes too; the lock ends with its holder."""
    with (directory / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
