"""What shopping assistants were reported to fail at, each on a small shop: the shop has it, the bot finds it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product
from catalog_index.query import Filters

# id | title | path | price | rating | weight in grams | in stock
ENGLISH = """
F1|Dune low cut|Footwear > Casual|60|4.1|310|yes
F2|Pebble low cut|Footwear > Casual|45|4.8|280|yes
C1|Alloy Bottle Cage|Bike parts > Bottle cages|19|4.0|60|yes
C2|Rubber Bar Grips|Bike parts > Grips|12|4.5|90|yes
C3|Bottle 0.7 l clear|Bike parts > Bottles|8|4.2|80|yes
D1|Classic cola 6 x 33 cl|Grocery > Fizzy|5|4.4||yes
D2|Cloudy lemonade 1 l|Grocery > Fizzy|3|4.7||yes
D3|Ground coffee 250 g|Grocery > Hot|6|4.9||yes
H1|Cosy hoodie|Clothes > Hoodies|55|4.3|520|yes
H2|Thin hoodie|Clothes > Hoodies|35|3.9|340|yes
H3|Zip hoodie|Clothes > Hoodies|25|4.6|450|no
"""
FRENCH = """
F1|Souple basse|Chaussures > Ville|60|4.1|310|yes
H1|Capucin|Sweats à capuche|55|4.3|520|yes
M1|Cadran noir|Montres|80|4.0|70|yes
"""


def shop(table: str, language: str) -> CatalogueIndex:
    products = []
    for line in table.strip().splitlines():
        number, title, path, price, rating, weight, stock = line.split("|")
        products.append(
            Product(
                id=number,
                title=title,
                price=Money(Decimal(price), "EUR"),
                product_type=path,
                language=language,  # type: ignore[arg-type]
                average_rating=float(rating),
                review_count=100,
                availability="in_stock" if stock == "yes" else "out_of_stock",
                product_detail=(Detail("Weight", f"{weight} g"),) if weight else (),
            )
        )
    return CatalogueIndex.build(products, HashingEncoder())


@pytest.fixture(scope="module")
def english() -> CatalogueIndex:
    return shop(ENGLISH, "en")


@pytest.fixture(scope="module")
def french() -> CatalogueIndex:
    return shop(FRENCH, "fr")


def found(index: CatalogueIndex, text: str, language: str) -> list[str]:
    return [hit.product.group for hit in index.find(text, language)[1].hits]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("shoes", "en", {"F1", "F2"}),
        ("chaussures", "fr", {"F1", "F2"}),
        ("sneakers", "en", {"F1", "F2"}),
        ("soft drinks", "en", {"D1", "D2"}),
        ("des boissons gazeuses", "fr", {"D1", "D2"}),
        ("sweat à capuche", "fr", {"H1", "H2"}),
        ("un sweat à capuche à moins de 40 €", "fr", {"H2"}),
    ],
)
def test_a_shop_without_the_shoppers_word_still_shows_what_it_has(
    english: CatalogueIndex, text: str, language: str, expected: set[str]
) -> None:
    assert set(found(english, text, language)) == expected


@pytest.mark.parametrize("text", ["metal bottle holder", "un porte-gourde en métal", "bottle holders"])
def test_a_bottle_holder_is_a_bottle_cage(english: CatalogueIndex, text: str) -> None:
    language = "fr" if "porte" in text else "en"
    assert found(english, text, language)[0] == "C1"


@pytest.mark.parametrize(
    ("text", "expected"), [("shoes", ["F1"]), ("a hoodie", ["H1"]), ("watch under 100 euros", ["M1"])]
)
def test_an_english_query_finds_what_a_french_shop_has(french: CatalogueIndex, text: str, expected: list[str]) -> None:
    assert found(french, text, "en") == expected


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("the cheapest hoodie", "en", "H2"),
        ("le sweat à capuche le moins cher", "fr", "H2"),
        ("the lightest shoes", "en", "F2"),
        ("les chaussures les plus légères", "fr", "F2"),
        ("best rated shoes", "en", "F2"),
        ("the newest hoodie", "en", "H2"),
        ("the most expensive hoodie", "en", "H1"),
    ],
)
def test_a_superlative_is_answered_over_the_whole_catalogue_that_can_be_bought(
    english: CatalogueIndex, text: str, language: str, first: str
) -> None:
    assert found(english, text, language)[0] == first


def test_the_cheapest_of_many_is_found_however_late_it_stands() -> None:
    products = [
        Product(id=f"S{n}", title=f"Plain scarf {n}", price=Money(Decimal(500 - n), "EUR"), product_type="Scarves")
        for n in range(450)
    ]
    index = CatalogueIndex.build(products, HashingEncoder())
    assert found(index, "cheapest scarf", "en")[0] == "S449"
    assert found(index, "écharpe la moins chère", "fr")[0] == "S449"


def test_a_price_limit_is_applied_before_the_nearest_are_taken() -> None:
    """Four hundred nearer products above the limit do not push out the one below it."""
    dear = [Product(id=f"L{n}", title="Oak desk lamp", price=Money(Decimal(90), "EUR")) for n in range(400)]
    cheap = Product(id="CHEAP", title="Small lamp of tin", price=Money(Decimal(15), "EUR"))
    index = CatalogueIndex.build([*dear, cheap], HashingEncoder())
    assert found(index, "oak desk lamp under 20 euros", "en") == ["CHEAP"]


def test_a_parent_in_stock_whose_asked_size_is_not_is_not_offered_in_that_size() -> None:
    sizes = {"40": "in_stock", "41": "out_of_stock"}
    products = [
        Product(
            id=f"R-{size}",
            item_group_id="R",
            title="River sandals",
            price=Money(Decimal(50), "EUR"),
            product_type="Sandals",
            size=size,
            availability=stock,  # type: ignore[arg-type]
        )
        for size, stock in sizes.items()
    ]
    index = CatalogueIndex.build(products, HashingEncoder())
    assert [hit.product.id for hit in index.find("sandals size 40", "en")[1].hits] == ["R-40"]
    _, result = index.find("sandals size 41", "en")
    assert result.hits == ()
    assert {r.key for r in result.relaxations} == {"buyable_only", "sizes"}
    assert [h.product.id for h in index.find("sandals size 41", "en", Filters(sizes=("40",)))[1].hits] == ["R-40"]


AUDIO = """
A1|Hush|Headphones > Over-ear|90|4.1|250|yes
A2|Perch|Headphones > On-ear|70|4.2|120|yes
A3|Lobe|Earphones > Open-ear|60|4.3|20|yes
A4|Speck|Earphones > True wireless|80|4.4|10|yes
"""


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("headphones that cover the ears", "en", {"A1"}),
        ("un casque qui recouvre bien les oreilles", "fr", {"A1"}),
        ("un casque supra-auriculaire", "fr", {"A2"}),
        ("earphones that let me hear the traffic", "en", {"A3"}),
        ("des écouteurs qui laissent entendre la rue", "fr", {"A3"}),
        ("écouteurs totalement sans fil", "fr", {"A4"}),
        ("headphones", "en", {"A1", "A2"}),
        ("something for my ears", "en", set()),
    ],
)
def test_a_shelf_is_known_by_what_it_does(text: str, language: str, expected: set[str]) -> None:
    index = shop(AUDIO, "en")
    categories = index.find(text, language)[0].filters.categories
    assert ({hit.product.id for hit in index.find(text, language)[1].hits} if categories else set()) == expected


RAIN = Product(
    id="J1",
    title="Squall",
    price=Money(Decimal(90), "EUR"),
    product_type="Jackets",
    product_detail=(Detail("Waterproof", "Yes"),),
)
DRY = Product(
    id="J2",
    title="Breeze",
    price=Money(Decimal(60), "EUR"),
    product_type="Jackets",
    product_detail=(Detail("Waterproof", "No"),),
)
SHOE = Product(
    id="S1",
    title="Ford",
    price=Money(Decimal(70), "EUR"),
    product_type="Shoes",
    product_detail=(Detail("Waterproof", "Yes"),),
)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("imperméable", "fr", {"J1", "S1"}),
        ("veste imperméable", "fr", {"J1"}),
        ("chaussures imperméables", "fr", {"S1"}),
        ("waterproof jacket", "en", {"J1"}),
        ("raincoat", "en", {"J1", "J2"}),
        ("je cherche un imperméable", "fr", {"J1", "J2"}),
    ],
)
def test_a_quality_is_a_quality_and_with_an_article_a_thing(text: str, language: str, expected: set[str]) -> None:
    index = CatalogueIndex.build([RAIN, DRY, SHOE], HashingEncoder())
    assert set(found(index, text, language)) == expected
