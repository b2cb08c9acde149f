"""What someone would earn who sees every sign still to come, yet not who shows them, and keeps what the nudge rules
must keep. Any rule that reads the signs says the same to everybody who shows the same, so none earns more than the plan
that pays most on average over all who could be behind them (an information relaxation: Brown, Smith, Sun, Operations
Research 2010). `bot.evaluation.foresight` knows the person too, and so lies higher.

Who could be behind them is Bayes' rule: in worlds whose visitors are of a few kinds, each sign comes at each moment
with its kind's chance, apart from the others. Each visitor's signs, prices and basket are lent to persons of those
kinds, and every plan is played on them under the same luck. The best of many averages flatters itself a little: what it
was chosen on bounds from above; what the same plans earn with the true persons is what someone so informed earns at
least.

Arrays: n visitors, T moments, 7 signs, C kinds; pairs of a visitor and a plan that is open to them.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.attainable import Planned, by_our_rules, walked
from bot.evaluation.foresight import EDGE, laid, plans
from bot.evaluation.shares import Scene

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SEEN = ("price", "cost", "near")
"""What the rules see of a visitor, beside the signs; all else is the person's."""
TYPES = 5
"""The yardstick's kinds of visitor; each may feign to find it dear as well."""
POOL, POOL_SEED = 100_000, 9_001
"""Persons to lend bodies: enough to know how often each kind shows each sign to a third of a percent."""
DRAWS = 128
"""Persons and lucks a plan is weighed over: on four times as many, the bound falls by two to four in a hundred."""
WHO = 2
"""Numbers that a draw takes for the person lent: of which kind, and which of it."""
GOLDEN = 1.05705058
"""The root of x^13 = x + 1: its powers make an even row in twelve sides, as a visit of four moments takes."""
LUCK = 2
"""Numbers it takes for a visit's luck, beside two for each of its moments."""


@dataclass(frozen=True, slots=True)
class Best:
    """Per visitor: what the best plan (T x n actions) earns on average over who could show these signs."""

    plan: list[Ints]
    earned: Floats


@dataclass(frozen=True, slots=True)
class Weighed:
    """Per visitor, on average over who could show these signs: silence, our rules, and by gate the best plan."""

    silent: Floats
    ruled: Floats
    best: Mapping[int, Best]


def kinds(people: Any) -> Ints | None:
    """Of which kind each visitor is; None in a world that knows no kinds."""
    return None if getattr(people, "z", None) is None else np.asarray(people.z + TYPES * people.gamer)


@dataclass(frozen=True)
class Crowd:
    """Persons by kind (`members`: those of each), how common each kind is, and how often it shows each sign (C x 7)."""

    people: Any
    members: Sequence[Ints]
    share: Floats
    rates: Floats

    @classmethod
    def of(cls, people: Any) -> Crowd:
        """Raises ValueError for people of no kinds."""
        found = kinds(people)
        if found is None:
            raise ValueError("these people are of no kinds")
        moments = len(people.sig)
        there = np.unique(found)
        members = [np.flatnonzero(found == kind) for kind in there]
        rates = np.stack([people.sig[-1][of].mean(axis=0) / moments for of in members])
        share = np.array([len(of) / people.n for of in members])
        return cls(people, members, share, np.clip(rates, EDGE, 1 - EDGE))

    def behind(self, signs: Any) -> Floats:
        """n x C: how likely each kind shows these `signs` (T x n x 7, added up)."""
        count, moments = signs[-1], len(signs)
        log = np.log(self.share) + count @ np.log(self.rates).T + (moments - count) @ np.log1p(-self.rates).T
        likely = np.exp(log - log.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))

    def drawn(self, likely: Floats, kind: Floats, person: Floats) -> Ints:
        """For each visitor a person: two numbers in (0, 1) say of which kind and which of it."""
        reached = likely.cumsum(axis=1)
        of = np.minimum((kind[:, None] > reached).sum(axis=1), len(self.members) - 1)
        sizes = np.array([len(members) for members in self.members])
        place = (person * sizes[of]).astype(np.int64)
        return np.array([self.members[k][at] for k, at in zip(of, place, strict=True)])


