"""The law as rules, one test and more for each: docs/reference/nudges.md lists them with their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from moments import NOW, OPEN, SALT, at, evidence, helped, likely_offers, shoe, whys
from shipped import shipped_words

from bot.dialogue.welcome import welcome
from bot.nudge.consideration import Customer, Shelf, consider, true_facts
from bot.nudge.document import parse
from bot.nudge.policy import Policy, decide
from bot.nudge.replay import replayed
from bot.nudge.situation import Hesitated, Ledger, Situation
from bot.ports import ShopFact
from bot.shopper.entry import Consent, Conversation, Draft, Entry
from bot.shopper.session import Session, fold, fold_all
from bot.storage.stores import Stores, open_stores
from catalog_index.product import Money, Product

PROGRAM = {"fr": "programme", "en": "program"}


class Fixed:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    opened = open_stores(f"sqlite:///{tmp_path / 'shop.db'}", Fixed())
    yield opened
    opened.database.close()


def euros(amount: str | int) -> Money:
    return Money(Decimal(amount), "EUR")


def product(item_id: str) -> Product:
    return Product(id=item_id, title=item_id, price=euros(100), product_type="Shoes", cost_of_goods_sold=euros(50))


def objecting(consent: bool = True) -> Session:
    """Someone who looked at a pair, found it dear twice, and was answered."""
    frame = Conversation("c1", "", "fr", NOW - timedelta(minutes=20), "v1", Consent(personalisation=consent))
    view = {"event_id": "1", "name": "view_item", "items": [{"item_id": "a", "known": True}]}
    began = NOW - timedelta(minutes=19)
    entries = [Entry(1, "c1", began, "page_event", {**view, "timestamp": began.isoformat()})]
    for n in (2, 3):
        objected = {"message_id": n, "intent": "price_objection", "confidence": 0.9}
        entries.append(Entry(n, "c1", NOW - timedelta(minutes=20 - 5 * n), "understanding", objected))
    return fold_all(frame, entries)


# 1: the first message says that it is an assistant, and a person can always be asked for


def test_the_first_message_says_that_a_program_speaks_and_offers_a_person() -> None:
    for language, said in PROGRAM.items():
        for seed in range(12):
            first = welcome("Foulée", language, shipped_words(), str(seed))
            page = welcome("Foulée", language, shipped_words(), str(seed), product("a"))
            assert said in first.text
            assert said in page.text
            assert "ask_human" in [reply.meaning.intent for reply in first.quick_replies]


# 2: a reduction is announced against the lowest price of the last 30 days


@pytest.mark.parametrize(
    ("days_ago", "prior", "final"),
    [(20, "80", "76.00"), (29, "80", "76.00"), (45, "100", "95.00")],  # the sale ended 2 days later
)
def test_a_reduction_is_reckoned_on_the_lowest_price_of_thirty_days(
    stores: Stores, days_ago: int, prior: str, final: str
) -> None:
    sold = NOW - timedelta(days=days_ago)
    stores.prices.record([("a", euros(100), None, NOW - timedelta(days=90))])
    stores.prices.record([("a", euros(100), euros(80), sold)])
    stores.prices.record([("a", euros(100), None, sold + timedelta(days=2))])
    lowest = lambda item: stores.prices.lowest(item, NOW - timedelta(days=30)).amount  # type: ignore[union-attr]  # noqa: E731
    action = consider(objecting(), Shelf(product, low_30d=lowest), (), OPEN, SALT, NOW, "message").action
    assert (action.kind, str(action.prior_price), str(action.final_price)) == ("promotion", prior, final)


def test_a_price_once_charged_stays_in_the_history(stores: Stores) -> None:
    stores.prices.record([("a", euros(100), None, NOW - timedelta(days=9))])
    stores.prices.record([("a", euros(70), None, NOW - timedelta(days=8))])
    stores.prices.record([("a", euros(100), None, NOW - timedelta(days=7))])
    assert [point.price.amount for point in stores.prices.points("a")] == [100, 70, 100]
    assert not hasattr(stores.prices, "delete")


def test_without_thirty_days_of_prices_no_reduction_is_announced() -> None:
    decision = consider(objecting(), Shelf(product), (), OPEN, SALT, NOW, "message")
    assert whys(decision, "promotion") == {"not_below_30d_low"}


# 3: a personalised price is labelled as such, and only ever lower


def test_a_personal_price_comes_with_its_reason_in_both_languages() -> None:
    labels = [shipped_words().label("why_promotion", language) for language in ("fr", "en")]
    assert len({"why_promotion", "", *labels}) == 4


@given(likely_offers())
def test_a_personal_price_is_never_above_anyone_elses(case: tuple[Situation, Ledger, Policy]) -> None:
    action = decide(*case, SALT).action
    if action.kind == "promotion" and action.final_price is not None:
        offered = [p for p in case[0].products if p.item_id == action.item_id]
        assert any(action.final_price < p.price and action.final_price < p.list_price for p in offered)


# 4: no claim without a live fact


def test_a_fact_that_expired_silences_its_claim() -> None:
    fact = ShopFact("returns", {"fr": "60 jours"}, "terms, 6", extra={"until": "2026-05-04T09:59:00Z"})
    live = replace(fact, extra={"until": "2026-05-04T10:01:00Z"})
    for told, kind in ((fact, "none"), (live, "reassurance")):
        situation = at("returns_q", "pause", products=(), facts=true_facts((told,), OPEN))
        assert decide(situation, Ledger(), OPEN, SALT).action.kind == kind


def test_no_kind_speaks_of_urgency_scarcity_or_popularity() -> None:
    assert not {"urgency", "scarcity", "countdown", "popularity"} & set(parse({}).kinds)


# 5: a dismissal is final for the visit and thirty days


def test_no_thanks_holds_for_the_visit_and_thirty_days_beyond() -> None:
    shelf = Shelf(product, low_30d=lambda item: Decimal(100))
    for days, gate in ((1, "opted_out"), (29, "opted_out"), (31, None)):
        before = Customer(dismissed_at=NOW - timedelta(days=days))
        assert consider(objecting(), shelf, (), OPEN, SALT, NOW, "message", before).gate == gate
    shown = {"role": "assistant", "nudge": {"decision_id": "d", "kind": "reassurance"}}
    session = fold(objecting(), Entry(4, "c1", NOW - timedelta(minutes=4), "message", shown))
    gone = Entry(5, "c1", NOW - timedelta(minutes=3), "outcome", {"name": "dismissed", "decision_id": "d"})
    assert consider(fold(session, gone), shelf, (), OPEN, SALT, NOW, "message").gate == "opted_out"


# 6: without consent, this page and this chat only


def test_without_consent_there_is_no_personal_price() -> None:
    shelf = Shelf(product, low_30d=lambda item: Decimal(100))
    agreed, not_agreed = (consider(objecting(yes), shelf, (), OPEN, SALT, NOW, "message") for yes in (True, False))
    assert agreed.action.kind == "promotion"
    assert whys(not_agreed, "promotion") == {"no_consent_for_personal_price"}


# 7: never resell at a loss


@pytest.mark.parametrize(
    ("cost", "floor", "why"),
    [
        (Decimal(60), Decimal("95.01"), {"legal_floor"}),
        (Decimal(60), Decimal("95.00"), set()),
        (None, None, {"legal_floor"}),
    ],
)
def test_nothing_is_sold_below_the_legal_floor_whatever_the_margin_floor(
    cost: Decimal | None, floor: Decimal | None, why: set[str]
) -> None:
    generous = replace(OPEN, margin_floor=Decimal(0))
    pair = shoe(cost=cost, legal_floor=floor)
    assert whys(decide(at("price_objection", products=(pair,)), helped(), generous, SALT), "promotion") == why


# 8: erasure reaches transcripts, profile, training examples and holdout logs


def test_erasure_leaves_nothing_that_a_decision_knew_of_its_person(stores: Stores) -> None:
    stores.visitors.add("v1", "hash", Consent(True, True))
    stores.visitors.set_profile("v1", {"sizes": ["39"]})
    stores.conversations.add(Conversation("c1", "h", "fr", NOW, "v1", Consent(True, True)))
    decided = decide(at("price_objection"), helped(), replace(OPEN, holdout=Decimal(1)), SALT)
    said, _ = stores.log.append(
        "c1",
        [
            Draft("message", {"role": "shopper", "text": "Zorglub trop cher"}),
            Draft("decision", decided.to_entry({"fr": "Zorglub"})),
        ],
    )
    stores.examples.add("Zorglub trop cher", "fr", "price_objection", "a@b.example", said.id)

    stores.visitors.erase("v1")

    left: list[dict[str, Any]] = [dict(entry.data) for entry in stores.log.read("c1")]
    assert "Zorglub" not in str(left)
    assert not {"_inputs", "_margins", "ghost", "holdout", "explanation", "digest"} & set(left[1])
    assert stores.visitors.get("v1") is None
    assert stores.examples.sources() == set()
    assert replayed([e for e in stores.log.read("c1") if e.kind == "decision"], {}, SALT).unread == 1


# 9: margin may choose which equally suitable product gets the offer, and nothing else


def test_margin_never_leads_to_something_dearer_or_of_another_kind() -> None:
    last = shoe("last", cost=Decimal(70))
    dearer = shoe("dearer", price=Decimal(120), list_price=Decimal(120), low_30d=Decimal(120), cost=Decimal(20))
    other = shoe("watch", category="Watches", cost=Decimal(10))
    richer = shoe("richer", price=Decimal(99), low_30d=Decimal(99), cost=Decimal(40))
    above = shoe("above", price=Decimal("105.28"), list_price=Decimal(110), low_30d=Decimal("105.28"), cost=Decimal(40))
    equal = replace(above, item_id="equal", price=Decimal("105.27"), low_30d=Decimal("105.27"))  # 100.00 after 5 %
    for products, chosen in (
        ((last, dearer, other), "last"),
        ((last, dearer, other, richer), "richer"),
        ((last, above), "last"),
        ((last, above, equal), "equal"),
    ):
        assert decide(at("price_objection", products=products), helped(), OPEN, SALT).action.item_id == chosen


def test_margin_draws_nobody_to_what_they_did_not_look_at() -> None:
    last, richer = shoe("last", cost=Decimal(60)), shoe("richer", cost=Decimal(40))
    shown = replace(richer, looked_at=False)
    for products, chosen in (((last, richer), "richer"), ((last, shown), "last")):
        assert decide(at("price_objection", products=products), helped(), OPEN, SALT).action.item_id == chosen
    merely_shown = (replace(last, looked_at=False), shown)  # in talk alone the cards are all there is
    assert decide(at("price_objection", products=merely_shown), helped(), OPEN, SALT).action.item_id == "richer"


@given(likely_offers())
def test_the_offer_goes_to_a_product_as_suitable_as_the_one_hesitated_over(
    case: tuple[Situation, Ledger, Policy],
) -> None:
    action, products = decide(*case, SALT).action, case[0].products
    if action.kind == "promotion" and action.final_price is not None:
        assert [p.category for p in products if p.item_id == action.item_id] == [products[0].category]
        assert action.final_price <= products[0].price


def test_margin_changes_no_help_and_no_comparison() -> None:
    def told(costs: tuple[int, int, int]) -> tuple[str, tuple[str, ...]]:
        products: tuple[Hesitated, ...] = tuple(
            shoe(name, cost=Decimal(cost)) for name, cost in zip("abc", costs, strict=True)
        )
        action = decide(at(evidence=evidence("similar_views"), products=products), Ledger(), OPEN, SALT).action
        return action.kind, action.item_ids

    assert told((10, 50, 90)) == told((90, 50, 10)) == ("decision_help", ("a", "b", "c"))
