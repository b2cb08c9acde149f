"""Someone who knows each person and keeps the rules: every plan is tried under luck that covers chance evenly."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from bot.evaluation.foresight import DRAWS, NEXT_RUNG, OTHER, OWN, Spread, best_plan, plans, spread_worth
from bot.evaluation.shares import Chance
from bot.evaluation.worlds import Outcome
from bot.nudge.hesitation import THRESHOLD

PAUSE, PRICE, STILL = [0, 0, 0, 0, 1, 0, 0], [1, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 1, 0, 0]


class Counter:
    """A world in which each visitor pays for one action at one moment, and for their luck."""

    name = "counter"

    def __init__(self, wants: list[tuple[int, int]]) -> None:
        self.wants = wants

    def people(self, n: int, seed: int) -> Any:
        price = np.full((n, 3), 100.0)
        sig = np.array([[PRICE] * n, [STILL] * n, [STILL] * n])
        return SimpleNamespace(n=n, sig=sig, price=price, cost=price * 0.6, near=np.ones(n, bool), luck=np.zeros(n))

    def relive(self, people: Any, draw: Chance) -> None:
        people.luck = draw.random(people.n)

    def play(self, people: Any, policy: Any) -> Outcome:
        done = [policy.act(people, t) for t in range(len(people.sig))]
        paid = np.array([float(done[moment][i] == action) for i, (moment, action) in enumerate(self.wants)])
        none = np.zeros(people.n)
        return Outcome(paid + people.luck, paid > 0, none, none.astype(np.int64))

    def attainable(self, people: Any, seed: int) -> Outcome:
        raise NotImplementedError


def test_the_draws_of_every_visitor_lie_in_every_part_of_chance() -> None:
    drawn = np.stack([Spread(7, turn).random((2, 5)) for turn in range(DRAWS)])
    assert np.array_equal(np.sort((drawn * DRAWS).astype(int), axis=0)[:, 1, 3], np.arange(DRAWS))
    assert np.array_equal(Spread(7, 3).random(4), Spread(7, 3).random(4))
    assert not np.array_equal(Spread(7, 3).random(4), Spread(8, 3).random(4))


def test_a_plan_is_silence_or_one_action_or_two_and_no_help_twice() -> None:
    found = [tuple(sorted(plan.items())) for plan in plans(2)]
    assert len(found) == len(set(found)) == 1 + 2 * 5 + (25 - 4)
    assert ((0, NEXT_RUNG), (1, NEXT_RUNG)) in found
    assert ((0, 1), (1, 1)) not in found


def test_each_visitor_gets_what_pays_for_them_if_the_rules_allow_it() -> None:
    # Help at once, the second rung at the last moment, the top rung: two suggestions do not reach that far.
    scene = Counter([(0, 3), (2, 6), (2, 7)])
    people = scene.people(3, 0)
    best = best_plan(scene, people, THRESHOLD)
    steps = np.stack(best.plan).T.tolist()
    assert steps[0][0] == 3
    assert steps[1] == [0, 5, 6]
    assert 7 not in steps[2]
    lucky = spread_worth(scene, people, best.plan, OWN) - spread_worth(scene, people, [np.zeros(3, int)] * 3, OWN)
    assert lucky.round(6).tolist() == [1, 1, 0]


def test_on_the_luck_it_was_chosen_on_a_plan_earns_what_it_was_chosen_for() -> None:
    scene = Counter([(0, 1), (1, 2)])
    people = scene.people(2, 0)
    best = best_plan(scene, people, 1)
    assert np.allclose(spread_worth(scene, people, best.plan, OWN), best.own)
    assert not np.allclose(spread_worth(scene, people, best.plan, OTHER), best.own, atol=1e-9)


def test_below_the_threshold_someone_who_knows_keeps_silent_too() -> None:
    scene = Counter([(0, 1)])
    people = scene.people(1, 0)
    people.sig = np.array([[PAUSE]] * 3)
    assert np.stack(best_plan(scene, people, THRESHOLD).plan).sum() == 0
    assert np.stack(best_plan(scene, people, 1).plan)[0, 0] == 1
