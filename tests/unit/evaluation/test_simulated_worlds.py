from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.errors import InvalidInput
from bot.evaluation.learner import Learner
from bot.evaluation.nudges import POLICIES, DecidePolicy, simulated
from bot.evaluation.shares import BuiltIn, run, scenes
from bot.evaluation.worlds import EVEN, FLOOR, Shoppers, World, attainable, planned, play
from bot.nudge.policy import Policy

FEW = 120


def test_the_same_seed_gives_the_same_people_and_the_same_luck() -> None:
    first, second, other = (play(Shoppers(FEW, seed, EVEN), planned((3,)), 2) for seed in (4, 4, 5))
    assert np.array_equal(first.profit, second.profit)
    assert not np.array_equal(first.profit, other.profit)


def test_a_reduction_is_given_on_the_price_and_never_under_the_floor() -> None:
    thin = World("thin", margin=(0.05, 0.30), near=0.0)
    people = Shoppers(400, 1, thin)
    outcome = play(people, planned((7,)), 2)
    refused = (people.price * 0.85 - people.cost < FLOOR * people.price * 0.85).all(axis=1)
    assert 0 < refused.sum() == outcome.below_floor < 400
    assert (outcome.shown[refused] == 0).all()
    assert (outcome.profit >= 0).all()


def test_nobody_sees_more_than_the_cap_nor_the_same_help_twice() -> None:
    people = Shoppers(FEW, 2, EVEN)
    assert play(people, planned((1, 2, 3, 5)), 2).shown.max() == 2
    assert play(people, planned((1, 1)), 2).shown.max() == 1


def test_knowing_everyone_earns_more_than_saying_nothing() -> None:
    people = Shoppers(FEW, 3, EVEN)
    before = people.luck.copy()
    best = attainable(people, 3, draws=2)
    assert best.profit.sum() > play(people, planned(()), 0).profit.sum()
    assert np.array_equal(before, people.luck)


def test_asking_once_for_those_one_cannot_tell_apart_changes_no_decision() -> None:
    class Forgetful(dict[Any, Any]):
        def __contains__(self, key: object) -> bool:
            return False

    scene = BuiltIn(EVEN)
    people = scene.people(FEW, 6)
    asked_always = DecidePolicy()
    asked_always._known = Forgetful()
    first, second = scene.play(people, DecidePolicy()), scene.play(people, asked_always)
    assert np.array_equal(first.shown, second.shown)
    assert np.array_equal(first.given, second.given)


def test_the_learner_may_only_keep_silent_or_do_what_the_rules_allow() -> None:
    class Watched(Learner):
        def _chosen(self, world: Any, t: int, i: int, decision: Any) -> Any:
            action = super()._chosen(world, t, i, decision)
            assert action.kind in {"none", *(kind for kind, _ in decision.eligible)}
            spoken.append(action.kind)
            return action

    spoken: list[str] = []
    scene = BuiltIn(EVEN)
    learner = Watched(1)
    learner.credit(scene.play(scene.people(FEW, 7), learner).profit)
    assert {"none", "reassurance"} < set(spoken)


def test_the_result_names_every_world_with_its_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.evaluation.shares.LESSON_VISITS", 20)
    monkeypatch.setattr("bot.evaluation.worlds.MOMENTS", 3)
    monkeypatch.setattr("bot.evaluation.neutrality.SITUATIONS", 50)
    found = [scene for scene in scenes() if scene.name in ("even", "thin margins")]
    result = run(found, seeds=2, visits=100, own=Policy(ladder=(15,), max_per_visit=1, holdout=Decimal("0.5")))
    assert list(result["worlds"]) == ["even", "thin margins"]
    assert list(result["policies"]) == ["own", *POLICIES]
    for row in result["worlds"].values():
        for name, told in row["policies"].items():
            mean, low, high = told["share"]
            assert low <= mean <= high
            assert 0 < told["nudges"] <= result["policies"][name]["max_per_visit"]
            assert told["below_floor"] == 0


def test_each_of_the_policies_played_differs_from_the_default_in_one_field() -> None:
    default = simulated(Policy())
    for name, policy in POLICIES.items():
        different = {f.name for f in fields(Policy) if getattr(policy, f.name) != getattr(default, f.name)}
        assert len(different) == (name != "default"), name


def test_a_ladder_the_worlds_do_not_know_is_refused() -> None:
    with pytest.raises(InvalidInput, match="not of 8, 20 %"):
        simulated(Policy(ladder=(5, 8, 20)))


def test_a_file_without_the_interface_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "worlds.py"
    file.write_text("SCEN = {}\n")
    with pytest.raises(InvalidInput, match="Shoppers, run, Pol, oracle_person"):
        scenes(file)
    with pytest.raises(InvalidInput):
        scenes(tmp_path / "nothing.py")
