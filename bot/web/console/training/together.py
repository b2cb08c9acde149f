"""Several sentences that say the same, taught at once."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bot.errors import InvalidInput, NotFound
from bot.training.doubt import heard
from bot.web.console.desk import Desk, MerchantDesk, genuine_form, go, show
from bot.web.console.training.routes import grouped, school_of

router = APIRouter(prefix="/training")

MOST = 50
"""Sentences taught in one go."""

Messages = Annotated[list[int], Query(max_length=MOST)]


@router.get("/together")
async def together(desk: MerchantDesk, message: Messages) -> Response:
    """The sentences of a group, each to be kept or left out, and one meaning for all that are kept."""
    return await _page(desk, await _found(desk, message))


@router.post("/together")
async def teach_together(request: Request, desk: MerchantDesk) -> Response:
    """Writes an example for each sentence kept. One whose like teaches something else is left, and named."""
    form = await genuine_form(request)
    sent = await request.form()
    ids = [int(one) for one in sent.getlist("message") if isinstance(one, str) and one.isdecimal()][:MOST]
    chosen, intent = await _found(desk, ids), form.get("intent", "")
    if not chosen or intent not in school_of(desk).intents():
        return await _page(desk, chosen, 422, mistake="no_intent" if chosen else "no_words", chosen=intent)
    left = [one for one in chosen if not await to_thread.run_sync(_taught, desk, one, intent)]
    if left:
        return await _page(desk, left, 409, chosen=intent, conflicting=True)
    return go("/training", "taught_all")


def _taught(desk: Desk, one: Any, intent: str) -> bool:
    """Whether the example was written: not where a near-same sentence teaches something else."""
    school, text = school_of(desk), str(one.message.data["text"])
    if school.corpus().conflicts(text, intent):
        return False
    known = one.understanding.data if one.understanding else {}
    language = str(known.get("language") or one.message.data.get("language") or desk.language)
    try:
        school.teach(text, language, intent, desk.user.email, one.message.id)
    except InvalidInput:  # no words, or too many: it is shown again, to be taught by itself
        return False
    return True


async def _found(desk: Desk, ids: list[int]) -> list[Any]:
    found = [await to_thread.run_sync(desk.shop.utterances.get, one) for one in ids]
    if any(one is None for one in found):
        raise NotFound("There is no such message")
    return found


async def _page(desk: Desk, messages: list[Any], status: int = 200, **values: Any) -> Response:
    school = school_of(desk)
    known = [one.understanding.data for one in messages if one.understanding]
    corpus = await to_thread.run_sync(school.corpus)
    text = str(messages[0].message.data["text"]) if messages else ""
    guesses = await to_thread.run_sync(corpus.guesses, text, heard(known[0]) if known else []) if text else []
    values = {"mistake": "", "conflicting": False, "chosen": "", **values}
    values["chosen"] = values["chosen"] or (guesses[0] if guesses else "")
    groups = grouped(school.intents())
    return show(desk, "together.html", status, messages=messages, guesses=guesses, groups=groups, **values)
