"""A policy tried on the log: what changes, what it would cost, and what it loosens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from moments import NOW, OPEN, SALT, anything, at, helped, logged, seen_at, shoe

from bot.nudge.guards import Guard
from bot.nudge.policy import Policy, decide
from bot.nudge.situation import Ledger, Shown, Situation
from bot.nudge.telling import Usage
from bot.nudge.trial import Example, Saying, Trial, tried
from bot.shopper.entry import Entry

LATER = NOW + timedelta(minutes=5)
FIRST = logged(1, at("undecided_words"), Ledger())
OBJECTION = at(evidence=seen_at([("undecided_words", 0), ("price_objection", -4)]), at=LATER)
SECOND = logged(2, OBJECTION, helped(minutes=0))
"""Help to decide, then 5 % off shoes of 100 euros that cost 60."""


def of(policy: Policy, *entries: Entry, known: Policy = OPEN, usage: Usage | None = None) -> Trial:
    return tried(entries, {known.version: known, OPEN.version: OPEN}, known, policy, SALT, usage)


def guard(trial: Trial, name: str) -> Guard:
    return next(one for one in trial.guards if one.name == name)


def test_another_ladder_and_cap_are_tried_with_the_tried_policy_s_own_memory() -> None:
    trial = of(replace(OPEN, ladder=(20,), max_per_visit=1), FIRST, SECOND)
    assert (dict(trial.was.said), dict(trial.was.rungs)) == ({"decision_help": 1, "promotion": 1}, {5: 1})
    assert (dict(trial.would.said), dict(trial.would.silent)) == ({"decision_help": 1}, {"visit_cap": 1})
    assert (trial.decisions, trial.changed, trial.would.given) == (2, 1, 0)


def test_each_sort_of_change_is_counted_with_its_reason_and_where_to_look() -> None:
    trial = of(replace(OPEN, max_per_visit=1), FIRST, SECOND, replace(SECOND, id=3, conversation_id="other"))
    (change,) = trial.changes
    assert (change.was, change.would, change.why, change.count) == (
        Saying("promotion", 5),
        Saying("none"),
        "visit_cap",
        2,
    )
    assert [(one.conversation_id, one.entry_id) for one in change.examples] == [("c", 2), ("other", 3)]
    assert change.examples[0] == Example("c", 2, SECOND.data["decision_id"])


@pytest.mark.parametrize(
    ("changes", "rung", "given", "kept", "must_win"),
    [
        ({"ladder": (10,)}, 10, 10, 30, 0.25),  # 100 − 90, 90 − 60; 10 of the 40 that a full price leaves
        ({"ladder": (30,)}, 30, 30, 10, 0.75),  # 70 leaves 10, a seventh: above the floor of a tenth
    ],
)
def test_money_is_what_the_offers_give_and_leave_were_all_used(
    changes: dict[str, tuple[int, ...]], rung: int, given: int, kept: int, must_win: float
) -> None:
    trial = of(replace(OPEN, **changes), FIRST, SECOND)  # type: ignore[arg-type]
    assert dict(trial.would.rungs) == {rung: 1}
    assert (trial.would.given, trial.would.kept, trial.would.full) == (given, kept, 40)
    assert trial.would.must_win == must_win


def test_a_reduced_price_costs_what_is_below_everyone_s_price_not_below_the_thirty_days_low() -> None:
    """Everyone pays 100, the low was 90: 5 % off the low is 85.50, which costs 14.50."""
    situation = replace(OBJECTION, products=(shoe("a", low_30d=Decimal(90)),))
    trial = of(OPEN, logged(1, situation, helped(minutes=0)))
    assert trial.was.given == Decimal("14.50")


def test_the_expected_cost_is_by_how_often_offers_were_used_and_unknown_where_too_few_were_made() -> None:
    used = of(OPEN, FIRST, SECOND, usage=Usage({5: 40, 10: 10}, {5: 10, 10: 5}))
    assert used.was.expected == Decimal("1.25")  # a quarter of 5
    rarely = of(replace(OPEN, ladder=(10,)), FIRST, SECOND, usage=Usage({5: 40, 10: 10}, {5: 10, 10: 5}))
    assert rarely.would.expected == Decimal("3.00")  # 15 of all 50, of 10
    assert of(OPEN, FIRST, SECOND, usage=Usage({5: 19}, {5: 19})).was.expected is None


def test_what_must_hold_holds_and_what_the_document_loosens_is_seen() -> None:
    looser = replace(OPEN, ladder=(35,), margin_floor=Decimal("0.05"), cooldown_seconds=5, explore=Decimal(0))
    trial = of(looser, FIRST, SECOND, known=replace(OPEN, monthly_budget=Decimal(500)))
    states = {one.name: one.state for one in trial.guards}
    assert states["no_loss"] == states["below_30d_low"] == states["once_per_customer"] == "holds"
    assert states["top_rung"] == states["margin_floor"] == states["cooldown"] == "watch"
    assert states["budget"] == states["holdout"] == states["explore"] == "watch"
    assert guard(trial, "margin_floor").would == pytest.approx(5 / 65)  # 65 − 60 of 65
    assert guard(trial, "top_rung") == Guard("top_rung", "watch", 15, 35)


def test_a_budget_refuses_what_would_pass_it_also_where_none_was_counted_before() -> None:
    seconds = [replace(SECOND, id=n, conversation_id=f"c{n}") for n in range(2, 5)]
    trial = of(replace(OPEN, monthly_budget=Decimal(12)), *seconds)
    assert trial.would.given == 10  # two of three offers of 5
    assert trial.changes[0].why == "budget"
    assert (guard(trial, "budget").would, guard(trial, "budget").limit) == (10, 12)


def test_a_budget_counted_before_keeps_what_was_really_spent() -> None:
    spent = replace(OPEN, monthly_budget=Decimal(100))
    entry = logged(1, OBJECTION, replace(helped(minutes=0), budget_left=Decimal(20)), spent)
    assert of(replace(spent, monthly_budget=Decimal(85)), entry, known=spent).changed == 0  # 80 spent, 5 left
    assert of(replace(spent, monthly_budget=Decimal(84)), entry, known=spent).changes[0].why == "budget"


def test_an_offer_the_tried_policy_made_itself_is_remembered_in_later_visits() -> None:
    """It begins at 10, so the objection of another day is met at 15, where the log went from 5 to 10."""
    later = replace(OBJECTION, visit="c:2", at=LATER + timedelta(days=2), evidence=_moved(OBJECTION, days=2))
    ledger = replace(helped(minutes=0), rung=5, shown=(Shown("decision_help", LATER + timedelta(days=1, hours=23)),))
    twice = replace(later, evidence=(*later.evidence, replace(later.evidence[-1], source="event:9")))
    trial = of(replace(OPEN, ladder=(10, 15)), FIRST, SECOND, logged(3, twice, ledger))
    assert dict(trial.was.rungs) == {5: 1, 10: 1}
    assert dict(trial.would.rungs) == {10: 1, 15: 1}


def test_what_was_decided_but_never_shown_takes_no_turn() -> None:
    """The help of the first moment never left: the second moment's ledger does not know it, nor does the trial."""
    unseen = logged(2, replace(OBJECTION, evidence=OBJECTION.evidence[:1]), Ledger())
    assert (FIRST.data["action"]["kind"], unseen.data["action"]["kind"]) == ("decision_help", "decision_help")
    assert of(OPEN, FIRST, unseen).changed == 0


