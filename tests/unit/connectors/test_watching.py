"""A home that follows a feed: what it takes, what it refuses, and what it remembers."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from bot.connectors.download import client
from bot.settings import Settings
from bot.wiring import Watch, catalogue_version, open_catalogue, read_knowledge, watch_once
from catalog_index.encoder import HASHING
from catalog_index.errors import CatalogueError, UnreadableFile
from catalog_index.shrinking import TooFew

URL = "https://shop.example/feed.jsonl"


class Feed:
    """A feed on the web that tells its version; `asked` counts the requests, `sent` the whole answers."""

    def __init__(self, text: str) -> None:
        self.text, self.asked, self.sent = text, 0, 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        version = f'"{hash(self.text)}"'
        if request.headers.get("If-None-Match") == version:
            return httpx.Response(304)
        self.sent += 1
        return httpx.Response(200, headers={"ETag": version}, text=self.text)


def lines(count: int, variants: int = 1, price: str = "9 EUR") -> str:
    return "".join(
        json.dumps({"id": f"P{n}-{v}", "title": f"Mug number {n}", "price": price, "item_group_id": f"P{n}"}) + "\n"
        for n in range(count)
        for v in range(variants)
    )


def table(count: int) -> str:
    """Google's table, a long last column: where it is cut, the price before may be half."""
    rows = (f"P{n}-0\tMug number {n}\t9.90 EUR\ta description of twenty-four\n" for n in range(count))
    return "id\ttitle\tprice\tdescription\n" + "".join(rows)


def settings(folder: Path) -> Settings:
    return Settings(home=folder / "home", encoder=HASHING, shop="foulee")


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    return settings(tmp_path)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose home has taken ten products of the feed, made once."""
    folder = tmp_path_factory.mktemp("stocked")
    with client(httpx.MockTransport(Feed(lines(10)))) as http:
        watch_once(settings(folder), Watch(URL), http)
    return folder


@pytest.fixture
def home(stocked: Path, tmp_path: Path) -> Settings:
    """A home that has taken ten products of the feed."""
    shutil.copytree(stocked / "home", tmp_path / "home")
    return settings(tmp_path)


Round = Callable[..., int | None]


@pytest.fixture
def go(home: Settings) -> Round:
    """One round over a feed: the rows taken, None when there was nothing new."""

    def round(feed: Feed, force: bool = False, format: str = "auto") -> int | None:
        with client(httpx.MockTransport(feed)) as http:
            report = watch_once(home, Watch(URL, format), http, force)
        return report.accepted if report else None

    return round


def test_a_feed_is_taken_once_and_again_when_it_changed(home: Settings, go: Round) -> None:
    feed = Feed(lines(10))
    assert go(feed) is None
    assert (feed.asked, feed.sent) == (1, 0)
    feed.text = lines(10, price="8 EUR")
    before = catalogue_version(home)
    assert go(feed) == 10
    assert catalogue_version(home) != before


def test_a_feed_of_another_version_but_the_same_content_changes_nothing(home: Settings) -> None:
    feed = Feed(lines(10))
    plain = client(httpx.MockTransport(lambda _: httpx.Response(200, text=feed.text)))
    with plain as http:
        assert watch_once(home, Watch(URL), http) is None


def test_products_that_left_the_feed_leave_the_catalogue(home: Settings, go: Round) -> None:
    assert go(Feed(lines(8))) == 8
    assert len(open_catalogue(home, read_knowledge(home)).current.products) == 8


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("<html><body>Maintenance</body></html>", "is a web page"),
        ("\n<!DOCTYPE html><html><body>Log in</body></html>", "is a web page"),
        ("not json\n", "no format known"),
        (lines(10)[:-20], "breaks off in line 10"),
        ("id\ttitle\tprice\n", "has a header and no row"),
        (table(10)[:-31], "breaks off in column 3 of 4"),
        (table(10).replace("\t", ",")[:-31], "breaks off in column 3 of 4"),
        ("<rss><channel><item><id>1</id><title>x</title><price>1 EUR</price></item>", "not well-formed"),
    ],
)
def test_an_empty_or_half_feed_leaves_the_catalogue_and_is_tried_again(
    home: Settings, go: Round, text: str, reason: str
) -> None:
    feed = Feed(text)
    before = catalogue_version(home)
    for _ in range(2):
        with pytest.raises(CatalogueError, match=reason):
            go(feed)
    assert catalogue_version(home) == before
    assert feed.sent == 2
    assert sorted(p.name for p in home.home.iterdir() if p.name.startswith(".feed-")) == []


def test_a_feed_in_one_line_without_an_end_of_line_is_whole_though_a_row_is_refused(go: Round) -> None:
    items = "".join(f"<item><id>P{n}-0</id><title>Mug {n}</title><price>9 EUR</price></item>" for n in range(10))
    assert go(Feed(f"<rss><channel>{items}<item><id>bad</id></item></channel></rss>")) == 10


def test_the_limit_counts_products_and_not_variants(home: Settings, go: Round) -> None:
    assert go(Feed(lines(10, variants=5))) == 50
    assert go(Feed(lines(7))) == 7  # 7 of 10 products, 7 of 50 rows


def test_more_than_thirty_percent_fewer_products_asks_for_force(home: Settings, go: Round) -> None:
    feed = Feed(lines(6, variants=5))
    with pytest.raises(TooFew) as caught:
        go(feed)
    assert (caught.value.before, caught.value.after) == (10, 6)
    assert go(feed, force=True) == 30


def test_rows_refused_on_the_way_are_told_with_a_catalogue_that_would_shrink(home: Settings, go: Round) -> None:
    with pytest.raises(TooFew) as caught:
        go(Feed(lines(5) + lines(5, price="free").replace("P", "Q")))
    assert [r.line for r in caught.value.rejections] == [6, 7, 8, 9, 10]


def test_what_is_remembered_holds_no_secret_and_may_be_lost(home: Settings) -> None:
    secret = Watch("https://me:hush@shop.example/feed?token=t0ken")
    feed = Feed(lines(9))
    with client(httpx.MockTransport(feed)) as http:
        watch_once(home, secret, http)
        memory = home.home / "watch.json"
        assert "hush" not in memory.read_text()
        assert "t0ken" not in memory.read_text()
        memory.write_text("{ not json")
        assert watch_once(home, secret, http) is not None
        assert watch_once(home, secret, http) is None


def test_a_file_is_followed_by_its_content(empty: Settings, tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    with client() as http:
        with pytest.raises(UnreadableFile, match="is not a file"):
            watch_once(empty, Watch(str(path)), http)
        path.write_text(lines(3))
        assert watch_once(empty, Watch(str(path)), http) is not None
        assert watch_once(empty, Watch(str(path)), http) is None


def test_a_file_that_is_packed_is_followed_too(empty: Settings, tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(gzip.compress(lines(3).encode()))
    with client() as http:
        taken = watch_once(empty, Watch(str(path)), http)
        assert taken is not None
        assert taken.accepted == 3
        path.write_bytes(path.read_bytes()[:-9])
        with pytest.raises(CatalogueError, match="cut short"):
            watch_once(empty, Watch(str(path)), http)
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["feed.jsonl.gz"]
