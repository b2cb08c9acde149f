"""Each row: the sentence, the lower and the upper limit in its own currency ("-" is open, "" is no budget), the currency."""

# ruff: noqa: E501 (tables: one case per line)

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.budget import read_budget

FRENCH = """
moins de 100 €|-|100|EUR
chaussures de trail pour débutante, moins de 100 €, pointure 39, surtout pas rose|-|100|EUR
moins de 100|-|100|
à moins de 35 dollars|-|35|USD
entre 50 et 80 €|50|80|EUR
entre 50 et 80|50|80|
entre 50€ et 80€|50|80|EUR
de 50 à 80 euros|50|80|EUR
50 à 80 euros|50|80|EUR
50-80€|50|80|EUR
150EUR|-|150|EUR
150 EUR max|-|150|EUR
taille 42 à 90 euros|-|90|EUR
en 42 à 90 euros|-|90|EUR
du 39 à moins de 80 euros|-|80|EUR
plus de 40€ mais moins de 90€|40|90|EUR
plus de 40 €|40|-|EUR
une centaine d'euros|85|115|EUR
une centaine d’euros maximum|-|100|EUR
moins d'une centaine d'euros|-|100|EUR
une cinquantaine d'euros|42.5|57.5|EUR
dans les 80 euros|68|92|EUR
autour de 80 €|68|92|EUR
aux alentours de 100 €|85|115|EUR
environ 80 €|68|92|EUR
disons deux cents euros, pas davantage|-|200|EUR
disons 60 euros, pas un sou de plus|-|60|EUR
vers 60 euros|51|69|EUR
100 € environ|85|115|EUR
environ 250, mais je pourrais monter à 300|212.50|300|
max 100|-|100|
100 max|-|100|
100 euros maximum|-|100|EUR
100 € grand max|-|100|EUR
100 balles|-|100|EUR
pas plus de 60 balles|-|60|EUR
100 balles à tout casser|-|100|EUR
un budget de 120|-|120|
mon budget est de 55 $|-|55|USD
budget : 120 euros|-|120|EUR
budget maxi 70|-|70|
j'ai 80 euros de budget|-|80|EUR
j'ai un budget de 150 €|-|150|EUR
80 € de budget|-|80|EUR
1 200 €|-|1200|EUR
1 200 €|-|1200|EUR
moins de 1.200 euros|-|1200|EUR
89,90 €|-|89.90|EUR
moins de 89€90|-|89.90|EUR
à moins de 2k€|-|2000|EUR
cent euros|-|100|EUR
moins de cent cinquante euros|-|150|EUR
quatre-vingt-dix euros maximum|-|90|EUR
deux cents euros|-|200|EUR
jusqu'à 120 €|-|120|EUR
jusqu’à 120|-|120|
sous les 100 €|-|100|EUR
en dessous de 70 euros|-|70|EUR
au-dessus de 150 €|150|-|EUR
à partir de 50 €|50|-|EUR
au moins 60 euros|60|-|EUR
je ne veux pas dépasser 90 euros|-|90|EUR
je ne peux pas mettre plus de 75 €|-|75|EUR
pas moins de 50 €|50|-|EUR
je peux mettre 110|-|110|
plus de 100 € c'est trop|-|100|EUR
pour 45 €|-|45|EUR
un cadeau à 30 euros pour un 10 km|-|30|EUR
il me faut une montre entre 30 et 50 $|30|50|USD
80e max|-|80|EUR
pour courir 42 km, 130 euros max|-|130|EUR
entre 80 et 120 euros, en taille 43|80|120|EUR
60 ou 70 euros|60|70|EUR
budget entre 100 et 150|100|150|
un livre à 20 euros|-|20|EUR
un bon casque à 80 euros|-|80|EUR
un 10 km|
je prépare un semi de 21 km|
un trail de 42 km|
moins de 300 g|
en 45 minutes|
moins de 45 minutes au 10 km|
pointure 39|
taille 42|
du 39 ou du 40|
de la taille 38 à la 40|
je fais du 43|
entre 10 et 20 km|
de 5 à 10 km|
commande n° 123456|
ma commande 98765432|
j'ai 35 ans|
une femme de plus de 50 ans|
2 paires de chaussettes|
trois sorties par semaine|
un sac de 10 litres|
moins de 10 litres|
la livraison à 5 euros c'est cher|
livraison gratuite à partir de 50 € ?|
je l'ai vu 20 euros moins cher ailleurs|
un bon de réduction de 10 €|
iphone 15|
le 24/05 à 14h30|
une dizaine de kilomètres|
80|
39|
le deuxième|
pas trop cher|
un drop de 4 mm|
300 lumens minimum|
plus de 200 avis|
la 2e|
"""

