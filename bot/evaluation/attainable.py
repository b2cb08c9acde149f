"""How much any rule could earn that sees what the nudge rules see: a bound on what tuning them can bring.

Fitted Q iteration (Ernst, Geurts, Wehenkel: "Tree-based batch mode reinforcement learning", JMLR 2005), backwards over
the moments of a visit: what one more action is worth, from there on played greedily, is learnt from shoppers who meet
every action with the same luck. It may look at anything the rules are told, and must keep what they must keep: some
evidence, two suggestions, no help twice, and for money an objection, help first, the next rung only, the floor. It
learns in the very world it is measured in, which no rule can: an estimate of the best, from below, by as much as its
trees are wrong.

Arrays: n visitors, T moments; actions 0–7 as in `bot.evaluation.worlds`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.nudges import CODES, ORDER, SIMILAR, DecidePolicy, simulated
from bot.evaluation.shares import Scene
from bot.evaluation.worlds import FLOOR, PERCENT
from bot.nudge.hesitation import REPEATS, WEIGHTS
from bot.nudge.policy import Policy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Rule = Callable[["Walk"], Ints]
Models = Mapping[int, Mapping[int, Any]]
"""moment -> action -> what that action is worth there."""

ACTIONS = range(1, 8)
FIRST_RUNG = 5
CAP = 2
AFTER_WORDS = [CODES.index(code) for code, at in ORDER.items() if at > ORDER["price_objection"]]
"""Signs that fall after the words of their moment."""
LUCKS = 8
"""Draws of luck that a value is averaged over: who buys by chance says nothing of who was helped."""
OFTEN = 3
"""How many of one signal are told apart."""
BY_RULES, SILENT = 0.4, 0.6
"""The visits that come to a moment by our rules, and those (up to the second number) with nothing said so far; the rest
by chance. Learning from chance alone hardly sees a visit with an objection and both suggestions left."""
SELDOM = 0.08
"""Share of the moments at which chance picks each action."""
LEAST = 300
"""Visitors whom an action must be open to before anything is learnt of it."""


@dataclass
class Walk:
    """Shoppers at one moment, as a shop knows them: no luck and no purchase in it, those who left walk on. `least`: the
    tenths of hesitation below which nothing is said.
    """

    people: Any
    least: int = 1
    plan: list[Ints] = field(default_factory=list)

    def __post_init__(self) -> None:
        n = self.people.n
        self.seen, self.shown = np.zeros((n, 5), bool), np.zeros(n, np.int64)
        self.reached, self.last = np.zeros(n, np.int64), np.full(n, -1)

    @property
    def moment(self) -> int:
        return len(self.plan)

    def copy(self) -> Walk:
        other = Walk(self.people, self.least, list(self.plan))
        other.seen, other.shown = self.seen.copy(), self.shown.copy()
        other.reached, other.last = self.reached.copy(), self.last.copy()
        return other

    def step(self, action: Ints) -> Walk:
        """Do `action` where it is open to the visitor, nothing elsewhere."""
        action = np.where(self.open()[np.arange(self.people.n), action], action, 0)
        spoken = action > 0
        self.seen[spoken, np.minimum(action, 4)[spoken]] |= action[spoken] < FIRST_RUNG
        self.shown += spoken
        self.reached = np.maximum(self.reached, PERCENT[action])
        self.last = np.where(spoken, self.moment, self.last)
        self.plan.append(action)
        return self

    def open(self) -> Flags:
        """n x 8: what may be done at all."""
        free = (self.shown < CAP) & (self._score() >= self.least)
        found = np.zeros((self.people.n, 8), bool)
        found[:, 0] = True
        found[:, 1:5] = free[:, None] & ~self.seen[:, 1:]
        found[:, 4] &= self.people.near
        for action in ACTIONS[FIRST_RUNG - 1 :]:
            found[:, action] = free & self._helped() & (PERCENT[action - 1] == self.reached) & _floor(self, action)
        return found

    def _score(self) -> Ints:
        """Tenths of hesitation, as `bot.nudge.hesitation` adds them up."""
        counts = np.array(self.people.sig[self.moment])
        counts[:, SIMILAR] = np.maximum(0, counts[:, SIMILAR] - 1)
        weights = np.array([WEIGHTS[code] for code in CODES])
        return np.asarray(np.minimum(counts, REPEATS) @ weights)

    def _helped(self) -> Flags:
        """An objection was made, and help was given since or it was answered and something was seen after."""
        signals, rows = self.people.sig, np.arange(self.people.n)
        objected = signals[self.moment][:, 0] > 0
        first = (signals[: self.moment + 1, :, 0] > 0).argmax(axis=0)
        since = (signals[self.moment] > signals[first, rows]).any(axis=1)
        then = (signals[first, rows] > np.where(first[:, None] > 0, signals[first - 1, rows], 0))[:, AFTER_WORDS]
        return np.asarray(objected & (since | then.any(axis=1) | self.seen.any(axis=1)))

    def features(self) -> Floats:
        """What the rules are told, as numbers: signals so far, just now, since the last suggestion; what was said;
        prices and margins."""
        people, t, rows = self.people, self.moment, np.arange(self.people.n)
        now = np.minimum(people.sig[t], OFTEN)
        before = np.minimum(people.sig[t - 1], OFTEN) if t else np.zeros_like(now)
        then = np.where(self.last[:, None] >= 0, np.minimum(people.sig[self.last, rows], OFTEN), 0)
        left = people.price - people.cost
        alone = (
            people.near,
            self._helped(),
            self.shown,
            self.reached,
            t - self.last,
            np.log(people.price.mean(axis=1)),
        )
        margins = ((left / people.price).mean(axis=1), left.max(axis=1))
        columns = [now, now - before, now - then, self.seen[:, 1:], *(c[:, None] for c in (*alone, *margins))]
        return np.concatenate([np.asarray(c, float) for c in columns], axis=1)


def _floor(walk: Walk, action: int) -> Flags:
    """Whether any of the products keeps the floor at this rung."""
    paid = walk.people.price * (1 - PERCENT[action] / 100)
    return np.asarray((paid - walk.people.cost >= FLOOR * paid).any(axis=1))


class Planned:
    """Actions laid down beforehand, behind the yardstick's `act`."""

    guard, target, passive, cap = True, "hm", False, CAP

    def __init__(self, plan: Sequence[Ints]) -> None:
        self._plan = plan

    def act(self, world: Any, t: int, *told: Any) -> Ints:
        return self._plan[t]

    def learn(self, out: Any) -> None:
        """A plan doesn't learn."""


