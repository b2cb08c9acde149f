"""What a shopper confides: kept from the log where it is payment data, answered as what it is where it is despair."""

from __future__ import annotations

import pytest

from bot.shopper.reading.confidences import MASK, masked
from bot.shopper.reading.message import Context, Knowledge, read


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("my card is 4970 1012 3456 7894, cvv 123", f"my card is {MASK}, cvv {MASK}"),
        ("4111111111111111", MASK),
        ("mon IBAN : FR76 3000 6000 0112 3456 7890 189", f"mon IBAN : {MASK}"),
        ("mon mot de passe est 448899", f"mon mot de passe est {MASK}"),
    ],
)
def test_payment_data_goes_before_anything_is_written_down(said: str, kept: str) -> None:
    assert masked(said) == kept


@pytest.mark.parametrize(
    "said", ["order 12345678901234", "gtin 3760123456789", "taille 42, moins de 120 €", "06 12 34 56 78", "10 20 30 40"]
)
def test_other_figures_stay(said: str) -> None:
    assert masked(said) == said


@pytest.mark.parametrize(
    ("language", "said", "remark"),
    [
        ("en", "I want to kill myself", "distress"),
        ("en", "I don't want to live anymore, the shoes are for my brother", "distress"),
        ("fr", "j'ai envie d'en finir, je ne veux plus vivre", "distress"),
        ("fr", "je pense à me suicider", "distress"),
        ("fr", "je voudrais ne plus me réveiller", "distress"),
        ("fr", "tout le monde serait mieux sans moi", "distress"),
        ("fr", "je pense à en finir", "distress"),
        ("en", "I've been cutting myself", "distress"),
        ("en", "there's no point in living", "distress"),
        ("en", "nobody would miss me if I died", "distress"),
        ("en", "I hurt my knee when I jump off the train", ""),
        ("fr", "je vais en finir avec le froid", ""),
        ("fr", "je ne veux plus être en retard", ""),
        ("fr", "j'ai envie d'en finir avec mes ampoules", ""),
        ("fr", "mon mari va me tuer si je dépense ça", ""),
        ("en", "these shoes are to die for", ""),
        ("en", masked("pay with 4111 1111 1111 1111"), "payment"),
        ("fr", "mon mail : jeanne.d@example.org et mon tel 06 12 34 56 78", "contact"),
        ("en", "trail shoes size 42, reach me at jane@example.com", ""),
        ("en", "Ich suche Laufschuhe, Größe 42", "foreign"),
        ("fr", "buongiorno, cerco scarpe da corsa", "foreign"),
        ("fr", "g besoin de baskets c koi le mieux", ""),
    ],
)
def test_what_is_confided_is_told_from_a_search(known: Knowledge, language: str, said: str, remark: str) -> None:
    reading = read(said, Context(known, language))
    assert reading.remark == remark
    assert not (remark and reading.change)
