"""Simulated shops to try nudge rules on: seeded shoppers whose doubts, luck and evidence are known.

Each shopper has up to three doubts at once (the price, whether it will turn out well, which one to take), each of its
own size, and shows evidence of them in proportion. A nudge lessens the doubt it answers and costs a little patience,
more each time. The same shoppers and the same luck meet every policy, so two runs differ by the policy alone.

Arrays: n visitors, T moments, K products. Logits throughout; money in one currency.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Act = Callable[["Shoppers", int, Flags, Ints, Ints], Ints]
"""(shoppers, moment, who is still here, nudges seen so far, percent reached so far) -> an action 0–7 for each."""

MOMENTS, PRODUCTS = 6, 3
PERCENT = np.array([0, 0, 0, 0, 0, 5, 10, 15])
"""Percent off of each action: 0 none, 1 reassurance, 2 social proof, 3 decision help, 4 bundle, 5–7 the ladder."""
FLOOR = 0.10
EVENING = 0.30
"""Share of the remaining shoppers who make up their mind at one moment, before the last."""
ADD_ON = 3.5
"""What an added article leaves after the delivery it makes free."""
TAKES_ADD_ON = 0.4


@dataclass(frozen=True, slots=True)
class World:
    """How one shop's visitors are. Shares in [0, 1]; `help`, `patience`, `telling` and `idle_talk` scale."""

    name: str
    browsers: float = 0.45
    price: float = 0.30
    trust: float = 0.30
    choice: float = 0.30
    keen: float = 0.15
    help: float = 1.0
    annoyance: float = 0.12
    telling: float = 1.0
    idle_talk: float = 1.0
    strategic: float = 0.0
    leaving: float = 0.25
    margin: tuple[float, float] = (0.15, 0.50)
    near: float = 0.30


