"""The parts of a turn that may each mean something: "je la prends, vous livrez quand ?" holds two."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any

MOST = 4
"""Parts looked at; who writes more tells a story, and its whole says what is meant."""

_JOINTS = re.compile(
    r"[.!?;…\n]+|,|\s(?=(?:mais|et|par contre|sinon|du coup|donc|but|and|though|also|so)\s)", re.IGNORECASE
)
_LEADING = re.compile(r"^(?:mais|et|par contre|sinon|du coup|donc|but|and|though|also|so)\s+", re.IGNORECASE)
_LETTER = re.compile(r"\w")


def clauses(text: str) -> list[str]:
    """The parts of `text` in order, without the word that joins them; empty when it is of one piece. A question keeps
    its mark.

    >>> clauses("Ok, et la livraison ?"), clauses("je cherche une veste")
    (['Ok', 'la livraison ?'], [])
    """
    found: list[str] = []
    start = 0
    for joint in [*_JOINTS.finditer(text), None]:
        end = joint.start() if joint else len(text)
        part = _LEADING.sub("", text[start:end].strip())
        if _LETTER.search(part):
            found.append(f"{part} ?" if joint and "?" in joint[0] else part)
        start = joint.end() if joint else end
    return found[:MOST] if len(found) > 1 else []


COURTESY = frozenset({"greet", "goodbye", "thank", "affirm", "deny"})
"""Said in passing: beside them the other part is what to answer."""

SURE = 0.7
"""A part's own intent counts from here on: 4 % of turns with one intent are given a second, 6 % at 0.6."""

ECHO, HEARD = 0.6, 0.05
"""It counts from ECHO on where the whole, too, has it second and at HEARD: of 26 turns that hold two wishes three more
give both, for half a point more of the others; `comptoir evaluate nlu` measures it on two_intents.yml."""

BEFORE_A_WISH = frozenset({"greet", "thank", "affirm"})
CERTAIN = 0.8
"""A wish takes the first place from these when it is so sure and they are not: lower, thanks became questions."""

Guess = Mapping[str, Any]
"""{"name", "confidence"}"""

DOUBTS = frozenset({"hesitate", "price_objection"})
SETTLED_BY = "ask_recommendation"
"""Who doubts and then asks which to take is told which: « je n'arrive pas à choisir, lequel est le mieux ? ». It takes
the first place from a doubt when the last part is CERTAIN of it; lower, and for a consent or a discount asked, it broke
as much as it mended."""

LEAST: Mapping[str, float] = {"goodbye": 0.5, "complain": 0.5, "hesitate": 0.4, "accept_product": 0.4}
"""Guesses that are acted on only from here: who is taken to leave and did not mean it has been shown the door, and the
team is called for nothing. Of the held-out sentences guessed so and surer of nothing 3 complaints in 10 were right, one
hesitation in 14, one consent in 9."""

_confidence = itemgetter("confidence")


def is_doubted(guess: Guess) -> bool:
    """Whether a guess is too unsure for what acting on it would cost."""
    return float(guess.get("confidence") or 0.0) < LEAST.get(str(guess.get("name")), 0.0)


def heard_twice(whole: Sequence[Guess], parts: Sequence[Sequence[Guess]]) -> tuple[list[Guess], list[Guess]]:
    """(The ranking of the turn, the intents it holds beside its first), from the rankings of the whole and its parts.

    What somebody wants goes before what is said in passing: "ok, et la livraison ?" asks. A part that says the same as
    the whole and is surer of it lends it its certainty: a turn that holds two intents looks like a doubt between them.
    """
    echoed = {guess["name"] for guess in whole[1:2] if guess["confidence"] >= HEARD}
    sure = [first for first, *_ in parts if first["confidence"] >= (ECHO if first["name"] in echoed else SURE)]
    wanted = [guess for guess in sure if guess["name"] not in COURTESY]
    ranking = list(whole)
    first = max(wanted, key=_confidence, default=None)
    if first and ranking[0]["name"] in BEFORE_A_WISH and first["confidence"] >= CERTAIN > ranking[0]["confidence"]:
        ranking = _led_by(first, ranking)
    elif settled := _settled(ranking[0], parts):
        wanted, ranking = [ranking[0], *wanted], _led_by(settled, ranking)
    ranking[0] = max((guess for guess in [ranking[0], *sure] if guess["name"] == ranking[0]["name"]), key=_confidence)
    beside = {guess["name"]: guess for guess in wanted if guess["name"] != ranking[0]["name"]}
    return ranking, list(beside.values())


def _settled(doubt: Guess, parts: Sequence[Sequence[Guess]]) -> Guess | None:
    """What the last part asks, where it settles the `doubt` that the turn began with."""
    last = parts[-1][0] if parts else None
    asked = last and last["name"] == SETTLED_BY and last["confidence"] >= CERTAIN
    return last if asked and doubt["name"] in DOUBTS else None


def _led_by(first: Guess, ranking: Sequence[Guess]) -> list[Guess]:
    return [first, *(guess for guess in ranking if guess["name"] != first["name"])]


TOLD_IN_PASSING = frozenset({"ask_delivery", "ask_returns"})
"""Answered in one breath from the shop's facts, whatever else is answered (actions/shop_facts.py)."""

OF_A_NEED = frozenset({"search_product", "inform_need", "change_mind", "ask_recommendation"})
LEADING = OF_A_NEED | {"accept_product", "ask_alternative", "price_objection", "compare"}
"""What the sale goes on with."""


def asks_in_passing(guess: Guess) -> bool:
    """Whether a guess that something certain takes the place of still asks the shop something: "100 at most, and what
    is your return policy?"."""
    return guess.get("name") in TOLD_IN_PASSING and float(guess.get("confidence") or 0.0) >= SURE


def sale_first(
    first: Guess, beside: Sequence[Guess], text: str, needs: Collection[str]
) -> tuple[Guess, list[Guess]] | None:
    """(What to answer last, what to tell before it) of a turn that asks the shop and goes on with the sale: « je la
    prends, vous livrez quand ? ». None where it does not. `needs`: the kinds of need that were read with certainty."""
    if first.get("name") not in TOLD_IN_PASSING:
        return None
    wished = [one for one in beside if one["name"] in LEADING and (needs or one["name"] not in OF_A_NEED)]
    if not wished and "category" in needs and clauses(text):
        wished = [{"name": "search_product", "confidence": 1.0}]
    if not wished:
        return None
    return wished[0], [first, *(one for one in beside if one["name"] != wished[0]["name"])]
