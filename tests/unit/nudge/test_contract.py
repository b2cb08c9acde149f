"""What every suggestion must have behind it, as properties, on moments that just do or just don't; conftest.py says on
how many.
"""

from __future__ import annotations

import json
import random
from copy import deepcopy
from datetime import timedelta
from typing import get_args

from hypothesis import given
from moments import NOW, SALT, Digits, moments, read_moment

from bot.nudge.hesitation import AGAIN, THRESHOLD, hesitation
from bot.nudge.policy import Policy, decide
from bot.nudge.situation import HELP, KINDS, Action, Decision, Hesitated, Ledger, Situation, Why
from bot.shopper.signals import QUESTIONS

Case = tuple[Situation, Ledger, Policy]


def decided(case: Case) -> Decision:
    return decide(*case, SALT)


def product(situation: Situation, action: Action) -> Hesitated:
    return next(p for p in situation.products if p.item_id == action.item_id)


@given(moments)
def test_equal_inputs_give_equal_bytes_wherever_they_lie_in_memory(case: Case) -> None:
    first, second = (json.dumps(decided(one).to_entry(), sort_keys=True) for one in (case, deepcopy(case)))
    assert first == second


@given(moments)
def test_nobody_is_spoken_to_who_does_not_hesitate(case: Case) -> None:
    if decided(case).speaks:
        assert hesitation(case[0].evidence).score >= THRESHOLD


@given(moments)
def test_the_limits_of_a_visit_hold(case: Case) -> None:
    situation, ledger, policy = case
    if decided(case).speaks and ledger.shown:
        last = max(shown.at for shown in ledger.shown)
        doubt = hesitation(situation.evidence)
        assert len(ledger.shown) < policy.max_per_visit
        assert NOW - last >= timedelta(seconds=policy.cooldown_seconds)
        assert max(piece.at for piece in situation.evidence) > last
        assert doubt.score >= AGAIN
        assert not doubt.guessed


@given(moments)
def test_only_what_the_merchant_wants_is_said_and_no_help_twice(case: Case) -> None:
    _, ledger, policy = case
    decision = decided(case)
    told = {kind for kind, _ in decision.eligible} - {"none"}
    assert told <= {*policy.kinds}
    assert not told & {shown.kind for shown in ledger.shown} & HELP
    assert {refusal.why for refusal in decision.refused} <= {*get_args(Why)}
    assert told | {refusal.kind for refusal in decision.refused} == {*KINDS}


@given(moments)
def test_the_propensity_is_the_chance_that_the_action_had(case: Case) -> None:
    decision, policy = decided(case), case[2]
    shares = dict(decision.eligible)
    assert decision.propensity == shares[decision.action.kind]
    assert all(share >= float(policy.explore) / len(shares) - 1e-5 for share in shares.values())


@given(moments)
def test_money_comes_only_to_whom_it_may_come(case: Case) -> None:
    situation, ledger, policy = case
    decision = decided(case)
    if "promotion" not in dict(decision.eligible):
        return
    objections = [e for e in situation.evidence if e.code == "price_objection"]
    newest = max(e.at for e in situation.evidence)
    used, answered = ledger.promotion_used_at, ledger.answered_at
    assert objections
    assert not all(e.demanded or e.code in QUESTIONS for e in situation.evidence)
    assert situation.consent
    assert not situation.would_buy
    assert used is None or NOW - used >= timedelta(days=policy.once_per_customer_days)
    assert {shown.kind for shown in ledger.shown} & HELP or (answered is not None and newest > answered)
    last = {e.code for e in situation.evidence if e.at == newest}
    assert not last & QUESTIONS or "price_objection" in last


@given(moments)
def test_a_rung_is_the_next_one_and_is_called_for(case: Case) -> None:
    situation, ledger, policy = case
    rung = next((action.rung for action in decided(case).offered if action.kind == "promotion"), None)
    if rung is None:
        return
    assert rung == min(percent for percent in policy.ladder if percent > ledger.rung)
    if ledger.rung:
        offered = max((shown.at for shown in ledger.shown if shown.kind == "promotion"), default=None)
        said = [e for e in situation.evidence if e.code == "price_objection" and not e.demanded]
        assert len(said) >= (1 if rung == policy.ladder[1] else 2)
        since = {e.code for e in situation.evidence if not e.demanded and (offered is None or e.at > offered)}
        assert since & {"price_objection", "exit_intent", "similar_views", "revisit"}  # no pause, no question


@given(moments)
def test_a_reduction_is_payable_below_the_low_and_above_the_floors(case: Case) -> None:
    situation, ledger, policy = case
    for action in decided(case).offered:
        if action.kind == "promotion" and action.final_price is not None:
            one, first = product(situation, action), situation.products[0]
            assert one.cost is not None
            assert one.low_30d is not None
            assert one.in_stock
            assert action.final_price - one.cost >= policy.margin_floor * action.final_price
            assert action.final_price >= (one.legal_floor or one.cost)
            assert action.final_price < min(one.low_30d, one.price, one.list_price)
            assert ledger.budget_left is None or one.price - action.final_price <= ledger.budget_left
            assert one.category == first.category
            assert one.looked_at >= first.looked_at
            assert action.final_price <= first.price


@given(moments)
def test_every_help_has_its_true_fact(case: Case) -> None:
    situation = case[0]
    for action in decided(case).offered:
        if action.kind == "reassurance":
            assert any(
                f.key == action.fact and f.source and (f.until is None or f.until > NOW) for f in situation.facts
            )
        elif action.kind == "social_proof":
            quoted = product(situation, action)
            assert (quoted.in_stock, quoted.reviews >= 20, (quoted.rating or 0) >= 4) == (True, True, True)
        elif action.kind == "decision_help":
            compared = [p for p in situation.products if p.item_id in action.item_ids]
            assert len(compared) >= 2
            assert all(p.in_stock for p in compared)
            assert len({p.category for p in compared}) == 1
        elif action.kind in ("free_shipping", "bundle"):
            total, threshold = situation.basket_total, situation.shipping_threshold
            assert total is not None
            assert threshold is not None
            assert 0 < threshold - total <= threshold / 4
            if action.kind == "bundle":
                added = next(p for p in situation.bundles if p.item_id == action.item_id)
                assert added.in_stock
                assert added.price >= threshold - total


def test_the_moments_reach_every_reason_and_every_kind() -> None:
    chance, seen, said = random.Random(5), set(), set()
    for _ in range(1200):
        decision = decided(read_moment(Digits(chance.getrandbits(192))))
        seen |= {refusal.why for refusal in decision.refused}
        said |= {action.kind for action in decision.offered}
    assert said == {*KINDS}
    assert {*get_args(Why)} - seen == {"holdout"}  # nobody is held out here
