"""What a product is by its title: where no shelf says it, a laptop must not be answered by its bag."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor, Wish
from bot.advice.naming import brief, is_called, names_of, qualities
from bot.shopper.needs import Needs
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.lexicon import lexicon
from catalog_index.product import LocalText, Money, Product


def titled(title: str, price: str = "50", **more: Any) -> Product:
    return Product(title=title, price=Money(Decimal(price), "EUR"), **{"id": title, "language": "en", **more})


def test_what_stands_beside_a_name_is_read_word_by_word_but_what_is_one_name() -> None:
    called = {stem for _, stems in names_of("casque", "fr", lexicon()) for stem in stems}
    assert qualities("casque sans fil rouge", called, "fr", lexicon()) == ["sans fil", "rouge"]


@pytest.mark.parametrize(
    ("language", "wanted", "title", "is_it"),
    [
        ("en", "laptop", "Acme - 15in Laptop - Silver", True),
        ("en", "laptop", "Pavilion Laptop / 4GB Memory", True),
        ("en", "laptop", "Acme - Sleeve for Laptop", False),
        ("en", "laptop", "Laptop Bag, 15 inches", False),
        ("fr", "ordinateur portable", "Acme - Notebook - Black", True),
        ("fr", "un réfrigérateur silencieux", "Polar - Compact Refrigerator - White", True),
        ("en", "a quiet refrigerator", "Water Filter for Refrigerator", False),
        ("en", "clothing", "Band T-Shirt (Medium)", True),
    ],
)
def test_a_title_says_what_a_thing_is_by_its_head(language: str, wanted: str, title: str, is_it: bool) -> None:
    assert is_called(titled(title), names_of(wanted, language, lexicon())) is is_it


def test_french_titles_begin_with_the_thing() -> None:
    names = names_of("casque audio", "fr", lexicon())
    assert is_called(titled("Casque audio Sonelle pliable", language="fr"), names)
    assert not is_called(titled("Housse de casque audio", language="fr"), names)
    translated = titled("Sonelle 300", texts={"fr": LocalText(title="Casque audio Sonelle 300")})
    assert is_called(translated, names)


def test_words_that_name_nothing_known_name_nothing() -> None:
    assert names_of("zorblax", "en", lexicon()) == ()


LAPTOPS = [titled(f"Acme {n} - Laptop", price) for n, price in enumerate(("300", "400"))]
AROUND = [titled(f"Laptop Bag number {n}", "20") for n in range(8)]


@pytest.fixture(scope="module")
def shop() -> CatalogueIndex:
    return CatalogueIndex.build([*AROUND, *LAPTOPS], HashingEncoder())


@pytest.mark.parametrize(("language", "text"), [("en", "laptop"), ("fr", "ordinateur portable")])
def test_the_thing_itself_comes_not_what_goes_with_it(shop: CatalogueIndex, language: str, text: str) -> None:
    found = Advisor(AdviceBook()).look(Wish(Needs(), language, text), shop)
    assert {hit.product.id for hit in found.hits} == {p.id for p in LAPTOPS}


def test_what_goes_with_it_is_no_answer_to_a_budget_too_small(shop: CatalogueIndex) -> None:
    wish = Wish(Needs(budget_max=Decimal(100)), "en", "laptop")
    advisor = Advisor(AdviceBook())
    found = advisor.look(wish, shop)
    assert found.hits == ()
    missing, nearest = advisor.nearest(wish, found, shop)
    assert missing == ("price_max",)
    assert {hit.product.id for hit in nearest} == {p.id for p in LAPTOPS}


def test_something_cheaper_is_the_same_kind_of_thing(shop: CatalogueIndex) -> None:
    wish = Wish(Needs(), "en", "laptop")
    choices = Advisor(AdviceBook()).alternatives(LAPTOPS[1], "cheaper", wish, shop)
    assert [choice.product.id for choice in choices] == [LAPTOPS[0].id]


@pytest.mark.parametrize(
    ("title", "brand", "told"),
    [
        ("Acme Trail Shoe", "Acme", "Acme Trail Shoe"),
        (
            "Acme - Desk Calendar, 18 Months, Large, January to June, Thick Paper, With Holidays",
            "Acme",
            "Acme - Desk Calendar",
        ),
        (
            "Portable Selfie Stick with Wireless Remote, Compatible with all Phones and Tablets",
            "",
            "Portable Selfie Stick",
        ),
        ("Orla, the Long Distance Trekking Pole That Folds Away Into Three Equal Parts", "", None),
        ("Extraordinarily Comfortable Waterproof Insulated Trekking Overtrousers Mark Two", "", None),
    ],
)
def test_a_title_that_tells_the_sheet_is_cut_to_its_name(title: str, brand: str, told: str | None) -> None:
    short = brief(title, brand)
    assert short == told if told else (len(short) <= 61 and short.endswith("…") and title.startswith(short[:-1]))


def test_what_is_listed_after_what_it_goes_with_is_not_the_thing() -> None:
    phones = names_of("smartphone", "en", lexicon())
    assert not is_called(titled("Selfie Stick Compatible with Alpha 14, Beta Smartphone"), phones)
    assert is_called(titled("Beta Nine, Smartphone with Case"), phones)


def test_a_brand_that_ends_like_a_thing_is_none() -> None:
    televisions = names_of("tv", "en", lexicon())
    assert not is_called(titled("Seen On TV - Learn to Read System", brand="Seen On TV"), televisions)
    assert is_called(titled("Orla - 32in TV", brand="Orla"), televisions)


@pytest.mark.parametrize(("limit", "found"), [(None, {"air"}), (50, set()), (20, set())])
def test_the_words_beside_a_thing_are_looked_for_too(limit: int | None, found: set[str]) -> None:
    sold = [
        titled("Orla - Wireless Headphones - Black", "90", id="air"),
        titled("Orla - Earbud Headphones - Black", "40", id="wired"),
        titled("Bex - Studio Headphones", "45", id="studio"),
    ]
    catalogue = CatalogueIndex.build(sold, HashingEncoder())
    needs = Needs(budget_max=None if limit is None else Decimal(limit))
    hits = Advisor(AdviceBook()).look(Wish(needs, text="wireless headphones"), catalogue).hits
    assert {hit.product.id for hit in hits} == found
