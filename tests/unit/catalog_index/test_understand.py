"""Each row: the sentence | the filters it sets, "field=value" with "," between values | the words left to search by."""

# ruff: noqa: E501 (tables: one case per line)

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest

from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.query import Filters, Understood
from catalog_index.understand import understand
from catalog_index.vocabulary import Vocabulary

FRENCH = """
chaussures de trail pour débutante, moins de 100 €, pointure 39, surtout pas rose|categories=Shoes > Trail;price_max=100;sizes=39;genders=women;not_colors=pink|
chaussures|categories=Shoes|
des baskets de running pour homme|categories=Shoes;genders=men|baskets running
chaussures de route|categories=Shoes > Road|
chaussure trail femme|categories=Shoes > Trail;genders=women|
chaussures taille 42 à 90 euros|categories=Shoes;sizes=42;price_max=90|
je cherche une veste bleue|categories=Clothing > Jackets;colors=blue|
une veste bleu nuit|categories=Clothing > Jackets;colors=blue|
une veste imperméable|categories=Clothing > Jackets;attributes=Waterproof:Yes|
coupe-vent femme en M|categories=Clothing > Jackets;genders=women;sizes=M|
chaussettes sans laine|categories=Clothing > Socks;exclude_terms=laine|
chaussettes sans me ruiner|categories=Clothing > Socks|ruiner
chaussettes en laine mérinos|categories=Clothing > Socks;attributes=material:merino|
un sweat à capuche violet|categories=Clothing > Hoodies & Sweatshirts;colors=purple|
sweat taille XL noir|categories=Clothing > Hoodies & Sweatshirts;sizes=XL;colors=black|
montre gps|categories=Watches > GPS watches|
la montre la moins chère|categories=Watches;sort=price_asc|
la moins chère des montres|categories=Watches;sort=price_asc|
les chaussures les mieux notées|categories=Shoes;sort=rating|
la chaussure de trail la plus légère|categories=Shoes > Trail;sort=weight_asc|
écouteurs sans fil|categories=Earphones;attributes=Connection:Wireless|
un casque à réduction de bruit|categories=Headphones;attributes=Noise cancelling:Yes|
casque pas cher|categories=Headphones;sort=price_asc|
des Telmark|brands=Telmark|
une veste Telmarck|categories=Clothing > Jackets;brands=Telmark|
pas de Telmark|not_brands=Telmark|
une autre marque que Corvane|not_brands=Corvane|
chaussures de trail sauf Corvane|categories=Shoes > Trail;not_brands=Corvane|
ni rose ni violet|not_colors=pink,purple|
pas de rose ni de violet|not_colors=pink,purple|
je n'aime pas le rose|not_colors=pink|
une veste rouge mais pas noire|categories=Clothing > Jackets;colors=red;not_colors=black|
gel orange|categories=Nutrition > Gels|orange
gels sans caféine|categories=Nutrition > Gels;exclude_terms=caféine|
chausures de trial|categories=Shoes > Trail|
entre 50 et 80 €|price_min=50;price_max=80|
pour ma randonnée de 42 km||randonnée 42 km
taille 39 ou 40|sizes=39,40|
je fais du 42|sizes=42|
du 39|sizes=39|
veste ou sweat|categories=Clothing > Hoodies & Sweatshirts,Clothing > Jackets|
porte-bidon en métal|categories=Accessories > Bottle cages;attributes=material:metal|
vestes femmes jaunes taille S à moins de 80 euros|categories=Clothing > Jackets;genders=women;colors=yellow;sizes=S;price_max=80|
des chaussures pour mon fils de 12 ans|categories=Shoes|fils 12 ans
pas trop lourd||
pas de laine, une veste bleue|categories=Clothing > Jackets;colors=blue;exclude_terms=laine|
sans laine et imperméable|exclude_terms=laine;attributes=Waterproof:Yes|
pas rose et pas violet|not_colors=pink,purple|
pour le trail, une montre|categories=Watches|trail
chaussures homme 42|categories=Shoes;genders=men;sizes=42|
chaussures pour un 42 km|categories=Shoes|42 km
bonjour||
"""

