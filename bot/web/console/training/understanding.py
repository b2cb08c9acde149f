"""How well the assistant understands: the model in service on sentences it never learnt, a candidate beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query
from fastapi.responses import Response

from bot.errors import Conflict, NotFound
from bot.training.comparison import Case
from bot.training.quality import REFUSED
from bot.web.console.desk import LANGUAGES, Desk, Form, MerchantDesk, go, is_part, show
from bot.web.console.training.exam import Exam, sentences, table
from bot.web.console.training.readings import fingerprint_of
from bot.web.console.training.routes import grouped, workshop_of

router = APIRouter(prefix="/training/quality")

LATELY = 1000
"""Shoppers' messages, newest first, that tell how often each intent is met."""
PAIRS = 12
"""Pairs most often confused that are listed; the table holds them all."""
CHANGES = 40
"""Sentences of one kind of change that are listed; the before/after sheet holds more."""

Short = Annotated[str, Query(max_length=64)]


@dataclass(frozen=True, slots=True)
class Choice:
    """The models of the page: in service, and the candidate chosen among those whose file is there."""

    served: Path | None
    candidate: Any
    candidates: list[Any]

    @property
    def files(self) -> list[Path]:
        return [Path(one) for one in (self.served, self.candidate.path if self.candidate else None) if one]


@router.get("")
async def understanding(
    desk: MerchantDesk, language: Short = "", against: Short = "", shown: Short = "", was: Short = "", heard: Short = ""
) -> Response:
    """`against`: a model's number, "none", or "" for the newest candidate; `shown`: "after" for its table."""
    language = language if language in LANGUAGES else ""
    under_way = _under_way(desk)  # before all else: what ends during the reading is then asked for once more
    choice = await to_thread.run_sync(_choice, desk, against)
    exam, taught = await to_thread.run_sync(_exam, desk, choice)
    values = {"language": language, "against": against, "choice": choice, "exam": exam, **under_way}
    if exam is not None:
        values |= await to_thread.run_sync(_figures, desk, choice, exam, language)
        values |= _picked(exam.of(language), shown if exam.after else "", was, heard)
        values["taught"] = taught
    return show(desk, "quality.html", tab="quality", **values)


@router.get("/now")
async def now(desk: MerchantDesk) -> Response:
    """While the models read; once they have, the page is loaded again."""
    values = _under_way(desk)
    if values["progress"] is None and is_part(desk.request):
        return Response(headers={"HX-Refresh": "true"})
    return show(desk, "quality_now.html", **values)


@router.post("/measure")
async def measure(desk: MerchantDesk, form: Form) -> Response:
    """Lets the model in service, and the candidate, read the test sentences."""
    _, workshop = workshop_of(desk)
    against = form.get("against", "")[:64]
    choice = await to_thread.run_sync(_choice, desk, against)
    if choice.served is None:
        raise Conflict("No model is in service", reason="gone")
    await workshop.measure(choice.files)
    return go("/training/quality" + (f"?against={against}" if against.isalnum() else ""))


def _under_way(desk: Desk) -> dict[str, Any]:
    _, workshop = workshop_of(desk)
    return {"progress": workshop.progress, "unread": workshop.unread}


def _choice(desk: Desk, against: str) -> Choice:
    """Raises NotFound where `against` names no model that could be put in service."""
    served = desk.shop.model_in_service
    served = Path(served) if served is not None and Path(served).exists() else None
    others = [one for one in desk.shop.models.list() if Path(one.path).exists()]
    others = [one for one in others if served is None or fingerprint_of(served) != one.fingerprint]
    if against.isdecimal():
        chosen = next((one for one in others if str(one.id) == against), None)
        if chosen is None:
            raise NotFound("There is no such model")
    else:
        newest = next(iter(others), None)
        chosen = newest if against != "none" and newest is not None and newest.published_at is None else None
    return Choice(served, chosen, others)


def _exam(desk: Desk, choice: Choice) -> tuple[Exam | None, tuple[int, int]]:
    """None until all sentences were read; and of the shop’s own examples, (right with the newest model, all)."""
    school, workshop = workshop_of(desk)
    if choice.served is None:
        return None, (0, 0)
    cases = school.cases()
    held = [case for case in cases if case.kind != "taught"]
    own = [case for case in cases if case.kind == "taught"]
    before = workshop.readings.known(choice.served, held)
    after = workshop.readings.known(Path(choice.candidate.path), held) if choice.candidate else None
    if before is None or (choice.candidate and after is None):
        return None, (0, 0)
    newest = Path(choice.candidate.path) if choice.candidate else choice.served
    learnt = workshop.readings.known(newest, own) or []
    return Exam(held, before, after), (_right(own, learnt), len(own) if learnt else 0)


def _right(cases: list[Case], guesses: list[Any]) -> int:
    return sum(case.intent == guess.intent for case, guess in zip(cases, guesses, strict=False))


def _figures(desk: Desk, choice: Choice, exam: Exam, language: str) -> dict[str, Any]:
    school, workshop = workshop_of(desk)
    part = exam.of(language)
    spoken = (one for one in school.corpus().sentences if language in ("", one.language))
    met = (str(one.understanding.data.get("intent") or "") for one in desk.shop.utterances.recent(LATELY))
    now, then = part.qualities()
    whole = exam.comparison()
    return {
        "now": now,
        "then": then,
        "duels": exam.duels(),
        "rows": part.rows(Counter(one.intent for one in spoken), Counter(name.partition("/")[0] for name in met)),
        "changes": part.comparison(),
        "lost": whole.blocked_by if whole else (),
        "run": workshop.run_of(choice.candidate.id) if choice.candidate else None,
        "pairs": now.confusions[:PAIRS],
        "more_pairs": len(now.confusions) - PAIRS,
        "later": part.later(),
        "most": CHANGES,
    }


def _picked(part: Exam, shown: str, was: str, heard: str) -> dict[str, Any]:
    """The table of one of the models, and the sentences behind the place that was asked for."""
    if shown == "after" and part.after is not None:
        part = replace(part, before=part.after)
    found = part.qualities()[0]
    order = [name for members in grouped([one.name for one in found.intents]).values() for name in members]
    columns, matrix = table(found, order)
    picked = sentences(found, part, was, heard) if was and heard else None
    return {"columns": columns, "matrix": matrix, "shown": shown, "picked": picked, "refused": REFUSED}
