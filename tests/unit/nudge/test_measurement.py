"""From the log to the verdict: who takes part, what an order brought, what the report says of it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from bot.evaluation.holdout import HOLDOUT, TRUTHS, people
from bot.nudge.measurement import report, split_chance
from bot.nudge.outcomes import Participant, offered, participants
from bot.shopper.entry import Entry
from catalog_index.product import Money, Product

NOW = datetime(2026, 5, 4, 10, tzinfo=timezone.utc)
SHOE = Product(
    id="shoe",
    title="Shoe",
    price=Money(Decimal(100), "EUR"),
    cost_of_goods_sold=Money(Decimal(60), "EUR"),
    language="en",
)
SOCK = Product(id="sock", title="Sock", price=Money(Decimal(10), "EUR"), language="en")
SHELF = {"shoe": SHOE, "sock": SOCK}


class Log:
    """Writes entries, one minute apart."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, Entry]] = []

    def add(self, subject: str, kind: Any, **data: Any) -> None:
        number = len(self.entries) + 1
        self.entries.append((subject, Entry(number, f"c-{subject}", NOW + timedelta(minutes=number), kind, data)))

    def says(self, subject: str, kind: str, **more: Any) -> None:
        self.add(subject, "decision", gate=None, action={"kind": kind, **more}, policy_version="p", eligible=[])

    def held_out(self, subject: str, kind: str) -> None:
        self.add(subject, "decision", gate="holdout", action={"kind": "none"}, ghost={"kind": kind}, policy_version="p")

    def buys(self, subject: str, *items: tuple[str, int], order: str = "o1", **more: Any) -> None:
        bought = [{"item_id": item, "quantity": count, **more} for item, count in items]
        self.add(subject, "page_event", name="purchase", transaction_id=order, event_id=order, items=bought)

    def people(self) -> dict[str, Participant]:
        return {one.subject: one for one in participants(self.entries, SHELF.get, lambda version: 0.2)}


def test_an_invented_order_does_not_drown_the_true_ones() -> None:
    log = Log()
    log.says("liar", "reassurance")
    log.buys("liar", *[("shoe", 1_000_000)] * 200)
    for number in range(50):
        log.buys("liar", ("shoe", 1_000_000), order=f"more{number}")
    margins = [order.brought for order in log.people()["liar"].orders]
    assert margins == [20 * 10 * 40.0, *[10 * 40.0] * 9]  # twenty lines of ten pieces; ten orders


def test_an_order_the_shop_redeemed_is_counted_whole_and_beside_the_page_s_word() -> None:
    log = Log()
    log.says("one", "promotion", rung=5)
    for number in range(12):
        log.buys("one", ("shoe", 1), order=f"o{number}")
    items = [{"item_id": "shoe", "quantity": 30, "price": "95"}]
    log.add("one", "outcome", name="offer_redeemed", order_id="true", items=items, rung=5, discount="5")
    orders = {order.order_id: order.brought for order in log.people()["one"].orders}
    assert (orders["true"], len(orders)) == (30 * 35.0, 11)


def test_a_visitor_takes_part_from_the_first_moment_something_was_or_would_have_been_said() -> None:
    log = Log()
    log.add("silent", "decision", gate="no_hesitation", action={"kind": "none"}, policy_version="p")
    log.says("nudged", "reassurance")
    log.says("nudged", "decision_help")
    log.held_out("kept", "social_proof")
    found = log.people()
    assert {s: (p.kind, p.held_out) for s, p in found.items()} == {
        "nudged": ("reassurance", False),
        "kept": ("social_proof", True),
    }


@pytest.mark.parametrize(
    ("bought", "margin"),
    [
        ([("shoe", 2)], 80.0),  # 2 × (100 − 60)
        ([("shoe", 1), ("sock", 1)], 0.0),  # the sock's cost is not known: counted as nothing
        ([("gone", 1)], 0.0),
    ],
)
def test_an_order_brings_what_is_left_of_the_catalogue_s_price(bought: list[tuple[str, int]], margin: float) -> None:
    log = Log()
    log.says("a", "reassurance")
    log.buys("a", *bought)
    assert log.people()["a"].margin == margin


