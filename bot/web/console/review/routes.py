"""The support team's pages: the conversations, and each on its time axis. The same readings as /v1/admin."""

from __future__ import annotations

from datetime import date
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.errors import InvalidInput, NotFound
from bot.shopper.entry import Draft
from bot.storage.flags import FLAGS
from bot.storage.listing import Listing
from bot.storage.words import folded_words
from bot.web.admin.routes import moment_of
from bot.web.admin.summary import summary_of
from bot.web.console.desk import LANGUAGES, Desk, Form, TeamDesk, go, is_part, show
from bot.web.console.review.live import axis_of, brief_of, live_values, service_of

router = APIRouter(prefix="/review")

PER_PAGE = 25
FOLLOW_UP = "follow_up"
VIEWS = ("handed_over", "attended", FOLLOW_UP, "hesitated", "nudged", "not_understood", "bought")
"""The saved views, what needs a person first."""
BY_HAND = (FOLLOW_UP, "handed_over")
"""Flags that people set; the others are raised by what happens, and people may clear any."""
LONGEST_NOTE = 2000


@router.get("")
async def conversations(request: Request, desk: TeamDesk) -> Response:
    """The list; asked by the search field, only its rows."""
    asked, mistake = _listing(request)
    page = await to_thread.run_sync(desk.shop.conversations.list, asked)
    rows = [(row, await summary_of(request, row)) for row in page.rows]
    values: dict[str, Any] = {"rows": rows, "next_cursor": page.next_cursor, "view": asked.flag or ""}
    if is_part(request):
        return show(desk, "review_rows.html", **values)
    counts = await to_thread.run_sync(desk.shop.conversations.counts)
    return show(desk, "review.html", counts=counts, views=VIEWS, mistake=mistake, **values)


@router.get("/{conversation_id}")
async def conversation(conversation_id: str, request: Request, desk: TeamDesk) -> Response:
    row = await to_thread.run_sync(desk.shop.conversations.listed, conversation_id)
    if row is None:
        raise NotFound("There is no such conversation")
    entries = await to_thread.run_sync(desk.shop.log.read, conversation_id)
    service = await service_of(desk, conversation_id, row.last_at)
    axis = axis_of(desk, entries)
    return show(
        desk,
        "conversation.html",
        row=row,
        summary=await summary_of(request, row),
        axis=axis,
        brief=await brief_of(desk, conversation_id, axis),
        by_hand=[flag for flag in BY_HAND if flag not in row.flags],
        **live_values(desk, service, entries),
    )


@router.post("/{conversation_id}/notes")
async def note(conversation_id: str, desk: TeamDesk, form: Form) -> Response:
    text = form.get("text", "").strip()
    if not text or len(text) > LONGEST_NOTE:
        raise InvalidInput("A note has between 1 and 2,000 characters", reason="note")
    await _append(desk, conversation_id, text=text)
    return go(f"/review/{conversation_id}", "note")


@router.post("/{conversation_id}/flags")
async def flag(conversation_id: str, desk: TeamDesk, form: Form) -> Response:
    """Sets or clears a flag; the log keeps who did."""
    name, clear = form.get("flag", ""), form.get("clear") == "yes"
    if name not in (BY_HAND if not clear else (*FLAGS, FOLLOW_UP)):
        raise InvalidInput("There is no such flag")
    if clear:
        await _append(desk, conversation_id, cleared=name)
        await to_thread.run_sync(desk.shop.conversations.clear_flag, conversation_id, name)
    else:
        await _append(desk, conversation_id, flag=name)
    return go(f"/review/{conversation_id}", "cleared" if clear else "flagged")


@router.post("/{conversation_id}/teach")
async def send_to_training(conversation_id: str, desk: TeamDesk, form: Form) -> Response:
    """Sends a shopper's message to the training inbox, for a merchant to say what it meant."""
    sent = form.get("message", "")
    found = await to_thread.run_sync(desk.shop.utterances.get, int(sent)) if sent.isdecimal() else None
    if found is None or found.message.conversation_id != conversation_id:
        raise NotFound("There is no such message")
    await _append(desk, conversation_id, teach=found.message.id)
    return go(f"/review/{conversation_id}", "sent")


async def _append(desk: Desk, conversation_id: str, **data: Any) -> None:
    if await to_thread.run_sync(desk.shop.conversations.get, conversation_id) is None:
        raise NotFound("There is no such conversation")
    draft = Draft("note", {"author": desk.user.email, "text": "", "flag": None, **data})
    await to_thread.run_sync(desk.shop.log.append, conversation_id, [draft])


def _listing(request: Request) -> tuple[Listing, bool]:
    """What the address asks for, and whether a date in it was no date (it is then left out)."""
    query, mistake = request.query_params, False
    moments: dict[str, Any] = {}
    for name, end in (("from", False), ("to", True)):
        try:
            moments[name] = moment_of(query.get(name) if _is_day(query.get(name)) else None, name, end=end)
        except InvalidInput:
            moments[name] = None
        mistake = mistake or (bool(query.get(name)) and moments[name] is None)
    listing = Listing(
        words=tuple(folded_words(query.get("q", "")[:200])),
        flag=query.get("view") if query.get("view") in VIEWS else None,
        language=query.get("language") if query.get("language") in LANGUAGES else None,
        since=moments["from"],
        until=moments["to"],
        cursor=query.get("cursor") or None,
        limit=PER_PAGE,
    )
    return listing, mistake


def _is_day(text: str | None) -> bool:
    try:
        return bool(text) and bool(date.fromisoformat(text or ""))
    except ValueError:
        return False
