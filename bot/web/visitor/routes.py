"""What is known of a visitor, and its erasure."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from bot.dialogue.message import timestamp
from bot.storage.listing import Listing
from bot.web.auth.tokens import TheVisitor
from bot.web.errors import answers
from bot.web.shop import Shop, TheShop
from bot.web.visitor.schemas import KnownVisitor

router = APIRouter(prefix="/v1/visitor", tags=["visitor"])

SHOWN = 100
"""The newest conversations; a person who has more can still erase them all."""


@router.get("", response_model=KnownVisitor, responses=answers(401))
async def read(visitor: TheVisitor, shop: TheShop) -> Any:
    """Everything kept about the visitor that the token names."""
    page = await to_thread.run_sync(shop.conversations.list, Listing(visitor_id=visitor.id, limit=SHOWN))
    answer = {
        "visitor_id": visitor.id,
        "since": timestamp(visitor.created_at),
        "last_seen_at": timestamp(visitor.seen_at),
        "consent": {"personalisation": visitor.consent.personalisation, "analytics": visitor.consent.analytics},
        "profile": visitor.profile,
        "conversations": [await _remembered(shop, row) for row in page.rows],
    }
    return JSONResponse(answer)


@router.delete("", status_code=204, responses=answers(401, 503))
async def erase(visitor: TheVisitor, shop: TheShop) -> Response:
    """Erase the visitor for good: the profile, and every word they said. 503: nothing was erased, ask again."""
    ids = await to_thread.run_sync(shop.visitors.conversation_ids, visitor.id)
    # Rasa first: once the profile is gone, nobody could ask for the rest.
    await shop.engine.forget(ids)
    for conversation_id in await to_thread.run_sync(shop.visitors.erase, visitor.id):
        shop.counter.forget(conversation_id)
    return Response(status_code=204)


async def _remembered(shop: Shop, row: Any) -> dict[str, Any]:
    state = await shop.counter.state(row.conversation.id)
    return {
        "conversation_id": row.conversation.id,
        "started_at": timestamp(row.conversation.started_at),
        "last_at": timestamp(row.last_at),
        "language": row.conversation.language,
        "messages": row.messages,
        "needs": state["needs"],
    }
