"""What the nudges earn: incremental margin against the holdout, per kind and rung, and a plain verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.nudge.outcomes import Choice, Offered, Participant
from bot.nudge.sequence import LEAST, Interval, around, count_until_sure, difference

Verdict = Literal["earns", "burns", "unsure", "too_few", "broken_split"]

BROKEN = 0.001
"""Chance below which a split is taken as broken (sample ratio mismatch): then no difference means anything."""

LONGEST_WAIT = 365
"""Days; beyond a year "about N days more" says nothing."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report. Money per 1,000 visitors who hesitated; `days_more` until sure, were it to go on so."""

    name: str
    treated: int
    held_out: int
    verdict: Verdict
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    days_more: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`split`: the probability of a split as uneven as this one by chance alone. `rungs` compare a promotion with the
    help that chance gave instead.
    """

    days: float
    total: Result
    kinds: tuple[Result, ...]
    rungs: tuple[Result, ...]
    offers: Mapping[int, Offered]
    split: float
    without_cost: int

    @property
    def harmful(self) -> tuple[str, ...]:
        """The kinds whose whole interval lies below zero: they stop by themselves."""
        return tuple(result.name for result in self.kinds if result.verdict == "burns")

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "offers": {str(rung): asdict(one) for rung, one in self.offers.items()}}


def report(people: Sequence[Participant], offers: Mapping[int, Offered], days: float) -> Report:
    """The report over the visitors of `days` days."""
    split = split_chance(people)
    broken = split < BROKEN
    names = sorted({one.kind for one in people})
    return Report(
        days=days,
        total=compared("total", people, days, broken),
        kinds=tuple(compared(name, [p for p in people if p.kind == name], days, broken) for name in names),
        rungs=tuple(_rung(rung, people, days) for rung in sorted(offers)),
        offers=offers,
        split=split,
        without_cost=sum(order.margin is None for one in people for order in one.orders),
    )


def compared(name: str, people: Sequence[Participant], days: float, broken: bool = False) -> Result:
    """The served against the held-out among `people`."""
    served = [one.margin for one in people if not one.held_out]
    kept = [one.margin for one in people if one.held_out]
    share = _mean([one.share for one in people])
    return _result(name, len(served), len(kept), difference(served, kept, share), days, broken)


def _rung(rung: int, people: Sequence[Participant], days: float) -> Result:
    """A promotion of `rung` against help, among those for whom chance chose between both (inverse propensities)."""
    chosen = [(one, choice) for one in people if (choice := _first(one, rung))]
    given = [(one.margin, choice.share) for one, choice in chosen if choice.promotion]
    helped = [(one.margin, choice.share) for one, choice in chosen if not choice.promotion]
    interval = None
    if len(given) >= LEAST and len(helped) >= LEAST:
        with_, without = _mean([m for m, _ in given]), _mean([m for m, _ in helped])
        effect = with_ - without
        values = [effect + (margin - with_) / share for margin, share in given]
        values += [effect - (margin - without) / (1 - share) for margin, share in helped]
        interval = around(values, _mean(values))
    return _result(str(rung), len(given), len(helped), interval, days, broken=False)


def _first(one: Participant, rung: int) -> Choice | None:
    """The first time that chance chose about this rung: what came later may follow from it."""
    return next((choice for choice in one.choices if choice.rung == rung), None)


def _result(name: str, treated: int, held_out: int, interval: Interval | None, days: float, broken: bool) -> Result:
    if interval is None:
        return Result(name, treated, held_out, "too_few")
    effect, low, high = (1000 * value for value in (interval.mean, interval.low, interval.high))
    verdict: Verdict = "earns" if low > 0 else "burns" if high < 0 else "unsure"
    if broken:
        verdict = "broken_split"
    wait = _days_more(interval, days) if verdict == "unsure" else None
    return Result(name, treated, held_out, verdict, effect, low, high, wait)


def _days_more(interval: Interval, days: float) -> int | None:
    needed = count_until_sure(interval)
    if needed is None or days <= 0:
        return None
    wait = math.ceil((needed - interval.count) * days / interval.count)
    return wait if wait <= LONGEST_WAIT else None


def split_chance(people: Sequence[Participant]) -> float:
    """The two-sided probability of as uneven a split, each held out with their own share; 1 for nobody.

    Normal approximation of a sum of Bernoulli draws; a shop with a handful of visitors gets no alarm from it.
    """
    expected = sum(one.share for one in people)
    variance = sum(one.share * (1 - one.share) for one in people)
    if variance == 0:
        return 1.0
    off = abs(sum(one.held_out for one in people) - expected)
    return math.erfc(max(off - 0.5, 0.0) / math.sqrt(2 * variance))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
