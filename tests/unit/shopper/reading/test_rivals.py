"""Comparisons with what is not carried, how much of it to use, letters pasted whole."""

from __future__ import annotations

import pytest

from bot.shopper.reading.message import Context, Knowledge, OnScreen, read

SHOWN = (OnScreen("a", "Kelvane Vif-Argent Trail Shoes", "Kelvane"), OnScreen("b", "Trottine Gadoue", "Trottine"))


@pytest.mark.parametrize(
    ("language", "said", "rival"),
    [
        ("en", "is the first one better than a Garmin?", "Garmin"),
        ("en", "why not a Suunto?", "Suunto"),
        ("en", "how does it compare with the Forerunner 255?", "Forerunner 255"),
        ("fr", "mieux qu'une Zorblax ?", "Zorblax"),
        ("fr", "la Zorblax est meilleure, non ?", "Zorblax"),
        ("fr", "entre ça et une Hoka, vous prendriez quoi ?", "Hoka"),
        ("fr", "c'est comparable à Zorblax ?", "Zorblax"),
        ("en", "Garmin or this one?", "Garmin"),
        ("en", "would you take it over a Hoka?", "Hoka"),
        ("en", "my friend has a Coros, is it comparable?", "Coros"),
        ("fr", "vous livrez à Strasbourg plus vite ?", ""),
        ("fr", "je suis Martin, elle est mieux ?", ""),
        ("en", "I'm Sarah, is the second better?", ""),
        ("en", "would Kelvane be better?", ""),
        ("en", "is it better than the second?", ""),
        ("en", "better than the Kelvane?", ""),
        ("en", "is it better than nothing?", ""),
        ("fr", "vous pensez qu'il résiste à la boue ?", ""),
        ("fr", "plus léger que la première ?", ""),
    ],
)
def test_what_is_compared_with_is_told_from_what_is_here(
    known: Knowledge, language: str, said: str, rival: str
) -> None:
    reading = read(said, Context(known, language, shown=SHOWN))
    assert (reading.thing.name if reading.remark == "rival" else "") == rival


@pytest.mark.parametrize(
    ("language", "said", "asked"),
    [
        ("en", "how many per hour?", True),
        ("en", "how many should I take on a 4 hour race?", True),
        ("fr", "combien de grammes par jour ?", True),
        ("fr", "combien j'en prends pour un marathon ?", True),
        ("en", "how much per month if I pay in instalments?", False),
        ("fr", "combien coûte la livraison par colis ?", False),
        ("en", "how much is it?", False),
    ],
)
def test_how_much_of_it_to_use_is_no_question_of_price(known: Knowledge, language: str, said: str, asked: bool) -> None:
    assert (read(said, Context(known, language)).remark == "dosage") == asked


def test_who_signs_a_letter_names_no_colour(known: Knowledge) -> None:
    needs = read("trail shoes for my sister, black would be best. Thanks so much, Jane", Context(known, "en")).needs
    assert needs.colors == ("black",)


@pytest.mark.parametrize(
    ("language", "said", "sizes"),
    [
        ("fr", "mon premier trail, avec pas mal de boue. Je chausse du 42", ("42",)),
        ("fr", "dites-moi si vous livrez et sous combien de temps. Je chausse du 42", ("42",)),
        ("en", "my budget is 90$", ()),
        ("fr", "je chausse entre 41 et 42", ("41", "42")),
    ],
)
def test_letters_within_words_and_amounts_are_no_sizes(
    known: Knowledge, language: str, said: str, sizes: tuple[str, ...]
) -> None:
    assert read(said, Context(known, language)).needs.sizes == sizes


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "j'ai oublié de dire : de chez Kelvane"),
        ("fr", "je vous rappelle : de chez Kelvane"),
        ("en", "as I said, Kelvane"),
        ("fr", "je ne jure que par Kelvane"),
        ("en", "I only wear Kelvane"),
    ],
)
def test_a_brand_said_with_a_reminder_or_a_preference_is_wholly_understood(
    known: Knowledge, language: str, said: str
) -> None:
    reading = read(said, Context(known, language, shown=SHOWN))
    assert (reading.needs.brands, reading.intent_hint) == (("Kelvane",), "inform_need")


def test_tops_after_an_amount_are_no_shelf(known: Knowledge) -> None:
    reading = read("trail shoes, $80 tops", Context(known, "en"))
    assert (reading.needs.category, reading.rest) == ("Shoes > Trail", "")
