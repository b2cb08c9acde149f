"""The contract of the conversations, on the databases and on the in-memory twin."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.errors import InvalidInput, NotFound
from bot.shopper.entry import Consent, Conversation, Draft
from bot.storage.listing import Listing
from bot.storage.words import folded_words

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=timezone.utc)


def said(text: str, **data: object) -> Draft:
    return Draft("message", {"role": "shopper", "text": text, **data})


def answer(to: int, final: bool = True) -> Draft:
    return Draft("message", {"role": "assistant", "text": "Voici.", "in_reply_to": to, "final": final})


def test_a_conversation_is_given_back_whole(world: Any) -> None:
    world.visitors.add("visitor", "visitor-hash", Consent(True, False))
    page = {"url": "https://shop.example/p/1", "item_id": "1"}
    added = Conversation("alice", "hash-alice", "fr", NOON, "visitor", Consent(True, False), page)
    world.conversations.add(added)
    assert world.conversations.get("alice") == added
    assert world.conversations.by_token("hash-alice") == added


def test_an_unknown_one_is_none(world: Any) -> None:
    world.open()
    assert world.conversations.get("bob") is None
    assert world.conversations.by_token("hash-bob") is None
    assert world.conversations.listed("bob") is None


def test_the_language_follows_the_shopper(world: Any) -> None:
    world.open()
    world.conversations.set_language("alice", "en")
    assert world.conversations.get("alice").language == "en"
    with pytest.raises(NotFound):
        world.conversations.set_language("nobody", "en")


def test_consent_may_change_on_the_way(world: Any) -> None:
    world.open()
    world.visitors.add("visitor", "visitor-hash", Consent(True, True))
    world.conversations.set_consent("alice", Consent(True, True), "visitor")
    assert world.conversations.get("alice").consent == Consent(True, True)
    assert world.visitors.conversation_ids("visitor") == ["alice"]


def test_a_message_is_owed_an_answer_until_its_final_one(world: Any) -> None:
    world.open(), world.open("bob")
    first = world.log.append("alice", [said("un")])[0]
    second, _ = world.log.append_once("bob", "key", said("deux"))
    assert world.conversations.unanswered() == [("alice", first), ("bob", second)]
    world.log.append("alice", [answer(first.id, final=False)])
    assert world.conversations.unanswered() == [("alice", first), ("bob", second)]
    world.log.append("alice", [answer(first.id)])
    assert world.conversations.unanswered() == [("bob", second)]


def test_the_list_is_newest_first_and_pages_without_a_gap(world: Any) -> None:
    for minute, name in enumerate("abcde"):
        world.open(name, started_at=NOON + timedelta(minutes=minute // 2))
    pages, cursor = [], None
    while not pages or cursor:
        page = world.conversations.list(Listing(limit=2, cursor=cursor))
        pages.append([row.conversation.id for row in page.rows])
        cursor = page.next_cursor
    assert pages == [["e", "d"], ["c", "b"], ["a"]]


def test_a_last_page_that_is_full_has_no_next(world: Any) -> None:
    world.open(), world.open("bob")
    assert world.conversations.list(Listing(limit=2)).next_cursor is None


@pytest.mark.parametrize("cursor", ["", "nonsense", "MjAyNnw=", "é", "MjAyNi0xMS0yMVQxMjowMDowMHxh"])
def test_a_cursor_we_did_not_make_is_refused(world: Any, cursor: str) -> None:
    world.open()
    with pytest.raises(InvalidInput):
        world.conversations.list(Listing(cursor=cursor))


def test_a_row_counts_messages_and_knows_the_last_time(world: Any) -> None:
    world.open()
    world.clock.forward(minutes=5)
    world.log.append("alice", [said("un"), answer(1), Draft("page_event", {"name": "view_item"}, NOON)])
    row = world.conversations.listed("alice")
    assert (row.messages, row.last_at) == (2, NOON + timedelta(minutes=5))


@pytest.mark.parametrize(
    ("draft", "flag"),
    [
        (Draft("decision", {"hesitation": {"hesitating": True, "score": 0.8, "evidence": []}}), "hesitated"),
        (Draft("exposure", {"decision_id": "d1"}), "nudged"),
        (Draft("message", {"role": "assistant", "text": "?", "nudge": {"kind": "reassurance"}}), "nudged"),
        (Draft("outcome", {"name": "handed_over"}), "handed_over"),
        (Draft("understanding", {"intent": "nlu_fallback", "not_understood": True}), "not_understood"),
        (Draft("page_event", {"name": "purchase"}), "bought"),
        (Draft("outcome", {"name": "order"}), "bought"),
        (Draft("note", {"author": "support", "text": "!", "flag": "to_review"}), "to_review"),
    ],
)
def test_an_entry_flags_its_conversation(world: Any, draft: Draft, flag: str) -> None:
    world.open(), world.open("bob")
    world.log.append("alice", [draft, draft])
    assert world.conversations.listed("alice").flags == (flag,)
    found = world.conversations.list(Listing(flag=flag))
    assert [row.conversation.id for row in found.rows] == ["alice"]
    assert world.conversations.counts() == {"": 2, flag: 1}


@pytest.mark.parametrize(
    "draft",
    [
        Draft("decision", {"hesitation": {"hesitating": False, "score": 0.1, "evidence": []}}),
        Draft("message", {"role": "assistant", "text": "?", "nudge": None}),
        Draft("understanding", {"intent": "greet", "not_understood": False}),
        Draft("page_event", {"name": "add_to_cart"}),
        Draft("note", {"author": "support", "text": "!", "flag": None}),
    ],
)
def test_an_ordinary_entry_flags_nothing(world: Any, draft: Draft) -> None:
    world.open()
    world.log.append("alice", [draft])
    assert world.conversations.listed("alice").flags == ()


def test_flags_are_set_and_cleared_by_hand(world: Any) -> None:
    world.open()
    world.conversations.set_flag("alice", "to_review")
    world.conversations.set_flag("alice", "to_review")
    assert world.conversations.listed("alice").flags == ("to_review",)
    world.conversations.clear_flag("alice", "to_review")
    assert world.conversations.listed("alice").flags == ()
    with pytest.raises(NotFound):
        world.conversations.set_flag("nobody", "to_review")


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        (Listing(language="en"), ["bob"]),
        (Listing(since=NOON + timedelta(hours=1)), ["bob"]),
        (Listing(until=NOON + timedelta(hours=1)), ["alice"]),
        (Listing(since=NOON, until=NOON), []),
        (Listing(flag="bought"), []),
    ],
)
def test_the_list_is_filtered(world: Any, listing: Listing, expected: list[str]) -> None:
    world.open(), world.open("bob", language="en", started_at=NOON + timedelta(hours=1))
    assert [row.conversation.id for row in world.conversations.list(listing).rows] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ete", ["alice"]),
        ("ÉTÉ", ["alice"]),
        ("livraison ete", ["alice"]),
        ("livr", ["bob", "alice"]),
        ("ivraison", []),
        ("livraison neige", []),
        ("rappeler", ["bob"]),
        ("l'été", ["alice"]),
        ('"* OR (', ["bob"]),
        ("", ["bob", "alice"]),
    ],
)
def test_words_are_found_without_their_accents(world: Any, query: str, expected: list[str]) -> None:
    world.open(), world.open("bob", started_at=NOON + timedelta(minutes=1))
    world.log.append("alice", [said("Des chaussures pour l'été ?"), answer(1), said("Et la livraison ?")])
    world.log.append("bob", [said("Livraison or retrait ?"), Draft("note", {"text": "À rappeler", "flag": None})])
    found = world.conversations.list(Listing(words=tuple(folded_words(query))))
    assert [row.conversation.id for row in found.rows] == expected
