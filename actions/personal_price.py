"""The personal price that stands: why somebody has it, and whether others do, told whenever it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from actions.desk import Desk
from bot.dialogue.formats import in_sentence
from bot.dialogue.reply import Meaning, QuickReply
from catalog_index.product import Product


def standing_offer(desk: Desk) -> Mapping[str, Any] | None:
    """The last offer made here, while it can be used."""
    offers = [nudge.offer for nudge in desk.turn.before.nudges if nudge.offer]
    valid = [offer for offer in offers if _stands(desk, offer)]
    return valid[-1] if valid else None


def taken_at(desk: Desk, product: Product) -> tuple[str, dict[str, Any]] | None:
    """How taking `product` is answered where a personal price was made for it here: it stands, or it is over. None
    where there was none, and where the shopper sent it away."""
    made = [nudge for nudge in desk.turn.before.nudges if nudge.offer and _is_for(desk, nudge.offer, product)]
    if not made or made[-1].offer is None:
        return None
    offer = made[-1].offer
    if _stands(desk, offer):
        return "utter_accept_offer", offer_params(desk, offer, product)
    if made[-1].dismissed:
        return None
    now = product.current_price
    return "utter_accept_offer_over", {
        "title": desk.title(product),
        "price": desk.phrasing.money(now.amount, now.currency),
    }


def _is_for(desk: Desk, offer: Mapping[str, Any], product: Product) -> bool:
    """Whether the offer is for `product`, in any size that costs the same."""
    meant = desk.catalogue.product(offer["item_id"])
    return meant is not None and (meant.group, meant.current_price) == (product.group, product.current_price)


def _stands(desk: Desk, offer: Mapping[str, Any]) -> bool:
    return datetime.fromisoformat(offer["expires_at"].replace("Z", "+00:00")) > desk.turn.now


def why_price(desk: Desk) -> Callable[[Desk], None] | None:
    """The step that says why this price, for who asks it in words of a personal price that stands; None otherwise."""
    asked = desk.turn.meaning is None and desk.hears("why price")
    offer = standing_offer(desk) if asked else None
    product = desk.catalogue.product(offer["item_id"]) if offer else None
    if offer is None or product is None:
        return None
    told = {**offer_params(desk, offer, product), "why": in_sentence(desk.label("why_promotion"))}
    return lambda desk: desk.say("utter_offer_why", told, replies=[take_it(desk, product)])


def offer_params(desk: Desk, offer: Mapping[str, Any], product: Product) -> dict[str, Any]:
    after = offer["price_after"]
    price = desk.phrasing.money(Decimal(after["amount"]), after["currency"])
    return {"title": desk.title(product), "price": price, "code": offer["code"]}


def take_it(desk: Desk, product: Product) -> QuickReply:
    return desk.reply("reply_offer", Meaning("accept_product", refers=(product.id,), answers="size"))
