"""A shopper's conversation: begin, say, read, listen, forget a need."""

from __future__ import annotations

import re
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse

from bot.shopper.entry import Consent
from bot.web.address import client_address
from bot.web.auth.tokens import TheConversation
from bot.web.chat.device import device_of
from bot.web.chat.schemas import Answer, OpenBody, Opened, SayBody, StateAnswer, plain
from bot.web.chat.stream import Place, Stream, Streams, place_of
from bot.web.errors import answers
from bot.web.limits import RateLimit
from bot.web.shop import Shop, TheShop
from bot.web.visitor.recognition import recognise

router = APIRouter(prefix="/v1/conversations", tags=["conversation"])

LANGUAGES = ("fr", "en")
WEIGHT = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)", re.IGNORECASE)
STREAM_HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}
AFTER = Query(description="The id of a message, or of an event of the stream.", max_length=40)


def preferred_language(accepted: str) -> str | None:
    """Of the languages of an Accept-Language header that we speak, the one with the greatest weight, then the first."""
    weights: dict[str, float] = {}
    for part in accepted.split(","):
        tag, _, weight = part.partition(";")
        name = tag.strip().lower().split("-")[0]
        weights[name] = max(weights.get(name, 0.0), _weight(weight))
    spoken = [tag for tag in weights if tag in LANGUAGES and weights[tag] > 0]
    return max(spoken, key=weights.__getitem__, default=None)


def _weight(parameter: str) -> float:
    """`q=0.5` as a number; 1 when there is none, or none that can be read (RFC 9110, 12.4.2)."""
    found = WEIGHT.fullmatch(parameter.strip())
    return float(found[1]) if found else 1.0


@router.post("", status_code=201, response_model=Opened, responses=answers(413, 422, 429))
async def begin(body: OpenBody, request: Request, shop: TheShop) -> Any:
    """Begin a conversation. The tokens are told this once; the visitor's only with consent."""
    limits: RateLimit = request.app.state.new_conversations
    address = client_address(request, shop.settings.trusted_proxies)
    limits.check(address, shop.settings.new_conversations_per_minute)
    consent = Consent(body.consent.personalisation, body.consent.analytics)
    visitor = await recognise(shop.visitors, body.visitor_token, consent)
    language = body.language or preferred_language(request.headers.get("accept-language", ""))
    opened = await shop.counter.open(language, visitor.id, consent, _page(body, request))
    answer = {
        "conversation_id": opened.conversation.id,
        "token": opened.token,
        "visitor_token": visitor.token,
        "messages": opened.messages,
        "state": opened.state,
    }
    return JSONResponse(answer, 201)


def _page(body: OpenBody, request: Request) -> dict[str, Any] | None:
    """Where the conversation began, and on what kind of device."""
    device = device_of(request.headers)
    page = plain(body.page)
    return {**(page or {}), "device": device} if device else page


@router.post("/{conversation_id}/messages", response_model=Answer, responses=answers(401, 404, 409, 413, 422, 429, 503))
async def say(body: SayBody, request: Request, conversation: TheConversation, shop: TheShop) -> Any:
    """Say something, once: the same `client_message_id` again gives the same answer."""
    limits: RateLimit = request.app.state.messages
    limits.check(conversation.id)
    answer = await shop.counter.say(conversation.id, body.client_message_id, body.text, body.reply_id)
    return JSONResponse({"messages": answer.messages, "state": answer.state})


@router.get("/{conversation_id}/messages", response_model=Answer, responses=answers(401, 404, 422))
async def read(conversation: TheConversation, shop: TheShop, after: Annotated[str | None, AFTER] = None) -> Any:
    """The messages of both sides after `after`, oldest first."""
    place = place_of(after) if after else Place(0)
    messages = await shop.counter.messages(conversation.id, place.entry)
    return JSONResponse({"messages": messages, "state": await shop.counter.state(conversation.id)})


@router.get(
    "/{conversation_id}/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **answers(401, 404, 422, 429, 503)},
)
async def listen(
    request: Request,
    conversation: TheConversation,
    shop: TheShop,
    last_event_id: Annotated[str | None, Header(max_length=40)] = None,
    after: Annotated[str | None, AFTER] = None,
) -> StreamingResponse:
    """Server-sent events `message`, `typing` and `state`, from the given place on, else what comes next.

    A place that the log has not reached (an older copy was put back) is now: else the listener would hear nothing.
    """
    streams: Streams = request.app.state.streams
    streams.admit(conversation.id)
    resumed = last_event_id or after
    place, latest = place_of(resumed) if resumed else None, await now(shop)
    if place is None or place.entry > latest.entry:
        place = latest
    events = Stream(shop, streams, conversation.id, place).events()
    return StreamingResponse(events, media_type="text/event-stream", headers=STREAM_HEADERS)


@router.delete("/{conversation_id}/needs/{key}", response_model=StateAnswer, responses=answers(401, 404, 422))
async def forget(key: str, conversation: TheConversation, shop: TheShop) -> Any:
    """Forget one understood need."""
    return JSONResponse({"state": await shop.counter.remove_need(conversation.id, key)})


async def now(shop: Shop) -> Place:
    """The place after all that is in the log: its state is known to whoever just began or read the conversation."""
    return Place(await to_thread.run_sync(shop.log.last_id), told=1)
