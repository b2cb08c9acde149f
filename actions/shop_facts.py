"""Delivery, returns, payment, privacy: what the shop has written down, with its source, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.desk import Desk
from actions.unstated import SERVICE, Detail, asks_the_shop, beside, details, service, stating
from bot.dialogue.formats import in_sentence
from bot.dialogue.reply import Meaning, QuickReply
from bot.ports import ShopFact
from bot.shopper.needs import NEEDS_INTENTS

TOPICS = ("warranty", "payment", "authenticity", "contact")
"""Facts that are only told when their own words are heard."""

MOST = 2
"""Facts told at once."""

ASIDE = ("delivery", "payment", "returns")
"""Topics of which a detail is asked beside what is looked for, or taken."""

PASSING = ("usage", "features", "exclude")
"""Needs that words about the shop make none of: "how long for delivery" wishes for nothing long."""

DELIVERY = ("delivery_time", "delivery_cost")


def shop_fact(desk: Desk) -> None:
    """The facts asked for, in the shop's own words."""
    if desk.intent == "privacy" and service(desk) is None:
        return _tell_known(desk)
    if not desk.turn.meaning:
        desk.turn.take_back(PASSING)
    asked = details(desk)
    if asked:
        by_topic = {detail.topic: detail for detail in asked}
        for detail in by_topic.values():
            tell_detail(desk, detail)
        if "delivery" not in by_topic and desk.intent == "ask_delivery" and desk.hears("delivery"):
            tell_of(desk, "ask_delivery", plainly=True)  # "can you deliver by friday and can I pay with PayPal?"
        return None
    if desk.hears("order change") and desk.hears("delivery address"):
        return desk.say("utter_order_change", replies=[desk.person])
    facts = [fact for key in keys(desk) if (fact := desk.fact(key)) is not None]
    if not facts:
        return desk.say("utter_fact_unknown", replies=[desk.person])
    return tell(desk, facts)


def _tell_known(desk: Desk) -> None:
    """What happens to what is said here; asked what is known of somebody, that as well."""
    if not desk.hears("known of me") or not desk.needs.said():
        return desk.say("utter_privacy", replies=[desk.person])
    return desk.say("utter_privacy_known", {"criteria": desk.phrasing.criteria(desk.needs)}, replies=[desk.person])


def tell_detail(desk: Desk, detail: Detail) -> None:
    """The fact that speaks of the detail; where none does, that it is not known here, with what is known beside."""
    if not desk.turn.meaning:  # a wrapping asked about is no gift yet, nor are « mes points » track spikes
        desk.turn.take_back(tuple(desk.turn.reading.change) if detail.topic == SERVICE else ("for_whom",))
    stated = stating(desk, detail)
    if stated:
        return tell(desk, stated[:MOST])
    fact = beside(desk, detail)
    params = {"detail": detail.said}
    if fact is None:
        return desk.say("utter_detail_unknown", params, replies=[desk.person])
    params["fact"] = in_sentence(fact.text[desk.language])
    return desk.say("utter_detail_unknown_but", params, replies=[desk.person, *_replies(desk)])


def tell(desk: Desk, facts: Iterable[ShopFact], first: Sequence[QuickReply] = ()) -> None:
    """Say them, `first` before the usual replies; "as I was saying" when they were said lately."""
    text = " ".join(fact.text[desk.language] for fact in facts)
    replies = [*first, *_replies(desk)]
    if any(text[1:] in said for said in desk.turn.recent):
        return desk.say("utter_fact_again", {"fact": in_sentence(text)}, replies=replies)
    return desk.say("utter_fact", {"fact": text}, replies=replies)


def topics(desk: Desk) -> list[ShopFact]:
    """The facts that are named by their own words."""
    return [fact for key in TOPICS if desk.hears(key) and (fact := desk.fact(key)) is not None]


def tell_beside(desk: Desk) -> None:
    """A question to the shop's facts beside the turn's main point ("I'll take it, when do you deliver?"): told
    first, so that the main point keeps the last word. Said in passing, it must be named: a guess interrupts."""
    for intent in ("ask_delivery", "ask_returns"):
        if intent in desk.beside and intent != desk.intent and desk.hears(intent):
            tell_of(desk, intent)
    wished = desk.heard_intent in NEEDS_INTENTS and "ask_returns" not in desk.beside
    takes = desk.intent == "accept_product"
    if "?" not in desk.turn.text or desk.turn.spoke or (asks_the_shop(desk) and not takes):
        return None
    if wished and desk.hears("returns"):
        return tell_of(desk, "ask_returns")
    asked = [detail for detail in details(desk) if detail.topic in ASIDE or (takes and detail.topic == SERVICE)]
    if asked and (wished or takes):
        return tell_detail(desk, asked[0])  # « des gels pour demain, click and collect ? »
    return tell(desk, topics(desk)[:MOST]) if takes and topics(desk) else None


def tell_of(desk: Desk, intent: str, plainly: bool = False) -> None:
    """What the shop says of delivery or returns, whatever the message was taken for; nothing where it says nothing.
    `plainly`: the details asked for were told already."""
    asked = [] if plainly else details(desk)
    named = DELIVERY[:1] if plainly else keys(desk, intent)
    facts = [fact for key in named if (fact := desk.fact(key)) is not None]
    if asked:
        tell_detail(desk, asked[0])
    elif facts:
        tell(desk, facts)


def keys(desk: Desk, intent: str | None = None) -> list[str]:
    """Which facts answer, by the intent (the turn's own unless another is given) and then by the words heard."""
    special = [key for key in TOPICS if desk.hears(key)]
    if (intent or desk.intent) == "ask_returns" and (not special or desk.hears("returns")):
        return ["returns"]  # « c'est à moi de payer le retour ? » asks for no way to pay
    if special:
        return special
    heard = [key for key in DELIVERY if desk.hears(key)]
    if "delivery_cost" not in heard and desk.hears("free_shipping_from"):
        heard.append("free_shipping_from")
    return heard or list(DELIVERY)


def _replies(desk: Desk) -> list[QuickReply]:
    """On to what is still open: the other subject, and the products on screen."""
    other = ("reply_returns", "ask_returns") if desk.intent == "ask_delivery" else ("reply_delivery", "ask_delivery")
    replies = [desk.reply(other[0], Meaning(other[1]))]
    if not desk.turn.before.shown:
        replies.append(desk.reply("reply_advise", Meaning("ask_recommendation")))
    return replies
