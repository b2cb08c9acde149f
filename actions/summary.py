"""A conversation in one line, for the team: bot.dialogue.transcript with the needs worded as the shopper hears them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from actions.desk import Shop
from actions.phrasing import Phrasing
from bot.dialogue.counter import Counter
from bot.dialogue.transcript import summary_line
from bot.shopper.needs import Needs


class ShopWithCounter(Shop, Protocol):
    @property
    def counter(self) -> Counter: ...


def summariser(shop: ShopWithCounter) -> Callable[[str], Awaitable[str]]:
    """conversation id -> its line, in the conversation's language. Raises NotFound."""

    def criteria(needs: Needs, language: str) -> str:
        return Phrasing(shop.words, shop.advisor, shop.catalogue.current, language).criteria(needs)

    async def summary(conversation_id: str) -> str:
        session = await shop.counter.session(conversation_id)
        lookup = shop.catalogue.current.product
        return await asyncio.to_thread(summary_line, session, shop.words, lookup, criteria, session.language)

    return summary
