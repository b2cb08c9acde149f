"""One human line per conversation."""

from __future__ import annotations

from typing import Any

from bot.storage.listing import Listed
from bot.web.shop import Shop


async def summary_of(shop: Shop, row: Listed) -> str:
    """What the person wanted and how it went, in the conversation's language; empty when nothing can be said yet."""
    summarise: Any = getattr(shop, "summary", None)
    return str(await summarise(row.conversation.id)) if summarise else ""