def by_our_rules(people: Any) -> Rule:
    """What the product's own `decide` does, also for those who have left."""
    rules = DecidePolicy(simulated(Policy(max_per_visit=CAP)))
    here = np.ones(people.n, bool)
    return lambda walk: np.asarray(
        rules.act(people, walk.moment, None, None, walk.shown, walk.reached / 100, here), np.int64
    )


def greedy(models: Models) -> Rule:
    """The action that is worth most, where that is more than nothing."""

    def choose(walk: Walk) -> Ints:
        able, x = walk.open(), walk.features()
        more = np.full((walk.people.n, 8), -np.inf)
        more[:, 0] = 0.0
        for action, model in models.get(walk.moment, {}).items():
            if able[:, action].any():
                more[able[:, action], action] = model.predict(x[able[:, action]])
        return np.asarray(more.argmax(axis=1), np.int64)

    return choose


def walked(people: Any, rule: Rule, least: int = 1) -> list[Ints]:
    """The plan that `rule` makes for every visitor."""
    return _on(Walk(people, least), rule).plan


def _on(walk: Walk, rule: Rule) -> Walk:
    while walk.moment < len(walk.people.sig):
        walk.step(rule(walk))
    return walk


def learn(crowds: Sequence[tuple[Scene, Any]], least: int = 1, seed: int = 0) -> Models:
    """What each action is worth at each moment, to people like these (scene, people), from the last moment back.
    `least`: the tenths of hesitation below which nothing is said; 1 is any sign at all.
    """
    draw = np.random.default_rng([seed, 71])
    ruled = [walked(people, by_our_rules(people)) for _, people in crowds]
    models: dict[int, Mapping[int, Any]] = {}
    for moment in reversed(range(len(crowds[0][1].sig))):
        found: dict[int, list[tuple[Floats, Floats]]] = {action: [] for action in ACTIONS}
        for (scene, people), plan in zip(crowds, ruled, strict=True):
            walk = _until(moment, Walk(people, least), plan, draw)
            for action, lesson in _lessons(scene, walk, greedy(models)).items():
                found[action].append(lesson)
        models[moment] = {action: model for action, told in found.items() if (model := _fitted(told)) is not None}
    return models


def _until(moment: int, walk: Walk, plan: Sequence[Ints], draw: np.random.Generator) -> Walk:
    """A mixed crowd at `moment`: some came by our rules, some in silence, some by chance."""
    n = walk.people.n
    lot = draw.random(n)
    for t in range(moment):
        chance = np.where(draw.random(n) < SELDOM * len(ACTIONS), draw.integers(1, 8, n), 0)
        walk.step(np.where(lot < BY_RULES, plan[t], np.where(lot < SILENT, 0, chance)))
    return walk


def _lessons(scene: Scene, walk: Walk, onward: Rule) -> dict[int, tuple[Floats, Floats]]:
    """action -> (features, what it brought more than silence), of those it is open to."""
    able, x, people = walk.open(), walk.features(), walk.people
    quiet = worth(scene, people, _on(walk.copy().step(np.zeros(people.n, np.int64)), onward).plan)
    lessons = {}
    for action in ACTIONS:
        to = able[:, action]
        if to.any():
            plan = _on(walk.copy().step(np.full(people.n, action)), onward).plan
            lessons[action] = (x[to], (worth(scene, people, plan) - quiet)[to])
    return lessons


def worth(scene: Scene, people: Any, plan: Sequence[Ints]) -> Floats:
    """Profit per visitor, over `LUCKS` draws; the same for every plan."""
    total = np.zeros(people.n)
    for luck in range(LUCKS):
        scene.relive(people, np.random.default_rng([100 + luck, 29]))
        total += scene.play(people, Planned(plan)).profit
    return total / LUCKS


def _fitted(told: Sequence[tuple[Floats, Floats]]) -> Any:
    from sklearn.ensemble import HistGradientBoostingRegressor

    if sum(len(y) for _, y in told) < LEAST:
        return None
    x, y = (np.concatenate(part) for part in zip(*told, strict=True))
    return HistGradientBoostingRegressor(
        max_iter=100, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=150, l2_regularization=5.0
    ).fit(x, y)
