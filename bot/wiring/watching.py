"""One round of watching a feed: fetched if it changed, taken whole or not at all, remembered under COMPTOIR_HOME."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.connectors.download import Fetched, Http, Progress, Validators, fetch, is_address, unpacked
from bot.connectors.options import Options
from bot.settings import Settings
from bot.wiring.catalogue import has_catalogue, import_rows
from bot.wiring.feeding import guarded, read_feed
from catalog_index.errors import UnreadableFile
from catalog_index.snapshot import ImportReport


@dataclass(frozen=True, slots=True)
class Seen:
    """The version of a feed that is in the catalogue."""

    etag: str = ""
    last_modified: str = ""
    digest: str = ""

    @property
    def validators(self) -> Validators:
        return Validators(self.etag, self.last_modified)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched: an address or a file, and how it is read."""

    source: str
    format: str = "auto"
    options: Options = field(default_factory=Options)

    @property
    def key(self) -> str:
        """Names it in the memory without telling the secret an address may hold."""
        return hashlib.sha256(f"{self.source}\0{self.format}\0{self.options}".encode()).hexdigest()[:16]


def watch_once(
    settings: Settings,
    watch: Watch,
    http: Http,
    force: bool = False,
    fetching: Progress | None = None,
    encoding: Callable[[int, int], None] | None = None,
) -> ImportReport | None:
    """Bring the feed in if it is another than the last one taken; None when it is not. Raises CatalogueError when it
    can't be had, read or accepted: the catalogue and what is remembered then stay as they are, so the next round tries
    again.
    """
    memory = settings.home / "watch.json"
    seen = Seen() if force or not has_catalogue(settings) else _remembered(memory).get(watch.key, Seen())
    settings.home.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".feed-", dir=settings.home))
    try:
        found = _found(watch.source, http, folder, seen, fetching)
        if found.path is None:
            return None
        now = Seen(found.validators.etag, found.validators.last_modified, _digest(found.path))
        if now.digest == seen.digest:
            _remember(memory, watch.key, now)
            return None
        rows = read_feed(settings, found.path, watch.format, watch.options)
        report = import_rows(settings, guarded(settings, found.path, rows, force), True, encoding)
        _remember(memory, watch.key, now)
        return report
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _found(source: str, http: Http, folder: Path, seen: Seen, progress: Progress | None) -> Fetched:
    if is_address(source):
        return fetch(http, source, folder, seen.validators, progress)
    path = Path(source)
    if not path.is_file():
        raise UnreadableFile(f"{path} is not a file")
    return Fetched(unpacked(path, folder), Validators())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remembered(memory: Path) -> dict[str, Seen]:
    """Nothing, where the memory can't be read: the feed is then fetched once more."""
    try:
        return {key: Seen(**value) for key, value in json.loads(memory.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(memory: Path, key: str, seen: Seen) -> None:
    known = {**_remembered(memory), key: seen}
    part = memory.with_suffix(".part")
    part.write_text(json.dumps({k: asdict(v) for k, v in known.items()}, indent=1), encoding="utf-8")
    part.replace(memory)
