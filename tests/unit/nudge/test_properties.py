"""The decision contract as properties; conftest.py says on how many situations each."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moments import NOW, OPEN, SALT, anything, at, demand, evidence, likely_offers, shares

from bot.nudge.hesitation import hesitation
from bot.nudge.kinds import options
from bot.nudge.policy import PARTS, Policy, decide, probabilities
from bot.nudge.replay import Replayed, replayed
from bot.nudge.situation import HELP, KINDS, Ledger, Situation, Why
from bot.shopper.entry import Entry
from bot.shopper.signals import Evidence


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
        answered = ledger.answered_at is not None and any(e.at > ledger.answered_at for e in situation.evidence)
        assert answered or {shown.kind for shown in ledger.shown} & HELP


@given(anything)
def test_buying_anyway_never_raises_the_discount(case: tuple[Situation, Ledger, Policy]) -> None:
    situation, ledger, policy = case
    without, with_ = (
        decide(replace(situation, would_buy=sign), ledger, policy, SALT).action.rung for sign in (False, True)
    )
    assert with_ <= without


@given(likely_offers(), st.lists(st.integers(0, 60).map(demand), max_size=4).map(tuple))
def test_asking_for_more_never_raises_the_discount(
    case: tuple[Situation, Ledger, Policy], asked: tuple[Evidence, ...]
) -> None:
    situation, ledger, policy = case
    asking = replace(situation, evidence=(*situation.evidence, *asked))
    before = decide(situation, ledger, policy, SALT).action.rung
    assert decide(asking, ledger, policy, SALT).action.rung <= max(before, policy.ladder[0])
    alone = replace(situation, evidence=asked)
    assert decide(alone, ledger, policy, SALT).action.rung == 0


@given(anything)
def test_a_second_suggestion_waits_for_something_new(case: tuple[Situation, Ledger, Policy]) -> None:
    situation, ledger, _ = case
    if decide(*case, SALT).speaks and ledger.shown:
        assert max(piece.at for piece in situation.evidence) > max(shown.at for shown in ledger.shown)


@given(anything, st.sampled_from([(5, 10, 15), (20,), ()]))
def test_the_holdout_does_not_move_with_the_policy(
    case: tuple[Situation, Ledger, Policy], ladder: tuple[int, ...]
) -> None:
    situation, ledger, policy = case
    other = replace(policy, ladder=ladder, max_per_visit=9, explore=Decimal("0.5"))
    assert decide(*case, SALT).holdout == decide(situation, ledger, other, SALT).holdout


@given(anything)
def test_someone_held_out_is_told_nothing_and_nobody_else_has_a_ghost(case: tuple[Situation, Ledger, Policy]) -> None:
    decision = decide(*case, SALT)
    assert (decision.ghost is not None) == (decision.gate == "holdout")
    assert not (decision.ghost and decision.speaks)


@given(likely_offers())
def test_the_offer_suits_as_well_as_any_other_hesitated_product(case: tuple[Situation, Ledger, Policy]) -> None:
    action = decide(*case, SALT).action
    if action.kind == "promotion":
        assert action.item_id in {product.item_id for product in case[0].products}


@given(anything)
def test_a_decision_is_made_again_from_what_was_logged_of_it(case: tuple[Situation, Ledger, Policy]) -> None:
    policy = case[2]
    data = json.loads(json.dumps(decide(*case, SALT).to_entry({"en": "because"})))
    entry = Entry(1, "c", NOW, "decision", data)
    assert replayed([entry], {policy.version: policy}, SALT) == Replayed(equal=1)
