"""Does the holdout report tell the truth? Known effects in, the report looked at again and again, truth inside or not.

Visitors buy by chance, with the help of a nudge a little more often (or less), pay what people pay, and are held out
by lot. The truth is the mean difference by construction. The report is read at growing sizes, as an impatient merchant
would; it errs when the truth was outside its interval at any one of the looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import numpy as np

from bot.nudge.measurement import compared
from bot.nudge.outcomes import Order, Participant

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
LOOKS = (200, 400, 800, 1600, 3200, 6400, 12_800)
HOLDOUT = 0.20
BASE_RATE = 0.10
"""Orders per hesitating visitor without a nudge."""
MARGIN = 30.0
"""Mean margin of an order, money; log-normal around it, as baskets are."""
SPREAD = 0.6
Z = 1.96


@dataclass(frozen=True, slots=True)
class Truth:
    """`lift` is added to the rate of orders; `cost` is taken off each order of a served visitor."""

    name: str
    lift: float
    cost: float = 0.0

    @property
    def effect(self) -> float:
        """Money per 1,000 visitors."""
        return 1000 * ((BASE_RATE + self.lift) * (MARGIN - self.cost) - BASE_RATE * MARGIN)


TRUTHS = (Truth("no effect", 0.0), Truth("helps", 0.03), Truth("burns margin", 0.005, 6.0), Truth("annoys", -0.03))


def run(seeds: int = 200) -> dict[str, Any]:
    """Per truth: how often the truth stayed inside at all looks, and how the last look judged."""
    return {
        "looks": list(LOOKS),
        "seeds": seeds,
        "holdout": HOLDOUT,
        "truths": {truth.name: _judged(truth, seeds) for truth in TRUTHS},
    }


def table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them."""
    head = f"{'':<14}{'truth':>8}{'inside at all looks':>21}{'z-test':>9}{'earns':>8}{'burns':>8}{'unsure':>8}"
    lines = [
        f"{result['seeds']} shops, looked at {len(result['looks'])} times each; money per 1,000 visitors",
        "",
        head,
    ]
    for name, row in result["truths"].items():
        shares = "".join(f"{row['verdicts'].get(verdict, 0.0):>8.2f}" for verdict in ("earns", "burns", "unsure"))
        lines.append(f"{name:<14}{row['effect']:>8.0f}{row['inside']:>21.3f}{row['inside_z']:>9.3f}{shares}")
    return "\n".join(lines)


def people(truth: Truth, count: int, seed: int) -> list[Participant]:
    """`count` visitors of a shop where the nudge does what `truth` says."""
    draw = np.random.default_rng(seed)
    held_out = draw.random(count) < HOLDOUT
    rate = np.where(held_out, BASE_RATE, BASE_RATE + truth.lift)
    buys = draw.random(count) < rate
    margin = MARGIN * np.exp(draw.normal(-(SPREAD**2) / 2, SPREAD, count)) - np.where(held_out, 0.0, truth.cost)
    return [_visitor(i, bool(held_out[i]), bool(buys[i]), float(margin[i])) for i in range(count)]


def _visitor(number: int, held_out: bool, buys: bool, margin: float) -> Participant:
    orders = (Order(f"o{number}", START, margin, margin),) if buys else ()
    return Participant(str(number), START, held_out, HOLDOUT, "decision_help", orders)


def _judged(truth: Truth, seeds: int) -> dict[str, Any]:
    inside = inside_z = 0
    verdicts: dict[str, float] = {}
    for seed in range(seeds):
        crowd = people(truth, LOOKS[-1], seed)
        looks = [compared("all", crowd[:size], days=size / 100) for size in LOOKS]
        inside += all(_holds(look.low, look.high, truth.effect) for look in looks)
        inside_z += all(_z_holds(crowd[:size], truth.effect) for size in LOOKS)
        last = looks[-1].verdict
        verdicts[last] = verdicts.get(last, 0.0) + 1 / seeds
    return {"effect": truth.effect, "inside": inside / seeds, "inside_z": inside_z / seeds, "verdicts": verdicts}


def _holds(low: float | None, high: float | None, truth: float) -> bool:
    return low is None or high is None or low <= truth <= high


def _z_holds(crowd: Sequence[Participant], truth: float) -> bool:
    """The usual z-interval, right for one look only: what the report is measured beside."""
    served = np.array([one.margin for one in crowd if not one.held_out])
    kept = np.array([one.margin for one in crowd if one.held_out])
    error = float(np.sqrt(served.var() / len(served) + kept.var() / len(kept)))
    return abs(1000 * float(served.mean() - kept.mean()) - truth) <= 1000 * Z * error
