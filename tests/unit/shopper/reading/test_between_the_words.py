"""Words that seem to say one thing and say another: a misspelt coin, a rail that is no shelf, a brand that is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.shopper.filters import filters_for
from bot.shopper.needs import Needs
from bot.shopper.reading.coins import coins_spelt
from bot.shopper.reading.message import Context, Knowledge, read
from catalog_index.product import Detail, Money, Product
from catalog_index.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("250 euuros and not a cent over", "250 euros and not a cent over"),
        ("80 dollers", "80 dollars"),
        ("12 personnes", "12 personnes"),
        ("42 pouces", "42 pouces"),
        ("60 €", "60 €"),
    ],
)
def test_a_misspelt_coin_after_a_figure_is_a_coin(text: str, right: str) -> None:
    assert coins_spelt(text) == right


def rack(item: str, path: str, gender: str, brand: str, *details: Detail) -> Product:
    return Product(
        id=item, title=f"{brand} {item}", price=Money(Decimal(40), "EUR"), product_type=path, gender=gender,
        brand=brand, size="34", product_detail=details,
    )  # fmt: skip


@pytest.fixture(scope="module")
def rails() -> Knowledge:
    workout, basic = Detail("Style", "Workout Pants"), Detail("Style", "Basic")
    return Knowledge(
        Vocabulary.build(
            [
                rack("a", "Women > Bottoms > Shorts", "women", "Metra", workout),
                rack("b", "Men > Bottoms > Shorts", "men", "Kettler", basic),
                rack("c", "Men > Bottoms > Pants", "men", "Metra", basic),
                rack("d", "Men > Bottoms > Pants", "men", "Metra", workout),
            ]
        )
    )


def test_a_rail_named_later_leaves_the_thing_as_it_was(rails: Knowledge) -> None:
    context = Context(rails, "en", Needs(category="Men > Bottoms > Shorts"))
    change = read("It should be for women.", context).change
    assert (change.get("gender"), "category" in change) == ("women", False)


def test_a_value_of_the_detail_asked_for_is_no_other_shelf(rails: Knowledge) -> None:
    context = Context(rails, "en", Needs(category="Men > Bottoms > Shorts"), asking="feature:Style")
    change = read("Workout pants", context).change
    assert (change.get("features"), "category" in change) == (("Workout Pants",), False)


def test_two_values_of_the_detail_asked_for_are_no_other_shelf(rails: Knowledge) -> None:
    context = Context(rails, "en", Needs(category="Men > Bottoms > Shorts"), asking="feature:Style")
    change = read("Workout Pants, Basic", context).change
    assert (set(change.get("features", ())), "category" in change) == ({"Workout Pants", "Basic"}, False)


def test_an_answer_in_the_sheets_language_changes_no_language(rails: Knowledge) -> None:
    needs = Needs(category="Men > Bottoms > Shorts")
    asked = Context(rails, "fr", needs, asking="feature:Style")
    assert read("Workout Pants, Basic, Workout Pants", asked).language == "fr"
    assert read("I would like to see something else please", asked).language == "en"


@pytest.mark.parametrize("said", ["Orla", "orla", "Orla™"])
def test_a_brand_is_refused_without_the_sign_of_its_mark(said: str) -> None:
    sold = [Product("p", title="Orla wallet", brand="Orla™", price=Money(Decimal(10), "EUR"))]
    filters = filters_for(Needs(exclude=(said,)), Vocabulary.build(sold, {}))
    assert (filters.not_brands, filters.exclude_terms) == (("Orla™",), ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sorry, rather a 34."),
        ("fr", "Pardon, plutôt en 34."),
        ("fr", "ma taille, c'est 34 en fait"),
        ("en", "sorry, no: 34"),
    ],
)
def test_a_size_corrected_with_an_excuse_is_a_size(rails: Knowledge, language: str, text: str) -> None:
    context = Context(rails, language, Needs(sizes=("36",)))
    assert read(text, context).needs.sizes == ("34",)


def test_an_everyday_word_or_one_mistyped_is_no_brand(rails: Knowledge) -> None:
    assert read("je peux metre 180 € maximum", Context(rails, "fr")).needs == Needs(budget_max=Decimal(180))
    kettle = read("Time for me to buy a kettle.", Context(rails, "en"))
    assert (kettle.needs.brands, kettle.thing.name) == ((), "kettle")


def test_a_mistyped_brand_is_still_a_brand(rails: Knowledge) -> None:
    assert read("something by Mettra", Context(rails, "en")).needs.brands == ("Metra",)


@pytest.mark.parametrize(
    ("language", "text", "search"),
    [
        ("en", "I'm after a laptop.", "laptop"),
        ("fr", "J'aurais besoin d'acheter écran, 300 € tout compris.", "écran"),
        ("fr", "Je suis en quête de quelque chose : costume.", "costume"),
        ("fr", "bonsoir, il me faudrait téléphone", "téléphone"),
    ],
)
def test_what_is_looked_for_leaves_the_words_of_asking_out(
    rails: Knowledge, language: str, text: str, search: str
) -> None:
    assert read(text, Context(rails, language)).thing.search == search


@pytest.mark.parametrize(("language", "text"), [("en", "I'd love it in purple."), ("fr", "je l'adorerais en violet")])
def test_a_colour_one_would_love_is_a_need(known: Knowledge, language: str, text: str) -> None:
    reading = read(text, Context(known, language, Needs(category="Shoes > Trail")))
    assert (reading.needs.colors, reading.intent_hint) == (("purple",), "inform_need")
