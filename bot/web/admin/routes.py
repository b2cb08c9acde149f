"""The team's API: conversations and the nudge policy."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from bot.dialogue.message import timestamp
from bot.errors import InvalidInput, NotFound
from bot.storage.listing import Listed, Listing
from bot.storage.words import folded_words
from bot.web.admin.schemas import ConversationDetail, ConversationList, PolicyDocument
from bot.web.admin.summary import summary_of
from bot.web.admin.timeline import timeline
from bot.web.auth.tokens import token_of_role
from bot.web.chat.schemas import Language
from bot.web.errors import answers
from bot.web.shop import Shop, TheShop

router = APIRouter(prefix="/v1/admin", tags=["team"])

LIMIT = 100
YAML = "application/yaml"

Filter = Literal["hesitated", "nudged", "handed_over", "not_understood", "bought"]
Team = Annotated[Any, Depends(token_of_role("support", "merchant", "admin"))]
Merchant = Annotated[Any, Depends(token_of_role("merchant", "admin"))]


@router.get("/conversations", response_model=ConversationList, responses=answers(401, 403, 422))
async def conversations(
    request: Request,
    shop: TheShop,
    _token: Team,
    q: Annotated[str | None, Query(max_length=200, description="Words said, accents or not.")] = None,
    filter: Filter | None = None,
    language: Language | None = None,
    since: Annotated[str | None, Query(alias="from", description="A date or a time; begun then or later.")] = None,
    until: Annotated[str | None, Query(alias="to", description="A date (included) or a time (excluded).")] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=LIMIT)] = 50,
) -> Any:
    """Newest first."""
    listing = Listing(
        words=tuple(folded_words(q or "")),
        flag=filter,
        language=language,
        since=moment_of(since, "from"),
        until=moment_of(until, "to", end=True),
        cursor=cursor or None,
        limit=limit,
    )
    page = await to_thread.run_sync(shop.conversations.list, listing)
    rows = [_row(row, await summary_of(request, row)) for row in page.rows]
    return JSONResponse({"conversations": rows, "next_cursor": page.next_cursor})


@router.get("/conversations/{conversation_id}", response_model=ConversationDetail, responses=answers(401, 403, 404))
async def conversation(conversation_id: str, request: Request, shop: TheShop, token: Team) -> Any:
    """One conversation on its time axis."""
    row = await to_thread.run_sync(shop.conversations.listed, conversation_id)
    if row is None:
        raise NotFound("There is no such conversation")
    entries = await to_thread.run_sync(shop.log.read, conversation_id)
    detail = {
        **_row(row, await summary_of(request, row)),
        "visitor_id": row.conversation.visitor_id,
        "page": row.conversation.page,
        "timeline": timeline(entries, token.role),
    }
    return JSONResponse(detail)


@router.get("/policy", response_model=PolicyDocument, responses=answers(401, 403))
async def policy(request: Request, shop: TheShop, _token: Merchant) -> Any:
    """The policy in force: JSON, or with `Accept: application/yaml` the text as the merchant wrote it."""
    if YAML in request.headers.get("accept", ""):
        return Response(await to_thread.run_sync(shop.policy.text), media_type=YAML)
    return JSONResponse(await _document(shop))


@router.put(
    "/policy",
    response_model=PolicyDocument,
    responses=answers(401, 403, 413, 422),
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {}, YAML: {}}}},
)
async def set_policy(request: Request, shop: TheShop, token: Merchant) -> Any:
    """Put another policy in force; a bad one is refused with `line` and `reason`, and the live one stays."""
    try:
        text = (await request.body()).decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInput("The policy is not UTF-8 text", line=None, reason="not UTF-8") from None
    author = token.label or f"token {token.id}"
    await to_thread.run_sync(shop.policy.put, text, author)
    return JSONResponse(await _document(shop))


async def _document(shop: Shop) -> dict[str, Any]:
    return dict(await to_thread.run_sync(shop.policy.document))


def _row(row: Listed, summary: str) -> dict[str, Any]:
    return {
        "conversation_id": row.conversation.id,
        "started_at": timestamp(row.conversation.started_at),
        "last_at": timestamp(row.last_at),
        "language": row.conversation.language,
        "summary": summary,
        "flags": list(row.flags),
        "messages": row.messages,
    }


def moment_of(text: str | None, name: str, end: bool = False) -> datetime | None:
    """A date stands for its whole day, in UTC; a time without a zone is UTC too."""
    if not text:
        return None
    try:
        if len(text) == len("2026-11-21"):
            day = date.fromisoformat(text) + timedelta(days=1 if end else 0)
            return datetime.combine(day, time(), timezone.utc)
        # A "+" that was not escaped in the query arrives as a blank.
        moment = datetime.fromisoformat(text.replace(" ", "+") if text.count(":") > 1 else text)
    except (ValueError, OverflowError):
        raise InvalidInput(f"{name}: « {text[:40]} » is neither a date nor a time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
