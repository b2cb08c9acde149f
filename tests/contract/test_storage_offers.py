"""Offers, their ledger and what is remembered of customers, on memory, SQLite and PostgreSQL."""

from __future__ import annotations

import random
import threading
from collections import Counter as Counted
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from bot.errors import ComptoirError, Conflict, NotFound
from bot.nudge.offers import Known, Line, Offer, OfferRefused, Order, Redemption, Terms, seal
from bot.shopper.entry import Consent
from bot.storage.memory_offers import MemoryCustomers, MemoryOffers

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=timezone.utc)
LATER = NOON + timedelta(minutes=10)
TERMS = Terms(once_per_customer_days=90)
RACERS = 16
CODES = 50


@dataclass
class Counter:
    """The stores of one world, with the visitor « ann » who has come in."""

    offers: Any
    customers: Any
    world: Any

    def offer(self, decision_id: str = "d1", visitor: str = "ann", **changes: Any) -> Offer:
        """5 % of 100 euros, for half an hour from noon on."""
        price = Decimal(100)
        made = Offer(
            *("", decision_id, "alice", visitor, "shoe", 5, price, price, Decimal("95.00"), "EUR"),
            *(NOON, NOON + timedelta(minutes=30)),
        )
        made = replace(made, **changes)
        return self.offers.add(replace(made, code=seal(made, b"secret")))

    def visitor(self, name: str) -> str:
        self.world.visitors.add(name, f"hash-{name}", Consent(True, True))
        return name


@pytest.fixture
def counter(world: Any) -> Counter:
    customers = world.stores.customers if world.stores else MemoryCustomers(world.visitors)
    offers = world.stores.offer_book if world.stores else MemoryOffers(customers, world.visitors)
    made = Counter(offers, customers, world)
    world.open("alice", visitor_id=made.visitor("ann"))
    return made


def order(order_id: str = "o1", price: str = "95.00", **changes: Any) -> Order:
    lines = (Line("shoe", 1, Decimal(price)),)
    return replace(Order(order_id, "EUR", lines, Decimal(price)), **changes)


def race(act: Callable[[int], Any]) -> list[Any]:
    """`act(n)` for sixteen n at once; what each got, an error of ours being an answer too."""
    got: list[Any] = []
    start = threading.Barrier(RACERS)

    def run(number: int) -> None:
        start.wait()
        try:
            got.append(act(number))
        except ComptoirError as error:
            got.append(error)

    racers = [threading.Thread(target=run, args=(number,)) for number in range(RACERS)]
    [racer.start() for racer in racers], [racer.join() for racer in racers]
    return got


def granted(got: list[Any]) -> list[Redemption]:
    return [one for one in got if isinstance(one, Redemption)]


def test_an_offer_is_found_as_it_was_made(counter: Counter) -> None:
    offer = counter.offer()
    assert counter.offers.get(offer.code) == offer
    assert counter.offers.of_visitor("ann") == [offer]
    assert counter.offers.get("0" * 16) is None


def test_a_decision_makes_one_offer_however_often_it_is_asked(counter: Counter) -> None:
    first = counter.offer()
    again = counter.offer(made_at=LATER, expires_at=LATER + timedelta(minutes=30))
    assert again == first
    assert counter.offers.of_visitor("ann") == [first]


def test_an_order_gets_its_discount_once_and_the_same_answer_again(counter: Counter) -> None:
    code = counter.offer().code
    first = counter.offers.redeem(code, order(), LATER, TERMS)
    assert (first.discount, first.currency, first.at) == (Decimal("5.00"), "EUR", LATER)
    late = NOON + timedelta(days=3)
    assert counter.offers.redeem(code, order(total=Decimal("95.0")), late, TERMS) == first
    assert counter.offers.spent("2026-11") == Decimal(5)


def test_another_order_does_not_get_it_nor_the_same_order_with_other_contents(counter: Counter) -> None:
    code = counter.offer().code
    counter.offers.redeem(code, order(), LATER, TERMS)
    with pytest.raises(Conflict):
        counter.offers.redeem(code, order("o2"), LATER, TERMS)
    with pytest.raises(Conflict):
        counter.offers.redeem(code, order(price="95.01"), LATER, TERMS)
    with pytest.raises(NotFound):
        counter.offers.redeem("0" * 16, order(), LATER, TERMS)


def test_another_size_is_sold_where_the_terms_let_it_stand_in(counter: Counter) -> None:
    code = counter.offer().code
    other = order("o1", lines=(Line("shoe-40", 1, Decimal("95.01")),), total=Decimal("95.01"))
    for variants, why in (({}, "foreign_item"), ({"shoe-40": "margin_floor"}, "margin_floor")):
        with pytest.raises(OfferRefused) as refused:
            counter.offers.redeem(code, other, LATER, replace(TERMS, variants=variants))
        assert refused.value.extra["reason"] == why
    first = counter.offers.redeem(code, other, LATER, replace(TERMS, variants={"shoe-40": None}))
    assert first.discount == Decimal("4.99")
    assert counter.offers.redeem(code, other, LATER, TERMS) == first


