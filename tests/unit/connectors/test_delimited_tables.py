from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from bot.connectors.amounts import decimal_mark, plain
from bot.connectors.options import Options
from bot.connectors.registry import read, recognise
from bot.connectors.table import Record, delimiter_of, read_table
from catalog_index.errors import UnreadableFile
from catalog_index.feed.row import BREAKS_OFF, Rejection
from catalog_index.product import Product

WOO = "ID,Type,SKU,Name,In stock?,Stock,Regular price,Categories\n"


def records(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[Record | Rejection]:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    return list(read_table(path).records)


def cells(found: list[Record | Rejection]) -> list[tuple[int, list[str]]]:
    return [(r.line, list(r.cells.values())) for r in found if isinstance(r, Record)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_headers(tmp_path: Path, mark: str) -> None:
    text = f"a{mark}b c, d{mark}e\n1{mark}2{mark}3\n" if mark != "," else 'a,"b;c",e\n1,2,3\n'
    assert delimiter_of(text.splitlines()[0]) == mark
    assert cells(records(tmp_path, text)) == [(2, ["1", "2", "3"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_accents_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    assert cells(records(tmp_path, "Référence;Nom\n1;Été « léger » à 5 €\n", encoding)) == [
        (2, ["1", "Été « léger » à 5 €"])
    ]


def test_a_cell_may_hold_lines_quotes_and_delimiters(tmp_path: Path) -> None:
    text = 'a,b\r\n1,"two\r\nlines, ""quoted"""\r\n\r\n2,"x"\r\n'
    assert cells(records(tmp_path, text)) == [(2, ["1", 'two\nlines, "quoted"']), (5, ["2", "x"])]


def test_an_inch_mark_is_no_quote(tmp_path: Path) -> None:
    assert cells(records(tmp_path, 'a,b\n1,Screen 12" wide\n2,x\n')) == [(2, ["1", 'Screen 12" wide']), (3, ["2", "x"])]


def test_a_quote_that_never_closes_costs_its_own_row(tmp_path: Path) -> None:
    found = records(tmp_path, 'a,b\n1,"open\n2,two\n3,three\n')
    assert found[0] == Rejection(2, "", "opens a quote that never closes")
    assert cells(found) == [(3, ["2", "two"]), (4, ["3", "three"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("text", "kept", "broken"),
    [
        ("a,b,c\n1,2,3\n4,5", [2], [3]),  # the 5 may have been 59.90
        ("a,b,c\n1,2,3\n4,5\n", [2, 3], []),  # a row that leaves its last columns out
        ("a,b,c\n1,2,3\n4,5\r\n", [2, 3], []),
        ("a,b,c\n1,2,3\n4,5,6", [2, 3], []),  # whole, as editors save it
        ("a,b,c\n1,2\n4,5,6", [2, 3], []),
    ],
)
def test_a_row_the_file_breaks_off_in_is_refused(
    tmp_path: Path, text: str, kept: list[int], broken: list[int], encoding: str
) -> None:
    found = records(tmp_path, text, encoding)
    assert [r.line for r in found if isinstance(r, Record)] == kept
    assert [r.line for r in found if isinstance(r, Rejection) and r.reason.startswith(BREAKS_OFF)] == broken


def test_more_cells_than_columns_are_refused(tmp_path: Path) -> None:
    assert records(tmp_path, "a,b\n1,2,\n1,2,3\n")[1] == Rejection(3, "", "has 3 columns where the header has 2")


def test_a_spreadsheets_own_first_line_is_passed_over(tmp_path: Path) -> None:
    assert cells(records(tmp_path, "sep=;\na;b\n1;2\n")) == [(3, ["1", "2"])]


@pytest.mark.parametrize("text", ["", "\n\n", "alone\n1\n", "a,b\n", "a,b\n,\n"])
def test_a_file_without_columns_or_rows_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile):
        records(tmp_path, text)


def test_a_platform_without_its_columns_is_refused_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("ID,Name\n1,x\n")
    for format, missing in (
        ("shopify-csv", "handle"),
        ("woocommerce-csv", "regular price"),
        ("prestashop-csv", "price"),
    ):
        with pytest.raises(UnreadableFile, match=missing):
            list(read(path, format))


def test_a_file_of_no_known_format_is_refused_with_the_formats(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Reference,Label,Amount\n1,x,2\n")
    with pytest.raises(UnreadableFile, match="shopify-csv, woocommerce-csv, prestashop-csv"):
        recognise(path)


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        (["12.500", "9.90"], "."),
        (["12,500", "9,90"], ","),
        (["1.299,00", "12.500"], ","),
        (["22.944000", "19.120"], "."),
        (["12.500"], "."),
        (["15", "20"], "."),
    ],
)
def test_the_decimal_mark_is_the_files_own(written: list[str], mark: str) -> None:
    assert decimal_mark(written) == mark


@pytest.mark.parametrize(
    ("written", "mark", "expected"),
    [
        ("12.500", ".", "12.50"),
        ("12.500", ",", "12500"),
        ("1,299", ".", "1299"),
        ("89,90", ",", "89.90"),
        ("89,9", ".", "89.90"),
        ("22.944000", ".", "22.94"),
        ("1.299,00 €", ",", "1.299,00 €"),
        ("nan", ".", "nan"),
    ],
)
def test_a_number_is_told_beyond_doubt(written: str, mark: str, expected: str) -> None:
    assert plain(written, mark) == expected


def big(path: Path, rows: int) -> Path:
    """About 2 kB a row."""
    with path.open("w", encoding="utf-8") as file:
        file.write(WOO.replace("Name", "Name,Description"))
        for n in range(rows):
            file.write(f'{n},simple,S{n},Mug {n},"{"Stoneware. " * 180}",1,5,12.50,Kitchen\n')
    return path


def test_a_large_file_is_streamed(tmp_path: Path) -> None:
    list(read(big(tmp_path / "small.csv", 2), "auto", Options(currency="EUR")))  # loads what tells the language
    path = big(tmp_path / "big.csv", 3000)
    tracemalloc.start()
    try:
        count = sum(isinstance(p, Product) for p in _some(read(path, "auto", Options(currency="EUR"))))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 300
    assert path.stat().st_size > 6_000_000
    assert peak < path.stat().st_size / 2


def _some(found: Iterator[Product | Rejection]) -> Iterator[Product | Rejection]:
    return islice(found, 300)
