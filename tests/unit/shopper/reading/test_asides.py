"""Words that name something on the shelves elsewhere and nothing where they stand."""

from __future__ import annotations

import pytest

from bot.shopper.reading.asides import ASIDES


@pytest.mark.parametrize(
    ("folded", "left"),
    [
        ("un modele plus haut de gamme", "un modele plus "),
        ("du milieu de gamme", "du "),
        ("un haut rouge", "un haut rouge"),
        ("on habite au 4e sans ascenseur", "on habite "),
        ("third floor with no lift", "third floor "),
        ("that's half my rent", "that's  my rent"),
        ("i'd pay half of that", "i'd pay  of that"),
        ("half the price elsewhere", " the price elsewhere"),
        ("my first half marathon", "my first half marathon"),
        ("a half in june", "a half in june"),
        ("pas sur que ca lui plaise", "pas sur que "),
        ("i'm doing couch to 5k", "i'm doing "),
        ("a couch for five", "a couch for five"),
    ],
)
def test_no_top_in_a_range_of_prices_and_no_half_marathon_in_half_a_sum(folded: str, left: str) -> None:
    assert ASIDES.sub("", folded) == left