def test_an_order_that_may_not_use_it_leaves_it_free(counter: Counter) -> None:
    code = counter.offer().code
    with pytest.raises(OfferRefused):
        counter.offers.redeem(code, order(price="90.00"), LATER, TERMS)
    assert counter.offers.redeem(code, order(), LATER, TERMS).order_id == "o1"


def test_sixteen_orders_at_once_get_one_discount(counter: Counter) -> None:
    code = counter.offer().code
    got = race(lambda number: counter.offers.redeem(code, order(f"o{number}"), LATER, TERMS))
    assert len(granted(got)) == 1
    assert len([one for one in got if isinstance(one, Conflict)]) == RACERS - 1
    assert counter.offers.spent("2026-11") == Decimal(5)


def test_fifty_codes_sixteen_tills_orders_and_cancellations_add_up(counter: Counter) -> None:
    codes = [counter.offer(f"d{n}", counter.visitor(f"v{n}")).code for n in range(CODES)]

    def till(number: int) -> list[Redemption]:
        """Every code in an order of its own, every other order of those granted cancelled, and cancelled again."""
        chance, granted_here = random.Random(number), []
        for code in chance.sample(codes, len(codes)):
            try:
                line = counter.offers.redeem(code, order(f"{number}-{code}"), LATER, TERMS)
                if chance.random() < 0.5:
                    line = [counter.offers.cancel(code, line.order_id, LATER) for _ in range(2)][-1]
                granted_here.append(line)
            except Conflict:
                pass
        return granted_here

    lines = [line for got in race(till) for line in got]
    standing = [line.code for line in lines if line.cancelled_at is None]
    assert len(standing) == len(set(standing))
    assert {code for code in codes if counter.offers.get(code).order_id} >= set(standing)
    assert max(Counted(line.code for line in lines).values()) <= 2
    assert max(Counted(line.code for line in lines if line.gave_back).values()) == 1
    assert counter.offers.spent("2026-11") == Decimal(5) * len(standing)


def test_one_order_told_sixteen_times_at_once_gets_one_answer(counter: Counter) -> None:
    code = counter.offer().code
    got = race(lambda _: counter.offers.redeem(code, order(), LATER, TERMS))
    assert len(granted(got)) == RACERS
    assert len(set(granted(got))) == 1
    assert counter.offers.spent("2026-11") == Decimal(5)


def test_one_order_uses_one_code(counter: Counter) -> None:
    codes = [counter.offer(f"d{n}", counter.visitor(f"v{n}")).code for n in range(RACERS)]
    got = race(lambda number: counter.offers.redeem(codes[number], order(), LATER, TERMS))
    assert len(granted(got)) == 1
    assert counter.offers.spent("2026-11") == Decimal(5)


def test_one_customer_uses_one_code_in_ninety_days(counter: Counter) -> None:
    codes = [counter.offer(f"d{n}").code for n in range(RACERS)]
    got = race(lambda number: counter.offers.redeem(codes[number], order(f"o{number}"), LATER, TERMS))
    assert len(granted(got)) == 1
    assert {one.extra["reason"] for one in got if isinstance(one, OfferRefused)} == {"once_per_customer"}
    assert counter.customers.get("ann").promotion_used_at == LATER
    much_later = LATER + timedelta(days=90)
    fresh = counter.offer("d99", made_at=much_later, expires_at=much_later + timedelta(minutes=30))
    assert counter.offers.redeem(fresh.code, order("o99"), much_later, TERMS).discount == Decimal("5.00")


def test_the_months_budget_is_a_hard_stop_under_racers(counter: Counter) -> None:
    codes = [counter.offer(f"d{n}", counter.visitor(f"v{n}")).code for n in range(RACERS)]
    terms = replace(TERMS, monthly_budget=Decimal("24.99"))
    got = race(lambda number: counter.offers.redeem(codes[number], order(f"o{number}"), LATER, terms))
    assert len(granted(got)) == 4  # 5 x 5.00 would be 25.00
    assert {one.extra["reason"] for one in got if isinstance(one, OfferRefused)} == {"budget"}
    assert counter.offers.spent("2026-11") == Decimal(20)


