"""The decision contract, case by case; its properties are in test_properties.py."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from moments import NOW, OPEN, RETURNS, SALT, at, demand, helped, returned, seen_at, shoe, whys

from bot.nudge.outcomes import spoken_kind
from bot.nudge.policy import Policy, decide, in_holdout
from bot.nudge.situation import KINDS, Hesitated, Ledger, Shown, Situation, TrueFact
from bot.shopper.signals import Evidence


@pytest.mark.parametrize(
    ("situation", "kind"),
    [
        (at("similar_views"), "decision_help"),
        (at("undecided_words"), "decision_help"),
        (at("compare_stuck"), "decision_help"),
        (at("delivery_q", "exit_intent"), "reassurance"),
        (at("returns_q", "pause"), "reassurance"),
        (at("price_objection"), "none"),
        (at("price_objection", basket_total=Decimal(50), shipping_threshold=Decimal(60)), "free_shipping"),
        (at("price_objection", "returns_q"), "reassurance"),
        (at("price_objection", "similar_views"), "none"),
        (at("revisit", "exit_intent"), "reassurance"),
        (at("undecided_words", products=(shoe("a"),)), "reassurance"),
        (at("undecided_words", products=(shoe("a"),), facts=()), "social_proof"),
        (at("undecided_words", products=(), facts=()), "none"),
    ],
)
def test_the_strongest_true_help_is_chosen(situation: Situation, kind: str) -> None:
    assert decide(situation, Ledger(), OPEN, SALT).action.kind == kind


@pytest.mark.parametrize(
    ("situation", "ledger", "policy", "gate"),
    [
        (at(), Ledger(), OPEN, "no_hesitation"),
        (at("delivery_q"), Ledger(), OPEN, "no_hesitation"),
        (at("similar_views", opted_out=True), Ledger(), OPEN, "opted_out"),
        (at("similar_views"), Ledger(dismissed_at=NOW - timedelta(days=29)), OPEN, "opted_out"),
        (at("similar_views"), Ledger(dismissed_at=NOW - timedelta(days=31)), OPEN, None),
        (at("similar_views"), Ledger(), replace(OPEN, holdout=Decimal(1)), "holdout"),
        (at("similar_views"), helped(), replace(OPEN, max_per_visit=1), "visit_cap"),
        (at("undecided_words"), Ledger(shown=(Shown("reassurance", NOW - timedelta(seconds=59)),)), OPEN, "cooldown"),
        (at("undecided_words"), Ledger(shown=(Shown("reassurance", NOW - timedelta(seconds=60)),)), OPEN, None),
        (at("similar_views"), Ledger(shown=(Shown("reassurance", NOW - timedelta(hours=1)),)), OPEN, "cooldown"),
        (at(evidence=seen_at([("undecided_words", 6)])), helped(minutes=5), OPEN, "cooldown"),
        (at(evidence=seen_at([("undecided_words", 6), ("pause", 1)])), helped(minutes=5), OPEN, None),
        (at("revisit", "revisit", "pause", "exit_intent"), helped(minutes=5), OPEN, "cooldown"),  # 2.6, all guesses
        (at("revisit", "pause", "similar_views"), helped(minutes=5), OPEN, None),
    ],
)
def test_a_gate_closes_everything_and_says_why(
    situation: Situation, ledger: Ledger, policy: Policy, gate: str | None
) -> None:
    decision = decide(situation, ledger, policy, SALT)
    assert decision.gate == gate
    assert decision.speaks == (gate is None)
    if gate:
        assert [(r.kind, r.why) for r in decision.refused] == [(kind, gate) for kind in KINDS]
        assert decision.eligible == (("none", 1.0),)


@pytest.mark.parametrize(
    ("situation", "ledger", "policy", "kind", "why"),
    [
        (at("similar_views", facts=()), Ledger(), OPEN, "reassurance", "no_true_fact"),
        (at("similar_views", facts=(replace(RETURNS, source=""),)), Ledger(), OPEN, "reassurance", "no_true_fact"),
        (at("similar_views", facts=(replace(RETURNS, until=NOW),)), Ledger(), OPEN, "reassurance", "no_true_fact"),
        (
            at("similar_views", facts=(replace(RETURNS, topic="weather"),)),
            Ledger(),
            OPEN,
            "reassurance",
            "no_true_fact",
        ),
        (at("similar_views", products=(shoe(reviews=19),)), Ledger(), OPEN, "social_proof", "too_few_real_reviews"),
        (at("similar_views", products=(shoe(rating=3.9),)), Ledger(), OPEN, "social_proof", "too_few_real_reviews"),
        (at("similar_views", products=(shoe(),)), Ledger(), OPEN, "decision_help", "nothing_to_compare"),
        (
            at("similar_views", products=(shoe(), shoe("w", category="Watches"))),
            Ledger(),
            OPEN,
            "decision_help",
            "nothing_to_compare",
        ),
        (
            at("similar_views", products=(shoe(), shoe("b", in_stock=False))),
            Ledger(),
            OPEN,
            "decision_help",
            "nothing_to_compare",
        ),
        (at("undecided_words"), helped(), OPEN, "decision_help", "already_shown"),
        (at("revisit", "pause"), Ledger(), OPEN, "decision_help", "no_hesitation"),
        (at("price_objection"), helped(), OPEN, "social_proof", "no_hesitation"),
        (at("similar_views"), Ledger(), OPEN, "free_shipping", "threshold_not_near"),
        (
            at("similar_views", basket_total=Decimal(44), shipping_threshold=Decimal(60)),
            Ledger(),
            OPEN,
            "free_shipping",
            "threshold_not_near",
        ),
        (
            at("similar_views", basket_total=Decimal(60), shipping_threshold=Decimal(60)),
            Ledger(),
            OPEN,
            "free_shipping",
            "threshold_not_near",
        ),
        (
            at("pause", "exit_intent", basket_total=Decimal(50), shipping_threshold=Decimal(60)),
            Ledger(),
            OPEN,
            "bundle",
            "out_of_stock",
        ),
        (at("similar_views"), Ledger(), replace(OPEN, kinds=("reassurance",)), "decision_help", "opted_out"),
        (at("undecided_words"), helped(), OPEN, "promotion", "no_price_evidence"),
        (at("price_objection"), helped(rung=10), OPEN, "promotion", "no_price_evidence"),
        (at("price_objection"), Ledger(answered_at=NOW), OPEN, "promotion", "help_first"),
        (at("price_objection", would_buy=True), helped(), OPEN, "promotion", "no_price_evidence"),
        (at("price_objection", consent=False), helped(), OPEN, "promotion", "no_consent_for_personal_price"),
        (
            at("price_objection"),
            helped(promotion_used_at=NOW - timedelta(days=89)),
            OPEN,
            "promotion",
            "once_per_customer",
        ),
        (at("price_objection"), Ledger(), OPEN, "promotion", "help_first"),
        (at("price_objection", "price_objection"), helped(rung=15), OPEN, "promotion", "ladder_top"),
        (at("price_objection", products=(shoe(in_stock=False),)), helped(), OPEN, "promotion", "out_of_stock"),
        (at("price_objection", products=(shoe(low_30d=None),)), helped(), OPEN, "promotion", "not_below_30d_low"),
        (at("price_objection", products=(shoe(legal_floor=Decimal(96)),)), helped(), OPEN, "promotion", "legal_floor"),
        (
            at("price_objection", products=(shoe(cost=None, legal_floor=None),)),
            helped(),
            OPEN,
            "promotion",
            "legal_floor",
        ),
        (at("price_objection", products=(shoe(cost=Decimal(86)),)), helped(), OPEN, "promotion", "margin_floor"),
        (at("price_objection"), helped(budget_left=Decimal("4.99")), OPEN, "promotion", "budget"),
    ],
)
def test_a_kind_is_refused_with_its_reason(
    situation: Situation, ledger: Ledger, policy: Policy, kind: str, why: str
) -> None:
    assert whys(decide(situation, ledger, policy, SALT), kind) == {why}


@pytest.mark.parametrize(
    ("product", "rung", "final", "prior"),
    [
        (shoe(), 0, "95.00", "100"),  # 100 − 5 %
        (shoe(), 5, "90.00", "100"),  # 100 − 10 %
        (shoe(), 7, "90.00", "100"),  # the first rung above 7
        (shoe(low_30d=Decimal(80)), 0, "76.00", "80"),  # the percent is of the 30-day low
        (shoe(price=Decimal("89.99"), low_30d=Decimal("89.99")), 0, "85.49", "89.99"),  # 85.4905, down to the cent
        (shoe(price=Decimal(90), list_price=Decimal(85)), 0, "80.75", "85"),  # never above the list price
        (shoe(cost=Decimal("85.50"), legal_floor=Decimal(0)), 0, "95.00", "100"),  # 95 − 85.50 is exactly 10 % of 95
    ],
)
def test_a_reduction_is_reckoned_on_the_30_day_low(product: Hesitated, rung: int, final: str, prior: str) -> None:
    action = decide(at("price_objection", products=(product,)), helped(rung=rung), OPEN, SALT).action
    assert (action.kind, str(action.final_price), str(action.prior_price)) == ("promotion", final, prior)


def test_the_offer_goes_to_the_product_that_keeps_the_most() -> None:
    products = (shoe("a", cost=Decimal(70)), shoe("b", cost=Decimal(40)), shoe("c", cost=Decimal(55)))
    assert decide(at("price_objection", products=products), helped(), OPEN, SALT).action.item_id == "b"


def test_free_shipping_and_a_bundle_need_a_basket_just_below_the_threshold() -> None:
    near = at("pause", "revisit", basket_total=Decimal(45), shipping_threshold=Decimal(60), bundles=(shoe("sock"),))
    kinds = [kind for kind, _ in decide(near, Ledger(), OPEN, SALT).eligible]
    assert kinds == ["reassurance", "social_proof", "free_shipping", "bundle"]


def test_beside_a_shortlist_what_else_was_clicked_says_nothing() -> None:
    near = {"basket_total": Decimal(45), "shipping_threshold": Decimal(60), "bundles": (shoe("sock"),)}
    alone, shortlist = at("pause", "exit_intent", **near), at("pause", "exit_intent", "similar_views", **near)
    kinds = [[kind for kind, _ in decide(one, Ledger(), OPEN, SALT).eligible] for one in (alone, shortlist)]
    assert kinds == [
        ["reassurance", "social_proof", "free_shipping", "bundle"],
        ["decision_help", "reassurance", "social_proof"],
    ]


def paused(place: str | None, *words: str) -> tuple[Evidence, ...]:
    """What was said, then a pause and a move to leave, at `place`."""
    detail = {"place": place} if place else {}
    moves = [Evidence("pause", NOW, "event:p", detail), Evidence("exit_intent", NOW, "event:x", detail)]
    return (*seen_at((word, 2) for word in words), *moves)


@pytest.mark.parametrize(
    ("place", "said", "missing", "companions", "chosen"),
    [
        ("basket", (), 15, ("sock",), "bundle"),
        (None, (), 15, ("sock",), "reassurance"),  # before a page the doubt is about the product
        ("basket", ("delivery_q",), 15, ("sock",), "reassurance"),  # a question in words is answered first
        ("basket", ("undecided_words",), 15, ("sock",), "decision_help"),
        ("basket", ("price_objection",), 15, ("sock",), "free_shipping"),  # too dear: nothing more is sold
        ("basket", (), 16, ("sock",), "reassurance"),  # too far from the threshold
        ("basket", (), 15, (), "reassurance"),
    ],
)
def test_before_the_basket_what_goes_with_it_ends_the_order(
    place: str | None, said: tuple[str, ...], missing: int, companions: tuple[str, ...], chosen: str
) -> None:
    near = {"basket_total": Decimal(60 - missing), "shipping_threshold": Decimal(60)}
    goes_with = tuple(shoe(name) for name in companions)
    moment = at(evidence=paused(place, *said), bundles=goes_with, **near)
    assert decide(moment, Ledger(), OPEN, SALT).action.kind == chosen


def test_a_return_to_a_page_beside_it_is_still_reassured() -> None:
    near = {"basket_total": Decimal(45), "shipping_threshold": Decimal(60), "bundles": (shoe("sock"),)}
    mixed = (*seen_at([("revisit", 3), ("revisit", 2)]), *paused("basket"))
    assert decide(at(evidence=mixed, **near), Ledger(), OPEN, SALT).action.kind == "reassurance"


def test_whoever_finds_it_dear_is_not_asked_to_buy_more() -> None:
    near = {"basket_total": Decimal(45), "shipping_threshold": Decimal(60), "bundles": (shoe("sock"),)}
    assert whys(decide(at("price_objection", **near), Ledger(), OPEN, SALT), "bundle") == {"no_hesitation"}


def test_twenty_reviews_of_four_stars_may_be_quoted() -> None:
    quoted = at("undecided_words", products=(shoe(reviews=20, rating=4.0),), facts=())
    assert decide(quoted, Ledger(), OPEN, SALT).action.kind == "social_proof"


def test_reassurance_tells_something_else_than_what_was_asked() -> None:
    facts = (RETURNS, TrueFact("delivery_time", "delivery", "terms, 4"))
    asked_returns = at("returns_q", "pause", facts=facts)
    assert decide(asked_returns, Ledger(), OPEN, SALT).action.fact == "delivery_time"
    assert decide(replace(asked_returns, facts=(RETURNS,)), Ledger(), OPEN, SALT).action.fact == "returns"


def test_exploring_gives_every_eligible_kind_its_share() -> None:
    decision = decide(at("similar_views"), Ledger(), replace(OPEN, explore=Decimal("0.3")), SALT)
    assert dict(decision.eligible) == {"decision_help": 0.8, "reassurance": 0.1, "social_proof": 0.1}


def test_chances_come_out_as_often_as_announced() -> None:
    policy = replace(OPEN, explore=Decimal("0.3"))
    kinds = [decide(at("similar_views", sequence=n), Ledger(), policy, SALT).action.kind for n in range(2000)]
    assert 0.77 < kinds.count("decision_help") / 2000 < 0.83


def test_the_holdout_is_a_fifth_of_the_visitors_and_outlives_a_policy() -> None:
    held = [in_holdout(f"v{n}", Policy(), SALT) for n in range(5000)]
    assert 0.185 < sum(held) / 5000 < 0.215
    assert held == [in_holdout(f"v{n}", replace(Policy(), ladder=(7,)), SALT) for n in range(5000)]


def test_cost_and_margin_stay_in_the_private_part_of_the_entry() -> None:
    entry = decide(at("price_objection"), helped(), OPEN, SALT).to_entry()
    assert entry["_margins"] == {"promotion": "35"}
    assert "cost" not in json.dumps({key: value for key, value in entry.items() if not key.startswith("_")})
    assert entry["action"] == {
        "kind": "promotion",
        "item_id": "b",
        "rung": 5,
        "final_price": "95",
        "prior_price": "100",
    }


def test_an_answer_in_words_is_the_help_once_something_shows_that_it_was_not_enough() -> None:
    answered = Ledger(answered_at=NOW - timedelta(minutes=2))
    objected = at(evidence=seen_at([("price_objection", 2)]))
    assert whys(decide(objected, answered, OPEN, SALT), "promotion") == {"help_first"}
    still = replace(objected, evidence=seen_at([("price_objection", 2), ("exit_intent", 1)]))
    assert (decide(still, answered, OPEN, SALT).action.kind, decide(still, answered, OPEN, SALT).action.rung) == (
        "promotion",
        5,
    )


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([("price_objection", 9), ("pause", 1)], "promotion"),
        ([("price_objection", 9), ("delivery_q", 1)], "reassurance"),
        ([("price_objection", 9), ("pause", 5), ("returns_q", 1)], "reassurance"),
        ([("price_objection", 9), ("delivery_read", 1)], "none"),
        ([("price_objection", 9), ("delivery_q", 5), ("exit_intent", 1)], "promotion"),
        ([("delivery_q", 9), ("pause", 5), ("price_objection", 1)], "promotion"),
        ([("pause", 9), ("price_objection", 1), ("delivery_q", 1)], "promotion"),
    ],
)
def test_a_question_just_asked_is_not_outbid_on_the_price(pieces: list[tuple[str, int]], kind: str) -> None:
    answered = Ledger(answered_at=NOW - timedelta(minutes=10))
    assert decide(at(evidence=seen_at(pieces)), answered, OPEN, SALT).action.kind == kind
    after_help = decide(at(evidence=seen_at(pieces)), helped(minutes=8), OPEN, SALT)
    assert (after_help.action.kind == "promotion") == (kind == "promotion")


def test_the_third_rung_needs_a_second_objection() -> None:
    twice = at("price_objection", "price_objection")
    assert decide(twice, helped(rung=10), OPEN, SALT).action.rung == 15
    assert whys(decide(at("price_objection"), helped(rung=10), OPEN, SALT), "promotion") == {"no_price_evidence"}


@pytest.mark.parametrize(
    ("seen", "rung"),
    [
        ((*seen_at([("price_objection", 9)]), demand(1)), 0),
        ((*seen_at([("price_objection", 9)]), demand(2), demand(1)), 0),
        ((demand(9), *seen_at([("pause", 1)]), demand(1)), 0),
        ((*seen_at([("price_objection", 9)]), demand(2), *seen_at([("exit_intent", 1)])), 10),
        ((demand(9), *seen_at([("price_objection", 1)])), 10),
        (seen_at([("price_objection", 9), ("pause", 1)]), 0),
        (seen_at([("price_objection", 9), ("similar_views", 8), ("revisit", 6), ("pause", 3)]), 0),
        (seen_at([("price_objection", 9), ("pause", 3), ("similar_views", 1)]), 10),
        (seen_at([("price_objection", 9), ("similar_views", 4.5)]), 0),
        ((*seen_at([("price_objection", 9)]), returned(1, away=60)), 10),
        ((*seen_at([("price_objection", 9)]), returned(1, away=300)), 0),
        (seen_at([("price_objection", 9), ("exit_intent", 6), ("pause", 1)]), 0),
        (seen_at([("price_objection", 9), ("pause", 2), ("exit_intent", 1)]), 10),
    ],
)
def test_who_only_asks_again_or_waits_is_not_given_more(seen: tuple[Evidence, ...], rung: int) -> None:
    shown = (Shown("promotion", NOW - timedelta(minutes=5)),)
    offered = Ledger(shown, rung=5, answered_at=NOW - timedelta(minutes=9))
    loose = replace(OPEN, max_per_visit=4, cooldown_seconds=0)
    decision = decide(at(evidence=seen), offered, loose, SALT)
    assert decision.action.rung == rung
    assert whys(decision, "promotion") == (set() if rung else {"no_price_evidence"})


@pytest.mark.parametrize(
    ("beside", "rung"),
    [((), 0), (seen_at([("delivery_q", 2)]), 0), (seen_at([("pause", 2)]), 5), (seen_at([("price_objection", 7)]), 5)],
)
def test_who_only_demands_is_offered_nothing(beside: tuple[Evidence, ...], rung: int) -> None:
    asked = at(evidence=(demand(8), *beside, demand(1)))
    answered = Ledger(answered_at=NOW - timedelta(minutes=8))
    decision = decide(asked, answered, replace(OPEN, kinds=("promotion",)), SALT)
    assert decision.action.rung == rung
    assert whys(decision, "promotion") == (set() if rung else {"no_price_evidence"})


def test_a_demand_is_no_second_objection() -> None:
    asked = at(evidence=(*seen_at([("price_objection", 9)]), demand(2), *seen_at([("pause", 1)])))
    assert whys(decide(asked, helped(rung=10), OPEN, SALT), "promotion") == {"no_price_evidence"}


def test_what_someone_held_out_would_have_been_told_is_known_but_not_said() -> None:
    decision = decide(at("similar_views"), Ledger(), replace(OPEN, holdout=Decimal(1)), SALT)
    assert (decision.action.kind, decision.ghost and decision.ghost.kind) == ("none", "decision_help")
    assert decide(at("similar_views"), Ledger(), OPEN, SALT).ghost is None


def test_a_promotion_names_its_rung_also_where_chance_chose_something_else() -> None:
    objected = at("price_objection", "delivery_q")
    entry = decide(objected, helped(), replace(OPEN, explore=Decimal("0.3")), SALT).to_entry()
    rungs = {one["kind"]: one.get("rung") for one in entry["eligible"]}
    assert rungs == {"reassurance": None, "social_proof": None, "promotion": 5}


def test_a_logged_decision_is_read_by_the_report_as_it_was_made() -> None:
    held_out = decide(at("similar_views"), Ledger(), replace(OPEN, holdout=Decimal(1)), SALT).to_entry()
    spoken = decide(at("similar_views"), Ledger(), OPEN, SALT).to_entry()
    assert (spoken_kind(held_out), spoken_kind(spoken)) == ("decision_help", "decision_help")
    assert spoken_kind(decide(at(), Ledger(), OPEN, SALT).to_entry()) == ""