class Covered:
    """The `turn`-th of a row of draws that cover chance evenly, shifted for each visitor: multiples of the powers of a
    golden ratio generalised to twelve sides (an additive recurrence). `visitors`: whose luck is drawn, one for each of
    the pairs; `side`: the first of `shifts` (sides x visitors) to use.
    """

    def __init__(self, shifts: Floats, turn: int, visitors: Ints, side: int = 0) -> None:
        self._shifts, self._turn, self._visitors, self._side = shifts, turn, visitors, side

    def one(self) -> Floats:
        step = GOLDEN ** -(self._side + 1)
        drawn = (self._shifts[self._side][self._visitors] + self._turn * step) % 1
        self._side += 1
        return np.asarray(np.clip(drawn, EDGE, 1 - EDGE))

    def random(self, shape: Any) -> Floats:
        rows = () if isinstance(shape, int) else tuple(shape)[:-1]
        return np.stack([self.one() for _ in range(rows[0])]) if rows else self.one()

    def logistic(self, *, size: int) -> Floats:
        share = self.one()
        return np.asarray(np.log(share / (1 - share)))


def weighed(scene: Scene, people: Any, gates: Sequence[int], crowd: Crowd, draws: int = DRAWS) -> Weighed:
    """Every plan open to each visitor, played on who could show these signs. `gates`: tenths of hesitation below which
    nothing is said, the lowest first; what a higher one allows, a lower one allows too."""
    n, moments = people.n, len(people.sig)
    steps = {gate: np.stack([np.stack(laid(people, plan, gate)) for plan in plans(moments)]) for gate in gates}
    wanted = np.array([len(plan) for plan in plans(moments)])[:, None]
    open_to = {gate: (done > 0).sum(axis=1) == wanted for gate, done in steps.items()}
    plan, visitor = np.nonzero(open_to[gates[0]])
    pairs = list(steps[gates[0]][plan, :, visitor].T)
    everyone, likely = np.arange(n), crowd.behind(people.sig)
    rules = walked(people, by_our_rules(people))
    shifts = np.random.default_rng([n, 83]).random((WHO + LUCK + 2 * moments, n))
    earned, ruled = np.zeros(len(plan)), np.zeros(n)
    for turn in range(draws):
        lot = Covered(shifts, turn, everyone)
        person = crowd.drawn(likely, lot.one(), lot.one())
        for total, visitors, done in ((earned, visitor, pairs), (ruled, everyone, rules)):
            bodies = _lent(people, visitors, crowd.people, person)
            scene.relive(bodies, Covered(shifts, turn, visitors, WHO))
            total += scene.play(bodies, Planned(done)).profit / draws
    table = np.full((len(wanted), n), -np.inf)
    table[plan, visitor] = earned
    best = {gate: _best(np.where(open_to[gate], table, -np.inf), steps[gate]) for gate in gates}
    return Weighed(table[0], ruled, best)


def _best(table: Floats, steps: Ints) -> Best:
    """Of each visitor's plans (plans x n), the one that earns most; `steps`: plans x T x n."""
    chosen, visitors = table.argmax(axis=0), np.arange(table.shape[1])
    return Best(list(steps[chosen, :, visitors].T), table[chosen, visitors])


def _lent(people: Any, visitors: Ints, crowd: Any, person: Ints) -> Any:
    """The signs, prices and baskets of `visitors`, on the bodies of `person` (one for each of all visitors)."""
    bodies = copy.copy(people)
    bodies.n, bodies.sig = len(visitors), people.sig[:, visitors]
    for name, value in vars(crowd).items():
        if isinstance(value, np.ndarray) and value.shape[0] == crowd.n:
            lent = getattr(people, name) if name in SEEN else value[person]
            setattr(bodies, name, lent[visitors])
    return bodies
