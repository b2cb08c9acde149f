"""Yes and no mean what was offered last; praise means nothing but itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.basket import in_basket, unbasket
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
from bot.dialogue.reply import QuickReply
from bot.shopper.shelves import hangs_on

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


LET_GO = ("give_up", "no_offers")


def follow_up(desk: Desk) -> None:
    """A yes takes up the first thing offered; a no leaves it. While a question waits, it is asked again."""
    before = desk.turn.before
    held = [product for product in in_basket(desk) if hangs_on(product.product_type, desk.needs.category or "")]
    if desk.turn.reading.remark == "give_up" and held and desk.hears("remove"):
        return unbasket(desk)  # « enlevez les chaussettes », which are in the basket
    sized = before.asking == "size" and before.accepted and desk.heard_intent == "deny"
    if sized or desk.turn.reading.remark in LET_GO:
        return desk.say("utter_anything_else")
    if before.asking and before.asking != "choice":
        return None if desk.in_form else _ask_again(desk)  # the form itself comes back to its question
    offered = before.offered or {}
    act = BY_INTENT.get(str(offered.get("intent")))
    if desk.heard_intent == "deny" or act is None:
        return desk.say("utter_anything_else" if desk.heard_intent == "deny" else "utter_ok")
    if not _agreed(desk, offered):
        return _pleased(desk, offered)
    _take_up(desk, offered)
    return act(desk)


def _agreed(desk: Desk, offered: Mapping[str, object]) -> bool:
    """Whether the offer is meant: by a yes in so many words, or by assent to what asked for one. « Super » after a fact
    was told, and « c'est donné » after anything, agree to nothing."""
    if not desk.turn.before.shown and offered.get("intent") == "ask_recommendation":
        return True  # there is nothing else to be pleased with
    return desk.hears("yes") or (bool(offered.get("proposed")) and not desk.hears("praise"))


def _pleased(desk: Desk, offered: Mapping[str, object]) -> None:
    """Glad of it; the same offer, now as a question that a yes can answer."""
    again = QuickReply(str(offered["title"]), meaning(offered))
    product = desk.catalogue.product(again.meaning.refers[0]) if again.meaning.refers else None
    if product is not None and again.meaning.intent == "accept_product":
        return desk.say("utter_glad_take", {"title": desk.title(product)}, replies=[again])
    choosing = desk.shown and not desk.turn.before.accepted
    return desk.say("utter_glad_shown" if choosing else "utter_glad", replies=[again])


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
