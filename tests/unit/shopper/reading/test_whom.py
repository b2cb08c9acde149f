"""For whom it is: somebody who needs it, a child by an age, and nobody who is only spoken of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read
from catalog_index.product import Money, Product
from catalog_index.vocabulary import Vocabulary

SAID = [
    ("en", "my son is 9, he needs trail shoes", {"for_whom": "son", "gender": "kids"}),
    ("en", "my son is 12", {"for_whom": "son", "gender": "kids"}),
    ("en", "trail shoes for my 8 year old", {"for_whom": "8 year old", "gender": "kids"}),
    ("fr", "un cadeau pour mon fils de douze ans", {"for_whom": "fils", "gender": "kids", "age": 12}),
    ("en", "trail shoes for my daughter, she's thirteen", {"for_whom": "daughter", "gender": "kids", "age": 13}),
    ("en", "my husband needs trail shoes, he's a 44", {"for_whom": "husband", "gender": "men", "sizes": ("44",)}),
    ("en", "my sister just took up trail running and it's her birthday", {"for_whom": "sister", "category": None}),
    ("en", "my boyfriend's birthday is soon and he's mad about trail", {"for_whom": "boyfriend", "category": None}),
    ("fr", "l'anniversaire de mon frère approche, il est passionné de trail", {"for_whom": "frère", "category": None}),
    ("en", "my brother who just started trail running needs a jacket", {"category": "Clothing > Jackets"}),
    ("en", "my wife has just started running, a jacket", {"for_whom": "wife", "gender": "women"}),
    ("fr", "des chaussures de trail pour ma fille de 6 ans", {"for_whom": "fille", "gender": "kids"}),
    ("fr", "ma fille de 15 ans cherche une veste", {"for_whom": "fille", "gender": "women"}),
    ("fr", "mon fils a 7 ans, il lui faut une veste", {"for_whom": "fils", "gender": "kids"}),
    ("fr", "une veste pour mon petit, il a 8 ans", {"for_whom": "petit", "gender": "kids"}),
    ("en", "my mum is 72 and walks a lot, a jacket", {"for_whom": "mum", "gender": "women", "sizes": ()}),
    ("fr", "mon père a 65 ans et marche, une veste", {"for_whom": "père", "gender": "men"}),
    ("en", "my husband is running his first marathon, he's a 45", {"for_whom": "husband", "sizes": ("45",)}),
    ("fr", "mon frère prépare un trail, une veste", {"for_whom": "frère", "gender": "men"}),
    ("en", "my wife runs a lot but I need a GPS watch", {"for_whom": None, "gender": None}),
    ("fr", "une veste comme celle de mon frère", {"for_whom": None, "gender": None}),
]


@pytest.mark.parametrize(("language", "text", "told"), SAID, ids=[row[1] for row in SAID])
def test_whom_it_is_for(known: Knowledge, language: str, text: str, told: dict[str, Any]) -> None:
    needs = read(text, Context(known, language)).needs
    assert {key: getattr(needs, key) for key in told} == told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "je fais 50 bornes par semaine"),
        ("fr", "il fait 40 km le dimanche"),
        ("en", "she is 40 minutes a day on the road"),
    ],
)
def test_how_far_somebody_runs_is_no_size(known: Knowledge, language: str, text: str) -> None:
    assert read(text, Context(known, language)).needs.sizes == ()


def test_an_age_is_no_size(known: Knowledge) -> None:
    assert read("my son is 12 and needs trail shoes", Context(known, "en")).needs.sizes == ()


@pytest.mark.parametrize(("language", "text"), [("fr", "en 31"), ("en", "size 31"), ("fr", "taille 31")])
def test_a_size_that_no_shelf_has_is_a_need_all_the_same(known: Knowledge, language: str, text: str) -> None:
    needs = Needs(category="Shoes > Trail")
    assert read(text, Context(known, language, needs)).needs.sizes == ("31",)


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("en", "shin splints, size 39", "Shoes"),
        ("fr", "périostite, pointure 39", "Shoes"),
        ("en", "shin splints", None),
    ],
)
def test_a_pain_beside_a_shoe_size_is_a_wish_for_shoes(
    known: Knowledge, language: str, text: str, category: str | None
) -> None:
    reading = read(text, Context(known, language))
    assert (reading.needs.category, reading.injury) == (category, True)


def test_sore_muscles_and_blisters_are_no_injury(known: Knowledge) -> None:
    assert not read("socks against blisters", Context(known, "en")).injury
    assert not read("trail shoes for muddy ground", Context(known, "en")).injury


SHOES = Needs(category="Shoes > Trail", level="beginner", colors=("blue",), sizes=("44",))


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("fr", "je voudrais aussi un cadeau pour ma nièce de 12 ans, 30 euros max", {}),
        ("fr", "il me faudrait une autre idée de cadeau, pour mon frère", {}),
        ("en", "also I need a gift for my wife under 40", {}),
        ("en", "can you find a small present for my dad as well?", {}),
        ("fr", "c'est aussi un cadeau, pour ma femme", {"category": "Shoes > Trail", "colors": ("blue",)}),
        ("en", "it's also a gift for my wife", {"category": "Shoes > Trail", "colors": ("blue",)}),
        ("en", "a jacket as a gift as well", {"category": "Clothing > Jackets"}),
    ],
)
def test_a_gift_on_top_begins_afresh(known: Knowledge, language: str, text: str, kept: dict[str, Any]) -> None:
    needs = read(text, Context(known, language, SHOES)).needs
    nothing = {"category": None, "level": None, "colors": (), "sizes": ()}
    expected = kept or nothing
    assert {key: getattr(needs, key) for key in expected} == expected


def test_a_shop_that_knows_no_such_difference_asks_for_nothing_of_women() -> None:
    kettle = Product(id="k", title="Kettle", price=Money(Decimal(20), "EUR"), product_type="Kettles")
    needs = read("a kettle for my daughter", Context(Knowledge(Vocabulary.build([kettle])), "en")).needs
    assert (needs.category, needs.for_whom, needs.gender) == ("Kettles", "daughter", None)


@pytest.mark.parametrize(
    ("language", "text", "gender"),
    [
        ("en", "for me, I'm a guy", "men"),
        ("en", "i am a woman", "women"),
        ("fr", "je suis une fille", "women"),
        ("en", "I'm with a guy", None),
    ],
)
def test_what_one_says_one_is_says_whose_cut_it_is(known: Knowledge, language: str, text: str, gender: str) -> None:
    assert read(text, Context(known, language)).needs.gender == gender


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "ma fille m'a convaincue de me mettre à courir, j'ai 52 ans, il me faut des chaussures"),
        ("fr", "mon fils nous a inscrits à un trail, je cherche des chaussures de trail"),
        ("en", "my daughter talked me into it, I'm 52 and need trail shoes"),
    ],
)
def test_who_did_something_to_the_speaker_is_not_whom_it_is_for(known: Knowledge, language: str, text: str) -> None:
    needs = read(text, Context(known, language)).needs
    assert (needs.for_whom, needs.gender, needs.age) == (None, None, None)
    assert needs.category is not None


def test_a_girl_who_wears_an_adults_size_keeps_it_and_wants_no_clothes(known: Knowledge) -> None:
    needs = read("shoes for my daughter, she's 14 and wears a 38", Context(known, "en")).needs
    assert needs.category == "Shoes"
    assert (needs.sizes, needs.later, needs.age) == (("38",), (), 14)
