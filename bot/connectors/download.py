"""A feed fetched from the web: only when it changed, within limits, whole or not at all."""

from __future__ import annotations

import gzip
import ipaddress
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import httpx

from catalog_index.errors import CatalogueError

MOST_BYTES = 1 << 30
"""A million products with long descriptions; a feed beyond it is a mistake or an attack."""
MOST_SECONDS = 30 * 60
"""A feed this slow would overlap its own next round."""
TIMEOUT = httpx.Timeout(60.0, connect=10.0)
"""Shops write their feed while we wait, so its first byte may take long; a connection may not."""
MOST_REDIRECTS = 5

Http = httpx.Client
Progress = Callable[[int, int | None], None]
"""(bytes so far, bytes expected if the server said)."""


class DownloadFailed(CatalogueError):
    """Nothing was fetched; `str(error)` is one line that names no password or token of the address."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said of the version we have, for asking whether it still holds."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """`path` is None when nothing changed (304)."""

    path: Path | None
    validators: Validators


def is_address(source: str) -> bool:
    return "://" in source


def shown(url: str) -> str:
    """An address as it may be printed: feeds carry their secret in the user or the query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if is_address(url) else url


def client(transport: httpx.BaseTransport | None = None) -> Http:
    return httpx.Client(
        timeout=TIMEOUT,
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        transport=transport,
        headers={"User-Agent": "comptoir", "Accept": "*/*"},
    )


def fetch(http: httpx.Client, url: str, folder: Path, known: Validators, progress: Progress | None = None) -> Fetched:
    """Fetch `url` into `folder`. Raises DownloadFailed for anything but a whole answer or 304."""
    if urlsplit(url).scheme.lower() not in ("http", "https"):
        raise DownloadFailed(f"{shown(url)} is no http or https address")
    try:
        with http.stream("GET", url, headers=known.headers()) as response:
            _same_trust(url, response)
            if response.status_code == httpx.codes.NOT_MODIFIED and known.headers():
                return Fetched(None, known)
            if response.status_code != httpx.codes.OK:
                raise DownloadFailed(f"{shown(url)} answered {response.status_code}")
            path = folder / (PurePosixPath(urlsplit(url).path).name[-80:] or "feed")
            _write(path, response, progress)
            return Fetched(unpacked(path, folder), _validators(response))
    except httpx.TooManyRedirects:
        raise DownloadFailed(f"{shown(url)} redirects more than {MOST_REDIRECTS} times") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error).replace(url, shown(url)) or type(error).__name__
        raise DownloadFailed(f"{shown(url)} could not be fetched whole: {reason}") from None


def _validators(response: httpx.Response) -> Validators:
    return Validators(response.headers.get("etag", ""), response.headers.get("last-modified", ""))


def _same_trust(url: str, response: httpx.Response) -> None:
    """A redirect may not lead from https to http, nor from the web into this network."""
    hops = [httpx.URL(url), *(hop.url for hop in response.history[1:]), response.url]
    if hops[0].scheme == "https" and any(hop.scheme != "https" for hop in hops):
        raise DownloadFailed(f"{shown(url)} redirects from https to http")
    if not _inside(hops[0].host) and any(_inside(hop.host) for hop in hops):
        raise DownloadFailed(f"{shown(url)} redirects into the private network")


def _inside(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    return not address.is_global


def _write(path: Path, response: httpx.Response, progress: Progress | None) -> None:
    """Raises httpx.RemoteProtocolError when fewer bytes come than were announced."""
    declared = response.headers.get("content-length", "")
    expected = int(declared) if declared.isdigit() else None
    with path.open("wb") as file:
        for count, chunk in _within(response.iter_bytes(1 << 16)):
            file.write(chunk)
            if progress is not None:
                progress(count, expected)


def _within(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """(bytes so far, chunk), within the limits of size and time."""
    count, deadline = 0, time.monotonic() + MOST_SECONDS
    for chunk in chunks:
        count += len(chunk)
        if count > MOST_BYTES:
            raise DownloadFailed(f"the feed is larger than {MOST_BYTES >> 20} MiB")
        if time.monotonic() > deadline:
            raise DownloadFailed(f"the feed took longer than {MOST_SECONDS // 60} minutes")
        yield count, chunk


def unpacked(path: Path, folder: Path) -> Path:
    """A feed that is itself compressed (products.xml.gz), unpacked into `folder`; any other as it is. Raises
    DownloadFailed for one that is damaged.
    """
    with path.open("rb") as file:
        if file.read(2) != b"\x1f\x8b":
            return path
    plain = folder / (path.name.removesuffix(".gz") + ".unpacked")
    try:
        with gzip.open(path, "rb") as packed, plain.open("wb") as file:
            for _, chunk in _within(iter(lambda: packed.read(1 << 16), b"")):
                file.write(chunk)
    except (OSError, EOFError, zlib.error):
        raise DownloadFailed("the compressed feed was cut short or is damaged") from None
    return plain
