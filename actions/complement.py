"""The confirmation of a basket with one thing that goes with it: once a visit, and easily left."""

from __future__ import annotations

from collections.abc import Callable

from actions.desk import Shop
from actions.phrasing import Phrasing
from bot.advice.complements import complement
from bot.dialogue.reply import Meaning, Pick, QuickReply, Reply
from bot.shopper.session import Session
from catalog_index.product import Product


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
