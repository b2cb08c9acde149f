# ruff: noqa: E501 (feeds as they are written)

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from bot.connectors.options import Options
from bot.connectors.registry import CONNECTORS, FORMATS, read, recognise
from catalog_index.errors import UnreadableFile
from catalog_index.feed.row import Rejection
from catalog_index.product import Detail, Product

XML = """<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>
<item>
<g:id>A1</g:id><title>Trail shoe &amp; more</title><g:price>89.90 EUR</g:price><link>https://shop.example/a1</link>
<g:product_detail><g:section_name>Shoe</g:section_name><g:attribute_name>Drop</g:attribute_name><g:attribute_value>6 mm</g:attribute_value></g:product_detail>
<g:product_detail><g:attribute_name>Weight</g:attribute_name><g:attribute_value>285 g</g:attribute_value></g:product_detail>
<g:product_highlight>Grippy</g:product_highlight><g:product_highlight>Light</g:product_highlight>
<g:title_fr>Chaussure de trail</g:title_fr>
</item>
<item>
<g:id>A2</g:id><title>Broken</title><g:price>zero</g:price></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<entry><g:id>A1</g:id><g:title>Trail shoe</g:title><g:price>5 EUR</g:price><link href="https://shop.example/a1"/></entry></feed>"""
TSV = "id\ttitle\tprice\tproduct detail\ttitle_fr\nA1\tTrail shoe\t89,90 €\tShoe:Drop:6 mm\tChaussure\nA2\tBroken\t0 EUR\t\t\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def line(**columns: object) -> str:
    return json.dumps({"id": "A1", "title": "Trail shoe", "price": "5 EUR", **columns}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("feed.xml", XML, "google-xml"),
        ("feed", ATOM, "google-xml"),
        ("a.txt", TSV, "google-tsv"),
        ("a.data", line(), "jsonl"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_format_is_recognised_by_its_content(tmp_path: Path, name: str, text: str, expected: str, mark: str) -> None:
    assert recognise(write(tmp_path / name, mark + text)) == expected


def test_every_connector_is_a_format() -> None:
    assert set(FORMATS) == {"auto", *CONNECTORS}


@pytest.mark.parametrize("text", ["", "  \n", "a,b,c\n1,2,3", "hello", "id\tname\n1\tx"])
def test_a_file_of_no_known_format_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile):
        list(read(write(tmp_path / "x.csv", text)))


def test_a_missing_file_and_an_unknown_format_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is not a file"):
        list(read(tmp_path / "none.xml"))
    with pytest.raises(UnreadableFile, match="“ods” is not a format"):
        list(read(write(tmp_path / "a.tsv", TSV), "ods"))


def test_google_xml_gives_products_and_refusals_with_their_lines(tmp_path: Path) -> None:
    first, second = read(write(tmp_path / "feed.xml", XML))
    assert isinstance(first, Product)
    assert (first.title, first.price.amount, first.link) == (
        "Trail shoe & more",
        Decimal("89.90"),
        "https://shop.example/a1",
    )
    assert first.product_detail == (Detail("Drop", "6 mm", "Shoe"), Detail("Weight", "285 g"))
    assert first.product_highlight == ("Grippy", "Light")
    assert first.text("fr").title == "Chaussure de trail"
    assert second == Rejection(10, "price", "“zero” is not a price such as 89.90 EUR")


def test_an_atom_entry_is_read_with_its_link(tmp_path: Path) -> None:
    (entry,) = read(write(tmp_path / "feed.xml", ATOM))
    assert isinstance(entry, Product)
    assert entry.link == "https://shop.example/a1"


@pytest.mark.parametrize(
    "text",
    [
        XML.replace("</channel></rss>", ""),
        '<!DOCTYPE r [<!ENTITY a "b">]><rss><item><id>&a;</id></item></rss>',
        "<rss><channel></channel></rss>",
        "<html><body>Not found</body></html>",
    ],
)
def test_xml_broken_as_a_whole_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile):
        list(read(write(tmp_path / "feed.xml", text)))


def test_google_tsv_gives_products_and_refusals_with_their_lines(tmp_path: Path) -> None:
    first, second = read(write(tmp_path / "feed.txt", TSV))
    assert isinstance(first, Product)
    assert (first.price.amount, first.price.currency, first.text("fr").title) == (Decimal("89.90"), "EUR", "Chaussure")
    assert first.product_detail == (Detail("Drop", "6 mm", "Shoe"),)
    assert second == Rejection(3, "price", "is zero")


def test_a_quote_that_never_closes_costs_no_other_row(tmp_path: Path) -> None:
    text = 'id\ttitle\tprice\n1\tScreen 12" wide\t9 EUR\n2\t"never closed\t9 EUR\n3\t"two\nlines"\t9 EUR\n4\tfour\t9 EUR\textra\n'
    found = list(read(write(tmp_path / "feed.tsv", text)))
    assert [p.title for p in found if isinstance(p, Product)] == ['Screen 12" wide', '"never closed', "two lines"]
    assert found[-1] == Rejection(6, "", "has 4 columns where the header has 3")


@pytest.mark.parametrize("text", ["id\ttitle\tprice\n", "id\ttitle\n1\tx\n"])
def test_tsv_without_its_columns_or_rows_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile):
        list(read(write(tmp_path / "feed.tsv", text), "google-tsv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_accents_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "feed.tsv", "id\ttitle\tprice\n1\tÉté à Besançon\t9 EUR\n", encoding)
    (found,) = read(path, "google-tsv")
    assert isinstance(found, Product)
    assert found.title == "Été à Besançon"


def test_jsonl_gives_products_and_refusals_with_their_lines(tmp_path: Path) -> None:
    text = "\n".join([line(texts={"fr": {"title": "Chaussure"}}), "", "nope", "[1]", line(id="A2", price={"units": 5})])
    found = list(read(write(tmp_path / "a.jsonl", text)))
    assert isinstance(found[0], Product)
    assert found[0].text("fr").title == "Chaussure"
    assert [(r.line, r.column) for r in found[1:] if isinstance(r, Rejection)] == [(3, ""), (4, ""), (5, "price")]


def test_jsonl_without_one_object_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no JSON object"):
        list(read(write(tmp_path / "a.jsonl", "nope\nnope\n"), "jsonl"))


def test_the_demo_catalogues_are_read_without_a_refusal() -> None:
    shops = Path(__file__).resolve().parents[3] / "data" / "shop"
    for path in shops.glob("*/catalogue.jsonl"):
        assert [row for row in read(path) if isinstance(row, Rejection)] == []


def test_in_a_feed_of_one_line_a_refused_product_is_named_by_its_identifier(tmp_path: Path) -> None:
    items = "".join(f"<item><id>{n}</id><title>Lamp</title><price>{p}</price></item>" for n, p in ("A1", "B0", "C2"))
    path = tmp_path / "feed.xml"
    path.write_text(f"<rss><channel>{items}</channel></rss>".replace(">1<", ">1 EUR<"), encoding="utf-8")
    found = list(read(path, "auto", Options(currency="EUR")))
    assert [type(entry).__name__ for entry in found] == ["Product", "Rejection", "Product"]
    assert found[1] == Rejection(1, "price", "is zero (id “B”)")