def test_what_is_promised_counts_until_it_is_used_or_over(counter: Counter) -> None:
    code = counter.offer().code
    counter.offer("d2")
    assert counter.offers.promised(LATER) == Decimal(10)
    counter.offers.redeem(code, order(), LATER, TERMS)
    assert counter.offers.promised(LATER) == Decimal(5)
    assert counter.offers.promised(NOON + timedelta(minutes=30)) == Decimal(0)


def test_a_cancelled_order_gives_back_once(counter: Counter) -> None:
    code = counter.offer().code
    counter.offers.redeem(code, order(), LATER, TERMS)
    got = race(lambda _: counter.offers.cancel(code, "o1", LATER))
    assert {(one.cancelled_at, one.gave_back) for one in got} == {(LATER, True)}
    assert counter.offers.spent("2026-11") == Decimal(0)
    assert counter.customers.get("ann").promotion_used_at is None
    with pytest.raises(Conflict):
        counter.offers.redeem(code, order(), LATER, TERMS)
    second = counter.offers.redeem(code, order("o2"), LATER, TERMS)
    assert counter.offers.cancel(code, "o1", LATER).gave_back
    assert counter.offers.redeem(code, order("o2"), LATER, TERMS) == second


def test_a_code_given_back_once_is_spent_for_good_the_second_time(counter: Counter) -> None:
    code = counter.offer().code
    for order_id in ("o1", "o2"):
        counter.offers.redeem(code, order(order_id), LATER, TERMS)
        cancelled = counter.offers.cancel(code, order_id, LATER)
    assert not cancelled.gave_back
    assert counter.offers.spent("2026-11") == Decimal(0)
    with pytest.raises(Conflict):
        counter.offers.redeem(code, order("o3"), LATER, TERMS)


def test_only_the_order_that_used_it_can_be_cancelled(counter: Counter) -> None:
    code = counter.offer().code
    counter.offers.redeem(code, order(), LATER, TERMS)
    with pytest.raises(Conflict):
        counter.offers.cancel(code, "o2", LATER)
    with pytest.raises(NotFound):
        counter.offers.cancel("0" * 16, "o1", LATER)


def test_an_offer_in_a_basket_is_known_to_be_there(counter: Counter) -> None:
    code = counter.offer().code
    counter.offers.apply(code, LATER)
    assert counter.offers.get(code).applied_at == LATER
    counter.offers.apply(code, None)
    assert counter.offers.get(code).applied_at is None


def test_a_customer_is_remembered_by_the_highest_rung_and_the_latest_times(counter: Counter) -> None:
    counter.customers.remember("ann", rung=10, dismissed_at=LATER, bought={"shoe": NOON})
    counter.customers.remember("ann", rung=5, dismissed_at=NOON, bought={"shoe": LATER, "lamp": NOON})
    assert counter.customers.get("ann") == Known(10, LATER, None, {"shoe": LATER, "lamp": NOON})
    assert counter.customers.get("bob") == Known()


def test_erasure_takes_open_offers_and_all_that_was_remembered(counter: Counter) -> None:
    used, left = counter.offer("d1").code, counter.offer("d2").code
    counter.offers.redeem(used, order(), LATER, TERMS)
    counter.customers.remember("ann", rung=5)
    counter.world.visitors.erase("ann")
    assert counter.offers.get(left) is None
    assert counter.offers.of_visitor("ann") == []
    assert counter.offers.get(used).visitor_id == ""
    assert counter.customers.get("ann") == Known()
    counter.customers.remember("ann", rung=5)
    assert counter.customers.get("ann") == Known()


def test_an_order_of_a_forgotten_customer_still_gets_its_answer(counter: Counter) -> None:
    code = counter.offer().code
    first = counter.offers.redeem(code, order(), LATER, TERMS)
    counter.world.visitors.erase("ann")
    assert counter.offers.redeem(code, order(), LATER, TERMS) == first
    assert counter.offers.cancel(code, "o1", LATER).cancelled_at == LATER


def test_of_sixteen_tabs_that_saw_the_same_one_has_the_turn(counter: Counter) -> None:
    got = race(lambda number: counter.customers.claim("ann", None, LATER, f"tab-{number}"))
    assert sorted(got) == [False] * (RACERS - 1) + [True]
    known = counter.customers.get("ann")
    assert (known.spoke_at, str(known.spoke_in).partition("-")[0]) == (LATER, "tab")
    assert not counter.customers.claim("ann", NOON, LATER, "late")
    assert counter.customers.claim("ann", LATER, LATER + timedelta(seconds=1), "next")
    assert not counter.customers.claim("nobody", None, LATER, "tab")


def test_what_is_remembered_later_leaves_the_turn_as_it_is(counter: Counter) -> None:
    counter.customers.claim("ann", None, LATER, "tab")
    counter.customers.remember("ann", rung=10)
    assert counter.customers.get("ann") == Known(10, None, None, {}, LATER, "tab")
