from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from bot.evaluation.nudges import DecidePolicy, simulated
from bot.nudge.policy import Policy


def world(*signals: list[list[int]], margin: float = 0.4) -> SimpleNamespace:
    """One moment per argument, one visitor per row; three products of 100, 80 and 60 euros."""
    visitors = len(signals[0])
    price = np.tile([100.0, 80.0, 60.0], (visitors, 1))
    near = np.zeros(visitors, bool)
    return SimpleNamespace(n=visitors, sig=np.array(signals), price=price, cost=price * (1 - margin), near=near)


def play(scene: SimpleNamespace, alive: list[bool] | None = None, suggestions: int = 2) -> list[list[int]]:
    policy = DecidePolicy(simulated(Policy(max_per_visit=suggestions)))
    living = np.array(alive or [True] * scene.n)
    level = np.zeros(scene.n)
    actions = []
    for moment in range(len(scene.sig)):
        chosen = policy.act(scene, moment, None, None, None, level, living)
        level = np.maximum(level, np.array([0, 0, 0, 0, 0, 0.05, 0.10, 0.15])[chosen])
        actions.append(chosen.tolist())
    return actions


NOTHING = [0, 0, 0, 0, 0, 0, 0]
PRICE = [1, 0, 0, 0, 0, 0, 0]
STILL = [1, 0, 0, 0, 1, 0, 0]
LEAVING = [1, 0, 0, 0, 1, 0, 1]
DELIVERY = [0, 2, 0, 0, 0, 0, 0]


def test_an_objection_is_answered_in_words_and_money_comes_when_something_new_shows_doubt() -> None:
    assert play(world([PRICE], [PRICE], [PRICE])) == [[0], [0], [0]]
    assert play(world([PRICE], [STILL], [STILL])) == [[0], [5], [0]]


def test_of_one_moment_a_pause_follows_the_words_and_the_pages_come_before_them() -> None:
    paused, looked = [1, 0, 0, 0, 1, 0, 0], [1, 0, 0, 2, 0, 1, 0]
    assert play(world([paused], [paused])) == [[5], [0]]
    assert play(world([looked], [looked])) == [[0], [0]]


def test_the_ladder_rises_for_who_did_not_buy_and_no_further_than_the_cap() -> None:
    dear = world([PRICE], [STILL], [LEAVING], [[2, 0, 0, 0, 2, 0, 2]])
    assert play(dear) == [[0], [5], [6], [0]]
    assert play(dear, suggestions=3) == [[0], [5], [6], [7]]


def test_who_does_not_hesitate_or_has_left_hears_nothing() -> None:
    assert play(world([NOTHING, PRICE]), alive=[True, False]) == [[0, 0]]


def test_a_question_about_delivery_is_reassured_without_money() -> None:
    assert play(world([DELIVERY], [[3, 2, 0, 0, 0, 0, 0]])) == [[1], [5]]
    assert play(world([DELIVERY], [[0, 3, 0, 0, 1, 0, 0]])) == [[1], [2]]


def test_a_thin_margin_gets_no_discount() -> None:
    assert play(world([PRICE], [STILL], margin=0.12)) == [[0], [0]]
    assert play(world([PRICE], [STILL], margin=0.16)) == [[0], [5]]
