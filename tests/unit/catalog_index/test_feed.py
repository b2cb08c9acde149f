from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.feed.cleaning import clean, clean_line
from catalog_index.feed.details import parse_details
from catalog_index.feed.money import BadMoney, parse_money
from catalog_index.feed.reading import products
from catalog_index.feed.row import Rejection, product_of
from catalog_index.product import Detail, Money, Product

GOOD = {"id": "A1", "title": "Trail shoe", "price": "89.90 EUR"}


def product(**columns: object) -> Product:
    made = product_of({**GOOD, **columns}, 2)
    assert isinstance(made, Product), made
    return made


def refusal(**columns: object) -> Rejection:
    made = product_of({**GOOD, **columns}, 2)
    assert isinstance(made, Rejection), made
    return made


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("89.90 EUR", "89.90", "EUR"),
        ("EUR 89.90", "89.90", "EUR"),
        ("89,90 €", "89.90", "EUR"),
        ("€89.90", "89.90", "EUR"),
        ("$1,299.00", "1299.00", "USD"),
        ("1.299,00 EUR", "1299.00", "EUR"),
        ("1 299,50 EUR", "1299.50", "EUR"),
        ("1\u202f299,50\u00a0€", "1299.50", "EUR"),
        ("12 EUR", "12", "EUR"),
        ("1,200 GBP", "1200", "GBP"),
        ("0.95 usd", "0.95", "USD"),
        ("1.5 EUR", "1.5", "EUR"),
        ("12.500 KWD", "12.5", "KWD"),
        ("12,345 TND", "12.345", "TND"),
        ("1,250.750 KWD", "1250.75", "KWD"),
        ("1,899 JPY", "1899", "JPY"),
    ],
)
def test_money_is_read_however_it_is_written(written: str, amount: str, currency: str) -> None:
    assert parse_money(written) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    "written", ["", "abc", "5", "-5 EUR", "5 XYZ", "NaN EUR", "Infinity EUR", "1e9 EUR", "99999999999 EUR", "5 EUR 6"]
)
def test_what_is_no_price_is_refused(written: str) -> None:
    with pytest.raises(BadMoney):
        parse_money(written)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("id", "", "is missing"),
        ("id", "x" * 101, "is longer than 100 characters"),
        ("id", "a\x00b", "holds control characters"),
        ("title", "", "is missing"),
        ("title", "<script>alert(1)</script>", "holds nothing but markup"),
        ("title", "a\x1bb", "holds control characters"),
        ("price", "", "is missing"),
        ("price", "0 EUR", "is zero"),
        ("price", "-3 EUR", "-3 is negative"),
        ("sale_price", "95 EUR", "95 is above the price 89.90"),
        ("sale_price", "80 USD", "is in USD but the price is in EUR"),
        ("link", "javascript:alert(1)", "must begin with http:// or https://, not “javascript”"),
        ("link", "data:text/html,x", "must begin with http:// or https://, not “data”"),
        ("image_link", "https://a.b/<script>", "holds characters that no address has"),
        ("availability", "perhaps", "“perhaps” is none of in_stock, out_of_stock, preorder, backorder"),
        ("average_rating", "7", "7.0 is not between 0 and 5"),
        ("quantity", "many", "“many” is not a whole number"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_column_and_reason(column: str, value: str, reason: str) -> None:
    assert refusal(**{column: value}) == Rejection(2, column, reason)


def test_a_full_row_becomes_a_product() -> None:
    made = product(
        description="<p>Light &amp; fast.</p><p>For mud.</p>",
        link="/p/a1",
        image_link="https://shop.example/a1.svg",
        availability="In Stock",
        sale_price="79,90 €",
        cost_of_goods_sold="40.00 EUR",
        item_group_id="A",
        product_type="Shoes>Trail",
        gender="Female",
        quantity="3",
        average_rating="4,5",
        review_count="12",
        product_detail=r"Shoe:Weight:285 g,Shoe:Note:soft\, warm,Care:Wash at:10:30",
        product_highlight=["Grippy", "Light"],
        unknown_column="ignored",
        texts={
            "fr": {
                "title": "Chaussure de trail",
                "product_detail": [{"section": "", "name": "Poids", "value": "285 g"}],
            }
        },
    )
    assert made.description == "Light & fast.\nFor mud."
    assert (made.sale_price, made.cost_of_goods_sold) == (
        Money(Decimal("79.90"), "EUR"),
        Money(Decimal("40.00"), "EUR"),
    )
    assert (made.availability, made.gender, made.product_type) == ("in_stock", "women", "Shoes > Trail")
    assert (made.quantity, made.average_rating, made.review_count) == (3, 4.5, 12)
    assert made.product_detail == (
        Detail("Weight", "285 g", "Shoe"),
        Detail("Note", "soft, warm", "Shoe"),
        Detail("Wash at", "10:30", "Care"),
    )
    assert made.text("fr").title == "Chaussure de trail"
    assert made.text("fr").product_detail == (Detail("Poids", "285 g"),)
    assert made.text("fr").description == made.description


@pytest.mark.parametrize("column", ["title_fr", "title[fr]", "title-fr", "title (fr)"])
def test_columns_may_hold_another_languages_texts(column: str) -> None:
    assert product(**{column: "Chaussure"}).texts["fr"].title == "Chaussure"


def test_a_sale_price_equal_to_the_price_is_no_sale() -> None:
    assert product(sale_price="89.90 EUR").sale_price is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a <b>bold</b> word", "a bold word"),
        ("x<script>alert(1)</script>y", "xy"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", ""),
        ("{{ config }} shoe {% raw %} ${x} #{y} <%= z %>", "shoe"),
        ("unclosed {{ template", "unclosed"),
        ("click javascript:alert(1)", "click alert(1)"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("I <3 running", "I <3 running"),
        ("Amorti\u202f: «\u00a0doux\u00a0»", "Amorti\u202f: «\u00a0doux\u00a0»"),
        ("zero\u200bwidth\u202e", "zerowidth"),
        ("Café &eacute;t&eacute;", "Café été"),
    ],
)
def test_text_is_made_plain(written: str, expected: str) -> None:
    assert clean_line(written) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/{}%$&;#scriptimg onerror=javascript:'\" a", max_size=80))
def test_no_markup_script_or_template_survives(written: str) -> None:
    plain = clean(written)
    for mark in ("<script", "</", "{{", "}}", "{%", "${", "javascript:", "<img"):
        assert mark not in plain.lower()


def test_cleaning_twice_is_cleaning_once_for_ordinary_texts() -> None:
    text = "<p>Semelle 6&nbsp;mm &amp; mesh</p><ul><li>Léger</li></ul>"
    assert clean(clean(text)) == clean(text)


def test_details_without_a_section_and_with_stray_commas() -> None:
    assert parse_details("Weight:285 g, Colour:black, red") == [("", "Weight", "285 g"), ("", "Colour", "black, red")]


def rows(*entries: dict[str, object]) -> list[Product | Rejection]:
    return list(products((n, entry) for n, entry in enumerate(entries, start=2)))


def test_an_identifier_counts_once() -> None:
    first, second = rows(GOOD, {**GOOD, "title": "Another"})
    assert isinstance(first, Product)
    assert second == Rejection(3, "id", "“A1” was there already, on an earlier line")


def test_a_catalogue_has_one_currency() -> None:
    _, other, unsaid = rows(GOOD, {**GOOD, "id": "A2", "price": "9 USD"}, {**GOOD, "id": "A3", "price": "9"})
    assert other == Rejection(3, "price", "is in USD but the catalogue is in EUR")
    assert isinstance(unsaid, Product)
    assert unsaid.price == Money(Decimal(9), "EUR")


def test_the_language_is_told_from_the_words() -> None:
    (french,) = rows({**GOOD, "title": "Chaussure de trail légère pour femme"})
    (english,) = rows({**GOOD, "title": "Trail shoe", "texts": {"fr": {"title": "Chaussure de trail"}}})
    assert isinstance(french, Product)
    assert isinstance(english, Product)
    assert (french.language, english.language) == ("fr", "en")
