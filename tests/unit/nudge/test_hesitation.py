from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluation.hesitation import START, evaluate, judge, product, session_of
from bot.nudge.hesitation import THRESHOLD, WEIGHTS
from bot.shopper.entry import Conversation, Entry
from bot.shopper.session import fold_all
from bot.shopper.signals import Evidence, evidence_of

VISITS: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parents[3] / "data" / "evaluation" / "hesitation.yml").read_text(), yaml.CSafeLoader
)


FIRST = [visit for visit in VISITS if "part" not in visit]
HELD_OUT = [visit for visit in VISITS if visit.get("part") == "held_out"]


@pytest.mark.parametrize("visit", FIRST, ids=[visit["id"] for visit in FIRST])
def test_a_labelled_visit_is_judged_as_its_reader_did(visit: dict[str, Any]) -> None:
    found = judge(visit)
    assert (found.hesitating, sorted(found.counts)) == (visit["hesitating"], visit["evidence"])


def test_half_the_visits_are_near_misses_in_both_languages() -> None:
    assert len(VISITS) >= 200
    for language in ("fr", "en"):
        share = [visit["hesitating"] for visit in VISITS if visit["language"] == language]
        assert 0.35 <= sum(share) / len(share) <= 0.55


def test_visits_held_out_are_judged_rightly_nine_times_in_ten() -> None:
    scores = evaluate(HELD_OUT)["scores"]["hesitating"]
    assert scores["support"] >= 60
    assert scores["precision"] >= 0.90
    assert scores["recall"] >= 0.80


def test_every_firing_has_its_reason_in_both_languages() -> None:
    words = yaml.safe_load((Path(__file__).parents[3] / "data" / "explanations" / "decisions.yml").read_text())
    codes = {code for visit in VISITS for code in judge(visit).counts}
    assert [code for code in codes if set(words.get(f"seen_{code}", {})) != {"fr", "en"}] == []


def test_how_alike_the_pages_were_is_told_with_its_number() -> None:
    session = session_of({"id": "c", "language": "en", "steps": [{"view": "a-1"}, {"view": "a-2"}, {"view": "a-3"}]})
    found = evidence_of(session, product, likeness=lambda one, other: 0.8 if one == "a-1" else 0.9)
    assert [(e.code, e.detail["count"], e.detail["similarity"]) for e in found] == [("similar_views", 3, 0.85)]


def test_a_return_tells_how_long_the_page_in_between_was_open() -> None:
    views = [{"view": "a-1"}, {"view": "a-2"}, {"wait": 90}, {"view": "a-1"}]
    found = evidence_of(session_of({"id": "r", "language": "en", "steps": views}), product)
    assert [(e.code, e.detail["item"], e.detail["away"] >= 90) for e in found] == [("revisit", "a-1", True)]


def test_a_buyer_asks_about_delivery_without_doubting() -> None:
    asked = {"say": "Elle arrive quand ?", "intent": "ask_delivery"}
    buyer = {"id": "b", "language": "fr", "steps": [{"view": "a-1"}, {"add": "a-1"}, asked]}
    looker = {"id": "l", "language": "fr", "steps": [{"view": "a-1"}, asked]}
    assert (judge(buyer).counts, judge(looker).counts) == ({}, {"delivery_q": 1})


def test_the_evaluation_names_what_it_got_wrong() -> None:
    wrong = {**VISITS[0], "id": "turned", "hesitating": False}
    report = evaluate([VISITS[0], wrong])
    assert report["wrong"] == ["turned"]
    assert report["scores"]["hesitating"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 1}


def test_only_telling_evidence_reaches_the_threshold_alone() -> None:
    alone = {code for code, points in WEIGHTS.items() if points >= THRESHOLD}
    assert alone == {"price_objection", "undecided_words", "similar_views", "compare_stuck", "basket_back_and_forth"}


def moves(*steps: tuple[str, int]) -> dict[str, int]:
    """What (event or item, seconds after the one before) shows."""
    told: list[dict[str, Any]] = []
    for name, wait in steps:
        told += [{"wait": wait - 20}, {"event": name} if name in ("idle", "exit_intent") else {"view": name}]
    return dict(judge({"id": "m", "language": "en", "steps": told}).counts)


