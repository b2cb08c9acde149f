"""What the nudge rules earn on simulated shoppers: the share of what someone who knew each person could have gained.

The worlds are the built-in ones, or those of a file with the yardstick's interface: `SCEN`, `Shoppers`, `run`, `Pol`
and `oracle_person`. A learner that may choose only among what the rules allow is measured beside them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, stdev
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from bot.errors import InvalidInput
from bot.evaluation import neutrality, worlds
from bot.evaluation.learner import Learner
from bot.evaluation.nudges import POLICIES, DecidePolicy, simulated
from bot.nudge.policy import Policy

Progress = Callable[[int, int], None]
LESSONS, LESSON_VISITS = 4, 500
"""What the learner has seen before it is measured: 2,000 visits to the same shop, two weeks of a small one."""
Z = 1.96


class Scene(Protocol):
    """One world: shoppers, a policy played on them, and what is attainable."""

    @property
    def name(self) -> str: ...

    def people(self, n: int, seed: int) -> Any: ...

    def play(self, people: Any, policy: Any | None) -> worlds.Outcome: ...

    def attainable(self, people: Any, seed: int) -> worlds.Outcome: ...

    def relive(self, people: Any, draw: Chance) -> None:
        """Other luck, from `draw`, for the same persons."""


class Chance(Protocol):
    """What luck is drawn from: a numpy Generator is one."""

    def logistic(self, *, size: int) -> Any: ...

    def random(self, shape: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class BuiltIn:
    world: worlds.World

    @property
    def name(self) -> str:
        return self.world.name

    def people(self, n: int, seed: int) -> worlds.Shoppers:
        return worlds.Shoppers(n, seed, self.world)

    def play(self, people: worlds.Shoppers, policy: Any | None) -> worlds.Outcome:
        if policy is None:
            return worlds.play(people, worlds.planned(()), 0)

        def act(shoppers: worlds.Shoppers, t: int, here: Any, shown: Any, reached: Any) -> Any:
            return policy.act(shoppers, t, None, None, shown, reached / 100, here)

        return worlds.play(people, act, policy.cap)

    def attainable(self, people: worlds.Shoppers, seed: int) -> worlds.Outcome:
        return worlds.attainable(people, seed)

    def relive(self, people: worlds.Shoppers, draw: Any) -> None:
        people.relive(draw)


@dataclass(frozen=True, slots=True)
class FromFile:
    """A world of a file with the yardstick's interface."""

    module: ModuleType
    name: str

    def people(self, n: int, seed: int) -> Any:
        return self.module.Shoppers(n, seed, self.module.SCEN[self.name])

    def play(self, people: Any, policy: Any | None) -> worlds.Outcome:
        return _outcome(self.module.run(people, policy or self.module.Pol()), people)

    def attainable(self, people: Any, seed: int) -> worlds.Outcome:
        return _outcome(self.module.oracle_person(people, seed, m=24), people)

    def relive(self, people: Any, draw: Chance) -> None:
        people.luck(draw)


def _outcome(out: Mapping[str, Any], people: Any) -> worlds.Outcome:
    below = int(((out["profit"] < 0) & out["buy"]).sum())
    return worlds.Outcome(out["profit"], out["buy"], out["spend"], out["shown"], below)


def scenes(file: Path | None = None) -> list[Scene]:
    """The built-in worlds, or those of `file`. Raises InvalidInput when it lacks the interface."""
    if file is None:
        return [BuiltIn(world) for world in worlds.WORLDS]
    spec = importlib.util.spec_from_file_location("worlds_of_a_file", file)
    if spec is None or spec.loader is None or not file.exists():
        raise InvalidInput(f"{file}: no Python file of worlds")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lacking = [name for name in ("SCEN", "Shoppers", "run", "Pol", "oracle_person") if not hasattr(module, name)]
    if lacking:
        raise InvalidInput(f"{file}: it lacks {', '.join(lacking)}")
    return [FromFile(module, name) for name in module.SCEN]


