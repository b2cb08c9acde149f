"""Offers declined in so many words, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.shopper.offered import declines
from catalog_index.text import fold_aligned


@pytest.mark.parametrize(
    "text",
    [
        "Je ne veux pas de promo",
        "j'en ai marre de vos promos",
        "arrêtez de me proposer des remises",
        "Gardez votre réduction.",
        "pas besoin de code promo, merci",
        "I don't want a discount",
        "stop offering me deals!",
        "enough with the vouchers",
        "keep your offers",
        "stop offering me things",
        "I don't want any suggestions",
        "please don't push anything on me",
        "no more pop-ups",
        "leave me alone",
        "arrêtez de me proposer des choses",
        "ne me proposez plus rien",
        "cessez de m'embêter",
        "pas de pub merci",
        "laissez-moi tranquille",
    ],
)
def test_who_wants_to_be_told_of_no_offer_is_heard(text: str) -> None:
    assert declines(fold_aligned(text))


@pytest.mark.parametrize(
    "text",
    [
        "vous n'avez pas de promo ?",
        "Je n'ai pas de code promo",
        "je ne veux pas rater l'offre",
        "gardez-moi l'offre jusqu'à demain",
        "je ne veux pas de chaussures rouges",
        "you don't want to give me a discount?",
        "I don't have a discount code",
        "can I keep the discount for later",
        "I don't need a code to get the offer, do I?",
        "can you suggest something else",
        "plus de suggestions s'il vous plaît",
        "ne me proposez pas de cuir",
        "stop suggesting red ones",
        "laissez-moi voir la deuxième",
        "do you have pop-up tents",
        "un bandeau qui ne me gêne pas",
    ],
)
def test_who_asks_for_an_offer_or_speaks_of_one_declines_nothing(text: str) -> None:
    assert not declines(fold_aligned(text))
