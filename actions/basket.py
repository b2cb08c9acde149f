"""The basket in words: what the page has said is in it. Only the page changes it, and only it may say so."""

from __future__ import annotations

from actions.desk import Desk
from bot.dialogue.reply import Meaning
from catalog_index.product import Product


def in_basket(desk: Desk) -> list[Product]:
    return desk.products(desk.turn.before.basket)


def unbasket(desk: Desk) -> None:
    """How to take something out, or that it isn't in there."""
    held = in_basket(desk)
    meant = [product for product in held if product.group in {p.group for p in desk.pointed}] or held
    if not held:
        return desk.say("utter_basket_empty")
    titles = desk.phrasing.listed([desk.title(product) for product in meant])
    replies = [desk.reply("reply_different", Meaning("ask_alternative", refers=(meant[0].id,), value="different"))]
    return desk.say("utter_basket_remove", {"titles": titles}, replies=replies)


def holds(desk: Desk) -> None:
    """What is in it, with today's sum."""
    held = in_basket(desk)
    if not held:
        return desk.say("utter_basket_empty")
    quantities = desk.turn.before.basket
    total = sum(
        (p.current_price.amount * quantities.get(p.id, 1) for p in held), start=held[0].current_price.amount * 0
    )
    params = {
        "titles": desk.phrasing.listed([desk.title(product) for product in held]),
        "total": desk.phrasing.money(total, held[0].price.currency),
    }
    return desk.say("utter_basket_holds", params, replies=[desk.reply("reply_delivery", Meaning("ask_delivery"))])
