"""Someone who knows the signs to come, and not the person: the same is done to all who show the same."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from bot.evaluation.attainable import Planned
from bot.evaluation.bounds import foreseen, foreseen_table
from bot.evaluation.foresight import OWN, best_plan
from bot.evaluation.shares import Chance
from bot.evaluation.strangers import Covered, Crowd, weighed
from bot.evaluation.worlds import Outcome

ANY_SIGN, NOBODY = 1, 99
PAUSE, LEAVING = 4, 6


class Two:
    """Two kinds of visitor, half each: one gains 1 by reassurance at once, the other loses 1 by it. Both pause; the
    first also moves to leave, in `tell` of the visits."""

    name = "two"

    def __init__(self, tell: float) -> None:
        self.tell = tell

    def people(self, n: int, seed: int) -> Any:
        draw = np.random.default_rng(seed)
        z, sig = np.arange(n) % 2, np.zeros((2, n, 7), int)
        sig[:, :, PAUSE] = np.array([1, 2])[:, None]
        sig[:, :, LEAVING] = np.array([1, 2])[:, None] * ((z == 0) & (draw.random(n) < self.tell))
        price = np.full((n, 3), 100.0)
        personal = {"z": z, "gamer": np.zeros(n, bool), "gains": np.where(z == 0, 1.0, -1.0)}
        return SimpleNamespace(n=n, sig=sig, price=price, cost=price * 0.6, near=np.zeros(n, bool), **personal)

    def relive(self, people: Any, draw: Chance) -> None:
        people.luck = draw.random((3, people.n))[1]

    def play(self, people: Any, policy: Any) -> Outcome:
        done = (policy or Planned([np.zeros(people.n, int)] * 2)).act(people, 0) == 1
        none = np.zeros(people.n)
        return Outcome(10 + done * people.gains, none > 0, none, none.astype(np.int64))

    def attainable(self, people: Any, seed: int) -> Outcome:
        return Outcome(10 + np.maximum(people.gains, 0), np.ones(people.n, bool), people.gains, people.z)


def gains(tell: float, gate: int = ANY_SIGN) -> tuple[float, float]:
    """What is gained a visit by someone who knows the signs, and by someone who knows the person."""
    scene = Two(tell)
    people = scene.people(200, 1)
    found = weighed(scene, people, [ANY_SIGN, gate], Crowd.of(scene.people(4_000, 2)))
    known = best_plan(scene, people, ANY_SIGN).own - 10
    return float((found.best[gate].earned - found.silent).mean()), float(known.mean())


def test_where_the_signs_tell_nothing_nothing_can_be_gained_by_them() -> None:
    by_signs, by_person = gains(tell=0.0)
    assert by_signs == pytest.approx(0.0, abs=0.05)
    assert by_person == pytest.approx(0.5)


def test_where_they_tell_all_as_much_is_gained_as_by_knowing_the_person() -> None:
    by_signs, by_person = gains(tell=1.0)
    assert by_signs == pytest.approx(by_person, abs=0.01)


def test_a_gate_that_nobody_passes_keeps_everybody_silent() -> None:
    assert gains(tell=1.0, gate=NOBODY)[0] == 0.0


def test_who_could_be_behind_a_sign_is_bayes_rule() -> None:
    scene = Two(0.5)
    crowd = Crowd.of(scene.people(4_000, 2))
    people = scene.people(200, 1)
    told = people.sig[-1][:, LEAVING] > 0
    likely = crowd.behind(people.sig)
    assert likely[told, 0] == pytest.approx(1.0, abs=1e-4)
    # Of those who never move to leave: the first kind shows it with chance 1/2 at each of two moments, the other never.
    assert likely[~told, 0] == pytest.approx(0.25 / 1.25, abs=0.02)


def test_persons_are_lent_as_often_as_they_are_likely() -> None:
    crowd = Crowd.of(Two(0.5).people(1_000, 2))
    lot = np.linspace(0.0005, 0.9995, 1_000)
    person = crowd.drawn(np.tile([0.3, 0.7], (1_000, 1)), lot, lot[::-1])
    assert (crowd.people.z[person] == 0).mean() == pytest.approx(0.3, abs=0.002)
    assert len(set(person)) >= 450


def test_the_luck_of_one_visitor_covers_chance_and_is_the_same_for_all_their_plans() -> None:
    shifts = np.random.default_rng(5).random((3, 2))
    drawn = np.stack([Covered(shifts, turn, np.array([0, 1, 0])).random((2, 3)) for turn in range(64)])
    assert np.array_equal(drawn[:, :, 0], drawn[:, :, 2])
    for side in range(2):
        counted = np.histogram(drawn[:, side, 0], bins=8, range=(0, 1))[0]
        assert counted.min() >= 6  # of 8 on average: by lot some part would often have but 3


def test_the_measure_says_how_many_times_the_rules_someone_so_informed_earns() -> None:
    result = foreseen([Two(1.0)], visits=200)
    row = result["worlds"]["two"]
    share, times = row["signs"]["any sign"]["share"], row["signs"]["any sign"]["times"]
    assert share == [100.0, pytest.approx(100.0, abs=2)]
    assert times[1] <= times[0] <= times[2]
    assert "two" in foreseen_table(result).split("times what the rules earn")[1]
    assert OWN not in row
