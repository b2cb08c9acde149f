"""The contract of the log, on the databases and on the in-memory twin."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from bot.errors import NotFound
from bot.shopper.entry import Draft, Entry

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=timezone.utc)


def said(text: str, **data: object) -> Draft:
    return Draft("message", {"role": "shopper", "text": text, **data})


def answer(to: int, final: bool = True) -> Draft:
    return Draft("message", {"role": "assistant", "text": "Voici.", "in_reply_to": to, "final": final})


def test_what_was_appended_is_read_back_in_order_with_growing_ids(world: Any) -> None:
    world.open()
    first, second = world.log.append("alice", [said("Bonjour"), Draft("page_event", {"name": "view_item"})])
    third = world.log.append("alice", [said("Du trail ?")])[0]
    assert first.id < second.id < third.id
    assert world.log.read("alice") == [first, second, third]
    assert first == Entry(first.id, "alice", NOON, "message", {"role": "shopper", "text": "Bonjour"})


def test_ids_grow_over_all_conversations_and_the_tail_sees_them_all(world: Any) -> None:
    world.open(), world.open("bob")
    ours = world.log.append("alice", [said("un")])[0]
    theirs = world.log.append("bob", [said("deux")])[0]
    assert world.log.tail(0) == [ours, theirs]
    assert world.log.tail(ours.id) == [theirs]
    assert world.log.tail(0, limit=1) == [ours]
    assert world.log.last_id() == theirs.id


def test_any_character_a_shopper_sends_can_be_kept(world: Any) -> None:
    world.open()
    for text in ("bon\0jour", "\u202ebonjour\ufffe", "👟\U0010ffff"):
        kept = world.log.append("alice", [said(text)])[0]
        assert world.log.read("alice", after=kept.id - 1) == [kept]
        assert kept.data["text"] == text


def test_an_empty_log_ends_at_zero(world: Any) -> None:
    assert (world.log.last_id(), world.log.tail(0), world.log.read("nobody")) == (0, [], [])


def test_nothing_appended_changes_nothing(world: Any) -> None:
    world.open()
    assert world.log.append("alice", []) == []
    assert world.log.last_id() == 0


def test_reading_gives_only_one_conversation_after_an_id_up_to_a_limit(world: Any) -> None:
    world.open(), world.open("bob")
    world.log.append("bob", [said("not ours")])
    ours = world.log.append("alice", [said("un"), said("deux"), said("trois")])
    assert world.log.read("alice", after=ours[0].id) == ours[1:]
    assert world.log.read("alice", after=ours[0].id, limit=1) == ours[1:2]
    assert world.log.read("alice", after=ours[2].id) == []


def test_an_entry_may_bring_its_own_time(world: Any) -> None:
    world.open()
    earlier = NOON - timedelta(hours=3, microseconds=7)
    world.log.append("alice", [Draft("page_event", {"name": "search"}, earlier)])
    assert world.log.read("alice")[0].at == earlier


def test_values_are_stored_as_plain_json(world: Any) -> None:
    world.open()
    data = {
        "price": Decimal("89.90"),
        "when": NOON,
        "ids": ("a", "b"),
        "none": None,
        "nul": "a\u0000b",
        "é": {"ü": 1},
    }
    entry = world.log.append("alice", [Draft("decision", data)])[0]
    plain = {**data, "price": "89.90", "when": NOON.isoformat(), "ids": ["a", "b"]}
    assert entry.data == plain
    assert world.log.read("alice")[0].data == plain


def test_what_cannot_be_stored_stores_nothing_of_its_batch(world: Any) -> None:
    world.open()
    with pytest.raises(TypeError):
        world.log.append("alice", [said("whole"), Draft("note", {"text": object()})])
    assert world.log.read("alice") == []
    assert world.conversations.listed("alice").messages == 0


def test_an_unknown_conversation_is_refused(world: Any) -> None:
    with pytest.raises(NotFound):
        world.log.append("nobody", [said("?")])
    with pytest.raises(NotFound):
        world.log.append_once("nobody", "key", said("?"))
    assert world.log.last_id() == 0


def test_the_same_key_appends_once_and_gives_the_first_entry(world: Any) -> None:
    world.open()
    first, new = world.log.append_once("alice", "key", said("un"))
    again, new_again = world.log.append_once("alice", "key", said("deux"))
    assert (new, new_again, again) == (True, False, first)
    assert world.log.read("alice") == [first]


def test_a_key_belongs_to_its_conversation(world: Any) -> None:
    world.open(), world.open("bob")
    ours, _ = world.log.append_once("alice", "key", said("un"))
    theirs, new = world.log.append_once("bob", "key", said("deux"))
    assert new
    assert theirs.id > ours.id


def test_racers_with_one_key_append_once(world: Any) -> None:
    world.open()
    results: list[tuple[Entry, bool]] = []
    start = threading.Barrier(12)

    def race() -> None:
        start.wait()
        results.append(world.log.append_once("alice", "key", said("un")))

    racers = [threading.Thread(target=race) for _ in range(12)]
    [racer.start() for racer in racers], [racer.join() for racer in racers]
    assert sorted(new for _, new in results) == [False] * 11 + [True]
    assert len({entry.id for entry, _ in results}) == len(world.log.read("alice")) == 1


def test_a_reader_that_follows_the_tail_misses_nothing_of_concurrent_writers(world: Any) -> None:
    names = [world.open(f"c{n}") for n in range(4)]
    running = True
    seen: list[int] = []

    def follow() -> None:
        while running or world.log.last_id() > (seen[-1] if seen else 0):
            seen.extend(entry.id for entry in world.log.tail(seen[-1] if seen else 0))

    follower = threading.Thread(target=follow)
    follower.start()
    writers = [
        threading.Thread(target=lambda n=n: [world.log.append(n, [said(str(i))]) for i in range(25)]) for n in names
    ]
    [writer.start() for writer in writers], [writer.join() for writer in writers]
    running = False
    follower.join()
    assert seen == [entry.id for entry in world.log.tail(0)]
    assert len(seen) == 100


def test_a_message_left_to_a_person_waits_for_no_answer(world: Any) -> None:
    world.open()
    first, second = world.log.append("alice", [said("un"), said("deux")])
    world.log.append("alice", [Draft("outcome", {"name": "left", "in_reply_to": first.id, "final": True})])
    world.log.append("alice", [Draft("outcome", {"name": "order", "in_reply_to": second.id})])
    assert world.conversations.unanswered() == [("alice", second)]


def test_each_append_wakes_who_watches(world: Any) -> None:
    world.open()
    woken: list[int] = []
    world.log.watch(lambda: woken.append(world.log.last_id()))
    first = world.log.append("alice", [said("un")])[0]
    second, _ = world.log.append_once("alice", "key", said("deux"))
    world.log.append_once("alice", "key", said("deux"))
    assert woken[:2] == [first.id, second.id]
