"""One message at a time: what it says given the question asked, the needs known and what is on screen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from smallshop import SHOWN

from bot.shopper.filters import filters_for
from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read

TRAIL = "Shoes > Trail"
ROAD = "Shoes > Road"
JACKETS = "Clothing > Jackets"


def d(amount: str) -> Decimal:
    return Decimal(amount)


def said(change: Mapping[str, Any]) -> dict[str, Any]:
    """What changes, but for the shelf a budget is of (see test_moving)."""
    return {key: value for key, value in change.items() if key != "budget_of"}


def budget(low: str | None, high: str | None) -> dict[str, Any]:
    pairs = {"budget_min": low, "budget_max": high}
    return {key: Decimal(value) for key, value in pairs.items() if value}


SHOES: dict[str, Any] = {"category": "Shoes", "inferred": ("category",)}
"""What a size that only shoes have tells of."""

NEEDS_SAID = [
    # everything in one sentence
    ("fr", "chaussures de trail pour débutante, moins de 100 €, pointure 39, surtout pas rose",
     {"category": TRAIL, "level": "beginner", "gender": "women", "sizes": ("39",), "exclude": ("pink",),
      "budget_max": Decimal(100)}),
    ("en", "trail shoes for a beginner woman under 100 euros, size 39, definitely not pink",
     {"category": TRAIL, "level": "beginner", "gender": "women", "sizes": ("39",), "exclude": ("pink",),
      "budget_max": Decimal(100)}),
    ("fr", "une veste rouge taille M pour homme, 150 euros maximum",
     {"category": JACKETS, "colors": ("red",), "sizes": ("M",), "gender": "men", **budget(None, "150")}),
    ("en", "a black jacket in size S for women, no more than 150 euros",
     {"category": JACKETS, "colors": ("black",), "sizes": ("S",), "gender": "women", **budget(None, "150")}),
    ("en", "waterproof trail shoes", {"category": TRAIL, "features": ("waterproof",)}),
    ("fr", "des chaussures de route Valbrune, pas noires",
     {"category": ROAD, "brands": ("Valbrune",), "exclude": ("black",)}),
    # budgets
    ("fr", "entre 50 et 80 €", budget("50", "80")),
    ("fr", "autour de 120 euros", budget("102", "138")),
    ("fr", "plus de 40€ mais moins de 90€", budget("40", "90")),
    ("fr", "cent euros maximum", budget(None, "100")),
    ("en", "around 60 euros", budget("51", "69")),
    ("en", "no more than 90 bucks", budget(None, "90")),
    ("en", "under €75", budget(None, "75")),
    ("fr", "je prépare un 10 km en 45 minutes", {}),
    ("en", "I am training for a 10 km race", {}),
    # level
    ("fr", "je débute", {"level": "beginner"}),
    ("fr", "je n'ai jamais couru", {"level": "beginner"}),
    ("fr", "je me lance dans la course", {"level": "beginner"}),
    ("fr", "je reprends la course", {"level": "beginner"}),
    ("fr", "je suis débutant complet", {"level": "beginner"}),
    ("fr", "je fais des ultras", {"level": "expert"}),
    ("fr", "je suis confirmée", {"level": "expert"}),
    ("fr", "je cours deux fois par semaine", {"level": "intermediate"}),
    ("fr", "je ne suis pas débutant", {"level": "intermediate"}),
    ("en", "I have never run before", {"level": "beginner"}),
    ("en", "I'm new to running", {"level": "beginner"}),
    ("en", "I'm just starting out", {"level": "beginner"}),
    ("en", "I run ultras", {"level": "expert"}),
    ("en", "I'm an experienced runner", {"level": "expert"}),
    ("en", "I run three times a week", {"level": "intermediate"}),
    ("en", "I'm not a beginner", {"level": "intermediate"}),
    # for whom
    ("fr", "c'est pour ma mère", {"for_whom": "mère", "gender": "women"}),
    ("fr", "un cadeau pour mon fils", {"for_whom": "fils", "gender": "men"}),
    ("fr", "un cadeau pour mon fils de 8 ans", {"for_whom": "fils", "gender": "kids", "age": 8}),
    ("fr", "pour mon mari qui chausse du 44", {"for_whom": "mari", "gender": "men", "sizes": ("44",), **SHOES}),
    ("fr", "je fais du 39 mais c'est pour mon mari", {"for_whom": "mari", "gender": "men"}),
    ("fr", "pour un ami", {"for_whom": "ami"}),
    ("fr", "c'est pour moi", {"for_whom": "moi"}),
    ("fr", "c'est pour offrir", {"for_whom": "cadeau"}),
    ("en", "it's for my husband, size 44", {"for_whom": "husband", "gender": "men", "sizes": ("44",), **SHOES}),
    ("en", "a birthday present for my sister", {"for_whom": "sister", "gender": "women"}),
    ("en", "I wear a 39 but it's for my dad", {"for_whom": "dad", "gender": "men"}),
    ("en", "for my 8 year old daughter", {"for_whom": "daughter", "gender": "kids", "age": 8}),
    ("en", "it's for me", {"for_whom": "me"}),
    # exclusions
    ("fr", "surtout pas rose", {"exclude": ("pink",)}),
    ("fr", "autre que Ventelle", {"exclude": ("Ventelle",)}),
    ("en", "no pink please", {"exclude": ("pink",)}),
    ("en", "not Kelvane", {"exclude": ("Kelvane",)}),
    # nothing
    ("fr", "bonjour", {}),
    ("en", "thanks a lot", {}),
    ("fr", "je ne sais pas trop", {}),
    ("fr", "vous livrez en Belgique ?", {}),
    ("fr", "", {}),
    ("fr", "🙂 !!! ???", {}),
    ("en", "/inform_need{\"level\": \"expert\"}", {"level": "expert"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "change"), NEEDS_SAID)
def test_needs_are_read(known: Knowledge, language: str, text: str, change: dict[str, Any]) -> None:
    assert said(read(text, Context(known, language)).change) == change


ASKED = [
    ("fr", "budget", "80", budget(None, "80")),
    ("fr", "budget", "80 max", budget(None, "80")),
    ("fr", "budget", "cent euros", budget(None, "100")),
    ("fr", "budget", "entre 50 et 80", budget("50", "80")),
    ("fr", "budget", "pas plus de 150", budget(None, "150")),
    ("en", "budget", "fifty-ish", budget("42.50", "57.50")),
    ("en", "budget", "90", budget(None, "90")),
    ("fr", "size", "39", {"sizes": ("39",)}),
    ("fr", "size", "du 39 ou 40", {"sizes": ("39", "40")}),
    ("fr", "size", "je chausse du 38,5", {"sizes": ("38.5",)}),
    ("fr", "size", "M", {"sizes": ("M",)}),
    ("en", "size", "medium", {"sizes": ("M",)}),
    ("en", "size", "44", {"sizes": ("44",)}),
    ("fr", "level", "débutante", {"level": "beginner", "gender": "women"}),
    ("fr", "level", "débutant", {"level": "beginner"}),
    ("fr", "level", "moyen", {"level": "intermediate"}),
    ("fr", "level", "premiers pas", {"level": "beginner"}),
    ("fr", "level", "confirmé", {"level": "expert"}),
    ("fr", "level", "de temps en temps", {"level": "beginner"}),
    ("en", "level", "average", {"level": "intermediate"}),
    ("en", "level", "never run in my life", {"level": "beginner"}),
    ("en", "level", "pretty good", {"level": "expert"}),
    ("fr", "gender", "un homme", {"gender": "men"}),
    ("fr", "gender", "femme", {"gender": "women"}),
    ("fr", "gender", "mixte", {"gender": "unisex"}),
    ("en", "gender", "women's", {"gender": "women"}),
    ("fr", "color", "noir ou rouge", {"colors": ("black", "red")}),
    ("fr", "color", "tout sauf rose", {"exclude": ("pink",)}),
    ("en", "color", "anything but pink", {"exclude": ("pink",)}),
    ("fr", "brand", "une Ventelle", {"brands": ("Ventelle",)}),
    ("fr", "for_whom", "ma sœur", {"for_whom": "sœur", "gender": "women"}),
    ("fr", "for_whom", "moi", {"for_whom": "moi"}),
    ("en", "for_whom", "my dad", {"for_whom": "dad", "gender": "men"}),
    ("fr", "category", "trail", {"category": TRAIL}),
    ("fr", "category", "une veste", {"category": JACKETS}),
    ("fr", "feature:Waterproof", "oui", {"features": ("waterproof",)}),
    ("en", "feature:Waterproof", "yes please", {"features": ("waterproof",)}),
]


@pytest.mark.parametrize(("language", "asking", "text", "change"), ASKED)
def test_an_answer_is_read_as_an_answer(
    known: Knowledge, language: str, asking: str, text: str, change: dict[str, Any]
) -> None:
    reading = read(text, Context(known, language, asking=asking))
    assert reading.change == change
    assert reading.intent_hint == "inform_need"
    slot = asking.partition(":")[0]
    assert slot in {entity["entity"] for entity in reading.entities}


@pytest.mark.parametrize(
    ("language", "asking", "text"),
    [
        ("fr", "level", "je ne sais pas"),
        ("fr", "budget", "aucune idée"),
        ("fr", "budget", "je n'ai pas de budget précis"),
        ("fr", "brand", "peu importe"),
        ("fr", "brand", "non"),
        ("fr", "color", "non merci"),
        ("fr", "color", "ça m'est égal"),
        ("fr", "color", "toutes les couleurs me vont"),
        ("fr", "feature:Width", "je ne sais pas"),
        ("fr", "usage", "comme vous voulez"),
        ("fr", "level", "aucune préférence"),
        ("en", "level", "I don't know"),
        ("en", "budget", "no idea really"),
        ("en", "brand", "no preference"),
        ("en", "color", "whatever"),
        ("en", "brand", "no"),
        ("en", "usage", "doesn't matter"),
        ("en", "size", "not sure yet"),
    ],
)
def test_not_knowing_leaves_the_need_open(known: Knowledge, language: str, asking: str, text: str) -> None:
    reading = read(text, Context(known, language, asking=asking))
    assert reading.change == {"open": (asking,)}
    assert reading.open == (asking,)
    assert {"entity": asking.partition(":")[0], "value": "any"} in reading.entities
    assert reading.intent_hint == "inform_need"


def test_a_bare_no_does_not_answer_which_level(known: Knowledge) -> None:
    reading = read("non", Context(known, "fr", asking="level"))
    assert (reading.change, reading.intent_hint) == ({}, None)


HAD = Needs(
    category=TRAIL, usage="muddy", level="beginner", budget_max=Decimal(100), brands=("Ventelle",), colors=("red",),
    sizes=("39",), gender="women", features=("wide fit",), exclude=("pink",), open=("feature:Waterproof",),
)  # fmt: skip


DROPPED: dict[str, Any] = {"usage": None, "features": (), "colors": (), "brands": (), "open": ()}


@pytest.mark.parametrize(
    ("language", "text", "change"),
    [
        # let go
        ("fr", "oubliez le budget", {"budget_max": None, "open": ("feature:Waterproof", "budget")}),
        ("en", "forget the budget", {"budget_max": None, "open": ("feature:Waterproof", "budget")}),
        ("fr", "le prix n'a pas d'importance", {"budget_max": None, "open": ("feature:Waterproof", "budget")}),
        ("en", "price is no object", {"budget_max": None, "open": ("feature:Waterproof", "budget")}),
        ("fr", "peu importe la marque", {"brands": (), "open": ("feature:Waterproof", "brand")}),
        ("fr", "la marque m'importe peu", {"brands": (), "open": ("feature:Waterproof", "brand")}),
        ("en", "any brand", {"brands": (), "open": ("feature:Waterproof", "brand")}),
        ("en", "any colour", {"colors": (), "open": ("feature:Waterproof", "color")}),
        ("fr", "n'importe quelle couleur", {"colors": (), "open": ("feature:Waterproof", "color")}),
        # corrected
        ("fr", "finalement plutôt 120 €", budget(None, "120")),
        ("fr", "en fait plus de 60 euros", {"budget_min": Decimal(60), "budget_max": None}),
        ("fr", "plus de 60 euros", {"budget_min": Decimal(60)}),
        ("fr", "non, pointure 40", {"sizes": ("40",)}),
        ("en", "actually size 40", {"sizes": ("40",)}),
        ("fr", "en fait c'est pour homme", {"gender": "men"}),
        ("fr", "je préfère Kelvane", {"brands": ("Kelvane",)}),
        ("en", "blue too", {"colors": ("red", "blue")}),
        ("fr", "en bleu", {"colors": ("blue",)}),
        ("fr", "finalement du rose c'est bien", {"colors": ("pink",), "exclude": ()}),
        ("fr", "pas de rouge", {"colors": (), "exclude": ("pink", "red")}),
        ("fr", "ni Ventelle ni Kelvane", {"brands": (), "exclude": ("pink", "Ventelle", "Kelvane")}),
        # another category: what still applies stays
        ("fr", "finalement des chaussures de route",
         {"category": ROAD, "usage": None, "features": (), "open": ()}),
        ("en", "actually road running shoes", {"category": ROAD, "usage": None, "features": (), "open": ()}),
        ("fr", "montrez-moi des vestes",
         {"category": JACKETS, "sizes": (), **DROPPED}),
        ("fr", "une veste taille M",
         {"category": JACKETS, "sizes": ("M",), **DROPPED}),
        ("fr", "des chaussures confortables", {}),
        # for someone else: not the giver's size or gender
        ("fr", "c'est un cadeau pour mon mari", {"for_whom": "mari", "gender": "men", "sizes": ()}),
        ("en", "it's a gift for my dad", {"for_whom": "dad", "gender": "men", "sizes": ()}),
        ("fr", "c'est pour moi", {"for_whom": "moi"}),
        # an answer said before it is asked
        ("fr", "je cours surtout en montagne", {"usage": "rocky"}),
        ("en", "mostly rocky ground", {"usage": "rocky"}),
        ("fr", "pas de boue chez moi", {}),
        ("fr", "amoled", {}),  # no shoe has a screen
        ("fr", "imperméables", {"features": ("wide fit", "waterproof"), "open": ()}),
        ("en", "waterproof", {"features": ("wide fit", "waterproof"), "open": ()}),
    ],
)  # fmt: skip
def test_what_was_known_is_kept_corrected_or_dropped(
    known: Knowledge, language: str, text: str, change: dict[str, Any]
) -> None:
    reading = read(text, Context(known, language, HAD))
    got = {key: value for key, value in said(reading.change).items() if key != "exclude" or key in change}
    assert got == change
    assert reading.needs == HAD.changed(reading.change)


@pytest.mark.parametrize(
    ("text", "asking", "hint"),
    [
        ("chaussures de trail pour débutante, moins de 100 €", None, "search_product"),
        ("moins de 100 €", None, "inform_need"),
        ("avez-vous des chaussures de trail en 39 ?", None, None),
        ("c'est trop cher", None, None),
        ("bonjour", None, None),
        ("merci", "level", None),
        ("vous livrez en Belgique ?", "level", None),
        ("je veux parler à un humain", "budget", None),
        ("débutante, mais vous livrez quand ?", "level", None),
        ("oui", "level", None),
        ("la deuxième", "choice", "inform_need"),
    ],
)
def test_the_intent_is_left_to_rasa_unless_all_is_an_answer(
    known: Knowledge, text: str, asking: str | None, hint: str | None
) -> None:
    assert read(text, Context(known, asking=asking, shown=SHOWN)).intent_hint == hint


def test_taking_back_what_was_said_is_a_change_of_mind(known: Knowledge) -> None:
    assert read("finalement plutôt 120 €", Context(known, "fr", HAD)).intent_hint == "change_mind"
    assert read("finalement 120 € maximum", Context(known, "fr")).intent_hint == "inform_need"


@pytest.mark.parametrize(
    ("text", "current", "language"),
    [
        ("I would like to see the cheapest shoes you have", "fr", "en"),
        ("je voudrais voir les chaussures les moins chères", "en", "fr"),
        ("trail running", "fr", "fr"),
        ("ok merci", "en", "en"),
        ("39", "fr", "fr"),
        ("chaussures noires", "en", "en"),
        ("running shoes", "fr", "fr"),
    ],
)
def test_the_language_changes_only_when_it_is_sure(known: Knowledge, text: str, current: str, language: str) -> None:
    assert read(text, Context(known, current)).language == language


def test_what_was_not_understood_is_left_for_the_search(known: Knowledge) -> None:
    reading = read("des chaussures de trail pour la Diagonale des fous", Context(known))
    assert reading.rest.split() == ["diagonale", "fous"]
    assert 0.3 < reading.covered < 0.7


def test_superlatives_sort(known: Knowledge) -> None:
    assert read("the cheapest trail shoes", Context(known, "en")).sort == "price_asc"


def test_entities_carry_what_rasa_needs(known: Knowledge) -> None:
    reading = read("chaussures de trail rouges ou noires, entre 50 et 80 €, pointure 39", Context(known))
    assert {e["entity"]: e["value"] for e in reading.entities} == {
        "category": TRAIL, "budget": "50-80", "color": "red, black", "size": "39",
    }  # fmt: skip


def test_needs_become_the_search_s_hard_filters(known: Knowledge) -> None:
    needs = Needs(
        category=TRAIL, budget_max=Decimal(100), brands=("Ventelle",), sizes=("39",), gender="women",
        features=("waterproof", "wide fit"), exclude=("pink", "Kelvane", "laine"), colors=("blue",),
    )  # fmt: skip
    filters = filters_for(needs, known.vocabulary, ("p9",))
    assert (filters.categories, filters.price_max, filters.brands) == ((TRAIL,), Decimal(100), ("Ventelle",))
    assert (filters.not_colors, filters.not_brands, filters.exclude_terms) == (("pink",), ("Kelvane",), ("laine",))
    assert (filters.sizes, filters.genders, filters.colors, filters.exclude_ids) == (
        ("39",), ("women",), ("blue",), ("p9",),
    )  # fmt: skip
    assert dict(filters.attributes) == {"Waterproof": ("Yes",)}


def test_unisex_is_no_filter(known: Knowledge) -> None:
    assert filters_for(Needs(gender="unisex"), known.vocabulary).genders == ()
