"""How many of each on screen are taken."""

from __future__ import annotations

import pytest

from bot.shopper.reading.counted import counted, counts, how_many
from bot.shopper.reading.references import OnScreen

SHOWN = [OnScreen("a", "Ventelle Double Peau"), OnScreen("b", "Trottine Trio"), OnScreen("c", "Tissandre Fil")]


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("two of the first and one of the second", {"a": 2, "b": 1}),
        ("deux paires de la premiere et une de la troisieme", {"a": 2, "c": 1}),
        ("je prends la premiere et la troisieme", {"a": 1, "c": 1}),
        ("on prend 12 du premier", {"a": 12}),
        ("first one x6", {"a": 6}),
        ("2x la premiere, 1x la deuxieme", {"a": 2, "b": 1}),
        ("add both", {"a": 1, "b": 1}),
        ("the second one in size 43", {"b": 1}),
        ("the last one for 50 euros", {"c": 1}),
        ("nothing of that", {}),
    ],
)
def test_each_is_taken_as_often_as_said(said: str, taken: dict[str, int]) -> None:
    assert counted(said, SHOWN) == taken


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("j'en prends deux", 2),
        ("mettez-m'en 3", 3),
        ("i'll take twelve", 12),
        ("a dozen of the blue ones", 12),
        ("je la prends", 1),
        ("i need 200 euros", 1),
        ("du 42 pour la deuxieme", 1),
        ("i take a size 10", 1),
    ],
)
def test_a_number_of_pieces_is_no_size_and_no_price(said: str, number: int) -> None:
    assert how_many(said) == number


def test_one_of_the_two_counts_nothing() -> None:
    assert not counts("un des deux")
    assert counts("one of the first and three of the last")
