"""What a policy said over a time, added up: kinds, silences, and the money of its offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.nudge.offers import month_of
from bot.nudge.outcomes import Offered
from bot.nudge.situation import Decision, Hesitated, Situation, plain

ENOUGH_OFFERS = 20
"""Offers made before their use is taken as a share: the share of fewer is off by more than 20 points one time in
twenty."""

SHARE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Usage:
    """How many offers were made and used, by percent."""

    made: Mapping[int, int] = field(default_factory=dict)
    used: Mapping[int, int] = field(default_factory=dict)

    def share(self, rung: int) -> float | None:
        """The share of offers of `rung` percent that were used; of all offers where those were too few; None where
        all were."""
        for made, used in (
            (self.made.get(rung, 0), self.used.get(rung, 0)),
            (sum(self.made.values()), sum(self.used.values())),
        ):
            if made >= ENOUGH_OFFERS:
                return used / made
        return None


def usage_of(offers: Mapping[int, Offered]) -> Usage:
    """From the holdout report's offers."""
    return Usage({rung: one.made for rung, one in offers.items()}, {r: one.redeemed for r, one in offers.items()})


@dataclass(slots=True)
class Told:
    """`said` by kind, `silent` by gate, `rungs` by percent. Money if every offer were used, against the price that
    everyone pays (`full` is the margin at that price): `given` by the shop, `kept` above the costs.

    `loss`, `not_lower`: offers below the legal floor, or not below the lowest price of 30 days; there are none.
    """

    usage: Usage = field(default_factory=Usage)
    said: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    rungs: Counter[int] = field(default_factory=Counter)
    visits: Counter[str] = field(default_factory=Counter)
    months: dict[str, Decimal] = field(default_factory=dict)
    given: Decimal = Decimal(0)
    kept: Decimal = Decimal(0)
    full: Decimal = Decimal(0)
    least_share: Decimal | None = None
    loss: int = 0
    not_lower: int = 0
    spent: dict[int, Decimal] = field(default_factory=dict)

    def add(self, decision: Decision, situation: Situation) -> None:
        """Count one decision."""
        if not decision.speaks:
            self.silent[decision.gate or "nothing_true_to_say"] += 1
            return
        self.said[decision.action.kind] += 1
        self.visits[situation.visit] += 1
        if decision.action.kind == "promotion":
            self._offer(decision, situation)

    def given_in(self, at: datetime) -> Decimal:
        """What the offers of that moment's month give, were all used."""
        return self.months.get(month_of(at), Decimal(0))

    @property
    def most_in_a_visit(self) -> int:
        return max(self.visits.values(), default=0)

    @property
    def most_in_a_month(self) -> Decimal:
        return max(self.months.values(), default=Decimal(0))

    @property
    def must_win(self) -> float | None:
        """The share of the orders with an offer that must be won by it, for the offers to cost nothing: what is given
        away to everybody who uses one, over the margin that an order won leaves at the full price."""
        return float(self.given / self.full) if self.full > 0 else None

    @property
    def expected(self) -> Decimal | None:
        """What the offers cost, were they used as often as those before; None when that is not known."""
        shares = {rung: self.usage.share(rung) for rung in self.spent}
        if any(share is None for share in shares.values()):
            return None
        costs = (given * Decimal(str(shares[rung] or 0)) for rung, given in self.spent.items())
        return sum(costs, Decimal(0)).quantize(Decimal("0.01"))

    def to_json(self) -> dict[str, Any]:
        """Without what names a visit."""
        return {
            **{name: plain(dict(getattr(self, name))) for name in ("said", "silent", "rungs", "months")},
            **{name: plain(getattr(self, name)) for name in ("given", "kept", "full", "expected")},
            "visits": len(self.visits),
            "most_in_a_visit": self.most_in_a_visit,
            "must_win": None if self.must_win is None else round(self.must_win, SHARE_DIGITS),
            "least_share": None if self.least_share is None else round(float(self.least_share), SHARE_DIGITS),
        }

    def _offer(self, decision: Decision, situation: Situation) -> None:
        action = decision.action
        product = next((one for one in situation.products if one.item_id == action.item_id), None)
        if product is None or product.cost is None or action.final_price is None:
            return  # the rules refuse a promotion without them
        discount, month = product.price - action.final_price, month_of(decision.at)
        self.rungs[action.rung] += 1
        self.spent[action.rung] = self.spent.get(action.rung, Decimal(0)) + discount
        self.months[month] = self.months.get(month, Decimal(0)) + discount
        self.given += discount
        self.kept += action.final_price - product.cost
        self.full += product.price - product.cost
        self._check(product, product.cost, action.final_price)

    def _check(self, product: Hesitated, cost: Decimal, final: Decimal) -> None:
        share = (final - cost) / final
        self.least_share = share if self.least_share is None else min(self.least_share, share)
        self.loss += final < (cost if product.legal_floor is None else product.legal_floor)
        self.not_lower += product.low_30d is None or final >= product.low_30d
