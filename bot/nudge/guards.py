"""What a merchant should know before another policy is put in force: what must hold, and what changes in how much
visitors are pressed, how much is given away, and whether the effect can still be measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.nudge.policy import Policy
from bot.nudge.telling import Told

LEAST_HOLDOUT = Decimal("0.05")
"""Share below which the effect is as good as not measured: the visits needed grow with 1 / (h (1 − h)), at 5 % to more
than three times those of the usual 20 %, at 2 % to eight times."""

State = Literal["holds", "watch", "broken"]


@dataclass(frozen=True, slots=True)
class Guard:
    """`broken`: the tried policy must not be put in force; `watch`: it loosens something, which may be wanted. `was`
    and `would` are the numbers compared, and `limit` what the tried document sets for them: shares, percents, counts,
    seconds, days or money; None: no limit, or nothing to compare.
    """

    name: str
    state: State
    was: float | None
    would: float | None
    limit: float | None = None


def guards(current: Policy, policy: Policy, was: Told, would: Told) -> tuple[Guard, ...]:
    """Every guard, in a fixed order: first those that the rules keep whatever the document says."""
    return (
        Guard("no_loss", "broken" if would.loss else "holds", was.loss, would.loss),
        Guard("below_30d_low", "broken" if would.not_lower else "holds", was.not_lower, would.not_lower),
        _floor(current, policy, was, would),
        _risen("top_rung", max(current.ladder, default=0), max(policy.ladder, default=0)),
        _budget(current, policy, was, would),
        _risen("most_in_a_visit", was.most_in_a_visit, would.most_in_a_visit),
        _fallen("cooldown", current.cooldown_seconds, policy.cooldown_seconds),
        _fallen("once_per_customer", current.once_per_customer_days, policy.once_per_customer_days),
        _measured("holdout", current.holdout, policy.holdout, LEAST_HOLDOUT),
        _measured("explore", current.explore, policy.explore, Decimal("0.01")),
    )


def _floor(current: Policy, policy: Policy, was: Told, would: Told) -> Guard:
    """The least share of a price that an offer leaves: never below the policy's own floor, and seen when below the
    present one's."""
    least = would.least_share
    if least is not None and least < policy.margin_floor:
        state: State = "broken"
    else:
        state = "watch" if policy.margin_floor < current.margin_floor else "holds"
    return Guard("margin_floor", state, _number(was.least_share), _number(least), float(policy.margin_floor))


def _budget(current: Policy, policy: Policy, was: Told, would: Told) -> Guard:
    """What the dearest month would have given, were every offer used, beside the budget."""
    budget = policy.monthly_budget
    lifted = current.monthly_budget is not None and (budget is None or budget > current.monthly_budget)
    over = budget is not None and would.most_in_a_month > budget
    state: State = "watch" if lifted or over else "holds"
    return Guard("budget", state, float(was.most_in_a_month), float(would.most_in_a_month), _number(budget))


def _risen(name: str, was: int, would: int) -> Guard:
    return Guard(name, "watch" if would > was else "holds", was, would)


def _fallen(name: str, was: int, would: int) -> Guard:
    return Guard(name, "watch" if would < was else "holds", was, would)


def _measured(name: str, was: Decimal, would: Decimal, least: Decimal) -> Guard:
    return Guard(name, "watch" if would < least else "holds", float(was), float(would), float(least))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
