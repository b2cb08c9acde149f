"""Merchants' files that nobody tidied: each is read for what it says, or refused with the reason."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.connectors.options import Options
from bot.connectors.registry import read, recognise
from catalog_index.encoder import HashingEncoder
from catalog_index.errors import UnreadableFile
from catalog_index.feed.row import Rejection
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.query import Filters, Query

EURO = Options(currency="EUR", today=date(2026, 3, 15))


def rows(folder: Path, name: str, text: str | bytes) -> list[Product | Rejection]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read(path, "auto", EURO))


def one(folder: Path, **columns: Any) -> Product:
    text = json.dumps({"id": "1", "title": "Chaussure de trail", "price": "89.90 EUR", **columns})
    (found,) = rows(folder, "feed.jsonl", text)
    assert isinstance(found, Product), found
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("in stock", "in_stock"),
        ("http://schema.org/InStock", "in_stock"),
        ("En stock (12)", "in_stock"),
        ("Plus que 3 en stock", "in_stock"),
        ("low stock", "in_stock"),
        ("en rupture de stock", "out_of_stock"),
        ("plus disponible", "out_of_stock"),
        ("pas en stock", "out_of_stock"),
        ("not available", "out_of_stock"),
        ("Bientôt de retour", "out_of_stock"),
        ("temporarily out of stock", "out_of_stock"),
        ("disponible sur commande", "backorder"),
        ("available for order", "backorder"),
        ("En cours de réapprovisionnement", "backorder"),
        ("Bientôt disponible", "preorder"),
        ("PreOrder", "preorder"),
        ("https://schema.org/MadeToOrder", "backorder"),
    ],
)
def test_a_stock_is_read_in_a_shops_own_words(tmp_path: Path, written: str, expected: str) -> None:
    assert one(tmp_path, availability=written).availability == expected


def test_a_stock_in_words_nobody_knows_is_refused(tmp_path: Path) -> None:
    text = json.dumps({"id": "1", "title": "Gant", "price": "9 EUR", "availability": "perhaps"})
    assert [(r.line, r.column) for r in rows(tmp_path, "f.jsonl", text) if isinstance(r, Rejection)] == [
        (1, "availability")
    ]


@pytest.mark.parametrize(
    ("columns", "amount"),
    [
        ({"price": 89.9, "currency": "EUR"}, "89.9"),
        ({"price": {"amount": "49,90", "currency": "EUR"}}, "49.90"),
        ({"price": {"value": "12.50", "currency": "EUR"}}, "12.50"),
        ({"price": "25,00 euros"}, "25.00"),
        ({"price": "1\u202f299,00\u00a0€"}, "1299.00"),
        ({"price": "EUR 1.299,00"}, "1299.00"),
    ],
)
def test_a_price_is_read_however_it_is_laid_out(tmp_path: Path, columns: dict[str, Any], amount: str) -> None:
    assert one(tmp_path, **columns).price == Money(Decimal(amount), "EUR")


def test_a_zero_is_no_promotion_and_no_cost(tmp_path: Path) -> None:
    found = one(tmp_path, sale_price="0 EUR", cost_of_goods_sold="0.00 EUR")
    assert (found.sale_price, found.cost_of_goods_sold) == (None, None)


@pytest.mark.parametrize(
    ("dates", "sale"),
    [
        ("2026-03-01T00:00+0100/2026-03-31T23:59+0100", Decimal(10)),
        ("2020-01-01T00:00+0100/2020-02-01T00:00+0100", None),
        ("2027-01-01/2027-02-01", None),
        ("", Decimal(10)),
    ],
)
def test_a_dated_promotion_counts_on_its_days(tmp_path: Path, dates: str, sale: Decimal | None) -> None:
    found = one(tmp_path, sale_price="10 EUR", sale_price_effective_date=dates)
    assert (found.sale_price.amount if found.sale_price else None) == sale


def test_what_stands_in_objects_and_lists_is_read(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        brand={"name": "Corvane"},
        color=["Bleu", "Vert"],
        product_detail={"Poids": "240 g"},
        quantity="12 pcs",
    )
    assert (found.brand, found.color, found.quantity) == ("Corvane", "Bleu/Vert", 12)
    assert [(d.name, d.value) for d in found.product_detail] == [("Poids", "240 g")]


@pytest.mark.parametrize(
    ("written", "count"), [("12,0", 12), ("1 200", 1200), (">10", 10), ("50+", 50), ("-3", 0), ("7 pièces", 7)]
)
def test_a_count_is_read_as_shops_write_it(tmp_path: Path, written: str, count: int) -> None:
    assert one(tmp_path, quantity=written).quantity == count


@pytest.mark.parametrize("mark", [",", ";", "|"])
def test_googles_table_is_read_whatever_separates_it(tmp_path: Path, mark: str) -> None:
    cells = ["7", f'"Veste{mark} ""légère"""', '"89,90 EUR"', "79.90 EUR"]
    text = "\r\n".join((mark.join(("id", "title", "g:price", "sale price")), mark.join(cells), ""))
    (found,) = rows(tmp_path, "feed.csv", "sep=" + mark + "\r\n" + text)
    assert recognise(tmp_path / "feed.csv") == "google-tsv"
    assert isinstance(found, Product)
    assert (found.title, found.price.amount, found.sale_price) == (
        f'Veste{mark} "légère"',
        Decimal("89.90"),
        Money(Decimal("79.90"), "EUR"),
    )


