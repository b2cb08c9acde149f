"""Yes and no mean what was offered last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.comparison import compare
from actions.consultation import say_question
from actions.decision import accept, why
from actions.desk import Desk
from actions.hesitation import hesitate
from actions.people import hand_over
from actions.products import product_info
from actions.recommendation import alternative, recommend
from actions.shop_facts import shop_fact
from bot.dialogue.answering import tapped_reading
from bot.dialogue.posting import meaning

BY_INTENT: Mapping[str, Callable[[Desk], None]] = {
    "compare": compare,
    "ask_alternative": alternative,
    "ask_product_info": product_info,
    "ask_price": product_info,
    "ask_availability": product_info,
    "accept_product": accept,
    "why_this": why,
    "ask_returns": shop_fact,
    "ask_delivery": shop_fact,
    "ask_human": hand_over,
    "ask_recommendation": recommend,
    "inform_need": recommend,
    "change_mind": recommend,
    "ask_discount": hesitate,
}
"""What a "yes" to each kind of offer does."""


def follow_up(desk: Desk) -> None:
    """A yes takes up the first thing offered; a no leaves it. While a question waits, it is asked again."""
    before = desk.turn.before
    if before.asking == "size" and before.accepted and desk.heard_intent == "deny":
        return desk.say("utter_anything_else")
    if before.asking and before.asking != "choice":
        return None if desk.in_form else _ask_again(desk)  # the form itself comes back to its question
    offered = before.offered or {}
    act = BY_INTENT.get(str(offered.get("intent")))
    if desk.heard_intent == "deny" or act is None:
        return desk.say("utter_anything_else" if desk.heard_intent == "deny" else "utter_ok")
    _take_up(desk, offered)
    return act(desk)


def _take_up(desk: Desk, offered: Mapping[str, object]) -> None:
    """The turn goes on as if the reply had been tapped, its needs included."""
    turn = desk.turn
    turn.meaning = meaning(offered)
    turn.reading = tapped_reading(turn.meaning, turn.before)
    turn.session = replace(turn.session, needs=turn.reading.needs)


def _ask_again(desk: Desk) -> None:
    session = desk.turn.before
    question = desk.advisor.again(str(session.asking), desk.needs, session.asked, desk.look(), desk.catalogue)
    if question is None:
        return recommend(desk)
    return say_question(desk, question, again=True)