def run(
    found: Sequence[Scene], seeds: int, visits: int, own: Policy | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Per world: share of the attainable gain, waste, nudges and sales below the floor of each of POLICIES, and of the
    merchant's `own`, which then comes first; the learner's share beside the first. Raises InvalidInput for an `own`
    that the worlds can't play.
    """
    policies = {**({"own": simulated(own)} if own else {}), **POLICIES}
    measured = {}
    for number, scene in enumerate(found):
        rows = [_row(scene, policies, visits, seed) for seed in range(seeds)]
        measured[scene.name] = _summary(rows, policies)
        if progress is not None:
            progress(number + 1, len(found))
    result = {
        "what": "nudges",
        "policies": {name: _in_brief(policy) for name, policy in policies.items()},
        "seeds": seeds,
        "visits": visits,
        "worlds": measured,
        "neutrality": neutrality.run(situations=neutrality.SITUATIONS),
    }
    return result | {"data_sha": hashlib.sha256(repr(sorted(measured.items())).encode()).hexdigest()[:12]}


def _in_brief(policy: Policy) -> dict[str, Any]:
    return {"version": policy.version, "ladder": list(policy.ladder), "max_per_visit": policy.max_per_visit}


def _row(scene: Scene, policies: Mapping[str, Policy], visits: int, seed: int) -> dict[str, float]:
    """What one draw of shoppers brings: the measures of a policy begin with its name."""
    people = scene.people(visits, seed)
    alone = scene.play(people, None)
    ruled = {name: scene.play(people, DecidePolicy(policy)) for name, policy in policies.items()}
    learnt = scene.play(people, _learner(scene, next(iter(policies.values())), seed))
    best = scene.attainable(people, seed)
    row = {
        "attainable": _gain(best, alone),
        "learnt_gain": _gain(learnt, alone),
        "learnt_nudges": float(learnt.shown.mean()),
    }
    for name, outcome in ruled.items():
        row |= {f"{name}_{key}": value for key, value in _earned(outcome, alone).items()}
    return row


def _earned(outcome: worlds.Outcome, alone: worlds.Outcome) -> dict[str, float]:
    return {
        "gain": _gain(outcome, alone),
        "given": 1000 * float(outcome.given.mean()),
        "wasted": 1000 * float((outcome.given * alone.bought).mean()),
        "nudges": float(outcome.shown.mean()),
        "below_floor": float(outcome.below_floor),
    }


def _gain(outcome: worlds.Outcome, alone: worlds.Outcome) -> float:
    """Money per 1,000 visits more than without any nudge."""
    return 1000 * float((outcome.profit - alone.profit).mean())


def _learner(scene: Scene, policy: Policy, seed: int) -> Learner:
    learner = Learner(seed, policy)
    for lesson in range(LESSONS):
        people = scene.people(LESSON_VISITS, 10_000 + 100 * seed + lesson)
        learner.credit(scene.play(people, learner).profit)
    learner.freeze()
    return learner


def _summary(rows: Sequence[Mapping[str, float]], policies: Iterable[str]) -> dict[str, Any]:
    return {
        "attainable": round(fmean(row["attainable"] for row in rows), 1),
        "policies": {name: _told(rows, name) for name in policies},
        "learner": {
            "share": _share(rows, "learnt"),
            "nudges": round(fmean(row["learnt_nudges"] for row in rows), 3),
        },
    }


def _told(rows: Sequence[Mapping[str, float]], name: str) -> dict[str, Any]:
    """The measures of the policy named so: `gain` and `given` in money per 1,000 visits."""
    mean = {key: fmean(row[f"{name}_{key}"] for row in rows) for key in ("gain", "given", "wasted", "nudges")}
    return {
        "share": _share(rows, name),
        "waste": round(100 * mean["wasted"] / mean["given"], 1) if mean["given"] else 0.0,
        "nudges": round(mean["nudges"], 3),
        "below_floor": int(sum(row[f"{name}_below_floor"] for row in rows)),
        "gain": round(mean["gain"], 1),
        "given": round(mean["given"], 1),
    }


def _share(rows: Sequence[Mapping[str, float]], name: str) -> list[float]:
    return _interval([100 * row[f"{name}_gain"] / row["attainable"] for row in rows])


def _interval(values: Sequence[float]) -> list[float]:
    """[mean, low, high] over the seeds; no width from one seed."""
    mean = fmean(values)
    half = Z * stdev(values) / math.sqrt(len(values)) if len(values) > 1 else math.nan
    return [round(float(v), 1) for v in np.array([mean, mean - half, mean + half])]


def table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them: a block for each policy, a line for each world."""
    lines = [f"{result['seeds']} draws of {result['visits']} visits"]
    for name, policy in result["policies"].items():
        ladder = ", ".join(map(str, policy["ladder"]))
        lines += ["", f"{name}: a ladder of {ladder} %, at most {policy['max_per_visit']} nudges a visit"]
        lines += [f"{'':<28}{'share %':>9}{'interval':>16}{'waste %':>9}{'nudges':>8}{'< floor':>9}"]
        lines += [_line(world, row["policies"][name]) for world, row in result["worlds"].items()]
    first = next(iter(result["policies"]))
    lines += ["", f"a learner among what the rules of « {first} » allow, share %"]
    lines += [f"{world:<28}{row['learner']['share'][0]:>9.1f}" for world, row in result["worlds"].items()]
    return "\n".join([*lines, "", neutrality.table(result["neutrality"])])


def _line(world: str, told: Mapping[str, Any]) -> str:
    mean, low, high = told["share"]
    return (
        f"{world:<28}{mean:>9.1f}{f'{low:.1f} … {high:.1f}':>16}"
        f"{told['waste']:>9.1f}{told['nudges']:>8.2f}{told['below_floor']:>9}"
    )
