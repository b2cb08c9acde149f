"""Trainings and publications: one at a time, beside the shop that serves, whatever becomes of the page that asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anyio import to_thread

from bot.errors import ComptoirError, Conflict, NotFound
from bot.training.comparison import Comparison, compare
from bot.web.console.training.readings import Readings, fingerprint_of
from bot.web.console.training.school import School

logger = logging.getLogger(__name__)

START, TRAINED, READ_BEFORE = 0.02, 0.7, 0.85
"""Where a training, the new model's file and the first of the two readings are on the way to 1."""
STEPS = 9
"""Lines that a training of this pipeline says, for its share of the bar."""
HOUSE = "comptoir"
"""Who published the model that was in service before the first publication."""


@dataclass(slots=True)
class Progress:
    """How far the run under way is: `share` in [0, 1]; `step`: reading | training | writing | comparing | measuring."""

    run_id: int
    share: float
    step: str
    said: int = 0


@dataclass(slots=True)
class Publication:
    """The last publication asked for: `state` running | done | failed."""

    model_id: int
    state: str = "running"
    detail: str = ""


class Workshop:
    def __init__(self, shop: Any, school: School) -> None:
        self._shop = shop
        self._school = school
        self.readings = Readings(shop, school.folder.parent / "readings")
        self._tasks: set[asyncio.Task[None]] = set()
        self.progress: Progress | None = None
        self.unread = ""
        self.publication: Publication | None = None

    # --- training -----------------------------------------------------------------------------------------------------

    async def train(self, author: str) -> Any:
        """Begin a run. Raises Conflict while another is under way."""
        if self.progress is not None:
            raise Conflict("A training is under way", reason="training")
        self.progress = Progress(0, START, "reading")
        try:
            run = await to_thread.run_sync(self._begun, author)
        except BaseException:
            self.progress = None
            raise
        self.progress.run_id = run.id
        self._start(self._run(run.id))
        return run

    def runs(self) -> list[Any]:
        """Newest first; a run that an end of the app cut off is told as failed."""
        under_way = self.progress.run_id if self.progress else None
        for run in self._shop.runs.list(20):
            if run.state in ("queued", "running") and run.id != under_way and under_way != 0:
                self._shop.runs.finish(run.id, "failed", "interrupted")
        return list(self._shop.runs.list(20))

    def _begun(self, author: str) -> Any:
        self._school.forget_erased()
        run = self._shop.runs.add(author)
        self._shop.runs.progress(run.id, START, "reading")
        return run

    async def _run(self, run_id: int) -> None:
        state, message, model_id, sheet = "failed", "interrupted", None, None
        try:
            learnt = [one.id for one in await to_thread.run_sync(self._shop.examples.list, "new")]
            model = await self._shop.train(self._hear)
            comparison = await self._compared(model)
            model_id = await to_thread.run_sync(self._known, model, comparison)
            await to_thread.run_sync(self._learnt, learnt)
            state, message, sheet = "done", "", comparison.to_json() if comparison else None
        except ComptoirError as error:
            message = error.detail
        except Exception:
            logger.exception("training run %s failed", run_id)
            message = "unexpected"
        finally:
            # Not in a thread: this also runs when the app is ending.
            self._shop.runs.finish(run_id, state, message, model_id, sheet)
            self.progress = None

    def _hear(self, line: str) -> None:
        """One line of the training."""
        now = self.progress
        if now is not None:
            now.said += 1
            now.share = START + (TRAINED - START) * min(1.0, now.said / STEPS)
            now.step = "training" if line.startswith("training ") else now.step

    async def _compared(self, model: Path) -> Comparison | None:
        """The sheet against the model in service; None when it is that very model."""
        served = self._shop.model_in_service
        if served is None or Path(served) == model:
            return None
        cases = await to_thread.run_sync(self._school.cases)
        self._at(TRAINED)
        before = await self.readings.read(served, cases)
        self._at(READ_BEFORE)
        return compare(cases, before, await self.readings.read(model, cases))

    def _at(self, share: float, step: str = "comparing") -> None:
        if self.progress is not None:
            self.progress.share, self.progress.step = share, step

    def _known(self, model: Path, comparison: Comparison | None) -> int:
        scores = {"right": comparison.right_after, "total": comparison.total} if comparison else {}
        return int(self._shop.models.add(fingerprint_of(model), str(model), scores).id)

    def _learnt(self, example_ids: list[int]) -> None:
        known = {one.id for one in self._shop.examples.list("new")}
        for example_id in example_ids:
            if example_id in known:
                self._shop.examples.set_state(example_id, "trained")

    # --- measuring ----------------------------------------------------------------------------------------------------

    async def measure(self, models: Sequence[Path]) -> None:
        """Begin to let models read the test sentences. Raises Conflict while a training or a reading is under way."""
        if self.progress is not None:
            raise Conflict("A training is under way", reason="training")
        self.progress, self.unread = Progress(0, START, "measuring"), ""
        self._start(self._measure(models))

    async def _measure(self, models: Sequence[Path]) -> None:
        """`unread` tells afterwards why a model could not be read."""
        try:
            cases = await to_thread.run_sync(self._school.cases)
            for place, model in enumerate(models):
                self._at(max(START, place / len(models)), "measuring")
                await self.readings.read(model, cases)
        except ComptoirError as error:
            self.unread = error.detail
        except Exception:
            logger.exception("the test sentences could not be read")
            self.unread = "unexpected"
        finally:
            self.progress = None

    # --- publishing ---------------------------------------------------------------------------------------------------

    async def publish(self, model_id: int, author: str) -> None:
        """Begin to put a model in service. Raises Conflict while another is under way, when a protected sentence blocks
        it or its file is gone; NotFound."""
        if self.publication is not None and self.publication.state == "running":
            raise Conflict("A publication is under way", reason="publishing")
        model = await to_thread.run_sync(self._shop.models.get, model_id)
        if model is None:
            raise NotFound("There is no such model")
        if not Path(model.path).exists():
            raise Conflict("The file of this model is gone", reason="gone")
        if model.published_at is None and await to_thread.run_sync(self.blocked, model_id):
            raise Conflict("A protected sentence is lost with this model", reason="blocked")
        self.publication = Publication(model_id)
        self._start(self._publish(self.publication, Path(model.path), author))

    def blocked(self, model_id: int) -> bool:
        run = self.run_of(model_id)
        return bool(run and run.comparison and run.comparison.get("blocked_by"))

    def run_of(self, model_id: int) -> Any:
        """The last run that made this model and compared it."""
        made = (run for run in self._shop.runs.list() if run.model_id == model_id and run.comparison)
        return next(made, None)

    async def _publish(self, publication: Publication, model: Path, author: str) -> None:
        try:
            served = self._shop.model_in_service
            await self._shop.publish(model)
            await to_thread.run_sync(self._published, publication.model_id, served, author)
            publication.state = "done"
        except ComptoirError as error:
            logger.warning("model %s was not published: %s", model.name, error.detail)
            publication.state, publication.detail = "failed", error.detail
        except Exception:
            logger.exception("model %s was not published", model.name)
            publication.state, publication.detail = "failed", "unexpected"

    def _published(self, model_id: int, served: Path | None, author: str) -> None:
        """Write it down; the model before it as well, so that one can go back to it."""
        models = self._shop.models
        if models.live() is None and served is not None:
            before = models.add(fingerprint_of(served), str(served))
            if before.id != model_id:
                models.publish(before.id, HOUSE)
        models.publish(model_id, author)

    # --- tasks --------------------------------------------------------------------------------------------------------

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._tasks)
