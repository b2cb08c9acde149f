"""What someone would earn who knows each person and every sign still to come, and keeps what the nudge rules must keep.

No rule can know as much: between what the rules earn and this lies all that reading the signs better could bring, and
beyond it nothing, as long as the ladder, the cap, help first and the threshold stand. For each visitor every plan is
played under the same luck, spread evenly over all that chance may bring (a Latin hypercube: McKay, Beckman, Conover,
Technometrics 1979). Judged on other luck the best plan earns a little less than the true best; on its own, a little
more: the truth lies between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np

from bot.evaluation.attainable import FIRST_RUNG, Floats, Ints, Planned, Walk
from bot.evaluation.shares import Scene
from bot.evaluation.worlds import PERCENT

HELP = range(1, FIRST_RUNG)
NEXT_RUNG = -1
"""The rung after the last one reached, whichever it is for this visitor."""
DRAWS = 16
"""Draws of luck a plan is weighed over: spread evenly, they tell plans apart as well as some hundred by lot."""
EDGE = 1e-6
"""Kept from 0 and 1, where a logistic is infinite."""
OWN, OTHER = 51, 53
"""Seeds of the luck that plans are chosen on, and of that which they are judged on."""

Plan = Mapping[int, int]
"""moment -> action."""


@dataclass(frozen=True, slots=True)
class Best:
    """Of each visitor, the plan that pays most; `own`: what it earned each on the luck it was chosen on."""

    plan: list[Ints]
    own: Floats


@dataclass
class Spread:
    """The `turn`-th of `DRAWS` draws that together cover chance evenly, for every visitor."""

    seed: int
    turn: int
    calls: int = 0

    def random(self, shape: Any) -> Floats:
        """In (0, 1): of each visitor's draws one lies in every `DRAWS`-th part."""
        self.calls += 1
        size = (shape,) if isinstance(shape, int) else tuple(shape)
        part = np.random.default_rng([self.seed, self.calls]).random((*size, DRAWS)).argsort(axis=-1)[..., self.turn]
        within = np.random.default_rng([self.seed, self.calls, self.turn]).uniform(EDGE, 1 - EDGE, size)
        return np.asarray((part + within) / DRAWS)

    def logistic(self, *, size: int) -> Floats:
        share = self.random(size)
        return np.asarray(np.log(share / (1 - share)))


def best_plan(scene: Scene, people: Any, least: int) -> Best:
    """Of the plans open to each visitor from `least` tenths of hesitation on, the one that pays most."""
    tried = [laid(people, plan, least) for plan in plans(len(people.sig))]
    earned = np.stack([spread_worth(scene, people, steps, OWN) for steps in tried])
    best, visitors = earned.argmax(axis=0), np.arange(people.n)
    return Best([np.stack(step)[best, visitors] for step in zip(*tried, strict=True)], earned[best, visitors])


def spread_worth(scene: Scene, people: Any, plan: Sequence[Ints], seed: int = OTHER) -> Floats:
    """Profit per visitor, over `DRAWS` draws spread evenly; the same for every plan."""
    total = np.zeros(people.n)
    for turn in range(DRAWS):
        scene.relive(people, Spread(seed, turn))
        total += scene.play(people, Planned(plan)).profit
    return total / DRAWS


def plans(moments: int) -> Iterator[Plan]:
    """Silence, one action, or two at two moments; no help twice."""
    actions = (*HELP, NEXT_RUNG)
    yield {}
    yield from ({at: action} for at, action in product(range(moments), actions))
    for (first, then), (one, two) in product(combinations(range(moments), 2), product(actions, actions)):
        if one != two or one == NEXT_RUNG:
            yield {first: one, then: two}


def laid(people: Any, plan: Plan, least: int) -> list[Ints]:
    """What is done of the plan, visitor by visitor: where a step is not open, nothing."""
    walk = Walk(people, least)
    for moment in range(len(people.sig)):
        action = plan.get(moment, 0)
        walk.step(_next_rung(walk) if action == NEXT_RUNG else np.full(people.n, action))
    return walk.plan


def _next_rung(walk: Walk) -> Ints:
    rungs = PERCENT[FIRST_RUNG:]
    return np.asarray(FIRST_RUNG + np.minimum(np.searchsorted(rungs, walk.reached, side="right"), len(rungs) - 1))
