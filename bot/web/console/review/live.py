"""A person of the team in the conversation itself: takes it over, writes to the shopper, gives it back; and the page
that follows along meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import uuid4

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bot.errors import Conflict, InvalidInput
from bot.shopper.entry import Entry
from bot.shopper.session import Attendant
from bot.web.admin.timeline import timeline
from bot.web.console.desk import Desk, Form, TeamDesk, go, is_part, show
from bot.web.console.review.axis import Axis
from bot.web.console.review.brief import Brief, brief

router = APIRouter(prefix="/review")

LATELY = timedelta(hours=1)
"""A conversation silent for longer is read, not followed."""
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Service:
    """Who serves a conversation, seen from one desk. `there`: the shopper's window is open now."""

    person: Attendant | None
    mine: bool
    waits: bool
    there: bool
    lively: bool

    @property
    def sign(self) -> str:
        """What the page shows of it, to be asked whether it still stands."""
        return f"{self.person.account if self.person else ''}|{'there' if self.there else ''}"


async def service_of(desk: Desk, conversation_id: str, last_at: datetime) -> Service:
    session = await desk.shop.counter.session(conversation_id)
    person = session.served_by
    return Service(
        person=person,
        mine=person is not None and person.account == desk.user.email,
        waits=person is None and "handed_over" in session.flags,
        there=desk.request.app.state.streams.listened_to(conversation_id),
        lively=person is not None or desk.shop.clock.now() - last_at < LATELY,
    )


def axis_of(desk: Desk, entries: list[Entry]) -> Axis:
    """What happened, as this desk may see it."""
    index = desk.shop.catalogue.current
    return Axis(timeline(entries, desk.role), desk.language, index.product if index else lambda _item: None)


async def brief_of(desk: Desk, conversation_id: str, axis: Axis) -> Brief:
    session = await desk.shop.counter.session(conversation_id)
    return brief(session, await desk.shop.counter.state(conversation_id), axis.title)


def name_of(desk: Desk) -> str:
    """A first name to offer, from the address: « lea.martin@… » signs « Lea »."""
    local = str(desk.user.email).partition("@")[0]
    return local.replace("_", ".").replace("-", ".").partition(".")[0].partition("+")[0].capitalize()[:LONGEST_NAME]


@router.get("/waiting")
async def waiting(desk: TeamDesk) -> Response:
    """How many shoppers wait for a person: the mark in the menu."""
    counts = await to_thread.run_sync(desk.shop.conversations.counts)
    return show(desk, "waiting.html", waiting=counts.get("handed_over", 0), asked=True)


@router.post("/{conversation_id}/take")
async def take(conversation_id: str, desk: TeamDesk, form: Form) -> Response:
    people = desk.shop.counter.people
    await to_thread.run_sync(people.begin, conversation_id, desk.user.email, form.get("name", ""))
    return go(f"/review/{conversation_id}#write")


@router.post("/{conversation_id}/give")
async def give(conversation_id: str, desk: TeamDesk, form: Form) -> Response:
    await to_thread.run_sync(desk.shop.counter.people.end, conversation_id, desk.user.email)
    return go(f"/review/{conversation_id}", "given_back")


@router.post("/{conversation_id}/say")
async def say(conversation_id: str, desk: TeamDesk, form: Form) -> Response:
    """Writes to the shopper. What could not be said stays in the field, with the reason."""
    text, key = form.get("text", ""), form.get("key", "")[:80]
    trouble = ""
    try:
        await to_thread.run_sync(desk.shop.counter.people.say, conversation_id, desk.user.email, key, text)
    except (Conflict, InvalidInput) as error:
        trouble = str(error.extra.get("reason") or "invalid")
        if not is_part(desk.request):
            raise
    if not is_part(desk.request):
        return go(f"/review/{conversation_id}#write")
    answer = show(
        desk, "write.html", conversation_id=conversation_id, trouble=trouble, **_draft(text if trouble else "")
    )
    if not trouble:
        answer.headers["HX-Trigger"] = "said"
    return answer


@router.get("/{conversation_id}/since")
async def since(
    conversation_id: str,
    request: Request,
    desk: TeamDesk,
    after: Annotated[int, Query(ge=0)],
    sign: Annotated[str, Query(max_length=400)] = "",
) -> Response:
    """What happened after entry `after`; nothing (204) while the page is up to date, a reload once another serves."""
    entries = await to_thread.run_sync(desk.shop.log.read, conversation_id, after)
    service = await service_of(desk, conversation_id, entries[-1].at if entries else desk.shop.clock.now())
    if service.sign.partition("|")[0] != sign.partition("|")[0]:
        return Response(status_code=200, headers={"HX-Refresh": "true"})
    if not entries and service.sign == sign:
        return Response(status_code=204)
    row = await to_thread.run_sync(desk.shop.conversations.listed, conversation_id)
    last = entries[-1].id if entries else after
    axis = axis_of(desk, entries)
    values = {"row": row, "axis": axis, "service": service, "last": last, "anew": True, **_draft("")}
    return show(desk, "since.html", brief=await brief_of(desk, conversation_id, axis), **values)


def _draft(text: str) -> dict[str, Any]:
    """The field to write in; its key makes a message sent twice the same message."""
    return {"draft": text, "key": uuid4().hex}


def live_values(desk: Desk, service: Service, entries: list[Entry]) -> dict[str, Any]:
    """What the whole page needs of all this."""
    return {"service": service, "last": entries[-1].id if entries else 0, "name": name_of(desk), **_draft("")}
