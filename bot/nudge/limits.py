"""The gates every nudge passes, and the arithmetic of a reduction. One pressure limit over everything."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from bot.nudge.hesitation import AGAIN, Hesitation
from bot.nudge.situation import Hesitated, Ledger, Situation, Why

if TYPE_CHECKING:
    from bot.nudge.policy import Policy

DISMISSAL = timedelta(days=30)
"""How long "no thanks" holds beyond the visit: a refusal weighs as much as a yes (DSA art. 25 as a design standard)."""

RUNGS_FOR_ONE_OBJECTION = 2
"""How many rungs one objection to the price can reach; beyond them it must have been said again that it is dear."""


def gate(situation: Situation, ledger: Ledger, policy: Policy, hesitation: Hesitation, held_out: bool) -> Why | None:
    """Why nothing at all may be said now; None when something may.

    `holdout` comes last, so that it names exactly the moments that would have been spoken in: what a comparison needs.
    """
    if situation.opted_out or _recent(ledger.dismissed_at, situation.at, DISMISSAL):
        return "opted_out"
    if not hesitation.hesitating:
        return "no_hesitation"
    if len(ledger.shown) >= policy.max_per_visit:
        return "visit_cap"
    last = max((shown.at for shown in ledger.shown), default=None)
    if _recent(last, situation.at, timedelta(seconds=policy.cooldown_seconds)) or _unchanged(last, hesitation):
        return "cooldown"
    return "holdout" if held_out else None


def used_up(ledger: Ledger, policy: Policy, now: datetime) -> bool:
    """Whether this customer redeemed a promotion too recently for another."""
    return _recent(ledger.promotion_used_at, now, timedelta(days=policy.once_per_customer_days))


def _unchanged(last: datetime | None, hesitation: Hesitation) -> bool:
    """Whether nothing has happened since the last suggestion that calls for another."""
    if last is None:
        return False
    return hesitation.guessed or hesitation.score < AGAIN or not hesitation.since(last)


def next_rung(ledger: Ledger, policy: Policy) -> int | None:
    """The lowest percent of the ladder above what this customer was shown; None at the top."""
    return min((percent for percent in policy.ladder if percent > ledger.rung), default=None)


def objections_for(rung: int, policy: Policy) -> int:
    """How often the price must have been objected to before `rung`: from the third rung on, once is not enough."""
    return 1 if policy.ladder.index(rung) < RUNGS_FOR_ONE_OBJECTION else 2


def reduced(product: Hesitated, percent: int) -> tuple[Decimal, Decimal] | None:
    """(final price, reference price) of `percent` off, or None without 30 days of prices.

    The percent is computed on the lowest price of the last 30 days (Code de la consommation L.112-1-1; CJEU C-330/23)
    and rounded down to the currency's smallest coin, so that what is announced is never more than what is given.
    """
    if product.low_30d is None:
        return None
    prior = min(product.low_30d, product.price, product.list_price)
    return (prior * (100 - percent) / 100).quantize(product.unit, rounding=ROUND_DOWN), prior


def price_refusal(product: Hesitated, percent: int, ledger: Ledger, policy: Policy) -> Why | None:
    """Why `product` may not be offered at `percent` off; None when it may."""
    if not product.in_stock:
        return "out_of_stock"
    prices = reduced(product, percent)
    if prices is None or not 0 < prices[0] < prices[1]:
        return "not_below_30d_low"
    final = prices[0]
    floor = product.legal_floor if product.legal_floor is not None else product.cost
    if floor is None or final < floor:  # an unknown cost may hide a sale at a loss (L.442-5)
        return "legal_floor"
    if product.cost is None or final - product.cost < policy.margin_floor * final:
        return "margin_floor"
    if ledger.budget_left is not None and product.price - final > ledger.budget_left:
        return "budget"
    return None


def _recent(then: datetime | None, now: datetime, within: timedelta) -> bool:
    return then is not None and now - then < within
