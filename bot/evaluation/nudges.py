"""The product's own `decide`, played against simulated shoppers with exact counterfactuals.

A world is any object with the yardstick's interface: `sig[t]` (visitors x 7 counts of signals so far), `price` and
`cost` (visitors x products), `near` (basket close to free shipping), and integers 0–7 as actions. The same shoppers
and the same luck meet every policy, so that the difference of two runs is the effect of the policy alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import numpy as np

from bot.errors import InvalidInput
from bot.nudge.policy import Policy, decide
from bot.nudge.situation import Action, Decision, Hesitated, Ledger, Shown, Situation, TrueFact
from bot.shopper.signals import Evidence

CODES: tuple[str, ...] = (
    "price_objection",
    "delivery_q",
    "compare_stuck",
    "similar_views",
    "pause",
    "revisit",
    "exit_intent",
)
"""The world's seven signals in its order; its question about a product is what our second comparison is: unsure."""

ACTIONS: Mapping[str, int] = {"none": 0, "reassurance": 1, "social_proof": 2, "decision_help": 3, "bundle": 4}
RUNGS: Mapping[int, int] = {5: 5, 10: 6, 15: 7}
START = datetime(2026, 5, 4, tzinfo=timezone.utc)
STEP = timedelta(minutes=5)
ORDER: Mapping[str, timedelta] = {
    "similar_views": timedelta(),
    "revisit": timedelta(minutes=1),
    "delivery_q": timedelta(minutes=2),
    "compare_stuck": timedelta(minutes=2),
    "price_objection": timedelta(minutes=2),
    "pause": timedelta(minutes=3),
    "exit_intent": timedelta(minutes=4),
}
"""When within a moment each sign falls. The world only counts them; a visit has an order: pages are looked at,
something is asked or found too dear (and answered at once), then comes the silence in which it is thought over, or the
way out."""
ASKED = timedelta(minutes=4, seconds=30)
"""When within a moment the rules are asked: after all its signs."""
FACTS = (TrueFact("returns", "returns", "simulated"), TrueFact("delivery_time", "delivery", "simulated"))
KINDS = ("decision_help", "reassurance", "social_proof", "bundle", "promotion")
SIMILAR = CODES.index("similar_views")


def simulated(policy: Policy) -> Policy:
    """`policy` as it is played here: nobody held out, nothing explored, and of its kinds those that the worlds know.
    Raises InvalidInput for a ladder of other percents than theirs.
    """
    unknown = [percent for percent in policy.ladder if percent not in RUNGS]
    if unknown:
        raise InvalidInput(f"simulated shoppers know reductions of {_listed(RUNGS)} %, not of {_listed(unknown)} %")
    kinds = tuple(kind for kind in KINDS if kind in policy.kinds)
    return replace(policy, holdout=Decimal(0), explore=Decimal(0), kinds=kinds)


def _listed(percents: Iterable[int]) -> str:
    return ", ".join(map(str, percents))


POLICIES: Mapping[str, Policy] = {
    "from_ten": simulated(Policy(ladder=(10, 15))),
    "three": simulated(Policy(max_per_visit=3)),
    "default": simulated(Policy()),
}
"""What is played: the policy as a shop has it unless its merchant says otherwise, and two of which each differs from it
in one line. The first earns most within every target but one
(docs/decisions/0020-where-the-ladder-begins.md)."""


