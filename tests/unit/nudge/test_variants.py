"""The offered product in another size or colour: which may have the offered price."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from moments import NOW, OPEN, products, shoe

from bot.nudge.offers import Line, Offer, Order, refusal
from bot.nudge.situation import Hesitated
from bot.nudge.variants import variants_of

TEN = Offer(
    *("CODE", "d", "c", "ann", "a", 10, Decimal(100), Decimal(100), Decimal(90), "EUR"),
    *(NOW, NOW + timedelta(minutes=30)),
)
"""10 % off a shoe of 100 euros: 90."""


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (shoe("b"), None),
        (shoe("b", in_stock=False), None),  # it was just sold: the catalogue may know already
        (shoe("b", price=Decimal(110), low_30d=Decimal(100)), "other_price"),
        (shoe("b", price=Decimal(90), low_30d=Decimal(90)), "other_price"),
        (shoe("b", low_30d=Decimal(95)), "not_below_30d_low"),  # 90 is no 10 % off what it cost last week
        (shoe("b", low_30d=None), "not_below_30d_low"),
        (shoe("b", cost=Decimal(81), legal_floor=Decimal(81)), None),  # 90 − 81 is exactly a tenth of 90
        (shoe("b", cost=Decimal("81.01"), legal_floor=Decimal("81.01")), "margin_floor"),
        (shoe("b", legal_floor=Decimal("90.01")), "legal_floor"),
        (shoe("b", cost=None, legal_floor=None), "legal_floor"),
    ],
)
def test_each_size_is_judged_by_its_own_prices_and_floors(other: Hesitated, why: str | None) -> None:
    assert variants_of(TEN, [other], OPEN) == {"b": why}


def test_todays_policy_judges() -> None:
    other = shoe("b", cost=Decimal(70))
    assert variants_of(TEN, [other], replace(OPEN, margin_floor=Decimal("0.25"))) == {"b": "margin_floor"}


@given(products)
def test_no_size_is_sold_under_its_own_floor_or_above_its_own_low(other: Hesitated) -> None:
    near = replace(other, item_id="b", price=Decimal(100), list_price=Decimal(100))
    sold = Order("o", "EUR", (Line("b", 1, Decimal(90)),), Decimal(90))
    if refusal(TEN, sold, NOW, variants_of(TEN, [near], OPEN)) is None:
        assert near.cost is not None
        assert Decimal(90) - near.cost >= OPEN.margin_floor * 90
        assert near.low_30d is not None
        assert Decimal(90) < near.low_30d
