"""The decision contract, case by case and as properties.

HYPOTHESIS_PROFILE=thorough runs 10,000 examples of each property.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nudge.hesitation import hesitation
from bot.nudge.kinds import options
from bot.nudge.policy import PARTS, Policy, decide, in_holdout, probabilities
from bot.nudge.situation import HELP, KINDS, Decision, Hesitated, Ledger, Shown, Situation, TrueFact, Why
from bot.shopper.signals import Code, Evidence

settings.register_profile("quick", max_examples=100, deadline=None)
settings.register_profile("thorough", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=timezone.utc)
SALT = b"a shop's secret"
OPEN = Policy(holdout=Decimal(0), explore=Decimal(0))
RETURNS = TrueFact("returns", "returns", "terms of sale, article 6")


def evidence(*codes: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(code, NOW, f"event:{n}") for n, code in enumerate(codes))  # type: ignore[arg-type]


def shoe(name: str = "a", **changes: object) -> Hesitated:
    """100 euros, bought for 60, never cheaper, 4.5 stars of 50 buyers."""
    made = Hesitated(
        name, Decimal(100), Decimal(100), name, "Shoes > Trail", Decimal(60), Decimal(100), Decimal(60), 4.5, 50
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def at(*codes: str, **changes: object) -> Situation:
    made = Situation("s", "c:1", 0, NOW, evidence(*codes), (shoe("a"), shoe("b")), True, facts=(RETURNS,))
    return replace(made, **changes)  # type: ignore[arg-type]


def helped(minutes: int = 5, **changes: object) -> Ledger:
    """Help was shown `minutes` ago."""
    return replace(Ledger(shown=(Shown("decision_help", NOW - timedelta(minutes=minutes)),)), **changes)  # type: ignore[arg-type]


def whys(decision: Decision, kind: str) -> set[str]:
    return {refusal.why for refusal in decision.refused if refusal.kind == kind}


@pytest.mark.parametrize(
    ("situation", "kind"),
    [
        (at("similar_views"), "decision_help"),
        (at("undecided_words"), "decision_help"),
        (at("compare_stuck"), "decision_help"),
        (at("delivery_q", "exit_intent"), "reassurance"),
        (at("returns_q", "pause"), "reassurance"),
        (at("price_objection"), "decision_help"),
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
        (at("similar_views"), Ledger(shown=(Shown("reassurance", NOW - timedelta(seconds=59)),)), OPEN, "cooldown"),
        (at("similar_views"), Ledger(shown=(Shown("reassurance", NOW - timedelta(seconds=60)),)), OPEN, None),
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
        (at("similar_views"), helped(), OPEN, "decision_help", "already_shown"),
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
            at("similar_views", basket_total=Decimal(50), shipping_threshold=Decimal(60)),
            Ledger(),
            OPEN,
            "bundle",
            "out_of_stock",
        ),
        (at("similar_views"), Ledger(), replace(OPEN, kinds=("reassurance",)), "decision_help", "opted_out"),
        (at("similar_views"), helped(), OPEN, "promotion", "no_price_evidence"),
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
        (at("price_objection"), helped(rung=15), OPEN, "promotion", "ladder_top"),
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
    near = at("similar_views", basket_total=Decimal(45), shipping_threshold=Decimal(60), bundles=(shoe("sock"),))
    kinds = [kind for kind, _ in decide(near, Ledger(), OPEN, SALT).eligible]
    assert kinds == ["decision_help", "reassurance", "social_proof", "free_shipping", "bundle"]


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


money = st.decimals(min_value=1, max_value=500, places=2)
names = st.sampled_from("abcde")
times = st.integers(0, 90 * 86400).map(lambda seconds: NOW - timedelta(seconds=seconds))
codes = st.sampled_from(get_args(Code))
products = st.builds(
    Hesitated,
    names,
    money,
    money,
    names,
    st.sampled_from(["Shoes", "Watches"]),
    st.none() | money,
    st.none() | money,
    st.none() | money,
    st.none() | st.floats(1, 5),
    st.integers(0, 100),
    st.booleans(),
)
facts = st.builds(
    TrueFact, names, st.sampled_from(["returns", "delivery", "x"]), st.sampled_from(["", "terms"]), st.none() | times
)
situations = st.builds(
    Situation,
    names,
    names,
    st.integers(0, 9),
    st.just(NOW),
    st.lists(codes, max_size=6).map(lambda c: evidence(*c)),
    st.lists(products, max_size=4).map(tuple),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | money,
    st.none() | money,
    st.lists(facts, max_size=3).map(tuple),
    st.lists(products, max_size=2).map(tuple),
)
ledgers = st.builds(
    Ledger,
    st.lists(st.builds(Shown, st.sampled_from(KINDS), times), max_size=3).map(tuple),
    st.sampled_from([0, 5, 7, 10, 15]),
    st.none() | times,
    st.none() | times,
    st.none() | money,
)
shares = st.decimals(min_value=0, max_value=1, places=2)
policies = st.builds(
    Policy,
    shares,
    shares,
    st.sampled_from([(5, 10, 15), (), (3,)]),
    st.decimals(min_value=0, max_value="0.5", places=2),
    st.integers(0, 4),
    st.integers(0, 600),
    kinds=st.lists(st.sampled_from(KINDS), unique=True).map(tuple),
)


def likely_offers() -> st.SearchStrategy[tuple[Situation, Ledger, Policy]]:
    """Situations in which a promotion is close: the properties about money would seldom be reached otherwise."""
    many = st.lists(products, min_size=1, max_size=4).map(tuple)
    offered = st.builds(
        lambda seen, made: at("price_objection", *seen, products=made), st.lists(codes, max_size=2), many
    )
    return st.tuples(offered, st.sampled_from([0, 5, 10, 15]).map(lambda rung: helped(rung=rung)), st.just(OPEN))


anything = st.tuples(situations, ledgers, policies) | likely_offers()


@given(anything)
def test_same_inputs_give_the_same_bytes(case: tuple[Situation, Ledger, Policy]) -> None:
    first, second = (json.dumps(decide(*case, SALT).to_entry(), sort_keys=True) for _ in range(2))
    assert first == second


@given(likely_offers())
def test_an_offer_keeps_the_floors_and_beats_the_30_day_low(case: tuple[Situation, Ledger, Policy]) -> None:
    situation, ledger, policy = case
    action = decide(*case, SALT).action
    if action.kind != "promotion":
        return
    offered = [p for p in situation.products if p.item_id == action.item_id]
    final = action.final_price
    assert final is not None
    assert any(
        p.cost is not None
        and final - p.cost >= policy.margin_floor * final
        and final >= (p.legal_floor or p.cost)
        and p.low_30d is not None
        and final < p.low_30d
        and final <= p.list_price
        and p.in_stock
        for p in offered
    )
    assert ledger.rung < action.rung <= max(policy.ladder)


@given(anything)
def test_every_kind_is_eligible_or_refused_from_the_closed_list(case: tuple[Situation, Ledger, Policy]) -> None:
    decision = decide(*case, SALT)
    eligible, refused = {kind for kind, _ in decision.eligible} - {"none"}, {r.kind for r in decision.refused}
    assert eligible | refused == set(KINDS)
    assert not eligible & refused
    assert {r.why for r in decision.refused} <= set(get_args(Why))


@given(anything)
def test_probabilities_sum_to_one_and_the_action_has_its_own(case: tuple[Situation, Ledger, Policy]) -> None:
    decision = decide(*case, SALT)
    assert sum(p for _, p in decision.eligible) == pytest.approx(1.0, abs=1e-9)
    assert decision.propensity == dict(decision.eligible)[decision.action.kind] > 0


@given(st.integers(1, 6), shares)
def test_shares_are_whole_millionths_that_sum_to_exactly_one(count: int, explore: Decimal) -> None:
    found, _ = options(at("similar_views"), Ledger(), OPEN, hesitation(evidence("similar_views")))
    assert sum(probabilities((found * 6)[:count], explore)) == PARTS


@given(anything)
def test_holdout_opt_out_dismissal_or_no_evidence_says_nothing(case: tuple[Situation, Ledger, Policy]) -> None:
    situation, ledger, policy = case
    assert not decide(situation, ledger, replace(policy, holdout=Decimal(1)), SALT).speaks
    assert not decide(replace(situation, opted_out=True), ledger, policy, SALT).speaks
    assert not decide(situation, replace(ledger, dismissed_at=NOW), policy, SALT).speaks
    assert not decide(replace(situation, evidence=()), ledger, policy, SALT).speaks


@given(anything)
def test_caps_and_cooldown_hold(case: tuple[Situation, Ledger, Policy]) -> None:
    _, ledger, policy = case
    if decide(*case, SALT).speaks:
        assert len(ledger.shown) < policy.max_per_visit
        assert all((NOW - shown.at).total_seconds() >= policy.cooldown_seconds for shown in ledger.shown)


@given(anything)
def test_no_promotion_without_price_evidence_consent_and_help(case: tuple[Situation, Ledger, Policy]) -> None:
    situation, ledger, _ = case
    if decide(*case, SALT).action.kind == "promotion":
        assert "price_objection" in {e.code for e in situation.evidence}
        assert situation.consent
        assert {shown.kind for shown in ledger.shown} & HELP


@given(anything)
def test_buying_anyway_never_raises_the_discount(case: tuple[Situation, Ledger, Policy]) -> None:
    situation, ledger, policy = case
    without, with_ = (
        decide(replace(situation, would_buy=sign), ledger, policy, SALT).action.rung for sign in (False, True)
    )
    assert with_ <= without


@given(st.lists(situations, max_size=8), policies)
def test_replaying_a_day_gives_the_same_decisions(day: list[Situation], policy: Policy) -> None:
    def replay() -> list[str]:
        return [decide(replace(s, sequence=n), Ledger(), policy, SALT).decision_id for n, s in enumerate(day)]

    first = replay()
    assert first == replay()
    assert len(set(first)) == len(first)
