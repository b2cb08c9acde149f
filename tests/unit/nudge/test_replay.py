from __future__ import annotations

import pytest
from moments import NOW, OPEN, SALT, at, helped, logged

from bot.errors import InvalidInput
from bot.nudge.replay import Difference, replayed
from bot.nudge.situation import Ledger
from bot.shopper.entry import Entry


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