def test_a_marked_utf_16_table_with_windows_lines_is_recognised(tmp_path: Path) -> None:
    text = '\ufeffid\ttitle\tprice\r\n1\tChaussure 12" été\t89,90 EUR\r\n\t\t\r\n'
    (found,) = rows(tmp_path, "feed.txt", text.encode("utf-16"))
    assert isinstance(found, Product)
    assert (found.id, found.title) == ("1", 'Chaussure 12" été')


def test_entities_written_twice_are_plain_in_the_end(tmp_path: Path) -> None:
    found = one(
        tmp_path, title="Café &amp;amp; thé", description="&amp;lt;b&amp;gt;gras&amp;lt;/b&amp;gt; &amp;eacute;té"
    )
    assert (found.title, found.description) == ("Café & thé", "gras été")


SHOPIFY = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Compare At Price\n"


def test_rows_of_a_handle_that_do_not_stand_together_are_refused_with_what_to_do(tmp_path: Path) -> None:
    text = SHOPIFY + "tee,Tee,Size,S,t1,10,\nmug,Mug,Title,Default Title,m1,5,\ntee,,,M,t2,10,\n"
    found = rows(tmp_path, "shopify.csv", text)
    assert [p.id for p in found if isinstance(p, Product)] == ["t1", "m1"]
    assert [(r.line, r.column) for r in found if isinstance(r, Rejection)] == [(4, "Title")]


def test_a_row_that_cant_be_read_costs_no_other_variant(tmp_path: Path) -> None:
    lines = ("tee,Tee,Size,S,t1,10,", "tee,,,M,t2,10,,one,two", "tee,,,L,t3,10,", "mug,Mug,Title,Default Title,m1,5,")
    found = rows(tmp_path, "shopify.csv", SHOPIFY + "\n".join(lines) + "\n")
    assert [(p.id, p.item_group_id, p.size) for p in found if isinstance(p, Product)] == [
        ("t1", "tee", "S"),
        ("t3", "tee", "L"),
        ("m1", "", ""),
    ]
    assert [r.line for r in found if isinstance(r, Rejection)] == [3]


def test_variants_that_share_a_sku_are_told_apart_by_their_options(tmp_path: Path) -> None:
    lines = ("tee,Tee,Size,S,t,10,", "tee,,,M,t,10,", "tee,,,L,t-l,10,", "tee,,,L,t-l2,10,")
    found = rows(tmp_path, "shopify.csv", SHOPIFY + "\n".join(lines) + "\n")
    assert [p.id for p in found if isinstance(p, Product)] == ["tee-s", "tee-m", "t-l", "t-l2"]


