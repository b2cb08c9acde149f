"""The merchant's school: the turns that wait, a sentence taught, the example files."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query
from fastapi.responses import Response

from bot.errors import InvalidInput, NotFound
from bot.shopper.entry import Draft
from bot.training.doubt import heard
from bot.web.console.desk import LANGUAGES, Desk, Form, MerchantDesk, go, show
from bot.web.console.training.school import School
from bot.web.console.training.workshop import Workshop

router = APIRouter(prefix="/training")

SHOWN = 60
GROUPS = {
    "buying": ("search_product", "inform_need", "change_mind", "ask_recommendation", "compare", "ask_alternative"),
    "product": ("reject_product", "ask_product_info", "ask_price", "ask_availability", "accept_product", "why_this"),
    "shop": ("ask_delivery", "ask_returns", "order_status", "ask_human", "complain", "privacy"),
    "doubt": ("price_objection", "ask_discount", "hesitate"),
    "talk": ("greet", "goodbye", "thank", "affirm", "deny", "out_of_scope"),
}
"""How the list of intents is ordered for people; an intent not named here stands under "other"."""

_making = threading.Lock()


def workshop_of(desk: Desk) -> tuple[School, Workshop]:
    """This shop's school and workshop: made once, as they know what is under way."""
    state, shop = desk.request.app.state, desk.shop
    with _making:
        known = getattr(state, "workshop", None)
        if known is None or known[0] is not shop:
            school = School(shop)
            known = state.workshop = (shop, school, Workshop(shop, school))
    return known[1], known[2]


def school_of(desk: Desk) -> School:
    return workshop_of(desk)[0]


@router.get("")
async def inbox(desk: MerchantDesk) -> Response:
    groups = await to_thread.run_sync(school_of(desk).groups)
    counts = {"total": sum(map(len, groups)), "shown": sum(map(len, groups[:SHOWN]))}
    return show(desk, "training.html", groups=groups[:SHOWN], tab="inbox", **counts)


@router.get("/teach")
async def teach_form(
    desk: MerchantDesk,
    message: int | None = None,
    text: Annotated[str, Query(max_length=1000)] = "",
    language: str = "",
    intent: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """One sentence to be taught: a shopper's message, or one typed here; `intent` is chosen beforehand."""
    found = await _utterance(desk, message)
    if found is not None:
        known = found.understanding.data if found.understanding else {}
        text = text or str(found.message.data["text"])
        language = language or str(known.get("language") or found.message.data.get("language") or "")
    return await _form(desk, text, language or desk.language, message=found, chosen=intent)


@router.get("/conflicts")
async def conflicts(
    desk: MerchantDesk,
    text: Annotated[str, Query(max_length=1000)] = "",
    intent: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """The warning under the form, before anything is saved."""
    near = await to_thread.run_sync(school_of(desk).corpus().conflicts, text, intent) if text and intent else []
    return show(desk, "training_conflicts.html", near=near, intent=intent, asked=False)


@router.post("/teach")
async def teach(desk: MerchantDesk, form: Form) -> Response:
    """Writes the example, unless its like teaches something else and nobody said that this is meant."""
    text, language, intent = form.get("text", ""), form.get("language", ""), form.get("intent", "")
    found = await _utterance(desk, _number(form.get("message", "")))
    school = school_of(desk)
    near = await to_thread.run_sync(school.corpus().conflicts, text, intent) if intent else []
    if near and form.get("sure") != "yes":
        return await _form(desk, text, language, 409, message=found, chosen=intent, near=near, asked=True)
    source = found.message.id if found else None
    try:
        taught = await to_thread.run_sync(school.teach, text, language, intent, desk.user.email, source)
    except InvalidInput as error:
        mistake = str(error.extra.get("reason") or "no_words")
        return await _form(desk, text, language, error.status, message=found, chosen=intent, mistake=mistake)
    return go(f"/training/examples?taught={taught.example.id}", "taught")


@router.post("/nothing")
async def teaches_nothing(desk: MerchantDesk, form: Form) -> Response:
    """This message teaches nothing: it leaves the inbox, and the log says who decided it."""
    found = await _utterance(desk, _number(form.get("message", "")))
    if found is None:
        raise NotFound("There is no such message")
    data = {"author": desk.user.email, "text": "", "flag": None, "teaches_nothing": found.message.id}
    await to_thread.run_sync(desk.shop.log.append, found.message.conversation_id, [Draft("note", data)])
    return go("/training", "nothing")


@router.get("/examples")
async def example_files(desk: MerchantDesk, taught: int | None = None) -> Response:
    """The shop's own example files as they are, and who taught what."""
    school = school_of(desk)
    rows = [one for one in await to_thread.run_sync(desk.shop.examples.list) if one.state != "withdrawn"]
    files = await to_thread.run_sync(school.files)
    fresh = next((one for one in rows if one.id == taught), None)
    values: dict[str, Any] = {"rows": rows[::-1], "files": files, "fresh": fresh, "folder": _short(school.folder)}
    return show(desk, "training_examples.html", tab="examples", **values)


@router.post("/examples/{example_id}/withdraw")
async def withdraw(example_id: int, desk: MerchantDesk, _form: Form) -> Response:
    await to_thread.run_sync(school_of(desk).withdraw, example_id)
    return go("/training/examples", "withdrawn")


async def _form(desk: Desk, text: str, language: str, status: int = 200, **values: Any) -> Response:
    school = school_of(desk)
    corpus = await to_thread.run_sync(school.corpus)
    found = values.get("message")
    known = found.understanding.data if found and found.understanding else {}
    guesses = await to_thread.run_sync(corpus.guesses, text, heard(known)) if text.strip() else []
    values = {"near": [], "asked": False, "mistake": "", **values}
    values["chosen"] = values.get("chosen") or (guesses[0] if guesses else "")
    return show(
        desk,
        "teach.html",
        status,
        tab="inbox",
        text=text,
        spoken=language if language in LANGUAGES else "fr",
        known=known,
        guesses=guesses,
        groups=grouped(school.intents()),
        **values,
    )


def grouped(intents: list[str]) -> dict[str, list[str]]:
    """The intents there are, by group; each once."""
    found = {name: [one for one in members if one in intents] for name, members in GROUPS.items()}
    placed = {one for members in found.values() for one in members}
    found["other"] = [one for one in intents if one not in placed]
    return {name: members for name, members in found.items() if members}


async def _utterance(desk: Desk, message_id: int | None) -> Any:
    if message_id is None:
        return None
    found = await to_thread.run_sync(desk.shop.utterances.get, message_id)
    if found is None:
        raise NotFound("There is no such message")
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _short(folder: Path) -> str:
    """The folder as the documentation names it."""
    return f"COMPTOIR_HOME/{folder.parent.name}/{folder.name}"
