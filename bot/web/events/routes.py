"""What happens on the shop's pages."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from bot.web.auth.tokens import TheConversation
from bot.web.errors import answers
from bot.web.events.schemas import EventsBody, Recorded, plain_event
from bot.web.shop import TheShop

router = APIRouter(prefix="/v1/conversations", tags=["conversation"])


@router.post(
    "/{conversation_id}/events", status_code=202, response_model=Recorded, responses=answers(401, 404, 413, 422)
)
async def record(body: EventsBody, conversation: TheConversation, shop: TheShop) -> Any:
    """Take in page events, each `event_id` once."""
    recorded = await shop.counter.record(conversation.id, [plain_event(event) for event in body.events])
    return JSONResponse({"accepted": recorded.accepted, "unknown_items": list(recorded.unknown_items)}, 202)