ENGLISH = """
trail shoes for a beginner, under 100 euros, size 39, no pink|categories=Shoes > Trail;price_max=100;sizes=39;not_colors=pink|beginner
footwear|categories=Shoes|
shoes|categories=Shoes|
women's trail shoes|categories=Shoes > Trail;genders=women|
road shoes for men|categories=Shoes > Road;genders=men|
running shoes|categories=Shoes|running shoes
need hoodie for women between 20 and 40 dollars|categories=Clothing > Hoodies & Sweatshirts;genders=women;price_min=20;price_max=40|
a red jacket|categories=Clothing > Jackets;colors=red|
light blue jacket|categories=Clothing > Jackets;colors=blue|
waterproof jacket, not black|categories=Clothing > Jackets;attributes=Waterproof:Yes;not_colors=black|
windbreaker in size M|categories=Clothing > Jackets;sizes=M|
socks without wool|categories=Clothing > Socks;exclude_terms=wool|
socks without breaking the bank|categories=Clothing > Socks|breaking bank
wool socks|categories=Clothing > Socks;attributes=material:wool|
the cheapest watch|categories=Watches;sort=price_asc|
cheapest|sort=price_asc|
the lightest trail shoe|categories=Shoes > Trail;sort=weight_asc|
best rated headphones|categories=Headphones;sort=rating|
wireless earbuds|categories=Earphones;attributes=Connection:Wireless|
noise cancelling headphones under $250|categories=Headphones;attributes=Noise cancelling:Yes;price_max=250|
not Telmark|not_brands=Telmark|
anything but Corvane|not_brands=Corvane|
I don't like pink|not_colors=pink|
no pink or purple|not_colors=pink,purple|
Telmrak shoes|categories=Shoes;brands=Telmark|
jaket|categories=Clothing > Jackets|
orange gels|categories=Nutrition > Gels|orange
caffeine-free gels|categories=Nutrition > Gels;exclude_terms=caffeine|
metal bottle holder|categories=Accessories > Bottle cages;attributes=material:metal|
GPS watch over 150 euros|categories=Watches > GPS watches;price_min=150|
a jacket or a hoodie|categories=Clothing > Hoodies & Sweatshirts,Clothing > Jackets|
XL hoodie|categories=Clothing > Hoodies & Sweatshirts;sizes=XL|
size 8 to 10|sizes=8,10|
something for mud|attributes=Terrain:Mud|
not too expensive|sort=price_asc|
not too heavy||
not Telmark, road shoes size 42 men|categories=Shoes > Road;genders=men;sizes=42;not_brands=Telmark|
no pink and waterproof|not_colors=pink;attributes=Waterproof:Yes|
in-ear headphones|categories=Earphones|
socks for trail shoes|categories=Clothing > Socks|trail shoes
for a 42 km race||42 km race
men's road shoes not over 160 euros in 42|categories=Shoes > Road;genders=men;price_max=160;sizes=42|
hello||
"""


@pytest.fixture(scope="module")
def vocabulary(index: CatalogueIndex) -> Vocabulary:
    return index.vocabulary


def rows(table: str) -> list[tuple[str, str, str]]:
    return [(row[0], row[1], row[2]) for line in table.strip().splitlines() if (row := line.split("|"))]


def told(understood: Understood) -> str:
    """The filters that are set, written as in the tables, in the tables' order of no importance."""
    parts = [] if understood.sort == "relevance" else [f"sort={understood.sort}"]
    for field in fields(Filters):
        value = getattr(understood.filters, field.name)
        if value in ((), None, {}) or field.name == "buyable_only":
            continue
        if field.name == "attributes":
            value = [f"{name}:{each}" for name, values in value.items() for each in values]
        parts.append(f"{field.name}={value if isinstance(value, Decimal) else ','.join(value)}")
    return ";".join(sorted(parts))


def expected(written: str) -> str:
    return ";".join(sorted(part for part in written.split(";") if part))


@pytest.mark.parametrize("row", rows(FRENCH), ids=lambda row: row[0])
def test_a_french_sentence_becomes_conditions(row: tuple[str, str, str], vocabulary: Vocabulary) -> None:
    understood = understand(row[0], "fr", vocabulary)
    assert (told(understood), understood.rest) == (expected(row[1]), row[2])


