"""The first words: who speaks (a program, not a person), and two or three ways to begin."""

from __future__ import annotations

from bot.dialogue.reply import Meaning, QuickReply, Reply
from bot.dialogue.words import Words
from catalog_index.product import Product


def welcome(shop_name: str, language: str, words: Words, seed: str, product: Product | None = None) -> Reply:
    """The welcome; on a product page it knows the product."""
    if product is not None:
        params = {"shop": shop_name, "title": product.text(language).title}
        text = words.say("utter_greet_page", language, params, seed=seed)
        return Reply(text, quick_replies=_about(product, language, words))
    text = words.say("utter_greet", language, {"shop": shop_name}, seed=seed)
    starts = (("reply_advise", "ask_recommendation"), ("reply_delivery", "ask_delivery"), ("reply_person", "ask_human"))
    return Reply(text, quick_replies=tuple(QuickReply(words.label(t, language), Meaning(i)) for t, i in starts))


def _about(product: Product, language: str, words: Words) -> tuple[QuickReply, ...]:
    here = (product.id,)
    return (
        QuickReply(words.label("reply_more", language), Meaning("ask_product_info", refers=here)),
        QuickReply(words.label("reply_similar", language), Meaning("ask_alternative", refers=here, value="different")),
        QuickReply(words.label("reply_delivery", language), Meaning("ask_delivery")),
    )
