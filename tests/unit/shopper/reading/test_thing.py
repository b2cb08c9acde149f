"""Things no shelf has, remarks, telephone spelling, rails: what is read beside the needs."""

from __future__ import annotations

import pytest

from bot.shopper.reading.message import Context, Knowledge, OnScreen, read
from bot.shopper.reading.openers import asking_spelt
from bot.shopper.reading.remarks import remark
from bot.shopper.reading.shorthand import written_out
from bot.shopper.shelves import gender_of, hangs_on, impersonal
from catalog_index.text import fold_aligned

SHOWN = (OnScreen("a", price=None, weight=250.0), OnScreen("b", weight=200.0))


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "vous faites des machines à café ?", "machines à café"),
        ("fr", "le gloubi boulga est-il dispo ?", "gloubi boulga"),
        ("en", "do you have the Zorblax 3000?", "Zorblax 3000"),
        ("en", "do you sell tents?", "tents"),
        ("fr", "appareil photo, sauf GoPro", "appareil photo"),
        ("fr", "je suis en quete de quelque chsoe : mixeur, moins de 80 €", "mixeur"),
        ("fr", "j'aurais besin d'acheter un ecran", "ecran"),
        ("en", "im lokoing for a kettle but nothing pink", "kettle"),
        ("en", "printer for home", "printer"),
        ("en", "ink too", "ink"),
        ("en", "do you have a kettle then?", "kettle"),
    ],
)
def test_a_thing_no_shelf_has_is_named(known: Knowledge, language: str, text: str, name: str) -> None:
    thing = read(text, Context(known, language)).thing
    assert (thing.name, thing.foreign) == (name, True)


def test_a_reason_is_not_looked_for(known: Knowledge) -> None:
    said = "je cherche un mixeur blanc parce que le mien fume toujours"
    assert read(said, Context(known, "fr")).thing.search == "mixeur"


def test_what_it_is_to_be_without_is_looked_for_with_it(known: Knowledge) -> None:
    assert read("un casque sans fil", Context(known, "fr")).thing.search == "casque sans fil"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "avez-vous des chaussures de trail ?"),
        ("fr", "vous avez un magasin à Lyon ?"),
        ("en", "do you have this one in blue?"),
        ("en", "I need some help"),
        ("fr", "je voudrais un conseil"),
        ("fr", "je cours avec mon téléphone et mes clés"),
        ("en", "something for my bike"),
        ("fr", "c'est pour faire des coussins"),
    ],
)
def test_what_is_carried_or_is_no_thing_is_not_denied(known: Knowledge, language: str, text: str) -> None:
    assert not read(text, Context(known, language)).thing.foreign


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("enlevez-la du panier", "unbasket"),
        ("take it out of my basket please", "unbasket"),
        ("what's in my basket?", "in_basket"),
        ("vous êtes un robot ?", "identity"),
        ("are you a real person", "identity"),
        ("vs ete un robot ?", "identity"),
        ("r u a bot", "identity"),
        ("peut-on parler anglais ?", "languages"),
        ("actually can you speak English?", "languages"),
        ("en français svp", "languages"),
        ("does the watch speak French", ""),
        ("la notice est en français ?", ""),
        ("je veux un livre en anglais", ""),
        ("montrez-moi ce que vous avez", "show"),
        ("ok show me, please", "show"),
        ("montrez-moi des gants", ""),
        ("ajoutez-le au panier", ""),
        ("une machine à laver", ""),
    ],
)
def test_a_remark_is_known_by_its_own_words(text: str, name: str) -> None:
    assert remark(fold_aligned(text)) == name


@pytest.mark.parametrize(
    ("language", "text", "full"),
    [
        ("fr", "jveux un truc pr courir", "je veux un truc pour courir"),
        ("fr", "chai pas", "je sais pas"),
        ("en", "u have smth cheaper", "you have something cheaper"),
        ("en", "size DS", "size DS"),
        ("fr", "une veste de pr.com", "une veste de pr.com"),
    ],
)
def test_telephone_spelling_is_written_out(language: str, text: str, full: str) -> None:
    assert written_out(text, language) == full


def test_the_lighter_one_is_the_lighter_one(known: Knowledge) -> None:
    assert read("the lighter one", Context(known, "en", shown=SHOWN)).refers == ("b",)
    assert read("la plus lourde", Context(known, "fr", shown=SHOWN)).refers == ("a",)


def test_the_end_of_a_question_is_asked_of_another(known: Knowledge) -> None:
    reading = read("et la deuxième ?", Context(known, shown=SHOWN, last_intent="ask_price"))
    assert (reading.ellipsis, reading.refers, reading.intent_hint) == (True, ("b",), "ask_price")


def test_a_price_no_card_has_points_in_vain_and_is_no_budget(known: Knowledge) -> None:
    reading = read("celle à 89 €", Context(known, shown=SHOWN))
    assert reading.vain
    assert "budget_max" not in reading.change


def test_rails_of_men_and_women_hold_one_kind_of_thing() -> None:
    assert gender_of("Women > Tops > Tees") == "women"
    assert gender_of("Clothing > T-shirts") is None
    assert impersonal("Men > Tops > Tees") == "Tops > Tees"
    assert impersonal("Women") == "Women"
    assert hangs_on("Women > Tops > Tees", "Men > Tops > Tees")
    assert not hangs_on("Women > Tops > Tees", "Men > Tops > Tanks")
    assert not hangs_on("Women > Tops", "Men")
    assert hangs_on("Food > Honey & Jam", "Food > Honey & Jam > Jam")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("j'aurais besin de Chsoe", "j'aurais besoin de chose"),
        ("im lokoing for somethign", "im looking for something"),
        ("a looming lamp", "a looming lamp"),
        ("something quieter", "something quieter"),
    ],
)
def test_misspelt_words_of_asking_are_spelt_right_and_the_shop_s_own_words_kept(text: str, right: str) -> None:
    assert asking_spelt(text, {"looming"}) == right


@pytest.mark.parametrize(
    "text", ["I would like to get back into running", "I want to start knitting", "to get into it"]
)
def test_whoever_takes_something_up_asks_for_no_thing(known: Knowledge, text: str) -> None:
    assert read(text, Context(known, "en")).thing.name == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "a present for my dad who loves trail, 60 euros"), ("fr", "un cadeau pour ma sœur qui adore la route")],
)
def test_what_a_person_loves_is_neither_the_shelf_nor_all_its_qualities(
    known: Knowledge, language: str, text: str
) -> None:
    reading = read(text, Context(known, language))
    assert reading.needs.category is None
    assert not reading.needs.features
