"""Models: train one, see what it got newly right and newly wrong, put it in service or go back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import Response

from bot.errors import NotFound
from bot.web.console.desk import Desk, Form, MerchantDesk, go, show
from bot.web.console.training.readings import fingerprint_of
from bot.web.console.training.routes import workshop_of

router = APIRouter(prefix="/training")

ROWS = 200
"""Changes of one kind that a sheet shows; a bad model may have thousands."""


@router.get("/models")
async def models(desk: MerchantDesk) -> Response:
    return show(desk, "training_models.html", tab="models", **await _standing(desk))


@router.get("/progress")
async def progress(desk: MerchantDesk) -> Response:
    """What is under way, and the models; asked every second while something is."""
    return show(desk, "training_now.html", **await _standing(desk))


@router.post("/runs")
async def train(desk: MerchantDesk, _form: Form) -> Response:
    _, workshop = workshop_of(desk)
    await workshop.train(desk.user.email)
    return go("/training/models")


@router.get("/runs/{run_id}")
async def sheet(run_id: int, desk: MerchantDesk) -> Response:
    """The before/after sheet of one training."""
    _, workshop = workshop_of(desk)
    run = await to_thread.run_sync(desk.shop.runs.get, run_id)
    if run is None:
        raise NotFound("There is no such training")
    model = await to_thread.run_sync(desk.shop.models.get, run.model_id) if run.model_id else None
    live = await to_thread.run_sync(_in_service, desk, model) if model else False
    return show(
        desk,
        "sheet.html",
        tab="models",
        run=run,
        model=model,
        live=live,
        sheet=run.comparison,
        rows=ROWS,
        publication=workshop.publication,
    )


@router.post("/models/{model_id}/publish")
async def publish(model_id: int, desk: MerchantDesk, _form: Form) -> Response:
    """Puts a model in service, a new one or one from before."""
    _, workshop = workshop_of(desk)
    await workshop.publish(model_id, desk.user.email)
    return go("/training/models")


def _in_service(desk: Desk, model: Any) -> bool:
    served = desk.shop.model_in_service
    return served is not None and fingerprint_of(served) == model.fingerprint


async def _standing(desk: Desk) -> dict[str, Any]:
    """What the page shows. Whether something is under way is taken before all else: what ends during the reading is
    asked for once more, instead of standing there half read."""
    _, workshop = workshop_of(desk)
    served, progress, publication = desk.shop.model_in_service, workshop.progress, workshop.publication
    busy = progress is not None or (publication is not None and publication.state == "running")

    def read() -> dict[str, Any]:
        known = desk.shop.models.list()
        runs = workshop.runs()
        return {
            "models": [(one, Path(one.path).exists(), _in_service(desk, one), _run(runs, one)) for one in known],
            "runs": runs,
            "fresh": desk.shop.examples.list("new"),
            "behind": served is None or fingerprint_of(served) != desk.shop.content(),
        }

    found = await to_thread.run_sync(read)
    return {**found, "progress": progress, "publication": publication, "busy": busy, "served": served}


def _run(runs: list[Any], model: Any) -> Any:
    return next((run for run in runs if run.model_id == model.id and run.comparison), None)