def test_a_page_that_lies_about_the_price_gains_nothing() -> None:
    log = Log()
    for subject, price in (("dear", "9999"), ("odd", "NaN"), ("cheap", "70")):
        log.says(subject, "reassurance")
        log.buys(subject, ("shoe", 1), order=subject, price=price)
    found = {subject: one.margin for subject, one in log.people().items()}
    assert found == {"dear": 40.0, "odd": 40.0, "cheap": 10.0}


def test_the_same_order_told_twice_counts_once_and_one_before_the_nudge_not_at_all() -> None:
    log = Log()
    log.buys("a", ("shoe", 1), order="before")
    log.says("a", "reassurance")
    log.buys("a", ("shoe", 1), order="after")
    log.buys("a", ("shoe", 1), order="after")
    assert log.people()["a"].margin == 40.0


def test_a_redemption_outranks_the_page_and_a_cancellation_undoes_it() -> None:
    log = Log()
    sold = [{"item_id": "shoe", "quantity": 1, "price": "90"}]
    for subject in ("stands", "undone"):
        log.says(subject, "promotion", rung=10, item_id="shoe")
        log.buys(subject, ("shoe", 1), order=subject)
        log.add(subject, "outcome", name="offer_redeemed", order_id=subject, rung=10, discount="10", items=sold)
    log.add("undone", "outcome", name="offer_cancelled", order_id="undone")
    found = log.people()
    assert (found["stands"].margin, found["undone"].margin) == (30.0, 0.0)
    rung = offered(log.entries, list(found.values()))[10]
    assert (rung.made, rung.redeemed, rung.discount, rung.margin) == (2, 1, 10.0, 30.0)


def test_a_truth_that_burns_is_found_and_names_the_kind_to_stop() -> None:
    annoys = next(truth for truth in TRUTHS if truth.name == "annoys")
    found = report(people(annoys, 12_800, seed=3), {}, days=90)
    assert found.harmful == ("decision_help",)
    assert found.total.verdict == "burns"
    assert found.total.low is not None
    assert found.total.high is not None
    assert found.total.low < annoys.effect < found.total.high < 0


def test_an_unsure_report_says_how_long_it_takes_and_no_effect_stays_unsure() -> None:
    helps, nothing = (next(truth for truth in TRUTHS if truth.name == name) for name in ("helps", "no effect"))
    early = report(people(helps, 3_000, seed=1), {}, days=10)
    assert early.total.verdict == "unsure"
    assert early.total.days_more is not None
    assert early.total.days_more > 0
    assert report(people(nothing, 12_800, seed=1), {}, days=90).total.verdict == "unsure"


def test_a_split_no_lot_would_make_is_said_and_judges_nothing() -> None:
    crowd = people(TRUTHS[1], 6_000, seed=2)
    assert split_chance(crowd) > 0.01
    lost = [one for number, one in enumerate(crowd) if not one.held_out or number % 3]  # a third of the holdout is lost
    found = report(lost, {}, days=30)
    assert found.split < 0.001
    assert {found.total.verdict, *(kind.verdict for kind in found.kinds)} == {"broken_split"}
    assert found.harmful == ()


def test_a_rung_is_compared_with_the_help_that_chance_gave_instead() -> None:
    log = Log()
    for number in range(400):
        subject, promoted = f"s{number}", number % 2 == 0
        chances = [{"kind": "promotion", "p": 0.5, "rung": 5}, {"kind": "reassurance", "p": 0.5}]
        action = {"kind": "promotion", "rung": 5} if promoted else {"kind": "reassurance"}
        log.add(subject, "decision", gate=None, action=action, policy_version="p", eligible=chances)
        if number % 4 == 0:  # half of the promoted buy, none of the others
            log.buys(subject, ("shoe", 1), order=subject, price="95")
    found = list(log.people().values())
    rung = report(found, offered(log.entries, found), days=20).rungs[0]
    assert (rung.name, rung.treated, rung.held_out) == ("5", 200, 200)
    assert rung.effect == pytest.approx(1000 * 0.5 * 35)
    assert rung.verdict == "earns"


def test_the_holdout_of_the_simulated_shops_is_the_contract_s() -> None:
    crowd = people(TRUTHS[0], 5_000, seed=0)
    assert sum(one.held_out for one in crowd) / len(crowd) == pytest.approx(HOLDOUT, abs=0.02)
