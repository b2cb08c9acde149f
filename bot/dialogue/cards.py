"""A product as a card: every fact read from the catalogue at the moment of answering."""

from __future__ import annotations

from typing import Any

from bot.dialogue.reply import Pick
from bot.dialogue.words import Words
from catalog_index.currency import smallest
from catalog_index.product import Money, Product


def card(product: Product, pick: Pick, language: str, words: Words) -> dict[str, Any]:
    """The contract's Card. The drawback comes as the last reason, introduced as what it is."""
    reasons = list(pick.reasons)
    if pick.drawback:
        reasons.append(words.label("drawback", language, drawback=pick.drawback))
    return {
        "item_id": product.id,
        "title": product.text(language).title,
        "brand": product.brand,
        "price": money(product.price),
        "sale_price": money(product.sale_price) if product.sale_price else None,
        "availability": product.availability,
        "url": product.link,
        "image_url": product.image_link,
        "reasons": reasons,
    }


def money(value: Money) -> dict[str, str]:
    """The contract's money: an exact decimal as text, to the smallest coin of its currency."""
    return {"amount": str(value.amount.quantize(smallest(value.currency))), "currency": value.currency}