EVEN = World("even")
WORLDS: tuple[World, ...] = (
    EVEN,
    replace(EVEN, name="bargain hunters", price=0.6, trust=0.15, choice=0.15),
    replace(EVEN, name="price is rarely the matter", price=0.08, trust=0.4, choice=0.4),
    replace(EVEN, name="window shoppers", browsers=0.8),
    replace(EVEN, name="regulars", browsers=0.25, keen=0.45),
    replace(EVEN, name="words help little", help=0.35),
    replace(EVEN, name="easily annoyed", annoyance=0.4),
    replace(EVEN, name="tight-lipped", telling=0.5),
    replace(EVEN, name="idle talk", idle_talk=3.0),
    replace(EVEN, name="playing poor", strategic=0.4),
    replace(EVEN, name="in a hurry", leaving=0.6),
    replace(EVEN, name="thin margins", margin=(0.06, 0.22)),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Per visitor: profit, whether they bought, the discount given, and how many nudges they saw."""

    profit: Floats
    bought: Flags
    given: Floats
    shown: Ints
    below_floor: int = 0


class Shoppers:
    """`n` visits to `world`. `sig[t]` (n x 7) counts the evidence up to t, as `bot.evaluation.nudges` reads it."""

    def __init__(self, n: int, seed: int, world: World) -> None:
        draw = np.random.default_rng([seed, 17])
        self.n, self.world = n, world
        # In whole cents, as prices are: a rule that keeps the floor to the cent must be seen to keep it.
        self.price = np.round(np.exp(draw.normal(4.0, 0.6, (n, 1)) + draw.normal(0, 0.12, (n, PRODUCTS))), 2)
        self.cost = np.round(self.price * (1 - draw.uniform(*world.margin, (n, PRODUCTS))), 2)
        self.near = draw.random(n) < world.near
        self._people(draw)
        self.sig = np.cumsum(self._evidence(draw), axis=0)
        self.relive(np.random.default_rng([seed, 23]))

    def relive(self, draw: np.random.Generator) -> None:
        """Draw the luck anew; the persons stay who they are."""
        self.luck = draw.logistic(size=self.n)
        self.decides = draw.random((MOMENTS, self.n))
        self.leaves = draw.random((MOMENTS, self.n))
        self.adds = draw.random(self.n)

    def _people(self, draw: np.random.Generator) -> None:
        world, n = self.world, self.n
        self.browsing = draw.random(n) < world.browsers
        keen = (draw.random(n) < world.keen) & ~self.browsing
        sizes = draw.gamma(3.0, 0.8, (n, 3))
        there = draw.random((n, 3)) < np.array([world.price, world.trust, world.choice])
        self.doubts = np.where(there & ~keen[:, None], sizes, 0.0)
        self.liking = draw.normal(0.6, 0.7, n) + 1.5 * keen - 7.0 * self.browsing
        self.gap = np.concatenate([np.zeros((n, 1)), draw.exponential(0.5, (n, PRODUCTS - 1))], axis=1)
        self.per_percent = (0.015 + 0.05 * self.doubts[:, 0]) * np.exp(draw.normal(0, 0.4, n))
        self.annoyed = world.annoyance * np.exp(draw.normal(0, 0.5, n))
        self.playing = (draw.random(n) < world.strategic) & ~self.browsing
        self.helped = np.clip(draw.normal(0.75, 0.12, (n, 3)), 0, 1) * world.help

    def _evidence(self, draw: np.random.Generator) -> Ints:
        """Words on price, questions on delivery and on the choice, similar pages, pauses, returns, moves to leave."""
        world = self.world
        price, trust, choice = np.tanh(np.where(self.playing[:, None], [1.5, 0.0, 0.0], self.doubts) / 2).T
        doubt = np.maximum(np.maximum(price, trust), choice)
        away = self.browsing.astype(float)
        rates = np.stack(
            [
                0.35 * world.telling * price + 0.012 * world.idle_talk,
                0.30 * world.telling * trust + 0.020 * world.idle_talk,
                0.30 * world.telling * choice + 0.020 * world.idle_talk,
                0.12 + 0.35 * choice + 0.15 * price,
                0.08 * world.idle_talk + 0.25 * doubt + 0.10 * away,
                0.08 + 0.18 * doubt * (1 - away),
                0.05 * world.idle_talk + 0.20 * doubt + 0.35 * away,
            ],
            axis=1,
        )
        return np.asarray(draw.random((MOMENTS, self.n, 7)) < np.clip(rates, 0, 0.95), dtype=np.int64)

    def effect(self, action: Ints, times: Ints) -> Floats:
        """What an action changes for each visitor, in logits, beside the price; `times`: nudges seen before."""
        price, trust, choice = self.doubts.T
        first, second, third = self.helped.T
        gained = np.select(
            [action == 1, action == 2, action == 3, action == 4],
            [trust * first, 0.4 * trust * first + 0.2 * choice * second, choice * second, 0.25 * price * third],
            default=0.0,
        )
        patience = np.where(action > 0, self.annoyed * (1 + 0.5 * times), 0.0)
        return np.asarray(gained - patience, dtype=np.float64)


def play(shoppers: Shoppers, act: Act, cap: int) -> Outcome:
    """The visits under `act`, with what no policy may do left out: a fifth wheel beyond the cap, the same help twice,
    a percent not above the last, a price under the floor (counted in `below_floor`)."""
    n, rows = shoppers.n, np.arange(shoppers.n)
    off = np.zeros((n, PRODUCTS))
    mood, reached, shown = np.zeros(n), np.zeros(n, np.int64), np.zeros(n, np.int64)
    seen = np.zeros((n, 5), bool)
    here, choice, below = np.ones(n, bool), np.full(n, -1), 0
    for t in range(MOMENTS):
        action = np.where(here, act(shoppers, t, here, shown, reached), 0)
        target, holds = _target(shoppers, PERCENT[action])
        below += int(((PERCENT[action] > 0) & ~holds).sum())
        repeated = (action < 5) & seen[rows, np.minimum(action, 4)]
        wrong = (shown >= cap) | repeated | ((PERCENT[action] > 0) & (~holds | (PERCENT[action] <= reached)))
        action = np.where(wrong, 0, action)
        mood += shoppers.effect(action, shown)
        off[rows, target] = np.maximum(off[rows, target], PERCENT[action])
        reached, shown = np.maximum(reached, PERCENT[action]), shown + (action > 0)
        seen[rows[action > 0], np.minimum(action, 4)[action > 0]] = True
        here, choice = _decide(shoppers, t, off, mood, here, choice)
    return _settle(shoppers, off, choice, shown, seen[:, 4] & (shown > 0), below)


def _target(shoppers: Shoppers, percent: Ints) -> tuple[Ints, Flags]:
    """The product that keeps the most after the reduction, and whether any keeps the floor."""
    after = shoppers.price * (1 - percent[:, None] / 100)
    left = np.where((after - shoppers.cost) >= FLOOR * after, after - shoppers.cost, -np.inf)
    return left.argmax(axis=1), np.isfinite(left.max(axis=1))


def _decide(shoppers: Shoppers, t: int, off: Floats, mood: Floats, here: Flags, choice: Ints) -> tuple[Flags, Ints]:
    last = t == MOMENTS - 1
    wants = (shoppers.liking - shoppers.doubts.sum(axis=1))[:, None] - shoppers.gap
    wants = wants + shoppers.per_percent[:, None] * off
    now = here & ((shoppers.decides[t] < EVENING) | last) & (~shoppers.playing | last)
    buys = now & (wants.max(axis=1) + mood >= shoppers.luck)
    gone = now & ~buys & (shoppers.leaves[t] < shoppers.world.leaving)
    return here & ~buys & ~gone, np.where(buys, wants.argmax(axis=1), choice)


def _settle(shoppers: Shoppers, off: Floats, choice: Ints, shown: Ints, bundled: Flags, below: int) -> Outcome:
    rows, bought, taken = np.arange(shoppers.n), choice >= 0, np.maximum(choice, 0)
    given = np.where(bought, (shoppers.price * off / 100)[rows, taken], 0.0)
    kept = np.where(bought, (shoppers.price - shoppers.cost)[rows, taken] - given, 0.0)
    added = bought & bundled & shoppers.near & (shoppers.adds < TAKES_ADD_ON)
    return Outcome(kept + ADD_ON * added, bought, given, shown, below)


PLANS: tuple[tuple[int, ...], ...] = (
    (),
    *((first,) for first in range(1, 8)),
    *((first, then) for first in range(1, 8) for then in range(1, 8) if first != then),
)


def planned(plan: Sequence[int]) -> Act:
    """Play `plan`'s actions at the first moments, to everyone."""
    return lambda shoppers, t, here, shown, reached: np.full(shoppers.n, plan[t] if t < len(plan) else 0)


def attainable(shoppers: Shoppers, seed: int, draws: int = 16, cap: int = 2) -> Outcome:
    """What someone who knows every person, though not their luck, would gain: the best plan for each on average."""
    kept = (shoppers.luck, shoppers.decides, shoppers.leaves, shoppers.adds)
    draw, mean = np.random.default_rng([seed, 41]), np.zeros((len(PLANS), shoppers.n))
    for _ in range(draws):
        shoppers.relive(draw)
        for row, plan in enumerate(PLANS):
            mean[row] += play(shoppers, planned(plan), cap).profit
    shoppers.luck, shoppers.decides, shoppers.leaves, shoppers.adds = kept
    best = mean.argmax(axis=0)
    table = np.array([list(plan) + [0] * (2 - len(plan)) for plan in PLANS])[best]
    return play(shoppers, lambda s, t, here, shown, reached: table[:, t] if t < 2 else np.zeros(s.n, np.int64), cap)


def named(name: str) -> World:
    """The built-in world of this name. Raises KeyError."""
    found: Mapping[str, World] = {world.name: world for world in WORLDS}
    return found[name]