@pytest.mark.parametrize(
    ("cost", "expected"),
    [("12.50", "12.50"), ("12,50", "12.50"), ("12.345", "12.34"), ("12,50 €", "12.50"), ("0", None)],
)
def test_a_plugins_cost_is_read_with_its_own_decimal_mark(tmp_path: Path, cost: str, expected: str | None) -> None:
    """The prices are the language's, "25,90"; the cost is as the database holds it."""
    header = "ID,Type,SKU,Nom,Publié,En stock ?,Tarif régulier,Parent,Méta : _wc_cog_cost\n"
    lines = (
        f'1,simple,A,Bol,1,1,"25,90",,"{cost}"',
        '2,simple,B,Pot,1,1,"9,90",,4.20',
        '3,simple,C,Mug,1,1,"5,90",,2.10',
    )
    found = rows(tmp_path, "woo.csv", header + "\n".join(lines) + "\n")[0]
    assert isinstance(found, Product)
    assert found.cost_of_goods_sold == (Money(Decimal(expected), "EUR") if expected else None)


def test_a_cost_that_cant_be_read_is_no_unknown_cost(tmp_path: Path) -> None:
    header = "Product ID;Name;Price tax included;Wholesale price\n"
    found = rows(tmp_path, "presta.csv", header + "1;Bol;20,00;about 9\n2;Pot;20,00;9,00 €\n")
    assert found[0] == Rejection(2, "Wholesale price", "“about 9” is not a price such as 89.90 EUR")
    assert isinstance(found[1], Product)
    assert found[1].cost_of_goods_sold == Money(Decimal("9.00"), "EUR")


@pytest.mark.parametrize("written", ["19,12 €", "€19.12", "1 912,00 €", "19.12"])
def test_a_price_without_tax_is_none_with_tax_whatever_currency_it_names(tmp_path: Path, written: str) -> None:
    header = "Product ID;Name;Price (tax excl.);Quantity\n"
    (tmp_path / "presta.csv").write_text(f"{header}1;Bol;{written};3\n", encoding="utf-8")
    (refused,) = read(tmp_path / "presta.csv", "auto", EURO)
    assert isinstance(refused, Rejection)
    assert refused.column == "Price (tax excl.)"
    (taxed,) = read(tmp_path / "presta.csv", "auto", Options(currency="EUR", tax=Decimal(20)))
    assert isinstance(taxed, Product)
    assert taxed.price == Money(Decimal("2294.40" if "912" in written else "22.94"), "EUR")


def test_the_currency_is_that_of_most_prices(tmp_path: Path) -> None:
    found = rows(tmp_path, "feed.tsv", "id\ttitle\tprice\n1\tBol\t9 USD\n2\tPot\t9 EUR\n3\tMug\t9 EUR\n4\tJatte\t9\n")
    assert [(p.id, p.price.currency) for p in found if isinstance(p, Product)] == [(i, "EUR") for i in "234"]
    assert [(r.line, r.column) for r in found if isinstance(r, Rejection)] == [(2, "price")]