@pytest.mark.parametrize("row", rows(ENGLISH), ids=lambda row: row[0])
def test_an_english_sentence_becomes_conditions(row: tuple[str, str, str], vocabulary: Vocabulary) -> None:
    understood = understand(row[0], "en", vocabulary)
    assert (told(understood), understood.rest) == (expected(row[1]), row[2])


def test_what_was_read_is_shown_with_its_words(vocabulary: Vocabulary) -> None:
    understood = understand("Chaussures de trail, moins de 100 €, surtout pas rose", "fr", vocabulary)
    assert understood.found == {
        "price_max": ("moins de 100 €",),
        "categories": ("Chaussures de trail",),
        "not_colors": ("rose",),
    }
    assert understood.currency == "EUR"
    assert understood.matched_share == 1.0


def test_the_share_read_counts_the_words_that_mean_something(vocabulary: Vocabulary) -> None:
    assert understand("veste marsouin", "fr", vocabulary).matched_share == 0.5


@pytest.mark.parametrize(
    "text",
    ["", "   ", "🙂🙂", "\x00\x01", "((((", "'" * 500, "/greet", "€€€ 99999999999999999999", "a" * 1000, "1,,,2"],
)
def test_any_text_is_read_without_an_error(text: str, vocabulary: Vocabulary) -> None:
    for language in ("fr", "en"):
        assert understand(text, language, vocabulary).filters.categories == ()


def test_an_empty_catalogue_understands_money_and_nothing_else() -> None:
    understood = understand("chaussures rouges en 39 à moins de 50 €", "fr", Vocabulary())
    assert told(understood) == "price_max=50"


def test_further_words_name_a_category(products: list) -> None:
    vocabulary = Vocabulary.build(products, {"Shoes > Trail": {"fr": ["godillots de sentier"], "en": ["fell shoes"]}})
    assert understand("des godillots de sentier", "fr", vocabulary).filters.categories == ("Shoes > Trail",)
    assert understand("fell shoes", "en", vocabulary).filters.categories == ("Shoes > Trail",)


def test_a_word_that_is_not_the_categorys_own_name_is_searched_for_as_well(products: list) -> None:
    vocabulary = Vocabulary.build(
        products, {"Nutrition": {"fr": ["ravitaillement", "boisson de récupération"], "en": []}}
    )
    understood = understand("une boisson de récupération", "fr", vocabulary)
    assert understood.filters.categories == ("Nutrition",)
    assert (understood.rest, understood.matched_share) == ("boisson récupération", 1.0)


def test_a_merchants_synonyms_name_a_category(products: list) -> None:
    vocabulary = Vocabulary.build(products, synonyms=[["socks", "chaussettes", "panards"]])
    assert understand("des panards", "fr", vocabulary).filters.categories == ("Clothing > Socks",)


def test_what_has_no_shelf_is_looked_for_on_the_narrowest_that_may_hold_it() -> None:
    price = Money(Decimal(30), "EUR")
    paths = ("Tops > Jackets", "Tops > Tees", "Bottoms > Pants", "Bottoms > Shorts")
    vocabulary = Vocabulary.build([Product(path, "Thing", price, product_type=path) for path in paths])
    assert understand("leggings", "en", vocabulary).filters.categories == ("Bottoms > Pants",)
    assert understand("un cuissard long", "fr", vocabulary).filters.categories == ("Bottoms > Pants",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("roll out my sore legs", "en"),
        ("be visible to cars", "en"),
        ("tenir la poitrine en courant", "fr"),
        ("soulager les douleurs", "fr"),
        ("m'aider dans les montées", "fr"),
    ],
)
def test_an_everyday_word_is_no_shelf_by_its_stem_or_by_a_correction(text: str, language: str) -> None:
    price = Money(Decimal(30), "EUR")
    paths = ("Leggings", "Visors", "Tennis", "Montres", "Souliers", "Collants", "Visières")
    vocabulary = Vocabulary.build([Product(path, "Thing", price, product_type=path) for path in paths])
    assert understand(text, language, vocabulary).filters.categories == ()
    assert understand("legging", "en", vocabulary).filters.categories == ("Leggings",)
