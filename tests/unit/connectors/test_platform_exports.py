"""Recorded-shaped exports of the three platforms, in both languages, to the products they mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.connectors.options import Options
from bot.connectors.registry import read, recognise
from catalog_index.errors import UnreadableFile
from catalog_index.feed.row import Rejection
from catalog_index.product import Detail, Money, Product

EXPORTS = Path(__file__).parent / "exports"
COMBINATIONS = EXPORTS / "prestashop.combinations.csv"
TODAY = date(2026, 6, 1)
FILES = ["shopify.en", "shopify.fr", "woocommerce.en", "woocommerce.fr", "prestashop.en", "prestashop.fr"]


def entries(name: str, **options: Any) -> list[Product | Rejection]:
    return list(read(EXPORTS / f"{name}.csv", "auto", Options(**{"currency": "EUR", "today": TODAY, **options})))


def products(name: str, **options: Any) -> dict[str, Product]:
    return {p.id: p for p in entries(name, **options) if isinstance(p, Product)}


def refusals(name: str, **options: Any) -> list[tuple[int, str, str]]:
    return [(r.line, r.column, r.reason) for r in entries(name, **options) if isinstance(r, Rejection)]


def money(amount: str | None) -> Money | None:
    return Money(Decimal(amount), "EUR") if amount else None


@pytest.mark.parametrize("name", FILES)
def test_an_export_is_recognised_by_its_columns_whatever_its_language_and_name(tmp_path: Path, name: str) -> None:
    disguised = tmp_path / "products.txt"
    disguised.write_bytes((EXPORTS / f"{name}.csv").read_bytes())
    assert recognise(disguised) == f"{name.partition('.')[0]}-csv"


@pytest.mark.parametrize("name", FILES)
def test_the_language_is_told_from_the_words(name: str) -> None:
    assert {p.language for p in products(name).values()} == {name.partition(".")[2]}


@pytest.mark.parametrize(
    ("name", "item", "price", "sale", "cost"),
    [
        ("shopify.en", "RRJ-MOS-S", "159.00", "129.00", "61.50"),  # compare-at above the price: what it was
        ("shopify.en", "RRJ-SLA-M", "159.00", None, "61.50"),
        ("shopify.en", "LMP-W", "49.90", None, None),  # compare-at below the price says nothing
        ("shopify.fr", "PUL-MAR-S", "119.90", "89.90", "38.20"),
        ("shopify.fr", "BOU-1", "1029.00", None, "8.00"),
        ("woocommerce.en", "HOOD-B-M", "59.00", "47.20", "18.40"),
        ("woocommerce.en", "HOOD-B-L", "59.00", None, "18.40"),  # its sale ended; its cost is the parent's
        ("woocommerce.en", "SALE", "39", None, None),  # its sale has not begun
        ("woocommerce.fr", "VAR-R-S", "89.90", "71.92", "31.50"),
        ("woocommerce.fr", "TOR", "12.50", None, None),
        ("woocommerce.fr", "LAM", "1249.00", None, None),
        ("prestashop.en", "demo_1", "22.94", "18.35", "5.49"),  # 20 % of 22.94
        ("prestashop.en", "demo_2", "22.68", None, None),  # a cost of 0.000000 was never given
        ("prestashop.en", "demo_4", "14.28", None, None),  # its discount ended
        ("prestashop.en", "demo_7", "34.80", "30.00", "12.00"),
        ("prestashop.en", "demo_9", "10.00", None, None),  # rule 0 is PrestaShop's "no tax"
        ("prestashop.fr", "SAD-30", "80.00", "68.00", "31.00"),
        ("prestashop.fr", "40-40-ocre", "95.00", None, "40.00"),  # 90 + 4.1667 × 1.2
    ],
)
def test_prices_promotions_and_costs(name: str, item: str, price: str, sale: str | None, cost: str | None) -> None:
    product = products(name)[item]
    assert (product.price, product.sale_price, product.cost_of_goods_sold) == (money(price), money(sale), money(cost))


@pytest.mark.parametrize(
    ("name", "item", "availability", "quantity"),
    [
        ("shopify.en", "RRJ-MOS-S", "in_stock", 4),
        ("shopify.en", "RRJ-MOS-M", "out_of_stock", 0),
        ("shopify.en", "RRJ-SLA-M", "backorder", 0),
        ("shopify.en", "SOC-39", "out_of_stock", 0),  # −2
        ("shopify.en", "gift-card-25", "in_stock", None),  # its stock is not tracked
        ("shopify.fr", "PUL-MAR-M", "out_of_stock", 0),
        ("shopify.fr", "PUL-ECR-M", "backorder", 0),
        ("woocommerce.en", "HOOD-B-L", "out_of_stock", 0),
        ("woocommerce.en", "104", "backorder", 0),
        ("woocommerce.en", "TEE-1", "in_stock", 9),  # its stock is the parent's, which stands below it
        ("woocommerce.fr", "SAV", "in_stock", None),
        ("prestashop.en", "demo_2", "backorder", 0),
        ("prestashop.en", "demo_3", "out_of_stock", 0),
        ("prestashop.en", "demo_5", "out_of_stock", None),  # not available for order
        ("prestashop.fr", "GOU-50", "out_of_stock", 0),
        ("prestashop.fr", "40-38-gris", "in_stock", 4),
    ],
)
def test_stock(name: str, item: str, availability: str, quantity: int | None) -> None:
    product = products(name)[item]
    assert (product.availability, product.quantity) == (availability, quantity)


@pytest.mark.parametrize(
    ("name", "item", "group", "color", "size", "material", "gender"),
    [
        ("shopify.en", "RRJ-MOS-S", "ridge-rain-jacket", "Moss", "S", "Recycled polyester, Elastane", "women"),
        ("shopify.en", "RRJ-SLA-M", "ridge-rain-jacket", "Slate", "M", "Recycled polyester, Elastane", "women"),
        ("shopify.en", "SOC-36", "merino-socks", "", "36-38", "Merino wool", "unisex"),
        ("shopify.en", "PCK-28", "", "Red", "", "", "unisex"),
        ("shopify.fr", "PUL-ECR-M", "pull-marin", "Écru", "M", "", "women"),
        ("shopify.fr", "NAP-150", "nappe-lin", "Blanc", "150 x 150", "Lin", ""),
        ("woocommerce.en", "HOOD-B-M", "HOOD", "Blue", "M", "Cotton", ""),
        ("woocommerce.en", "TEE-1", "TEE", "", "", "", "men"),
        ("woocommerce.fr", "VAR-M-M", "VAR", "Marine", "M", "", ""),
        ("woocommerce.fr", "BON-F", "BON", "", "", "", "women"),
        ("prestashop.fr", "40-40-gris", "40", "Gris", "40", "", ""),
        ("prestashop.fr", "SAD-30", "", "", "", "", "unisex"),
    ],
)
def test_variants_and_their_attributes(
    name: str, item: str, group: str, color: str, size: str, material: str, gender: str
) -> None:
    p = products(name)[item]
    assert (p.item_group_id, p.color, p.size, p.material, p.gender) == (group, color, size, material, gender)


@pytest.mark.parametrize(
    ("name", "item", "details"),
    [
        ("shopify.en", "RRJ-MOS-M", [("Care", "Machine wash cold")]),  # the product's own, on its first row alone
        ("shopify.en", "MAT-1", [("Care", "1.8 kg")]),
        ("shopify.en", "LMP-N", [("Beam", "Narrow")]),
        ("shopify.fr", "THE-12", [("Contenance", "1,2 l")]),
        ("woocommerce.en", "MUG", []),  # an attribute that the shop hides says nothing
        ("woocommerce.fr", "VAR-R-S", [("Doublure", "Coton"), ("Poids", "0,9 kg")]),
        ("woocommerce.fr", "TAB", [("Longueur", "30 cm"), ("Largeur", "30 cm"), ("Hauteur", "45 cm")]),
        ("prestashop.en", "demo_3", [("Paper type", "Ruled, 90 g")]),
        ("prestashop.fr", "LAM-1", [("Puissance", "350 lumens")]),
    ],
)
def test_other_attributes_are_details(name: str, item: str, details: list[tuple[str, str]]) -> None:
    assert products(name)[item].product_detail == tuple(Detail(*pair) for pair in details)


@pytest.mark.parametrize(
    ("name", "item", "path", "brand"),
    [
        ("shopify.en", "MUG-1", "Mugs", "Northgrain"),
        ("shopify.en", "PCK-28", "Luggage & Bags > Backpacks", "Northgrain"),
        ("woocommerce.en", "HOOD-B-M", "Clothing > Hoodies", "Quayside"),
        ("woocommerce.en", "MUG", "Kitchen > Mugs, cups", ""),
        ("woocommerce.en", "CARD", "", ""),
        ("woocommerce.fr", "SAV", "Bain", "Calanque"),
        ("prestashop.en", "demo_1", "Clothes > Men", "Studio Loom"),
        ("prestashop.en", "demo_2", "Art > Cushions", "Studio Loom"),
        ("prestashop.fr", "GOU-50", "Accessoires > Gourdes", "Crête"),
        ("prestashop.fr", "REC-1", "", ""),  # ids of categories
    ],
)
def test_categories_and_brands(name: str, item: str, path: str, brand: str) -> None:
    assert (products(name)[item].product_type, products(name)[item].brand) == (path, brand)


def test_descriptions_are_made_plain() -> None:
    assert products("shopify.en")["RRJ-MOS-S"].description == (
        'Keeps you dry on the ridge.\n3-layer shell\nSays "no" to wind'
    )
    assert (
        products("woocommerce.en")["HOOD-B-M"].description == "Heavy cotton hoodie.\nBrushed inside.\nHood with cord."
    )
    assert products("prestashop.fr")["SAD-30"].description == (
        "Trente litres, dos aéré.\nPoche à eau\u00a0; housse de pluie."
    )


def test_images_are_the_variants_own_where_it_has_one() -> None:
    jackets = products("shopify.en")
    assert jackets["RRJ-MOS-S"].image_link == "https://cdn.shop.example/s/files/ridge-moss.jpg"
    assert jackets["RRJ-MOS-M"].image_link == "https://cdn.shop.example/s/files/ridge-rain-jacket-1.jpg"
    assert products("woocommerce.en")["104"].image_link == "https://woo.example/wp-content/uploads/hoodie-sand.jpg"


@pytest.mark.parametrize(
    ("name", "item", "link"),
    [
        ("shopify.en", "MUG-1", "https://shop.example/products/camp-mug"),
        ("woocommerce.en", "HOOD-B-M", "https://shop.example/?post_type=product&p=101"),
        ("prestashop.en", "demo_1", "https://shop.example/1-hummingbird-print-tee.html"),
    ],
)
def test_links_are_made_from_the_shops_address(name: str, item: str, link: str) -> None:
    assert products(name, site="https://shop.example/")[item].link == link
    assert products(name)[item].link == ""


def test_what_the_shop_does_not_sell_is_left_out_and_is_no_error() -> None:
    assert "TNT-1" not in products("shopify.en")
    assert not {"PRIV", "HID", "SET"} & set(products("woocommerce.en"))
    assert not {"demo_6", "OLD-1"} & {*products("prestashop.en"), *products("prestashop.fr")}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("shopify.en", [(21, "Variant Price", "is zero")]),
        ("shopify.fr", [(12, "Price", "“gratuit” is not a price such as 89.90 EUR")]),
        (
            "woocommerce.en",
            [
                (17, "Regular price", "is missing"),
                (13, "Parent", "names “id:999”, which is not in the file"),
                (14, "Type", "is a variable product without a variation here"),
            ],
        ),
        ("woocommerce.fr", [(11, "Tarif régulier", "-5 is negative")]),
        (
            "prestashop.en",
            [(9, "Price tax excluded", "is without tax; say the rate in percent, for example --tax 20")],
        ),
        ("prestashop.fr", [(10, "Prix TTC", "is missing")]),
    ],
)
def test_rows_are_refused_by_their_line_and_the_files_own_column(
    name: str, expected: list[tuple[int, str, str]]
) -> None:
    assert refusals(name) == expected


def test_a_price_without_tax_counts_with_the_rate_that_was_said() -> None:
    assert products("prestashop.en", tax=Decimal("5.5"))["demo_8"].price == money("10.55")


def test_combinations_of_a_second_file_become_the_products_variants() -> None:
    found = products("prestashop.en", combinations=COMBINATIONS)
    tees = [p for p in found.values() if p.item_group_id == "1"]
    assert [(p.id, p.size, p.color, p.price, p.sale_price, p.availability) for p in tees] == [
        ("demo_1_S_W", "S", "White", money("22.94"), money("18.35"), "in_stock"),
        ("demo_1_M_W", "M", "White", money("22.94"), money("18.35"), "out_of_stock"),
        ("demo_1_M_B", "M", "Black", money("24.14"), money("19.31"), "in_stock"),  # 22.94 + 1.00 × 1.2
    ]
    assert "demo_1" not in found
    assert found["demo_7_60"].cost_of_goods_sold == money("20")
    assert found["demo_4"].item_group_id == ""


def test_combinations_alone_are_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="--combinations"):
        list(read(COMBINATIONS, "auto", Options(currency="EUR")))


def test_prices_without_any_currency_are_refused() -> None:
    reasons = {reason for _, _, reason in refusals("woocommerce.en", currency=None)}
    assert "“25” names no currency" in reasons
