"""What says the contrary of a doubt, in its frames, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.dialogue.approval import settled


@pytest.mark.parametrize(
    "text",
    [
        "je m'attendais à bien pire comme prix",
        "moi qui croyais que ce serait hors de prix !",
        "j'avais peur que ce soit plus cher",
        "I was expecting way worse",
        "and there was me thinking it'd cost a fortune!",
        "I braced myself for a fortune",
        "at that price I'd be daft not to",
        "à ce tarif j'aurais tort de me priver",
        "ma sœur l'a payée le double",
        "my sister paid twice that",
        "I'd have paid double",
        "the price doesn't bother me at all",
        "le prix ne me fait pas peur",
        "not bad for the price",
        "ça les vaut, je prends",
        "worth it, I'll have it",
        "j'avais prévu bien davantage",
        "I'd set aside a lot more",
        "for once it doesn't ruin me!",
        "less than my last ones",
        "dans mes moyens, je la trouve bien",
        "got my bonus, no worries",
        "pas donné mais la qualité est là, j'achète",
        "not cheap but the quality's there, sold",
    ],
)
def test_a_price_spoken_well_of_is_no_objection(text: str) -> None:
    assert "price_objection" in settled(text)


@pytest.mark.parametrize(
    "text",
    [
        "le prix me gêne",
        "the price bothers me",
        "je croyais que c'était moins cher",
        "I thought it'd be more affordable",
        "je pensais que ce serait pas si cher",
        "I was expecting to pay less",
        "I expected more for that price",
        "I've already spent more than I wanted this month",
        "j'ai dépensé beaucoup plus que prévu ce mois-ci",
        "payer le double juste pour le logo",
        "who would pay double",
        "ouf le prix",
        "phew the price",
        "pas dans mes moyens",
        "I'd planned for more choice",
        "not worth it",
        "elle vaut pas ça",
        "the right price would be 40",
        "on trouve ça pour trois fois rien ailleurs",
        "pas donné mais la qualité est là",
        "dommage pour le prix, sinon parfait",
    ],
)
def test_what_only_sounds_like_praise_of_a_price_takes_no_objection_away(text: str) -> None:
    assert "price_objection" not in settled(text)


@pytest.mark.parametrize("text", ["ma copine hésite toujours, moi jamais", "my girlfriend always dithers, I never do"])
def test_whoever_says_that_another_dithers_does_not(text: str) -> None:
    assert "hesitate" in settled(text)


@pytest.mark.parametrize("text", ["je n'hésite jamais d'habitude mais là", "ma copine hésite, moi aussi"])
def test_whoever_dithers_as_well_does(text: str) -> None:
    assert "hesitate" not in settled(text)
