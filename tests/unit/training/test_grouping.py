"""Sentences grouped by meaning."""

import numpy as np
import pytest

from bot.training.grouping import grouped

NEAR = [[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.0, 2.0], [1.0, 1.2]]


@pytest.mark.parametrize(
    ("alike", "groups"),
    [
        (0.95, [[0, 1], [2, 3], [4]]),
        (0.7, [[0, 1], [2, 3, 4]]),
        (-1.0, [[0, 1, 2, 3, 4]]),
        (2.0, [[0], [1], [2], [3], [4]]),
    ],
)
def test_each_joins_the_nearest_group_that_is_near_enough(alike: float, groups: list[list[int]]) -> None:
    assert grouped(np.array(NEAR), ["a"] * 5, alike) == groups


def test_who_was_guessed_to_want_something_else_stays_apart() -> None:
    assert grouped(np.array(NEAR), ["a", "b", "a", "a", "b"], 0.75) == [[0], [1], [2, 3], [4]]


def test_nothing_makes_no_group_and_a_row_of_zeros_stands_alone() -> None:
    assert grouped(np.zeros((0, 3)), []) == []
    assert grouped(np.zeros((2, 3)), ["a", "a"]) == [[0], [1]]
