"""The offer as a sealed document, and which orders may use it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Conflict
from bot.nudge.offers import (
    ALPHABET,
    CODE_LETTERS,
    Line,
    Offer,
    Order,
    Redemption,
    answered_before,
    genuine,
    minor,
    month_of,
    plain_code,
    proof,
    proven,
    read_link,
    refusal,
    seal,
    spoken_code,
)
from bot.nudge.offers import (
    given as given_discount,
)

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
SECRET = b"the shop's"


def offer(**changes: Any) -> Offer:
    """5 % off a shoe of 89.90 whose lowest price of the last 30 days is 89.90: 85.40, rounded down."""
    amounts = (Decimal("89.90"), Decimal("89.90"), Decimal("85.40"))
    made = Offer("", "d1", "c1", "ann", "shoe", 5, *amounts, "EUR", NOON, NOON + timedelta(minutes=30))
    made = replace(made, **changes)
    return replace(made, code=seal(made, SECRET))


def order(*lines: tuple[str, int, str], total: str | None = None, **changes: Any) -> Order:
    sold = tuple(Line(item, quantity, Decimal(price)) for item, quantity, price in lines)
    due = Decimal(total) if total else sum((line.price * line.quantity for line in sold), Decimal(0))
    return replace(Order("o1", "EUR", sold, due), **changes)


def test_a_code_has_at_least_eighty_bits_and_no_letter_that_is_misread() -> None:
    code = offer().code
    assert len(ALPHABET) ** CODE_LETTERS >= 2**80
    assert len(code) == CODE_LETTERS
    assert not set(code) & set("ILOU")


def test_every_term_is_sealed() -> None:
    made = offer()
    changed: list[dict[str, Any]] = [
        {"decision_id": "d2"},
        {"conversation_id": "c2"},
        {"visitor_id": "bob"},
        {"item_id": "watch"},
        {"percent": 50},
        {"price": Decimal(90)},
        {"prior": Decimal(90)},
        {"final": Decimal("1.00")},
        {"currency": "USD"},
        {"made_at": NOON + timedelta(seconds=1)},
        {"expires_at": NOON + timedelta(days=30)},
    ]
    assert genuine(made, SECRET)
    assert [one for one in changed if genuine(replace(made, **one), SECRET)] == []
    assert not genuine(made, b"another shop's")
    assert genuine(replace(made, final=Decimal("85.4"), order_id="o1", applied_at=NOON), SECRET)


def test_fields_cannot_be_shifted_into_one_another() -> None:
    assert offer(visitor_id="ann", item_id="shoe").code != offer(visitor_id="ann\x1fshoe"[:3] + "s", item_id="hoe").code


def test_a_link_is_proven_for_its_visitor_only() -> None:
    made = offer()
    assert proven(made, proof(made, SECRET), SECRET)
    assert not proven(made, proof(replace(made, visitor_id="bob"), SECRET), SECRET)
    assert not proven(made, "", SECRET)
    assert proof(made, SECRET) != made.code


@given(st.text(alphabet=ALPHABET, min_size=16, max_size=16))
def test_a_code_is_read_as_people_type_it(code: str) -> None:
    spoken = spoken_code(code)
    assert len(spoken) == 19
    assert [plain_code(text) for text in (spoken, spoken.lower(), f" {spoken} ", code.replace("0", "o"))] == [code] * 4
    assert plain_code(code.replace("1", "l")) == code
    assert read_link(f"{code}.PROOF") == (code, "PROOF")
    assert read_link(code) == (code, None)


@given(st.text())
def test_no_text_breaks_the_reading_of_a_code(text: str) -> None:
    assert plain_code(text) == "" or set(plain_code(text)) <= set(ALPHABET)


@pytest.mark.parametrize(
    ("sold", "reason"),
    [
        (order(("shoe", 1, "85.40")), None),
        (order(("shoe", 1, "85.4")), None),
        (order(("shoe", 1, "85.41")), None),  # a shop that rounds half up
        (order(("shoe", 1, "85.40"), ("sock", 3, "9.90")), None),
        (order(("shoe", 1, "85.40"), ("shoe", 1, "89.90")), None),
        (order(("shoe", 1, "85.40"), ("shoe", 1, "95.00")), None),  # the price has risen since
        (order(("shoe", 1, "85.39")), "price"),
        (order(("shoe", 1, "85.42")), "price"),
        (order(("shoe", 1, "89.90")), "price"),
        (order(("shoe", 1, "0.00")), "price"),
        (order(("shoe", 2, "85.40")), "quantity"),
        (order(("shoe", 1, "85.40"), ("shoe", 1, "85.40")), "quantity"),
        (order(("shoe", 1, "85.40"), ("shoe", 1, "60.00")), "price"),
        (order(("shoe", 1, "85.40"), ("sock", -1, "80.00")), "quantity"),
        (order(("shoe", 1, "85.40"), ("sock", 1, "-80.00")), "quantity"),
        (order(("sock", 1, "85.40")), "foreign_item"),
        (order(("SHOE", 1, "85.40")), "foreign_item"),
        (order(("shoe", 1, "85.40"), total="85.41"), "total"),
        (order(("shoe", 1, "85.40"), total="0"), "total"),
        (order(("shoe", 1, "85.40"), currency="JPY"), "foreign_currency"),
        (order(("shoe", 1, "85.40"), visitor_id="bob"), "foreign_visitor"),
        (order(("shoe", 1, "85.40"), visitor_id="ann"), None),
    ],
)
def test_an_order_may_use_it_as_it_was_made_and_not_otherwise(sold: Order, reason: str | None) -> None:
    assert refusal(offer(), sold, NOON) == reason


@pytest.mark.parametrize(
    ("minutes", "reason"), [(-60, None), (0, None), (29.99, None), (30, "expired"), (9e5, "expired")]
)
def test_it_ends_when_it_says_by_the_servers_clock(minutes: float, reason: str | None) -> None:
    now = NOON + timedelta(minutes=minutes)
    assert refusal(offer(), order(("shoe", 1, "85.40")), now) == reason
    assert offer().open_at(now) == (reason is None)


money = st.decimals(min_value=0, max_value=500, places=2)
lines = st.lists(st.tuples(st.sampled_from(["shoe", "sock"]), st.integers(-2, 4), money.map(str)), max_size=4)


@given(lines, st.none() | money.map(str))
def test_no_order_gets_more_than_the_discount_of_one_piece(sold: list[tuple[str, int, str]], total: str | None) -> None:
    made, told = offer(), order(*sold, total=total)
    if refusal(made, told, NOON) is not None:
        return
    own = [line for line in told.lines if line.item_id == "shoe"]
    lost = sum((made.price - line.price) * line.quantity for line in own if line.price < made.price)
    assert lost <= made.price - made.final
    assert told.total == sum(line.price * line.quantity for line in told.lines)
    assert given_discount(made, told) == lost


def test_the_ledger_answers_for_an_order_it_knows() -> None:
    made, told = offer(), order(("shoe", 1, "85.40"))
    line = Redemption(made.code, "o1", NOON, Decimal("4.50"), "EUR", told.digest)
    assert answered_before(made, None, told) is None
    assert answered_before(replace(made, order_id="o1"), line, told) == line
    for offered, before, again in (
        (replace(made, order_id="o2"), None, told),
        (made, replace(line, code="0" * 16), told),
        (made, replace(line, cancelled_at=NOON), told),
        (made, line, order(("shoe", 1, "85.41"))),
    ):
        with pytest.raises(Conflict):
            answered_before(offered, before, again)


def test_an_order_is_the_same_however_its_amounts_are_written() -> None:
    assert order(("shoe", 1, "85.40")).digest == order(("shoe", 1, "85.4000")).digest
    assert order(("shoe", 1, "85.40")).digest != order(("shoe", 2, "85.40")).digest


def test_budgets_are_counted_exactly_and_by_utc_months() -> None:
    assert minor(Decimal("0.1") + Decimal("0.2")) == 3000
    assert minor(Decimal("0.01")) == 100
    paris = timezone(timedelta(hours=1))
    assert month_of(datetime(2026, 12, 1, 0, 30, tzinfo=paris)) == "2026-11"
