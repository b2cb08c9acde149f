"""One human line per conversation."""

from __future__ import annotations

import logging

from fastapi import Request

from bot.storage.listing import Listed

logger = logging.getLogger(__name__)


async def summary_of(request: Request, row: Listed) -> str:
    """What the person wanted and how it went, in the conversation's language."""
    summarise = request.app.state.summarise
    if summarise is None:
        return ""
    try:
        return str(await summarise(row.conversation.id))
    except Exception:
        # One conversation that can't be told must not hide all the others.
        logger.exception("conversation %s could not be summed up", row.conversation.id)
        return ""
