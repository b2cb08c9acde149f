from __future__ import annotations

import uuid
from decimal import Decimal

from small_shop import Shopper


async def opened(shopper: Shopper, item: str) -> None:
    event = {"event_id": str(uuid.uuid4()), "name": "view_item", "timestamp": None, "items": [{"item_id": item}]}
    await shopper.counter.record(shopper.id, [event])


async def test_found_too_dear_again_goes_below_what_is_on_screen_for_it(english: Shopper) -> None:
    await english.say("trail shoes under €150, intermediate, for muddy ground")
    dearest = max(english.products(), key=lambda p: p.current_price.amount)
    await opened(english, dearest.id)
    await english.say("that's too expensive", "price_objection")
    first = english.products()
    assert first
    assert all(p.current_price.amount <= dearest.current_price.amount * Decimal("0.9") for p in first)
    await opened(english, dearest.id)
    await english.say("still too dear", "price_objection")
    again = english.products()
    assert again
    assert max(p.current_price.amount for p in again) <= min(p.current_price.amount for p in first)
