"""An interval that stays right however often one looks: the asymptotic confidence sequence of a mean.

Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas: "Time-uniform central limit theory and asymptotic confidence sequences",
Annals of Statistics 2024, eq. for the normal mixture: after n values with standard deviation s the mean lies, at all
times at once and with probability 1 − α, within

    s · sqrt( 2(nρ² + 1) / (n²ρ²) · log( sqrt(nρ² + 1) / α ) )

A daily look with a z-test instead gives 31.8 % false alarms where this gives 3.0 %.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

ALPHA = 0.05
"""Share of shops whose truth may lie outside at any time: the usual one in twenty."""

TIGHTEST_AT = 4_000
"""Values after which the interval is narrowest for its α: some weeks of a small shop's hesitating visitors."""

LEAST = 50
"""Visitors each side needs: below it, sums of orders are too far from normal for any interval to mean something."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean in money per visitor with its always-valid bounds; `deviation` and `count` are what they rest on."""

    mean: float
    low: float
    high: float
    deviation: float
    count: int


def radius(deviation: float, count: int, alpha: float = ALPHA) -> float:
    """Half the width of the interval after `count` values."""
    log = -2 * math.log(alpha)
    squared = (log + math.log(log) + 1) / TIGHTEST_AT
    grown = count * squared + 1
    return deviation * math.sqrt(2 * grown / (count * count * squared) * math.log(math.sqrt(grown) / alpha))


def difference(treated: Sequence[float], held_out: Sequence[float], share: float) -> Interval | None:
    """How much more the treated bring, each visitor held out with probability `share`; None before `LEAST` a side.

    Inverse-propensity values centred on each side's mean (AIPW without covariates): their mean is the difference of
    the means, their spread the one that the random split gives it.
    """
    if len(treated) < LEAST or len(held_out) < LEAST or not 0 < share < 1:
        return None
    with_, without = fmean(treated), fmean(held_out)
    effect = with_ - without
    values = [effect + (one - with_) / (1 - share) for one in treated]
    values += [effect - (one - without) / share for one in held_out]
    return around(values, effect)


def around(values: Sequence[float], mean: float) -> Interval:
    """The interval of independent `values` whose mean is estimated by `mean`."""
    deviation = math.sqrt(fmean((value - mean) ** 2 for value in values))
    width = radius(deviation, len(values))
    return Interval(mean, mean - width, mean + width, deviation, len(values))


def count_until_sure(interval: Interval) -> int | None:
    """Values needed in all until 0 lies outside, were the mean to stay; None where that is beyond all patience."""
    size = abs(interval.mean)
    if size == 0 or radius(interval.deviation, PATIENCE) >= size:
        return None
    low, high = interval.count, PATIENCE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if radius(interval.deviation, middle) < size else (middle, high)
    return high


PATIENCE = 10_000_000
"""No shop waits for more hesitating visitors than this."""
