from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from moments import NOW, OPEN, SALT, at, helped, seen_at

from bot.errors import InvalidInput
from bot.nudge.policy import Policy, decide
from bot.nudge.replay import Difference, replayed, tried
from bot.nudge.situation import Ledger, Situation
from bot.shopper.entry import Entry

LATER = NOW + timedelta(minutes=5)


def logged(number: int, situation: Situation, ledger: Ledger, policy: Policy = OPEN) -> Entry:
    """The decision as a database gives it back."""
    data = json.loads(json.dumps(decide(situation, ledger, policy, SALT).to_entry({"fr": "parce que"})))
    return Entry(number, "c", situation.at, "decision", data)


def test_a_changed_decision_is_found_with_the_field_that_differs() -> None:
    true = logged(1, at("similar_views"), Ledger())
    forged = logged(2, at("price_objection"), helped())
    forged.data["action"]["rung"] = 15
    result = replayed([true, forged], {OPEN.version: OPEN}, SALT)
    assert result.equal == 1
    assert result.different == (Difference(2, forged.data["decision_id"], "action"),)


def test_changed_inputs_and_a_lost_policy_are_found() -> None:
    entry = logged(1, at("price_objection"), helped())
    assert replayed([entry], {}, SALT).different[0].why == "policy"
    entry.data["_inputs"]["situation"]["products"][0]["cost"] = "1"
    assert "digest" in replayed([entry], {OPEN.version: OPEN}, SALT).different[0].why


def test_other_words_for_it_are_no_difference_and_lost_inputs_are_counted_apart() -> None:
    entry = logged(1, at("similar_views"), Ledger())
    entry.data["sentence"] = {"fr": "autrement dit"}
    erased = Entry(2, "c", NOW, "decision", {"decision_id": "d", "gate": None})
    result = replayed([entry, erased], {OPEN.version: OPEN}, SALT)
    assert (result.equal, result.unread, result.different) == (1, 1, ())


def test_inputs_that_cannot_be_read_are_an_error_that_names_the_entry() -> None:
    entry = logged(7, at("similar_views"), Ledger())
    entry.data["_inputs"]["situation"]["at"] = "some day"
    with pytest.raises(InvalidInput, match="entry 7"):
        replayed([entry], {OPEN.version: OPEN}, SALT)


def test_another_policy_is_tried_on_the_same_moments_with_its_own_memory() -> None:
    first = logged(1, at("undecided_words"), Ledger())
    doubting = at(evidence=seen_at([("undecided_words", 0), ("price_objection", -4)]), at=LATER)
    second = logged(2, doubting, helped(minutes=0))
    dearer = replace(OPEN, ladder=(20,), max_per_visit=1)
    trial = tried([first, second], {OPEN.version: OPEN}, dearer, SALT)
    assert (dict(trial.was.said), dict(trial.was.rungs)) == ({"decision_help": 1, "promotion": 1}, {5: 1})
    assert (trial.was.given, trial.was.kept) == (Decimal(5), Decimal(35))
    assert (dict(trial.would.said), dict(trial.would.silent)) == ({"decision_help": 1}, {"visit_cap": 1})
    assert (trial.would.given, trial.would.kept) == (0, 0)
