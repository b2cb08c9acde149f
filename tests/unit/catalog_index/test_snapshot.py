from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.errors import CatalogueError, NothingUsable, UnreadableFile
from catalog_index.feed.row import Rejection
from catalog_index.product import Money, Product
from catalog_index.query import Filters, Query
from catalog_index.snapshot import LiveCatalogue, import_catalogue

ENCODER = HashingEncoder()


class Book:
    """A price history kept in a list."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Money, Money | None, datetime]] = []

    def record(self, rows: Iterable[tuple[str, Money, Money | None, datetime]]) -> None:
        self.rows += rows


def files(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def test_an_import_is_live_and_reports_what_went_in(products: list[Product], tmp_path: Path) -> None:
    bad = Rejection(3, "price", "is zero")
    report = import_catalogue([*products, bad], tmp_path, ENCODER)
    live = LiveCatalogue(tmp_path, ENCODER)
    assert (report.accepted, report.total) == (len(products), len(products))
    assert (report.rejected, report.unchanged) == ((bad,), 0)
    assert live.current.version == report.version
    assert list(live.current.products) == products


def test_importing_twice_is_importing_once(products: list[Product], tmp_path: Path) -> None:
    first = import_catalogue(products, tmp_path, ENCODER)
    before = files(tmp_path)
    book = Book()
    second = import_catalogue(products, tmp_path, ENCODER, history=book)
    assert (second.version, second.unchanged) == (first.version, len(products))
    assert files(tmp_path) == before
    assert book.rows == []


def test_an_import_merges_by_id(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products, tmp_path, ENCODER)
    cheaper = replace(products[0], price=Money(Decimal("70.00"), "EUR"))
    new = Product(id="NEW", title="Umbrella", price=Money(Decimal(12), "EUR"))
    report = import_catalogue([cheaper, new], tmp_path, ENCODER)
    live = LiveCatalogue(tmp_path, ENCODER).current
    assert report.total == len(products) + 1
    assert live.product(products[0].id) == cheaper
    assert live.product(products[1].id) == products[1]
    assert live.product("NEW") == new


def test_replace_leaves_only_what_is_new(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products, tmp_path, ENCODER)
    report = import_catalogue(products[:3], tmp_path, ENCODER, replace=True)
    assert report.total == 3
    assert [p.id for p in LiveCatalogue(tmp_path, ENCODER).current.products] == [p.id for p in products[:3]]


def test_price_history_begins_with_the_first_import_and_keeps_changes(products: list[Product], tmp_path: Path) -> None:
    book = Book()
    import_catalogue(products[:2], tmp_path, ENCODER, history=book)
    sold = replace(products[0], sale_price=Money(Decimal("50.00"), "EUR"))
    import_catalogue([sold, products[1]], tmp_path, ENCODER, history=book)
    assert [(row[0], row[1].amount, row[2]) for row in book.rows] == [
        (products[0].id, Decimal("89.90"), None),
        (products[1].id, Decimal("89.90"), None),
        (products[0].id, Decimal("89.90"), Money(Decimal("50.00"), "EUR")),
    ]
    assert all(datetime.now(timezone.utc) - row[3] < timedelta(minutes=1) for row in book.rows)


def broken(products: list[Product]) -> Iterator[Product]:
    yield from products
    raise UnreadableFile("feed.xml is not well-formed XML: line 40")


def test_a_file_broken_half_way_changes_nothing(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products[:5], tmp_path, ENCODER)
    before = files(tmp_path)
    with pytest.raises(UnreadableFile, match="line 40"):
        import_catalogue(broken(products), tmp_path, ENCODER, replace=True)
    assert files(tmp_path) == before


def test_a_file_without_one_good_row_changes_nothing(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products[:5], tmp_path, ENCODER)
    before = files(tmp_path)
    with pytest.raises(NothingUsable) as error:
        import_catalogue([Rejection(2, "id", "is missing")], tmp_path, ENCODER, replace=True)
    assert error.value.rejections == (Rejection(2, "id", "is missing"),)
    assert files(tmp_path) == before


def test_another_currency_needs_replace(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products, tmp_path, ENCODER)
    dollars = [replace(p, price=Money(p.price.amount, "USD")) for p in products]
    with pytest.raises(CatalogueError, match="USD"):
        import_catalogue(dollars, tmp_path, ENCODER)
    import_catalogue(dollars, tmp_path, ENCODER, replace=True)
    assert LiveCatalogue(tmp_path, ENCODER).current.currency == "USD"


def test_another_encoder_takes_the_products_over(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products, tmp_path, ENCODER)
    other = HashingEncoder(32)
    report = import_catalogue(products[:1], tmp_path, other)
    assert (report.total, report.unchanged) == (len(products), 1)
    assert LiveCatalogue(tmp_path, other).current.products == tuple(products)


def test_a_live_catalogue_is_empty_before_the_first_import_and_sees_each_new_one(
    products: list[Product], tmp_path: Path
) -> None:
    live = LiveCatalogue(tmp_path / "none yet", ENCODER)
    assert (len(live.current.products), live.refresh()) == (0, False)
    import_catalogue(products[:4], tmp_path / "none yet", ENCODER)
    assert live.refresh() is True
    assert len(live.current.products) == 4
    assert live.refresh() is False


def test_a_version_that_cannot_be_read_leaves_the_live_one(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products[:4], tmp_path, ENCODER)
    live = LiveCatalogue(tmp_path, ENCODER)
    (tmp_path / "current").write_text("gone\n")
    with pytest.raises(CatalogueError):
        live.refresh()
    assert len(live.current.products) == 4


def test_old_versions_and_interrupted_imports_are_cleared_away(products: list[Product], tmp_path: Path) -> None:
    (tmp_path / ".part-died").mkdir()
    versions = [import_catalogue(products[:n], tmp_path, ENCODER, replace=True).version for n in (3, 4, 5)]
    kept = {p.name for p in tmp_path.iterdir() if p.is_dir()}
    assert kept == set(versions[1:])


def test_a_search_under_imports_never_sees_half_a_catalogue(products: list[Product], tmp_path: Path) -> None:
    sizes = {len(products), 10}
    import_catalogue(products, tmp_path, ENCODER)
    live = LiveCatalogue(tmp_path, ENCODER)
    seen: set[int] = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            live.refresh()
            index = live.current
            everything = index.search(Query(filters=Filters(buyable_only=False), limit=1000))
            assert everything.total == len({p.group for p in index.products})
            seen.add(len(index.products))

    def watched() -> None:
        try:
            look()
        except BaseException as error:
            failures.append(error)

    failures: list[BaseException] = []
    threads = [threading.Thread(target=watched) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(6):
        import_catalogue(products if n % 2 else products[:10], tmp_path, ENCODER, replace=True)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert seen <= sizes
