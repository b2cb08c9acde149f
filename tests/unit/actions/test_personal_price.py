"""Whoever takes what a personal price was made for is told that price, or that it is over."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from small_shop import Shopper

from bot.dialogue.formats import money_text
from bot.shopper.entry import Draft
from catalog_index.product import Product

WATCH = "azimora-cap-nord-slate"


def offered(shopper: Shopper, item: str, minutes: int) -> Product:
    """A promotion of 10 euros less, still open for `minutes`."""
    product = shopper.shop.catalogue.current.product(item)
    assert product is not None
    ends = datetime.now(timezone.utc) + timedelta(minutes=minutes)
    after = {"amount": str(product.current_price.amount - 10), "currency": "EUR"}
    offer = {"code": "7KQM2XWB", "percent": 5, "item_id": item, "expires_at": ends.isoformat(), "price_after": after}
    nudge = {"decision_id": "d1", "kind": "promotion", "why": "…", "offer": offer, "dismiss_reply_id": "r"}
    message: dict[str, Any] = {"role": "assistant", "text": "…", "language": "fr", "products": [{"item_id": item}]}
    shopper.log.append(shopper.id, [Draft("message", {**message, "quick_replies": [], "final": True, "nudge": nudge})])
    return product


@pytest.mark.parametrize(("minutes", "stands"), [(20, True), (-1, False)])
async def test_a_personal_price_is_told_with_what_is_taken_or_that_it_is_over(
    french: Shopper, minutes: int, stands: bool
) -> None:
    watch = offered(french, WATCH, minutes)
    said = await french.say("je la prends", "accept_product")
    text = " ".join(message["text"] for message in said.messages)
    personal = money_text(watch.current_price.amount - 10, "EUR", "fr")
    usual = money_text(watch.current_price.amount, "EUR", "fr")
    assert (personal in text, "7KQM2XWB" in text, usual in text) == (stands, stands, not stands)


async def test_what_is_taken_beside_an_offer_has_the_price_of_everybody(french: Shopper) -> None:
    offered(french, WATCH, 20)
    await french.say("montrez-moi des frontales", "search_product")
    while not french.cards:
        await french.say("peu importe", "inform_need")
    said = await french.say("je prends la première", "accept_product")
    assert said.messages
    assert all("7KQM2XWB" not in message["text"] for message in said.messages)
