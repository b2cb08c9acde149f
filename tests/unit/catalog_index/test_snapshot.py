from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from catalog_index import snapshot
from catalog_index.encoder import HashingEncoder, Progress, Vectors
from catalog_index.errors import CatalogueError, NothingUsable, UnreadableFile
from catalog_index.feed.row import Rejection
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.query import Filters, Query
from catalog_index.snapshot import LiveCatalogue, complete, import_catalogue

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


class CountingEncoder(HashingEncoder):
    """The hashing encoder, and what it was asked to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        return super().encode(texts, progress)


class Interrupted(RuntimeError):
    pass


class DyingEncoder(HashingEncoder):
    """The hashing encoder, cut off before it answers: as a process killed between words and vectors."""

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        raise Interrupted


@pytest.fixture
def words_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "WORDS_FIRST", 2)


def found(index: CatalogueIndex, text: str) -> list[str]:
    return [hit.product.group for hit in index.find(text)[1].hits]


@pytest.mark.usefixtures("words_first")
def test_an_import_is_found_by_words_while_it_is_encoded(products: list[Product], tmp_path: Path) -> None:
    live = LiveCatalogue(tmp_path, ENCODER)
    seen: list[tuple[bool, int, list[str]]] = []

    def look(done: int, total: int) -> None:
        live.refresh()
        seen.append((live.current.complete, len(live.current.products), found(live.current, "bottle cage")))

    report = import_catalogue(products, tmp_path, ENCODER, progress=look)
    assert seen[0] == (False, len(products), ["B1"])
    assert live.refresh() is True
    assert (live.current.complete, live.current.version) == (True, report.version)


@pytest.mark.usefixtures("words_first")
def test_an_import_killed_between_words_and_vectors_is_valid_and_completed_later(
    products: list[Product], tmp_path: Path
) -> None:
    book = Book()
    with pytest.raises(Interrupted):
        import_catalogue(products, tmp_path, DyingEncoder(), history=book)
    live = LiveCatalogue(tmp_path, ENCODER)
    assert (live.current.complete, list(live.current.products)) == (False, products)
    assert found(live.current, "trail shoes")
    assert len(book.rows) == len(products)
    assert complete(tmp_path, ENCODER) is True
    assert live.refresh() is True
    assert live.current.version == CatalogueIndex.build(products, ENCODER).version
    np.testing.assert_array_equal(live.current.vectors, CatalogueIndex.build(products, ENCODER).vectors)
    assert complete(tmp_path, ENCODER) is False


@pytest.mark.usefixtures("words_first")
def test_the_same_file_again_completes_what_was_interrupted(products: list[Product], tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        import_catalogue(products, tmp_path, DyingEncoder())
    report = import_catalogue(products, tmp_path, ENCODER)
    assert report.unchanged == len(products)
    assert LiveCatalogue(tmp_path, ENCODER).current.complete


@pytest.mark.usefixtures("words_first")
def test_what_was_encoded_keeps_its_vectors_while_new_products_are_encoded(
    products: list[Product], tmp_path: Path
) -> None:
    old = products[:20]
    import_catalogue(old, tmp_path, ENCODER)
    with pytest.raises(Interrupted):
        import_catalogue(products, tmp_path, DyingEncoder())
    current = LiveCatalogue(tmp_path, ENCODER).current
    assert current.vectors is not None
    encoded = current.vectors.any(axis=1)
    known = {p.group for p in old}
    assert [current.products[row].group in known for row in current.contents.groups.first] == encoded.tolist()
    counted = CountingEncoder()
    complete(tmp_path, counted)
    assert len(counted.encoded) == int((~encoded).sum())


def test_another_encoder_serves_words_until_it_has_encoded_the_catalogue(
    products: list[Product], tmp_path: Path
) -> None:
    import_catalogue(products, tmp_path, ENCODER)
    other = HashingEncoder(32)
    live = LiveCatalogue(tmp_path, other)
    assert (live.current.complete, found(live.current, "bottle cage")) == (False, ["B1"])
    assert complete(tmp_path, other) is True
    assert live.refresh() is True
    assert (live.current.complete, live.current.vectors.shape[1]) == (True, 32)


def test_other_code_or_words_compute_a_stored_catalogue_again(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products, tmp_path, ENCODER)
    named = LiveCatalogue(tmp_path, ENCODER, synonyms=[["gizmo", "bottle cage"]]).current
    assert found(named, "gizmo") == ["B1"]
    assert found(LiveCatalogue(tmp_path, ENCODER).current, "gizmo") == []


def test_a_damaged_store_of_what_was_computed_is_made_again(products: list[Product], tmp_path: Path) -> None:
    version = import_catalogue(products, tmp_path, ENCODER).version
    (stored,) = (tmp_path / version).glob("computed-*/values.json")
    stored.write_bytes(stored.read_bytes()[:500])
    assert found(LiveCatalogue(tmp_path, ENCODER).current, "bottle cage") == ["B1"]


class Listening(HashingEncoder):
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_query(self, text: str) -> Vectors:
        self.asked.append(text)
        return super().encode_query(text)


def test_a_version_is_made_ready_for_its_first_search_before_it_is_swapped_in(
    products: list[Product], tmp_path: Path
) -> None:
    import_catalogue(products[:10], tmp_path, ENCODER)
    encoder = Listening()
    live = LiveCatalogue(tmp_path, encoder)
    assert encoder.asked == []
    live.warm("fr")
    first = len(encoder.asked)
    import_catalogue(products, tmp_path, ENCODER)
    assert live.refresh()
    assert len(encoder.asked) > first > 0
    second = len(encoder.asked)
    live.use_synonyms([["kicks", "shoes"]])
    assert len(encoder.asked) > second
    assert live.current.find("kicks")[0].filters.categories == ("Shoes",)


def test_the_catalogue_is_not_computed_again_for_an_import(products: list[Product], tmp_path: Path) -> None:
    said = {"Shoes": {"en": ["kicks"]}}
    version = import_catalogue(products, tmp_path, ENCODER, extra_words=said).version
    before = files(tmp_path / version)
    import_catalogue([replace(products[0], title="Another")], tmp_path, ENCODER, extra_words=said)
    assert files(tmp_path / version) == before