def test_a_move_to_leave_told_twice_is_one() -> None:
    assert moves(("a-1", 20), ("exit_intent", 20), ("exit_intent", 1)) == {"exit_intent": 1}
    assert moves(("a-1", 20), ("exit_intent", 20), ("exit_intent", 40)) == {"exit_intent": 2}
    assert moves(("a-1", 20), ("idle", 20), ("exit_intent", 1)) == {"pause": 1, "exit_intent": 1}


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ([{"add": "a-1"}, {"event": "idle"}], "basket"),
        ([{"view": "a-1"}, {"add": "a-1"}, {"event": "view_cart"}, {"event": "exit_intent"}], "basket"),
        ([{"add": "a-1"}, {"view": "a-2"}, {"event": "idle"}], None),
        ([{"add": "a-1"}, {"event": "begin_checkout"}, {"event": "idle"}], None),
        ([{"view": "a-1"}, {"event": "idle"}, {"event": "view_cart"}], None),
    ],
)
def test_a_pause_before_the_basket_is_told_from_one_before_a_page(
    steps: list[dict[str, str]], place: str | None
) -> None:
    found = evidence_of(session_of({"id": "b", "language": "en", "steps": steps}), product)
    assert [piece.detail.get("place") for piece in found if piece.code in ("pause", "exit_intent")] == [place]


def test_who_moves_to_leave_before_anything_was_looked_at_does_not_hesitate() -> None:
    assert moves(("exit_intent", 20), ("idle", 60), ("a-1", 60)) == {}
    assert moves(("exit_intent", 20), ("a-1", 60), ("exit_intent", 60)) == {"exit_intent": 1}


def pieces(
    intent: str, confidence: float = 0.9, page: dict[str, Any] | None = None, **more: Any
) -> tuple[Evidence, ...]:
    """The evidence of one message, said on a product's page unless `page` is another."""
    known = {"message_id": 1, "intent": intent, "confidence": confidence, **more}
    entry = Entry(1, "c", START, "understanding", known)
    talk = Conversation("c", "", "en", START, page={"item_id": "a-1"} if page is None else page)
    return evidence_of(fold_all(talk, [entry]), product)


def worded(*said: Any, **more: Any) -> dict[str, int]:
    return dict(Counter(piece.code for piece in pieces(*said, **more)))


@pytest.mark.parametrize(
    ("intent", "also", "codes"),
    [
        ("ask_recommendation", ["hesitate"], {"undecided_words": 1}),  # "which would you take? I can't decide"
        ("ask_delivery", ["price_objection"], {"delivery_q": 1, "price_objection": 1}),
        ("price_objection", ["ask_discount"], {"price_objection": 1}),  # one message is one objection
        ("ask_availability", ["ask_price"], {}),
        ("hesitate", ["accept_product"], {}),  # "I wavered for long, but it's decided"
        ("accept_product", ["hesitate"], {}),
        ("price_objection", ["accept_product"], {"price_objection": 1}),  # "I'd take it if it were cheaper"
    ],
)
def test_a_doubt_beside_another_wish_is_one(intent: str, also: list[str], codes: dict[str, int]) -> None:
    assert worded(intent, also=also) == codes


def test_who_objects_and_asks_for_less_in_one_breath_has_objected() -> None:
    asked, both = pieces("ask_discount"), pieces("ask_discount", also=["price_objection"])
    assert ([piece.demanded for piece in asked], [piece.demanded for piece in both]) == ([True], [False])


def test_who_asks_for_less_before_anything_was_looked_at_finds_nothing_dear() -> None:
    assert [len(pieces("ask_discount", page=page)) for page in ({}, {"item_id": "a-1"})] == [0, 1]
    assert [len(pieces("price_objection", page=page)) for page in ({}, {"item_id": "a-1"})] == [1, 1]


@pytest.mark.parametrize(
    ("second", "share", "codes"),
    [
        ("hesitate", 0.27, {"price_objection": 1}),  # "is it really worth that much?" is a doubt, whichever
        ("hesitate", 0.04, {}),
        ("ask_price", 0.27, {}),
    ],
)
def test_what_wavers_between_two_doubts_is_one(second: str, share: float, codes: dict[str, int]) -> None:
    assert worded("price_objection", 0.43, runner_up={"intent": second, "confidence": share}) == codes
