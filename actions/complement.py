"""The confirmation of a basket with one thing that goes with it: once a visit, and easily left."""

from __future__ import annotations

from collections.abc import Callable

from actions.desk import Desk, Shop
from actions.phrasing import Phrasing
from bot.advice.complements import complement
from bot.dialogue.reply import Meaning, Pick, QuickReply, Reply
from bot.shopper.session import Session
from catalog_index.product import Product


def companion(desk: Desk) -> Product | None:
    """What something may go with: bought or chosen here, in the basket, else talked about."""
    session = desk.turn.before
    items = (*reversed(session.bought), *filter(None, [desk.turn.session.accepted]), *reversed([*session.basket]))
    return next(iter((*desk.pointed, *desk.products(items))), desk.target)


def goes_with(desk: Desk) -> None:
    """One thing that goes with it, of those never shown and not owned; or an honest no."""
    product, session = companion(desk), desk.turn.session
    if product is None:
        return None
    desk.turn.take_back(tuple(desk.turn.reading.change))
    owned = [product, *desk.products((*session.basket, *session.bought))]
    choice = complement(product, owned, desk.needs, session.all_shown, desk.catalogue, desk.advisor.book)
    params = {"title": desk.title(product)}
    if choice is None:
        return desk.say("utter_goes_with_none", params)
    params |= {"other": desk.title(choice.product), "price": desk.phrasing.price(choice.product)}
    more = desk.reply("reply_more", Meaning("ask_product_info", refers=(choice.product.id,)))
    return desk.say(
        "utter_goes_with", params, choices=[choice], replies=[more, desk.reply("reply_no", Meaning("deny"))]
    )


def accompanist(shop: Shop) -> Callable[[Session, Product, tuple[str, ...]], Reply | None]:
    """bot.dialogue.behaviour.Behaviour.accompany over this shop."""

    def accompany(session: Session, product: Product, recent: tuple[str, ...]) -> Reply | None:
        if len(session.basket) != 1:
            return None  # one suggestion, with the first thing only
        index, language = shop.catalogue.current, session.language
        owned = [p for item in (*session.basket, *session.bought) if (p := index.product(item)) is not None]
        choice = complement(product, owned, session.needs, session.all_shown, index, shop.advisor.book)
        if choice is None:
            return None
        phrasing = Phrasing(shop.words, shop.advisor, index, language)
        other = choice.product
        params = {
            "title": product.text(language).title,
            "other": other.text(language).title,
            "price": phrasing.price(other),
        }
        text = shop.words.say("utter_added_with", language, params, seed=product.id, recent=recent)
        reasons = tuple(phrasing.reason(reason) for reason in choice.reasons)
        drawback = phrasing.reason(choice.drawback) if choice.drawback else None
        replies = (
            QuickReply(shop.words.label("reply_more", language), Meaning("ask_product_info", refers=(other.id,))),
            QuickReply(shop.words.label("reply_no", language), Meaning("deny")),
        )
        return Reply(text, (Pick(other.id, reasons, drawback),), quick_replies=replies)

    return accompany
