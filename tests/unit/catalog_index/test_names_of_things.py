"""Things that have names of several words, or other names than their shelf's; what a shelf only qualifies."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product
from catalog_index.understand import understand

# id | title | path | material | price | details
TABLE = """
red|Chinon 2021|Wines > Red wines||12|Alcohol=13 %
dry|Sancerre 2022|Wines > White wines||19|Alcohol=12 %;Style=Dry
sweet|Layon 2020|Wines > White wines||16|Alcohol=12 %;Style=Sweet
free|Pilsner zero|Beers||3|Alcohol=0 %
ale|Amber beer|Beers||4|Alcohol=6 %
glass|Set of 6 glasses for wine, red wine glass|Tableware|Glass|45|
day|Day cream for dry skin|Creams||24|
night|Rich night cream|Creams||39|
sun|Sun cream SPF 50|Sun care||20|
post|Sisal scratching post 90 cm|Scratching posts||55|
tree|Cat tree 150 cm|Scratching posts||130|
flask|Water bottle 750 ml|Bottles||8|
cage|Bottle cage|Bottles|Carbon|29|
alu|Ridge 29|Bikes||900|Frame=Aluminium
carbon|Summit|Bikes||1900|Frame=Carbon
four|B-4|Basses||280|Number of strings=4
five|B-5|Basses||390|Number of strings=5
plush|Bunny|Soft toys||17|
wire|Tack 3|Mice||59|Wireless=No
air|Tack 5|Mice||39|Wireless=Yes
blocks|Oak cubes|Early learning|Oak|19|
bricks|500 bricks|Building blocks||30|
kite|Rainbow kite|Kites||17|
bear|Giant bear|Soft toys||49|
dou|Rabbit doudou|Soft toys||18|
"""


def product(line: str) -> Product:
    id, title, path, material, price, told = line.split("|")
    details = tuple(Detail(*pair.split("=")) for pair in told.split(";") if pair)
    money = Money(Decimal(price), "EUR")
    return Product(
        id=id, title=title, price=money, product_type=path, material=material, product_detail=details, language="en"
    )


@pytest.fixture(scope="module")
def index() -> CatalogueIndex:
    return CatalogueIndex.build([product(line) for line in TABLE.strip().splitlines()], HashingEncoder())


def found(index: CatalogueIndex, said: str, language: str) -> list[str]:
    return [hit.product.id for hit in index.find(said, language)[1].hits]


@pytest.mark.parametrize(
    ("said", "language", "first"),
    [
        # Neither a wine nor made of what wines are not made of.
        ("wine glasses", "en", "glass"),
        ("sun cream", "en", "sun"),
        ("crème solaire", "fr", "sun"),
        # On the shelf itself, what is called so comes first.
        ("cat tree", "en", "tree"),
        ("arbre à chat", "fr", "tree"),
        ("porte-bidon", "fr", "cage"),
        ("gourde", "fr", "flask"),
        ("un doudou", "fr", "dou"),
        # No shelf is called so by its name, a title elsewhere is of it.
        ("cubes", "en", "blocks"),
    ],
)
def test_a_name_of_several_words_is_that_of_the_thing(
    index: CatalogueIndex, said: str, language: str, first: str
) -> None:
    assert found(index, said, language)[0] == first


@pytest.mark.parametrize(
    ("said", "language", "ids"),
    [
        ("une crème pour peau sèche", "fr", {"day", "night"}),
        ("day cream", "en", {"day", "night"}),
        ("the cheapest flask", "en", {"flask", "cage"}),
    ],
)
def test_a_shelf_stays_where_the_name_is_of_what_stands_on_it(
    index: CatalogueIndex, said: str, language: str, ids: set[str]
) -> None:
    assert set(found(index, said, language)) == ids


@pytest.mark.parametrize(
    ("said", "language", "ids"),
    [
        ("dry white wine", "en", {"dry"}),
        ("vin blanc sec", "fr", {"dry"}),
        ("carbon bike", "en", {"carbon"}),
        ("vélo en carbone", "fr", {"carbon"}),
        ("5 string bass", "en", {"five"}),
        ("basse 4 cordes", "fr", {"four"}),
        ("beer without alcohol", "en", {"free"}),
        ("une bière sans alcool", "fr", {"free"}),
        ("wooden toys", "en", {"blocks"}),
        ("a wired mouse", "en", {"wire"}),
        ("souris filaire", "fr", {"wire"}),
        ("souris sans fil", "fr", {"air"}),
        ("a mouse", "en", {"wire", "air"}),
        ("toys under 18", "en", {"plush", "dou"}),
    ],
)
def test_what_is_said_of_a_shelf_is_read_as_its_products_state_it(
    index: CatalogueIndex, said: str, language: str, ids: set[str]
) -> None:
    assert set(found(index, said, language)) == ids


@pytest.mark.parametrize("said", ["my skin is dry", "something dry"])
def test_a_vague_quality_without_a_shelf_is_a_word(index: CatalogueIndex, said: str) -> None:
    assert understand(said, "en", index.vocabulary).filters.attributes == {}


@pytest.mark.parametrize(("said", "called"), [("a flask", "flask"), ("bottles", "")])
def test_another_name_of_the_shelf_is_told(index: CatalogueIndex, said: str, called: str) -> None:
    assert understand(said, "en", index.vocabulary).called == called


def test_an_everyday_word_is_a_shelf_by_its_irregular_plural(index: CatalogueIndex) -> None:
    assert understand("a mouse", "en", index.vocabulary).filters.categories == ("Mice",)
