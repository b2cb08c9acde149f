"""A complaint about a measure of what is on screen: "the light is a bit weak" is answered by its figure, and by what
has more."""

from __future__ import annotations

from collections.abc import Callable

from actions.asked import asked_details
from actions.desk import Desk
from actions.products import replies, value_told
from actions.recommendation import follow_ups
from bot.advice.attributes import local_names, number_of
from bot.dialogue.formats import in_sentence
from catalog_index.product import Product
from catalog_index.query import Hit

Step = Callable[[Desk], None]

COMPLAINING = frozenset(
    {
        "ask_product_info", "reject_product", "ask_alternative", "price_objection", "hesitate", "inform_need",
        "nlu_fallback", "complain", "change_mind", "out_of_scope", "search_product", "deny", "ask_returns",
    }
)  # fmt: skip
"""What « c'est un peu faiblard, la lumière » is taken for."""


def falls_short(desk: Desk) -> Step | None:
    """How to answer that a product has too little of something its page measures; None for any other message."""
    if desk.turn.meaning or "?" in desk.turn.text or desk.heard_intent not in COMPLAINING:
        return None
    product = desk.target or next(iter(desk.shown), None)
    if product is None or not desk.hears("falls short"):
        return None
    names = (detail.name for detail in asked_details(desk, product) if number_of(product, detail.name) is not None)
    name = next(names, None)
    return None if name is None else lambda desk: offer_more(desk, product, name)


def offer_more(desk: Desk, product: Product, name: str) -> None:
    """Its figure, and what has a higher one among all that fits."""
    desk.turn.take_back(tuple(desk.turn.reading.change))
    label = in_sentence(desk.phrasing.local(local_names(product, name)))
    params = {"title": desk.title(product), "value": f"{label} {value_told(desk, product, name)}"}
    more = [hit for hit in desk.look().hits if _has_more(hit, product, name)]
    if not more:
        params["criteria"] = desk.phrasing.criteria(desk.needs)
        return desk.say("utter_falls_short_none", params, replies=replies(desk, product)[-1:])
    choices = desk.advisor.recommend(desk.wish(), more, desk.catalogue)
    return desk.say("utter_falls_short", params, choices=choices, replies=follow_ups(desk, choices))


def _has_more(hit: Hit, product: Product, name: str) -> bool:
    theirs, mine = number_of(hit.product, name), number_of(product, name)
    return theirs is not None and mine is not None and theirs > mine
