"""Prices in currencies without cents or with a third decimal, and costs that make no sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moments import OPEN, SALT, at, helped, shoe, whys

from bot.dialogue.cards import money
from bot.nudge.consideration import as_hesitated
from bot.nudge.offers import Line, Offer, Order, refusal
from bot.nudge.policy import decide
from bot.nudge.situation import Hesitated, plain
from catalog_index.currency import smallest
from catalog_index.product import Money, Product

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)


def priced(amount: str, currency: str, cost: str | None = "1") -> Hesitated:
    """A product at `amount`, never cheaper for 30 days."""
    price = Money(Decimal(amount), currency)
    bought = None if cost is None else Money(Decimal(cost), currency)
    return as_hesitated(Product(id="a", title="a", price=price, cost_of_goods_sold=bought), price.amount)


@pytest.mark.parametrize(
    ("amount", "currency", "final"),
    [
        ("1999", "JPY", "1899"),  # 1899.05: there is no coin below one yen
        ("189000", "VND", "179550"),
        ("12.345", "KWD", "11.727"),  # 11.72775
        ("89.99", "EUR", "85.49"),  # 85.4905
    ],
)
def test_a_reduced_price_can_be_paid_in_the_coins_of_its_currency(amount: str, currency: str, final: str) -> None:
    action = decide(at("price_objection", products=(priced(amount, currency),)), helped(), OPEN, SALT).action
    assert action.final_price == Decimal(final)
    assert money(Money(Decimal(final), currency)) == {"amount": final, "currency": currency}


@given(st.sampled_from(["JPY", "EUR", "KWD"]), st.integers(20, 10**9), st.integers(0, 120))
def test_whatever_the_currency_the_floors_hold_to_the_last_coin(currency: str, coins: int, percent: int) -> None:
    unit = smallest(currency)
    pair = priced(str(coins * unit), currency, str(coins * unit * percent / 100))
    action = decide(at("price_objection", products=(pair,)), helped(), OPEN, SALT).action
    if action.final_price is not None and pair.cost is not None:
        assert action.final_price % unit == 0
        assert pair.cost <= action.final_price < pair.price
        assert action.final_price - pair.cost >= OPEN.margin_floor * action.final_price


@pytest.mark.parametrize(("charged", "reason"), [("1899", None), ("1900", None), ("1901", "price"), ("1898", "price")])
def test_a_shop_that_rounds_the_other_way_is_one_coin_off(charged: str, reason: str | None) -> None:
    made = Offer(
        *("code", "d", "c", "v", "a", 5, Decimal(1999), Decimal(1999), Decimal(1899), "JPY"),
        made_at=NOON,
        expires_at=NOON + timedelta(minutes=30),
    )
    order = Order("o1", "JPY", (Line("a", 1, Decimal(charged)),), Decimal(charged))
    assert refusal(made, order, NOON) == reason


@pytest.mark.parametrize(
    ("product", "why"),
    [
        (priced("1", "JPY"), "not_below_30d_low"),  # 0.95 yen is none
        (priced("0", "EUR"), "not_below_30d_low"),
        (priced("100", "EUR", "120"), "legal_floor"),
        (priced("100", "EUR", None), "legal_floor"),
        (priced("100", "EUR", "95.01"), "legal_floor"),
        (priced("100", "EUR", "95"), "margin_floor"),
        (shoe(cost=None, legal_floor=Decimal(1)), "margin_floor"),
    ],
)
def test_what_leaves_nothing_or_is_not_known_is_not_reduced(product: Hesitated, why: str) -> None:
    assert whys(decide(at("price_objection", products=(product,)), helped(), OPEN, SALT), "promotion") == {why}


def test_a_coin_of_a_cent_leaves_the_bytes_of_older_decisions_as_they_were() -> None:
    assert "unit" not in plain(shoe())
    assert plain(replace(shoe(), unit=Decimal(1)))["unit"] == "1"
