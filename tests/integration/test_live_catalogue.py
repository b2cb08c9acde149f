"""A shop that is open while its feed changes and its merchant teaches it words: real files over real HTTP, no Rasa."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.connectors.download import client
from bot.errors import Conflict
from bot.settings import Settings
from bot.web.app import create_app
from bot.wiring import Watch, import_rows, opened, publish_synonym, read_feed, watch_once
from bot.wiring.shop import Shop
from catalog_index.encoder import HASHING
from catalog_index.errors import CatalogueError
from catalog_index.snapshot import ImportReport

SHELVES = ("Mug", "Teapot", "Kettle")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


class Feed:
    """A folder on the web, its file as a shop's system writes it: with the hour it was written."""

    def __init__(self, folder: Path, url: str) -> None:
        self.file, self.url, self._hour = folder / "feed.jsonl", f"{url}/feed.jsonl", 1_700_000_000

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")
        self._hour += 3600
        os.utime(self.file, (self._hour, self._hour))


def rows(count: int, price: str) -> str:
    return "".join(
        json.dumps(
            {
                "id": f"p{n}",
                "title": f"{SHELVES[n % 3]} of clay number {n}",
                "price": price,
                "availability": "in_stock",
                "product_type": f"Kitchen > {SHELVES[n % 3]}s",
            }
        )
        + "\n"
        for n in range(count)
    )


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[Feed]:
    folder = tmp_path / "web"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    feed = Feed(folder, f"http://127.0.0.1:{server.server_address[1]}")
    feed.write(rows(30, "9.00 EUR"))
    yield feed
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def settings(tmp_path: Path, feed: Feed) -> Settings:
    """A home whose catalogue came from the feed."""
    settings = Settings(home=tmp_path / "home", encoder=HASHING, shop="foulee")
    assert follow(settings, feed) is not None
    return settings


class Open:
    """An open shop and its search door."""

    def __init__(self, shop: Shop) -> None:
        self.catalogue = shop.catalogue
        self._transport = httpx.ASGITransport(app=create_app(shop, None))

    async def found(self, words: str) -> list[tuple[str, str]]:
        """(id, price) of what the door gives, the shop's round of looking for news done first."""
        self.catalogue.refresh()
        async with httpx.AsyncClient(transport=self._transport, base_url="http://shop") as http:
            answer = await http.get("/v1/catalogue/search", params={"q": words, "language": "en", "limit": 100})
        return [(hit["item_id"], hit["price"]["amount"]) for hit in answer.json()["hits"]]


@pytest.fixture
def shop(settings: Settings) -> Iterator[Open]:
    with opened(settings) as shop:
        yield Open(shop)


def follow(settings: Settings, feed: Feed) -> ImportReport | None:
    with client() as http:
        return watch_once(settings, Watch(feed.url), http)


async def test_an_open_shop_follows_its_feed(settings: Settings, shop: Open, feed: Feed) -> None:
    assert set(await shop.found("teapot")) == {(f"p{n}", "9.00") for n in range(1, 30, 3)}
    assert follow(settings, feed) is None
    feed.write(rows(33, "8.00 EUR"))
    report = follow(settings, feed)
    assert report is not None
    assert len(report.price_changes) == 33
    assert set(await shop.found("teapot")) == {(f"p{n}", "8.00") for n in range(1, 33, 3)}


@pytest.mark.parametrize(
    "broken",
    [rows(20, "8.00 EUR"), rows(30, "8.00 EUR")[:-40], "", "<html>down for maintenance</html>", None],
    ids=["halved", "cut", "empty", "a page", "gone"],
)
async def test_an_open_shop_keeps_what_it_sells_when_the_feed_breaks(
    settings: Settings, shop: Open, feed: Feed, broken: str | None
) -> None:
    before = await shop.found("kettle")
    if broken is None:
        feed.file.unlink()
    else:
        feed.write(broken)
    with pytest.raises(CatalogueError):
        follow(settings, feed)
    assert await shop.found("kettle") == before
    feed.write(rows(30, "7.00 EUR"))
    assert follow(settings, feed) is not None
    assert {price for _, price in await shop.found("kettle")} == {"7.00"}


async def test_an_open_shop_hears_a_synonym_as_soon_as_it_is_published(settings: Settings, shop: Open) -> None:
    assert await shop.found("brewpot") != await shop.found("teapot")
    publish_synonym(settings, "brewpot=teapot")
    assert await shop.found("brewpot") == await shop.found("teapot")
    with pytest.raises(Conflict):
        publish_synonym(settings, "brewpot=teapot")


async def test_a_synonym_outlives_the_next_version_of_the_catalogue(
    settings: Settings, shop: Open, tmp_path: Path
) -> None:
    publish_synonym(settings, "brewpot=teapot")
    assert shop.catalogue.refresh()
    file = tmp_path / "more.jsonl"
    file.write_text(rows(36, "5.00 EUR"), encoding="utf-8")
    import_rows(settings, read_feed(settings, file, "auto", Watch("").options), replace=True)
    assert await shop.found("brewpot") == await shop.found("teapot")
    assert len(await shop.found("brewpot")) == 12


async def test_a_spoilt_file_of_synonyms_leaves_those_in_force(
    settings: Settings, shop: Open, caplog: pytest.LogCaptureFixture
) -> None:
    publish_synonym(settings, "brewpot=teapot")
    before = await shop.found("brewpot")
    (settings.home / "synonyms.yml").write_text("- [brewpot, teapot\n  :", encoding="utf-8")
    assert await shop.found("brewpot") == before
    assert [record.levelname for record in caplog.records] == ["ERROR"]