@pytest.mark.parametrize(
    "head", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1", b"\x1f\x8b\x08\x00", b'\n [{"id": "1"}]']
)
def test_a_file_that_only_holds_a_feed_is_refused_with_what_to_do(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "products.csv").write_bytes(head + bytes(100))
    with pytest.raises(UnreadableFile, match=r"CSV|unpack|one object a line"):
        recognise(tmp_path / "products.csv")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "feed.xml",
            '<rss xmlns:xml="http://www.w3.org/XML/1998/namespace"><item><id>1</id><title xml:lang="fr">Lampe</title>'
            '<title xml:lang="en">Lamp</title><description xml:lang="fr">Une lampe.</description>'
            "<price>9 EUR</price></item></rss>",
        ),
        ("feed.tsv", "id\ttitle_en\ttitle_fr\tdescription_fr\tprice\n1\tLamp\tLampe\tUne lampe.\t9 EUR\n"),
        ("feed.csv", "id,title [en],title (fr),description (fr),price\n1,Lamp,Lampe,Une lampe.,9 EUR\n"),
        (
            "feed.jsonl",
            '{"id": "1", "price": "9 EUR", "texts": {"en": {"title": "Lamp"}, '
            '"fr": {"title": "Lampe", "description": "Une lampe."}}}',
        ),
    ],
)
def test_a_product_whose_texts_all_stand_under_their_language_speaks_them(tmp_path: Path, name: str, text: str) -> None:
    (found,) = rows(tmp_path, name, text)
    assert isinstance(found, Product), found
    assert (found.language, found.title, found.description) == ("fr", "Lampe", "Une lampe.")
    assert {language: local.title for language, local in found.texts.items()} == {"en": "Lamp"}


def test_atoms_own_texts_are_the_description(tmp_path: Path) -> None:
    entry = "<entry><id>1</id><title>Lampe</title><price>9 EUR</price><summary>Une lampe.</summary></entry>"
    (found,) = rows(tmp_path, "atom.xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>')
    assert isinstance(found, Product)
    assert found.description == "Une lampe."


def test_a_negative_price_is_refused_as_such(tmp_path: Path) -> None:
    found = rows(tmp_path, "shopify.csv", SHOPIFY + "a,A,Title,Default Title,a1,-3,0\nb,B,Title,Default Title,b1,3,0\n")
    assert found[0] == Rejection(2, "Variant Price", "-3 is negative")


WOOCOMMERCE = (
    "ID,Type,SKU,Name,Published,In stock?,Stock,Regular price,Parent,"
    "Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)\n"
    '10,variable,P,Jacket,1,1,,,,Farbe,"Blau, Rot",Größe,"S, M"\n'
    "11,variation,,Jacket,1,1,2,25,P,Farbe,Blau,Größe,S\n"
    "12,variation,,Jacket,1,1,2,25,P,Farbe,Rot,Größe,\n"
)


def test_attributes_named_in_a_neighbours_language_are_the_colour_and_the_size(tmp_path: Path) -> None:
    found = [p for p in rows(tmp_path, "woo.csv", WOOCOMMERCE) if isinstance(p, Product)]
    assert [(p.id, p.color, p.size, p.item_group_id) for p in found] == [
        ("11", "Blau", "S", "P"),
        ("12", "Rot", "S, M", "P"),
    ]


@pytest.mark.parametrize(("asked", "expected"), [("M", {"12"}), ("S", {"11", "12"}), ("XL", set())])
def test_an_article_of_several_sizes_fits_each_of_them(tmp_path: Path, asked: str, expected: set[str]) -> None:
    found = [p for p in rows(tmp_path, "woo.csv", WOOCOMMERCE) if isinstance(p, Product)]
    index = CatalogueIndex.build([Product(p.id, p.title, p.price, size=p.size) for p in found], HashingEncoder())
    hits = index.search(Query(filters=Filters(sizes=(asked,)))).hits
    assert {hit.product.id for hit in hits} == expected
    assert set(index.vocabulary.sizes) == {"S", "M"}


def test_prestashops_zero_dates_set_no_limit(tmp_path: Path) -> None:
    text = (
        "Product ID;Active (0/1);Name;Price tax included;Discount percent;Discount from (yyyy-mm-dd);"
        "Discount to (yyyy-mm-dd)\n1;1;Bonnet;20,00;50;0000-00-00;0000-00-00\n"
    )
    (found,) = rows(tmp_path, "presta.csv", text)
    assert isinstance(found, Product)
    assert (found.price.amount, found.sale_price) == (Decimal("20.00"), Money(Decimal("10.00"), "EUR"))
