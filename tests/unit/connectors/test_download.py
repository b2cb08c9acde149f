"""A feed from the web, over a fake transport; the one case that needs a real socket has one."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.connectors import download
from bot.connectors.download import DownloadFailed, Fetched, Validators, client, fetch, shown

URL = "https://shop.example/feed.jsonl"
NOTHING = Validators()


def served(answer: Callable[[httpx.Request], httpx.Response], folder: Path, url: str = URL) -> Fetched:
    with client(httpx.MockTransport(answer)) as http:
        return fetch(http, url, folder, NOTHING)


def test_a_feed_is_fetched_with_its_validators(tmp_path: Path) -> None:
    said = {"ETag": '"v1"', "Last-Modified": "Mon, 01 Jun 2026 00:00:00 GMT"}
    found = served(lambda _: httpx.Response(200, headers=said, content=b"{}\n"), tmp_path)
    assert found.path == tmp_path / "feed.jsonl"
    assert found.path.read_bytes() == b"{}\n"
    assert found.validators == Validators('"v1"', "Mon, 01 Jun 2026 00:00:00 GMT")


def test_a_feed_that_did_not_change_is_not_fetched(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(304 if request.headers.get("If-None-Match") == '"v1"' else 200)

    with client(httpx.MockTransport(answer)) as http:
        assert fetch(http, URL, tmp_path, Validators('"v1"')).path is None
        assert fetch(http, URL, tmp_path, Validators('"v0"')).path is not None


def test_progress_counts_bytes_up_to_what_was_announced(tmp_path: Path) -> None:
    steps: list[tuple[int, int | None]] = []
    with client(httpx.MockTransport(lambda _: httpx.Response(200, content=b"x" * 100_000))) as http:
        fetch(http, URL, tmp_path, NOTHING, lambda done, total: steps.append((done, total)))
    assert steps == [(65_536, 100_000), (100_000, 100_000)]


def to(location: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda r: httpx.Response(302, headers={"Location": location}) if r.url == URL else httpx.Response(200)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda _: httpx.Response(404), "answered 404"),
        (lambda _: httpx.Response(500), "answered 500"),
        (lambda _: httpx.Response(304), "answered 304"),  # nobody asked whether it changed
        (lambda _: httpx.Response(302, headers={"Location": "/again"}), "redirects more than 5 times"),
        (to("file:///etc/passwd"), "redirects from https to http|unsupported protocol"),
        (to("http://shop.example/feed.jsonl"), "redirects from https to http"),
        (to("https://169.254.169.254/latest"), "redirects into the private network"),
        (to("https://localhost/feed"), "redirects into the private network"),
        (lambda _: httpx.Response(200, content=gzip.compress(b"x" * 999)[:-9]), "cut short or is damaged"),
    ],
)
def test_anything_but_a_whole_answer_is_refused(
    tmp_path: Path, answer: Callable[[httpx.Request], httpx.Response], reason: str
) -> None:
    with pytest.raises(DownloadFailed, match=reason):
        served(answer, tmp_path)


def test_a_redirect_within_the_web_is_followed(tmp_path: Path) -> None:
    assert served(to("https://cdn.example/feed.jsonl"), tmp_path).path is not None


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://shop.example/feed", "://x", "javascript://x"])
def test_only_http_and_https_are_fetched(tmp_path: Path, url: str) -> None:
    with pytest.raises(DownloadFailed, match="no http or https address"):
        served(lambda _: httpx.Response(200), tmp_path, url)


def test_a_feed_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST_BYTES", 1 << 20)

    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65_536

    with pytest.raises(DownloadFailed, match="larger than 1 MiB"):
        served(lambda _: httpx.Response(200, content=endless()), tmp_path)


def test_a_small_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST_BYTES", 1 << 20)
    bomb = gzip.compress(b"\0" * (1 << 22))
    with pytest.raises(DownloadFailed, match="larger than 1 MiB"):
        served(lambda _: httpx.Response(200, content=bomb), tmp_path)


def test_a_compressed_feed_is_unpacked(tmp_path: Path) -> None:
    found = served(lambda _: httpx.Response(200, content=gzip.compress(b"{}\n")), tmp_path, URL + ".gz")
    assert found.path is not None
    assert found.path.read_bytes() == b"{}\n"


def test_a_download_cut_short_is_refused(tmp_path: Path) -> None:
    """A server that announces a thousand bytes, sends ten and goes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123456789")

        thread = threading.Thread(target=answer)
        thread.start()
        with client() as http, pytest.raises(DownloadFailed, match="could not be fetched whole"):
            fetch(http, f"http://127.0.0.1:{server.getsockname()[1]}/feed", tmp_path, NOTHING)
        thread.join()


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://me:secret@shop.example:8443/feed.csv?token=abc#x", "https://shop.example:8443/feed.csv"),
        ("feeds/today.csv", "feeds/today.csv"),
    ],
)
def test_an_address_is_printed_without_its_secrets(url: str, printed: str) -> None:
    assert shown(url) == printed


def test_a_refusal_does_not_tell_the_address_secrets(tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed) as caught:
        served(lambda _: httpx.Response(403), tmp_path, "https://me:secret@shop.example/feed?token=abc")
    assert "secret" not in str(caught.value)
    assert "abc" not in str(caught.value)