ENGLISH = """
under $50|-|50|USD
under 50|-|50|
less than 100 euros|-|100|EUR
for less than 70?|-|70|
€60|-|60|EUR
$5 to $10|5|10|USD
$5-$10|5|10|USD
between 10 and 30 dollars|10|30|USD
between $10 and $30|10|30|USD
from 50 to 80 euros|50|80|EUR
50 to 80 euros|50|80|EUR
between 50 and 80|50|80|
more than 40 but less than 90 euros|40|90|EUR
over $40|40|-|USD
fifty-ish|42.5|57.5|
50ish|42.5|57.5|
around 80|68|92|
around 80 euros|68|92|EUR
about $100|85|115|USD
roughly 60 euros|51|69|EUR
80 euros or so|68|92|EUR
max 100|-|100|
100 max|-|100|
100 tops|-|100|
$100 tops|-|100|USD
maximum of 75 pounds|-|75|GBP
80 bucks|-|80|USD
50 quid|-|50|GBP
£45|-|45|GBP
my budget is 55 dollars|-|55|USD
watch, my budget is 55 dollars|-|55|USD
a budget of 120|-|120|
budget: 120|-|120|
budget around 100|85|115|
around 250 but could go to 300|212.50|300|
about $90, I can stretch it to 100|76.50|100|USD
I have $150 to spend|-|150|USD
I can spend 90|-|90|
I can only spend 90 euros|-|90|EUR
I don't want to spend more than 75|-|75|
no more than 60 euros|-|60|EUR
not over 60 dollars|-|60|USD
I can't afford more than 100|-|100|
up to 120|-|120|
at most 80 euros|-|80|EUR
at least $60|60|-|USD
not less than 50 euros|50|-|EUR
cheaper than 40 euros|-|40|EUR
a hundred euros|-|100|EUR
less than a hundred|-|100|
one hundred and fifty dollars|-|150|USD
under fifty|-|50|
twenty five bucks|-|25|USD
1,200 dollars|-|1200|USD
$1,200.50|-|1200.50|USD
89.99 or less|-|89.99|
$30 and up|30|-|USD
40 euros minimum|40|-|EUR
100 euros is too much|-|100|EUR
size 42 for 90 euros|-|90|EUR
size 8 under $60|-|60|USD
for a 10 km, under 130|-|130|
trail shoes for a beginner, under 100 euros, size 39, no pink|-|100|EUR
need bag between 25 and 45 dollars|25|45|USD
min 30 max 60|30|60|
under a tenner|-|10|
something within 200 euros|-|200|EUR
$80 budget|-|80|USD
under $50 with free delivery|-|50|USD
white sports bra or tank under $35|-|35|USD
pants for men under $35|-|35|USD
gluten-free gels under 20 euros|-|20|EUR
a 10 km|
a 10k|
for a 42 km race|
size 39|
size 8 to 10|
in 45 minutes|
under 45 minutes|
less than 300 g|
under 10 oz|
between 10 and 20 km|
order 123456|
my order number is 0012345|
I'm 35 years old|
for women over 40|
2 pairs of socks|
three runs a week|
a 10 litre pack|
at least 300 lumens|
iphone 15|
free shipping over 50 euros?|
delivery costs 5 euros|
it's 20 euros cheaper on amazon|
a 10% discount|
a $10 voucher|
in 2 days|
12 in. cabinet|
80|
39|
the second one|
one of them|
more than 200 reviews|
4 stars or more|
at 7:30 pm|
about 3 of them|
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple([*line.split("|"), "", "", ""][:4]) for line in table.strip().splitlines()]


def limit(written: str) -> Decimal | None:
    return Decimal(written) if written not in ("", "-") else None


def check(row: tuple[str, ...], language: str) -> None:
    sentence, low, high, currency = row
    found = read_budget(sentence, language)
    if not low:
        assert found is None
        return
    assert found is not None
    assert (found.min, found.max, found.currency) == (limit(low), limit(high), currency or None)


@pytest.mark.parametrize("row", rows(FRENCH), ids=lambda row: row[0])
def test_a_french_sentence_gives_its_limits(row: tuple[str, ...]) -> None:
    check(row, "fr")


@pytest.mark.parametrize("row", rows(ENGLISH), ids=lambda row: row[0])
def test_an_english_sentence_gives_its_limits(row: tuple[str, ...]) -> None:
    check(row, "en")


@pytest.mark.parametrize(
    ("answer", "language", "low", "high"),
    [
        ("80", "fr", None, 80),
        ("80-100", "fr", 80, 100),
        ("entre 80 et 100", "fr", 80, 100),
        ("une centaine", "fr", 85, 115),
        ("cent vingt", "fr", None, 120),
        ("fifty", "en", None, 50),
        ("80 to 100", "en", 80, 100),
        ("around fifty", "en", "42.5", "57.5"),
        ("plutôt 60", "fr", None, 60),
    ],
)
def test_a_bare_number_answers_the_question_of_budget(answer: str, language: str, low: object, high: object) -> None:
    found = read_budget(answer, language, bare_number_is_budget=True)
    assert found is not None
    assert (found.min, found.max) == (low and Decimal(str(low)), Decimal(str(high)))


def test_the_span_covers_the_words_that_were_read() -> None:
    sentence = "chaussures de trail, moins de 100 €, pointure 39"
    found = read_budget(sentence, "fr")
    assert found is not None
    assert sentence[slice(*found.span)] == "moins de 100 €"


def test_about_is_marked_approximate_and_a_limit_is_not() -> None:
    about, limit_ = read_budget("around 80 euros", "en"), read_budget("under 80 euros", "en")
    assert about is not None
    assert limit_ is not None
    assert (about.approximate, limit_.approximate) == (True, False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("compare les deux premières", "fr"),
        ("montrez-moi les 3", "fr"),
        ("compare the first two", "en"),
        ("the 2 on the left", "en"),
    ],
)
def test_a_small_number_that_counts_things_is_no_budget_even_when_one_was_asked_for(text: str, language: str) -> None:
    assert read_budget(text, language, bare_number_is_budget=True) is None


@pytest.mark.parametrize(("text", "language", "most"), [("5", "fr", 5), ("8 max", "en", 8), ("cinq euros", "fr", 5)])
def test_a_small_number_alone_still_answers(text: str, language: str, most: int) -> None:
    found = read_budget(text, language, bare_number_is_budget=True)
    assert found is not None
    assert found.max == most


@pytest.mark.parametrize(
    ("text", "language", "most"),
    [
        ("shoes for women under 100", "en", 100),
        ("hoodies for men under 60", "en", 60),
        ("jackets for kids under 50", "en", 50),
        ("vestes pour femmes moins de 80", "fr", 80),
        ("books for children under 12", "en", None),
        ("toys for kids under 10", "en", None),
        ("shoes for women over 50", "en", None),
        ("un sac pour femme de moins de 30 ans", "fr", None),
    ],
)
def test_a_limit_beside_people_is_a_price_unless_it_can_only_be_an_age(
    text: str, language: str, most: int | None
) -> None:
    found = read_budget(text, language)
    assert (found.max if found else None) == most
