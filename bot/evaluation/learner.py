"""A learner in the shadow of the rules: it may choose, or keep silent, only among what the rules allow.

Thompson sampling on one linear model per action (Agrawal, Goyal: "Thompson Sampling for Contextual Bandits with Linear
Payoffs", ICML 2013). Profit is credited to every action of a visit, which cannot see patience wearing thin, so each
nudge costs something in its reward. It is reported beside the rules and decides nothing in the shop.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bot.evaluation.nudges import ACTIONS, RUNGS, DecidePolicy
from bot.nudge.policy import Policy
from bot.nudge.situation import Action, Decision

NUDGE_COST = 0.5
"""Money a nudge must bring to be worth the patience it takes: an eighth of what an added article leaves."""
SPREAD = 0.35
"""How bold the draws are; in the units of the reward."""
SCALE = 20.0
"""Money per unit of reward, the margin of an ordinary article, so that one prior suits all shops."""
FEATURES = 11


class Learner(DecidePolicy):
    """Behind the same `act` as the rules; `learn` takes what a batch of visits brought."""

    def __init__(self, seed: int, policy: Policy | None = None) -> None:
        super().__init__(policy)
        self._draw = np.random.default_rng([seed, 61])
        self._gram = np.stack([np.eye(FEATURES)] * 8)
        self._reward = np.zeros((8, FEATURES))
        self._log: list[tuple[int, int, np.ndarray[Any, Any]]] = []
        self._frozen = False
        self._sample()

    def freeze(self) -> None:
        """From here on the means decide, and nothing more is learnt."""
        self._frozen = True
        self._sample()

    def act(self, world: Any, t: int, X: Any, seen: Any, nshown: Any, level: Any, alive: Any) -> Any:
        if t == 0:
            self._log = []
        self._sample()
        return super().act(world, t, X, seen, nshown, level, alive)

    def credit(self, profit: Any) -> None:
        """Learn from the last visits: `profit` per visitor."""
        for i, number, x in self._log:
            self._gram[number] += np.outer(x, x)
            self._reward[number] += x * (float(profit[i]) - NUDGE_COST * (number > 0)) / SCALE

    def _sample(self) -> None:
        inverse = np.linalg.inv(self._gram)
        self._theta = np.einsum("kij,kj->ki", inverse, self._reward)
        if not self._frozen:
            noise = self._draw.normal(size=self._reward.shape)
            self._theta += SPREAD * np.einsum("kij,kj->ki", np.linalg.cholesky(inverse), noise)

    def _chosen(self, world: Any, t: int, i: int, decision: Decision) -> Action:
        able = self.options(decision)
        x = _features(world, t, i, len(self._shown.get(i, [])))
        number = max(able, key=lambda one: float(self._theta[one] @ x))
        if not self._frozen:
            self._log.append((i, number, x))
        return able[number]

    def options(self, decision: Decision) -> dict[int, Action]:
        """The action numbers allowed: silence, and each eligible kind."""
        able = {0: Action()}
        for action in decision.offered:
            number = RUNGS[action.rung] if action.kind == "promotion" else ACTIONS.get(action.kind, 0)
            able[number] = action
        return able


def _features(world: Any, t: int, i: int, shown: int) -> np.ndarray[Any, Any]:
    signals = np.minimum(world.sig[t][i], 2) / 2
    size = np.log(float(world.price[i].mean())) - 4
    return np.concatenate([[1.0], signals, [float(world.near[i]), shown / 2, size]])
