"""What could be earned at all with what the rules see: the learner keeps what the rules must keep, and learns."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from bot.errors import InvalidInput
from bot.evaluation import bounds
from bot.evaluation.attainable import CAP, Planned, Walk, by_our_rules, greedy, learn, walked, worth
from bot.evaluation.nudges import DecidePolicy, simulated
from bot.evaluation.shares import BuiltIn, scenes
from bot.evaluation.worlds import EVEN, World
from bot.nudge.hesitation import THRESHOLD
from bot.nudge.policy import Policy

NOTHING, PAUSE, PRICE, STILL = [0] * 7, [0, 0, 0, 0, 1, 0, 0], [1, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 1, 0, 0]
HELPED = 1


def crowd(*moments: list[list[int]], cost: float = 60.0, near: bool = False) -> SimpleNamespace:
    n = len(moments[0])
    price = np.full((n, 3), 100.0)
    return SimpleNamespace(n=n, sig=np.array(moments), price=price, cost=np.full((n, 3), cost), near=np.full(n, near))


def actions(people: Any, *steps: int, least: int = 1) -> list[list[int]]:
    """The actions open to the first visitor at each moment, doing `steps` one after the other."""
    walk, found = Walk(people, least), []
    for step in steps:
        found.append(np.flatnonzero(walk.open()[0]).tolist())
        walk.step(np.full(people.n, step))
    return found


def test_without_a_sign_nothing_may_be_said_and_the_gate_may_be_set_at_hesitating() -> None:
    people = crowd([NOTHING], [PAUSE], [PRICE])
    assert actions(people, 0, 0, 0) == [[0], [0, 1, 2, 3], [0, 1, 2, 3]]
    assert actions(people, 0, 0, 0, least=THRESHOLD) == [[0], [0], [0, 1, 2, 3]]


def test_money_comes_after_an_objection_and_help_one_rung_at_a_time() -> None:
    people = crowd([PRICE], [PRICE], [STILL], [STILL], near=True)
    assert actions(people, HELPED, 5, 0, 0) == [[0, 1, 2, 3, 4], [0, 2, 3, 4, 5], [0], [0]]
    assert actions(people, 0, 0, 5, 0) == [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 6]]
    assert actions(crowd([PRICE], [STILL], cost=90.0), 0, 0)[1] == [0, 1, 2, 3]


def test_what_is_not_open_is_not_done() -> None:
    walk = Walk(crowd([NOTHING], [PAUSE], [PAUSE], [PAUSE]))
    for action in (1, 5, 1, 1):
        walk.step(np.array([action]))
    assert [plan.tolist() for plan in walk.plan] == [[0], [0], [1], [0]]


def test_our_rules_laid_down_beforehand_earn_what_they_earn_asked_in_turn() -> None:
    scene = BuiltIn(EVEN)
    people = scene.people(300, 5)
    laid = scene.play(people, Planned(walked(people, by_our_rules(people))))
    asked = scene.play(people, DecidePolicy(simulated(Policy(max_per_visit=CAP))))
    assert laid.shown.sum() > 0
    assert np.array_equal(laid.profit, asked.profit)
    assert np.array_equal(laid.shown, asked.shown)


def test_it_learns_to_help_where_help_sells() -> None:
    eager = World("eager", browsers=0.0, price=0.0, trust=1.0, choice=0.0, keen=0.0, annoyance=0.01, telling=2.0)
    scene = BuiltIn(eager)
    models = learn([(scene, scene.people(400, 1))])
    others = scene.people(300, 2)
    plan = walked(others, greedy(models))
    silence = [step * 0 for step in plan]
    assert worth(scene, others, plan).mean() > worth(scene, others, silence).mean() * 1.3
    done = np.concatenate(plan)
    assert (done == HELPED).sum() > (done == 3).sum()


def test_a_world_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput):
        bounds.run(scenes(), ["nowhere"], 1_000)
