"""What whoever takes a conversation over must know at a glance: needs, articles seen, questions asked, the mood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.shopper.said import Said
from bot.shopper.session import Session

TITLES = 5
"""Articles named of each sort, the last ones first: what fits beside the conversation."""
QUESTIONS = 6

STATEMENTS = frozenset(
    [
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "search_product",
        "inform_need",
        "change_mind",
        "accept_product",
        "reject_product",
        "out_of_scope",
        "nlu_fallback",
        "hesitate",
        "complain",
        "price_objection",
    ]
)
"""Intents that ask nothing of the shop; every other one is a question that the person may have to answer."""
MOODS = {"complain": "upset", "price_objection": "dear", "hesitate": "hesitates"}
"""What a shopper's words say of their mood, by intent."""
LOST = 2
"""Messages not understood from which the shopper is taken to be annoyed by the assistant."""


@dataclass(frozen=True, slots=True)
class Brief:
    """`needs`: (key, value, whether nobody said it); articles by title; `questions`, the last first, each intent once;
    `moods`: upset | dear | hesitates | lost | waved_off | calm."""

    needs: list[tuple[str, Any, bool]]
    basket: list[str]
    viewed: list[str]
    proposed: list[str]
    questions: list[Said]
    moods: list[str]


def brief(session: Session, state: Mapping[str, Any], title: Callable[[str], str]) -> Brief:
    """`state`: the conversation's, with the needs as the shopper reads them; `title` names an article."""
    inferred = state.get("inferred", ())
    return Brief(
        needs=[(key, value, key in inferred) for key, value in state["needs"].items()],
        basket=_titles([*session.basket], title),
        viewed=_titles([view.item_id for view in reversed(session.viewed)], title),
        proposed=_titles([*reversed(session.all_shown)], title),
        questions=_questions(session),
        moods=_moods(session),
    )


def _titles(items: list[str], title: Callable[[str], str]) -> list[str]:
    return list(dict.fromkeys(map(title, dict.fromkeys(items))))[:TITLES]


def _questions(session: Session) -> list[Said]:
    found: dict[str, Said] = {}
    for said in reversed(session.said):
        name = said.intent.partition("/")[0]
        if said.intent and name not in STATEMENTS:
            found.setdefault(name, said)
    return list(found.values())[:QUESTIONS]


def _moods(session: Session) -> list[str]:
    heard = [said.intent.partition("/")[0] for said in session.said]
    found = [mood for intent, mood in MOODS.items() if intent in heard]
    if "hesitated" in session.flags and "hesitates" not in found:
        found.append("hesitates")
    if heard.count("nlu_fallback") >= LOST:
        found.append("lost")
    if any(nudge.dismissed for nudge in session.nudges):
        found.append("waved_off")
    return found or ["calm"]
