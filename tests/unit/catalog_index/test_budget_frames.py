"""Every way to write an amount in every frame that makes it a limit; and amounts that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.budget import ABOUT, read_budget

AMOUNTS = {
    "fr": {
        "80 €": "80", "80€": "80", "80 euros": "80", "80,50 €": "80.50", "1 200 €": "1200", "1.200 €": "1200",
        "1\u202f200 €": "1200", "cent balles": "100", "mille deux": "1200", "mille deux cents euros": "1200",
        "1k€": "1000", "1,5 k€": "1500", "septante euros": "70", "nonante-cinq euros": "95", "deux cents": "200",
        "quinze cents euros": "1500", "80 piastres": "80", "deux mille": "2000",
    },
    "en": {
        "$80": "80", "£80": "80", "80 quid": "80", "€80.50": "80.50", "$1,200": "1200", "a hundred": "100",
        "one twenty": "120", "two fifty": "250", "a grand": "1000", "two grand": "2000", "1k": "1000", "2.5k": "2500",
        "$1.5k": "1500", "a ton": "100", "fifteen hundred": "1500", "80 rupees": "80", "Rs 80": "80",
    },
}  # fmt: skip
FRAMES = {
    "fr": {
        "pas plus de {}": "max", "{} max": "max", "{} grand maximum": "max", "budget : {}": "max",
        "je ne veux pas dépasser {}": "max", "ne dépassez pas {}": "max", "rien au-dessus de {}": "max",
        "jusqu'à {}": "max", "je dispose de {}": "max", "j'ai {} à dépenser": "max", "{} à tout casser": "max",
        "sous les {}": "max", "au moins {}": "min", "à partir de {}": "min", "dans les {}": "about",
        "{} environ": "about",
    },
    "en": {
        "no more than {}": "max", "under {}": "max", "{} tops": "max", "my budget is {}": "max",
        "nothing over {}": "max", "I've got {} to spend": "max", "keep it under {}": "max", "{} or less": "max",
        "at least {}": "min", "no less than {}": "min", "around {}": "about", "{} or so": "about",
    },
}  # fmt: skip


def limits(role: str, amount: Decimal) -> tuple[Decimal | None, Decimal | None]:
    if role == "about":
        return amount * (1 - ABOUT), amount * (1 + ABOUT)
    return (amount, None) if role == "min" else (None, amount)


@pytest.mark.parametrize(
    ("language", "frame"), [(language, frame) for language in FRAMES for frame in FRAMES[language]]
)
def test_an_amount_is_a_limit_however_it_is_written(language: str, frame: str) -> None:
    read = {said: read_budget(frame.format(said), language) for said in AMOUNTS[language]}
    found = {said: (budget.min, budget.max) if budget else None for said, budget in read.items()}
    role = FRAMES[language][frame]
    assert found == {said: limits(role, Decimal(value)) for said, value in AMOUNTS[language].items()}


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("fr", "entre cinquante et quatre-vingts euros", "50", "80"),
        ("fr", "80/100 euros", "80", "100"),
        ("fr", "50-80€", "50", "80"),
        ("en", "between a hundred and one fifty", "100", "150"),
        ("en", "fifty to eighty pounds", "50", "80"),
        ("en", "no less than 50 and no more than 90", "50", "90"),
    ],
)
def test_two_amounts_are_a_range(language: str, text: str, low: str, high: str) -> None:
    budget = read_budget(text, language)
    assert budget is not None
    assert (budget.min, budget.max) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "un trail de 80 km"), ("fr", "mon premier 10k"), ("fr", "depuis 2015"), ("fr", "code postal 75011"),
        ("fr", "moins de 300 g"), ("fr", "20 % de remise"), ("fr", "le vrai prix c'est 10 euros"),
        ("fr", "il coûte 50 € sur Amazon"), ("fr", "gratuit à partir de 60 euros ?"), ("fr", "ma facture de 89 euros"),
        ("fr", "en 3 fois sans frais"), ("fr", "un ton plus clair"), ("fr", "40 euros par mois"),
        ("en", "couch to 5k"), ("en", "a 50k race"), ("en", "order 5520913"), ("en", "zip code 90210"),
        ("en", "20 % off"), ("en", "the true price is 10 euros"), ("en", "a ton of mud"),
        ("en", "a grand tour of the alps"), ("en", "one twenty-minute run"), ("en", "free delivery over 60 euros?"),
    ],
)  # fmt: skip
def test_other_amounts_limit_nothing(language: str, text: str) -> None:
    assert read_budget(text, language) is None