def test_nor_does_it_take_one_from_a_policy_that_has_gone_its_own_way() -> None:
    """10 where the log has 5; in the next visit both decide to help twice, because the first help never left."""
    doubt = replace(
        at("undecided_words"), visit="c:2", at=LATER + timedelta(days=2), evidence=_moved(at("undecided_words"), 2)
    )
    entries = [logged(n, replace(doubt, sequence=n), Ledger(rung=5)) for n in (3, 4)]
    assert [entry.data["action"]["kind"] for entry in entries] == ["decision_help"] * 2
    trial = of(replace(OPEN, ladder=(10,)), FIRST, SECOND, *entries)
    assert [(change.was, change.would) for change in trial.changes] == [
        (Saying("promotion", 5), Saying("promotion", 10))
    ]
    assert trial.would.said["decision_help"] == 3


def test_another_threshold_is_tried_and_the_same_one_is_the_log_s() -> None:
    near = at("price_objection", basket_total=Decimal(50), shipping_threshold=Decimal(60))
    entry = logged(1, near, Ledger())
    assert entry.data["action"]["kind"] == "free_shipping"
    assert of(OPEN, entry).changed == 0
    assert of(replace(OPEN, free_shipping_from=Decimal(100)), entry).changes[0].why == "threshold_not_near"


def test_luck_alone_changes_nothing() -> None:
    """A field that decides nothing makes another version; with draws of its own it would explore elsewhere."""
    lucky = replace(OPEN, explore=Decimal(1))
    entries = [
        logged(n, replace(at("undecided_words"), sequence=n, visit=f"v{n}", subject=f"s{n}"), Ledger(), lucky)
        for n in range(40)
    ]
    assert len({entry.data["action"]["kind"] for entry in entries}) > 1
    assert of(replace(lucky, offer_valid_minutes=45), *entries, known=lucky).changed == 0


def test_what_is_erased_or_without_its_policy_is_counted_apart() -> None:
    erased = Entry(5, "c", NOW, "decision", {"decision_id": "d", "gate": None})
    foreign = logged(6, OBJECTION, helped(minutes=0), replace(OPEN, ladder=(7,)))
    trial = of(OPEN, FIRST, erased, foreign)
    assert (trial.decisions, trial.unread, trial.changed) == (1, 2, 0)


def test_no_cost_nor_visit_is_named_in_the_numbers() -> None:
    told = str(of(replace(OPEN, ladder=(10,)), FIRST, SECOND).to_json())
    assert "'cost'" not in told
    assert "c:1" not in told


@given(anything)
def test_a_policy_tried_on_its_own_log_changes_nothing(case: tuple[Situation, Ledger, Policy]) -> None:
    situation, ledger, policy = case
    entry = logged(1, situation, ledger, policy)
    trial = tried([entry], {policy.version: policy}, policy, policy, SALT)
    spoke = decide(situation, ledger, policy, SALT).speaks
    assert (trial.changed, sum(trial.would.said.values())) == (0, int(spoke))
    assert {guard.state for guard in trial.guards[:3]} == {"holds"}


def _moved(situation: Situation, days: int) -> tuple[object, ...]:
    return tuple(replace(piece, at=piece.at + timedelta(days=days)) for piece in situation.evidence)
