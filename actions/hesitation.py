"""Doubt, prices found too high, discounts asked for: help first, the truth always."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from actions.comparison import compare
from actions.consultation import resume, say_question
from actions.desk import Desk
from actions.personal_price import offer_params, standing_offer, take_it
from actions.recommendation import follow_ups, instead, lowest
from bot.advice.choices import Choice
from bot.advice.suitability import said_only
from bot.dialogue.formats import in_sentence
from bot.dialogue.reply import Meaning, QuickReply
from bot.ports import ShopFact
from catalog_index.product import Product


def hesitation(desk: Desk) -> None:
    """By what was said: a doubt, a price, a discount. Words of feeling make no need ("a bit steep" is no mountain)."""
    if not desk.turn.meaning:
        desk.turn.take_back(("usage", "features", "for_whom"))
    if desk.intent.partition("/")[0] == "ask_discount":
        return discount(desk)
    return price_objection(desk) if desk.intent == "price_objection" else hesitate(desk)


def hesitate(desk: Desk) -> None:
    """Weigh the one product meant; offer to compare several; begin with a question when there is nothing yet."""
    if desk.value == "on_sale":
        return discount(desk)
    if not desk.shown and desk.target is None:
        return _begin(desk)
    if len({p.group for p in desk.pointed}) > 1:
        return compare(desk)
    several = len({p.group for p in desk.shown}) > 1
    if desk.pointed or not several:
        return _weigh(desk, desk.target or desk.shown[0])
    items = tuple(p.id for p in desk.shown)
    replies = [
        desk.reply("reply_compare", Meaning("compare", refers=items)),
        desk.reply("reply_cheaper", Meaning("ask_alternative", refers=items[:1], value="cheaper")),
        desk.reply("reply_returns", Meaning("ask_returns")),
    ]
    return desk.say("utter_hesitate_help", replies=replies)


def _begin(desk: Desk) -> None:
    desk.say("utter_hesitate_start", replies=[desk.reply("reply_advise", Meaning("ask_recommendation"))])
    if desk.turn.before.asking:
        return resume(desk)
    session = desk.turn.session
    question = desk.advisor.question(
        session.needs, session.asked, desk.look(), desk.catalogue, len(desk.turn.questions)
    )
    if question is not None and not desk.in_form:
        say_question(desk, question)
    return None


def _weigh(desk: Desk, product: Product) -> None:
    choice = desk.advisor.choice(product, desk.shown, desk.needs, desk.catalogue)
    replies = [
        desk.reply("reply_similar", Meaning("ask_alternative", refers=(product.id,), value="different")),
        desk.reply("reply_returns", Meaning("ask_returns")),
        desk.reply("reply_take", Meaning("accept_product", refers=(product.id,)), title=desk.title(product)),
    ]
    if not choice.reasons or choice.drawback is None:
        return reassure(desk, replies)
    params = {
        "title": desk.title(product),
        "reasons": desk.phrasing.phrases(list(choice.reasons)),
        "drawback": desk.phrasing.reason(choice.drawback),
    }
    return desk.say("utter_hesitate_product", params, replies=replies)


def reassure(desk: Desk, replies: Sequence[QuickReply]) -> None:
    """With a true fact; with patience alone where the shop has written none."""
    fact = reassuring(desk)
    if fact is None:
        return desk.say("utter_hesitate_help", replies=replies)
    return desk.say("utter_reassure", {"fact": in_sentence(fact.text[desk.language])}, replies=replies)


def reassuring(desk: Desk) -> ShopFact | None:
    """What the shop promises whoever buys here, and has not just said."""
    promises = (desk.fact("returns"), desk.fact("warranty"))
    return next((fact for fact in promises if fact and not desk.told(fact)), None)


NEARLY = Decimal("0.1")
"""How far from a price, as a share of it, an amount complained of may be rounded: "150 for that?" of 159.90."""


def price_objection(desk: Desk) -> None:
    """Something cheaper that still suits; the truth when there is nothing cheaper; the limit when nothing was shown."""
    if _names_the_price(desk):
        desk.turn.take_back(("budget_min", "budget_max", "budget_of"))
    product = desk.target or min(desk.shown, key=lambda p: p.current_price.amount, default=None)
    if product is None:
        return desk.say("utter_price_objection_budget", asking="budget")
    product, choices = _for_less(desk, product)
    if not choices:
        return lowest(desk, product)
    params = {"price": desk.phrasing.price(product)}
    return desk.say("utter_price_objection", params, choices=choices, replies=follow_ups(desk, choices))


def _for_less(desk: Desk, product: Product) -> tuple[Product, list[Choice]]:
    """What was found too dear, and what costs less. Where all of that is on screen already, these are too dear as well,
    down to the cheapest of them."""
    choices = instead(desk, product, "cheaper")
    on_screen = {each.group for each in desk.shown}
    if not choices or any(choice.product.group not in on_screen for choice in choices):
        return product, choices
    cheapest = min(desk.shown, key=lambda each: each.current_price.amount)
    return cheapest, instead(desk, cheapest, "cheaper")


def _names_the_price(desk: Desk) -> bool:
    """Whether the amount said is what something on screen costs, and no limit."""
    said = desk.turn.reading.change.get("budget_max") or desk.turn.reading.change.get("budget_min")
    prices = [product.current_price.amount for product in desk.shown]
    return said is not None and any(abs(price - said) <= NEARLY * price for price in prices)


def discount(desk: Desk) -> None:
    """A personal price that still stands is told again; else no promise, and what really is on sale can be shown."""
    standing = standing_offer(desk)
    if standing is not None:
        return _offer_again(desk, standing)
    of_sales = desk.value == "on_sale" or (desk.hears("sale") and not desk.hears("code"))
    choices = _sales(desk) if of_sales else []
    if choices:
        params = {"summary": desk.phrasing.summary(desk.needs)}
        return desk.say("utter_on_sale", params, choices=choices, replies=follow_ups(desk, choices))
    cheaper = Meaning("ask_alternative", refers=tuple(p.id for p in desk.shown[:1]), value="cheaper")
    lower = [desk.reply("reply_cheaper", cheaper)] if desk.shown else []
    if of_sales and said_only(desk.needs).said():
        return desk.say("utter_no_sale", {"summary": desk.phrasing.summary(desk.needs)}, replies=lower)
    return desk.say("utter_no_discount", replies=[*lower, _on_sale(desk)])


def _offer_again(desk: Desk, offer: Mapping[str, Any]) -> None:
    product = desk.catalogue.product(offer["item_id"])
    if product is None:
        return desk.say("utter_no_discount", replies=[_on_sale(desk)])
    told = offer_params(desk, offer, product)
    return desk.say("utter_offer_stands", told, replies=[take_it(desk, product), _on_sale(desk)])


def _sales(desk: Desk) -> list[Choice]:
    reduced = [hit for hit in desk.look().hits if hit.product.sale_price is not None]
    return desk.advisor.recommend(desk.wish(), reduced, desk.catalogue) if reduced else []


def _on_sale(desk: Desk) -> QuickReply:
    return desk.reply("reply_on_sale", Meaning("ask_discount", value="on_sale"))
