"""What the holdout report reads of the log, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.shopper.entry import Consent, Draft
from bot.storage import outcomes

DAY = timedelta(days=1)


def test_entries_come_in_the_log_s_order_under_the_visitor_or_else_the_conversation(database: Any) -> None:
    stores, clock = database.stores, database.clock
    stores.visitors.add("known", "hash", Consent(True, True))
    database.open("first", visitor_id="known")
    database.open("second", visitor_id="known")
    database.open("stranger")
    for name in ("first", "stranger", "second"):
        stores.log.append(name, [Draft("decision", {"n": name}), Draft("message", {"role": "shopper", "text": "?"})])
    told = list(stores.outcomes.told(clock.now() - DAY, clock.now() + DAY))
    assert [(subject, entry.kind, entry.data["n"]) for subject, entry in told] == [
        ("known", "decision", "first"),
        ("stranger", "decision", "stranger"),
        ("known", "decision", "second"),
    ]


def test_a_period_holds_its_first_moment_and_not_its_last(database: Any) -> None:
    stores, clock = database.stores, database.clock
    database.open("one")
    for number in range(3):
        stores.log.append("one", [Draft("outcome", {"n": number})])
        clock.forward(days=1)
    start = clock.now() - 3 * DAY
    found = [entry.data["n"] for _, entry in stores.outcomes.told(start, start + 2 * DAY)]
    assert found == [0, 1]


def test_more_entries_than_are_fetched_at_once_come_once_each(database: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(outcomes, "AT_ONCE", 3)
    stores, clock = database.stores, database.clock
    database.open("one")
    stores.log.append("one", [Draft("decision", {"n": number}) for number in range(7)])
    told = stores.outcomes.told(clock.now() - DAY, clock.now() + DAY)
    assert [entry.data["n"] for _, entry in told] == list(range(7))


def test_who_asked_to_be_forgotten_is_in_no_report(database: Any) -> None:
    stores, clock = database.stores, database.clock
    for name in ("stays", "leaves"):
        stores.visitors.add(name, f"hash-{name}", Consent(True, True))
        database.open(f"c-{name}", visitor_id=name)
        stores.log.append(f"c-{name}", [Draft("decision", {"gate": "holdout", "ghost": {"kind": "promotion"}})])
    stores.visitors.erase("leaves")
    told = stores.outcomes.told(clock.now() - DAY, clock.now() + DAY)
    assert [subject for subject, _ in told] == ["stays"]
