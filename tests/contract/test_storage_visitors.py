"""The contract of the visitors, on the databases and on the in-memory twin."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.errors import NotFound
from bot.shopper.entry import Consent, Draft
from bot.storage.listing import Listing

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=timezone.utc)


def said(text: str, **data: object) -> Draft:
    return Draft("message", {"role": "shopper", "text": text, **data})


def answer(to: int, final: bool = True) -> Draft:
    return Draft("message", {"role": "assistant", "text": "Voici.", "in_reply_to": to, "final": final})


def test_a_visitor_is_found_by_the_token_alone(world: Any) -> None:
    added = world.visitors.add("v1", "hash-1", Consent(True, False))
    world.visitors.add("v2", "hash-2", Consent(False, True))
    assert world.visitors.by_token("hash-1") == added == world.visitors.get("v1")
    assert world.visitors.by_token("hash-3") is None
    assert (added.created_at, added.consent, added.profile) == (NOON, Consent(True, False), {})


def test_coming_back_renews_the_consent(world: Any) -> None:
    world.visitors.add("v1", "hash-1", Consent(True, True))
    world.clock.forward(days=2)
    world.visitors.seen("v1", Consent(False, True))
    visitor = world.visitors.get("v1")
    assert (visitor.consent, visitor.seen_at) == (Consent(False, True), NOON + timedelta(days=2))
    assert visitor.created_at == NOON


def test_a_profile_is_kept(world: Any) -> None:
    world.visitors.add("v1", "hash-1", Consent(True, True))
    world.visitors.set_profile("v1", {"sizes": ("39",)})
    assert world.visitors.get("v1").profile == {"sizes": ["39"]}
    with pytest.raises(NotFound):
        world.visitors.set_profile("v2", {})


def test_erasing_takes_the_profile_and_every_word_and_leaves_others_alone(world: Any) -> None:
    world.visitors.add("v1", "hash-1", Consent(True, True))
    world.visitors.add("v2", "hash-2", Consent(True, True))
    page = {"url": "https://shop.example/zorglub"}
    world.open(visitor_id="v1", page=page, consent=Consent(True, True)), world.open("bob", visitor_id="v2")
    world.log.append("alice", everything_about("Zorglub"))
    world.log.append("bob", [said("Zorglub aussi")])
    theirs = world.log.read("bob")

    assert world.visitors.erase("v1") == ["alice"]

    assert world.visitors.get("v1") is None
    assert world.visitors.by_token("hash-1") is None
    left = world.log.read("alice")
    assert "zorglub" not in str(left).casefold()
    assert [entry.kind for entry in left] == [draft.kind for draft in everything_about("Zorglub")]
    assert left[0].data == {"role": "shopper", "language": "fr", **NOTHING_SAID}
    assert left[2].data["hesitation"]["evidence"] == ["price_objection"]
    frame = world.conversations.get("alice")
    assert (frame.visitor_id, frame.page, frame.consent) == (None, None, Consent())
    assert [row.conversation.id for row in world.conversations.list(Listing(words=("zorglub",))).rows] == ["bob"]
    assert world.log.read("bob") == theirs
    assert [name for name, _ in world.conversations.unanswered()] == ["bob"]


def test_erasing_twice_erases_nothing_more(world: Any) -> None:
    world.visitors.add("v1", "hash-1", Consent(True, True))
    assert world.visitors.erase("v1") == []
    assert world.visitors.erase("v1") == []


NOTHING_SAID = {"text": "", "products": [], "comparison": None, "quick_replies": [], "nudge": None, "erased": True}


def everything_about(word: str) -> list[Draft]:
    evidence = [{"code": "price_objection", "detail": f"« {word} est trop cher »"}]
    return [
        said(f"Je suis {word}", language="fr", client_message_id=word),
        Draft(
            "understanding",
            {"intent": "inform_need", "entities": [{"value": word}], "needs_changed": {"brand": [None, word]}},
        ),
        Draft(
            "decision",
            {"hesitation": {"hesitating": True, "score": 1, "evidence": evidence}, "sentence": f"{word} hésite"},
        ),
        Draft("page_event", {"name": "search", "query": word, "page": {"url": f"/{word}"}}),
        Draft(
            "message",
            {"role": "assistant", "text": f"Bonjour {word}", "_reason": {"1": [word]}, "_meanings": {"a": word}},
        ),
        Draft("outcome", {"name": "handed_over", "reason": word}),
        Draft("note", {"author": "support", "text": f"{word} a appelé", "flag": None}),
        Draft("exposure", {"decision_id": "d1", "seen_by": word}),
    ]