class DecidePolicy:
    """`bot.nudge.policy.decide` behind the yardstick's `act`: the product's rules, with no exploring and no holdout."""

    guard, target, passive = True, "hm", False

    def __init__(self, policy: Policy | None = None, salt: bytes = b"simulation") -> None:
        self.policy = policy or POLICIES["from_ten"]
        self.cap = self.policy.max_per_visit
        self.salt = salt
        self._shown: dict[int, list[Shown]] = {}
        self._known: dict[Any, Decision] = {}

    def act(self, world: Any, t: int, X: Any, seen: Any, nshown: Any, level: Any, alive: Any) -> Any:
        """One action per visitor at moment `t`; visitors who have left get none."""
        if t == 0:
            self._shown = {}
        chosen = np.zeros(world.n, int)
        for i in np.flatnonzero(alive):
            chosen[i] = self._one(world, t, int(i), round(float(level[i]) * 100))
        return chosen

    def learn(self, out: Any) -> None:
        """Rules don't learn."""

    def _one(self, world: Any, t: int, i: int, rung: int) -> int:
        shown = self._shown.get(i, [])
        action = self._chosen(world, t, i, self._decided(world, t, i, tuple(shown), rung))
        if action.kind == "none":
            return 0
        self._shown[i] = [*shown, Shown(action.kind, START + t * STEP + ASKED)]
        return RUNGS[action.rung] if action.kind == "promotion" else ACTIONS[action.kind]

    def _chosen(self, world: Any, t: int, i: int, decision: Decision) -> Action:
        """What is done of what may be done: the rules' own choice."""
        return decision.action

    def _decided(self, world: Any, t: int, i: int, shown: tuple[Shown, ...], rung: int) -> Decision:
        """`decide`, asked once for all shoppers it cannot tell apart: it is pure, and only money looks at prices."""
        signs = np.stack([_counts(world, moment, i) for moment in range(t + 1)])
        told = tuple((one.kind, _step(one.at)) for one in shown)
        priced = (*world.price[i], *world.cost[i]) if signs[t, 0] else ()
        key = (signs.tobytes(), told, bool(world.near[i]), rung, priced)
        if key not in self._known:
            situation = _situation(world, t, i)
            ledger = Ledger(shown=shown, rung=rung, answered_at=_answered_at(situation))
            self._known[key] = decide(situation, ledger, self.policy, self.salt)
        return self._known[key]


def _step(at: datetime) -> int:
    return (at - START) // STEP


def _counts(world: Any, t: int, i: int) -> Any:
    """What has been seen of each code by moment `t`; similar views count from the second, ours from the third page."""
    counts = np.array(world.sig[t][i])
    counts[SIMILAR] = max(0, counts[SIMILAR] - 1)
    return counts


def _situation(world: Any, t: int, i: int) -> Situation:
    near = bool(world.near[i])
    return Situation(
        subject=str(i),
        visit=str(i),
        sequence=t,
        at=START + t * STEP + ASKED,
        evidence=_evidence(world, t, i),
        products=tuple(_product(world, i, k) for k in range(world.price.shape[1])),
        consent=True,
        facts=FACTS,
        basket_total=Decimal(50) if near else None,
        shipping_threshold=Decimal(60),
        bundles=(_product(world, i, 0),) if near else (),
    )


def _evidence(world: Any, t: int, i: int) -> tuple[Evidence, ...]:
    """Each signal at the moment it first counted, oldest first."""
    pieces: list[Evidence] = []
    before = np.zeros(len(CODES), int)
    for moment in range(t + 1):
        counts = _counts(world, moment, i)
        for code, more in zip(CODES, counts - before, strict=True):
            at = START + moment * STEP + ORDER[code]
            pieces += [Evidence(code, at, f"signal:{code}")] * int(more)  # type: ignore[arg-type]
        before = counts
    return tuple(sorted(pieces, key=lambda piece: piece.at))


def _answered_at(situation: Situation) -> datetime | None:
    """The assistant answers an objection in words when it is voiced, before the policy is asked."""
    return min((piece.at for piece in situation.evidence if piece.code == "price_objection"), default=None)


def _product(world: Any, i: int, k: int) -> Hesitated:
    price = Decimal(f"{world.price[i, k]:.2f}")
    cost = Decimal(f"{world.cost[i, k]:.2f}")
    return Hesitated(
        item_id=str(k),
        price=price,
        list_price=price,
        group=str(k),
        cost=cost,
        low_30d=price,
        legal_floor=cost,
        rating=4.5,
        reviews=50,
    )
