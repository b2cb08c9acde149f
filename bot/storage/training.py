"""What the merchant teaches: examples, training runs, the models they made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, insert, select, update

from bot.errors import NotFound
from bot.ports import Clock
from bot.storage.database import Database
from bot.storage.tables import model_versions, training_examples, training_runs


@dataclass(frozen=True, slots=True)
class Example:
    """`state`: new | trained | withdrawn. `source_entry_id` is the message it came from (erased with it)."""

    id: int
    text: str
    language: str
    intent: str
    state: str
    author: str
    source_entry_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """`state`: queued | running | done | failed; `progress` in [0, 1]; `comparison`: the before/after sheet."""

    id: int
    state: str
    progress: float
    message: str
    author: str
    model_id: int | None
    comparison: Mapping[str, Any] | None
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Model:
    """`state`: candidate | live | retired; one is live at a time."""

    id: int
    fingerprint: str
    path: str
    state: str
    created_at: datetime
    published_at: datetime | None = None
    published_by: str | None = None
    scores: Mapping[str, Any] = field(default_factory=dict)


class SqlExamples:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, text: str, language: str, intent: str, author: str, source_entry_id: int | None = None) -> Example:
        row: dict[str, Any] = {
            "text": text,
            "language": language,
            "intent": intent,
            "state": "new",
            "author": author,
            "source_entry_id": source_entry_id,
            "created_at": self._clock.now(),
        }
        return Example(id=_insert(self._database, training_examples, row), **row)

    def list(self, state: str | None = None) -> list[Example]:
        """Oldest first."""
        query = select(training_examples).order_by(training_examples.c.id)
        if state is not None:
            query = query.where(training_examples.c.state == state)
        with self._database.read() as connection:
            return [Example(**row._mapping) for row in connection.execute(query)]

    def sources(self) -> set[int]:
        """The messages that someone already taught."""
        column = training_examples.c.source_entry_id
        with self._database.read() as connection:
            return set(connection.execute(select(column).where(column.is_not(None))).scalars())

    def set_state(self, example_id: int, state: str) -> None:
        _change(self._database, training_examples, example_id, {"state": state})

    def mark_trained(self) -> None:
        """A model learnt all that was new."""
        with self._database.write() as connection:
            new = training_examples.c.state == "new"
            connection.execute(update(training_examples).where(new).values(state="trained"))


class SqlRuns:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, author: str) -> Run:
        row: dict[str, Any] = {
            "state": "queued",
            "progress": 0.0,
            "message": "",
            "author": author,
            "model_id": None,
            "comparison": None,
            "started_at": self._clock.now(),
            "finished_at": None,
        }
        return Run(id=_insert(self._database, training_runs, row), **row)

    def get(self, run_id: int) -> Run | None:
        row = _get(self._database, training_runs, run_id)
        return None if row is None else Run(**row._mapping)

    def list(self, limit: int | None = None) -> list[Run]:
        """Newest first."""
        query = select(training_runs).order_by(training_runs.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return [Run(**row._mapping) for row in connection.execute(query)]

    def progress(self, run_id: int, progress: float, message: str) -> None:
        values = {"state": "running", "progress": progress, "message": message}
        _change(self._database, training_runs, run_id, values)

    def finish(
        self,
        run_id: int,
        state: str,
        message: str = "",
        model_id: int | None = None,
        comparison: Mapping[str, Any] | None = None,
    ) -> None:
        """`state`: done | failed."""
        values: dict[str, Any] = {"state": state, "message": message, "model_id": model_id, "comparison": comparison}
        values["finished_at"] = self._clock.now()
        if state == "done":
            values["progress"] = 1.0
        _change(self._database, training_runs, run_id, values)


class SqlModels:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, fingerprint: str, path: str, scores: Mapping[str, Any] | None = None) -> Model:
        """Know a trained model; the same fingerprint again is the same model."""
        same = select(model_versions).where(model_versions.c.fingerprint == fingerprint)
        with self._database.write_log() as connection:
            row = connection.execute(same).first()
            if row is None:
                new = {"fingerprint": fingerprint, "path": path, "state": "candidate", "scores": dict(scores or {})}
                connection.execute(insert(model_versions).values(new | {"created_at": self._clock.now()}))
                row = connection.execute(same).one()
        return Model(**row._mapping)

    def get(self, model_id: int) -> Model | None:
        row = _get(self._database, model_versions, model_id)
        return None if row is None else Model(**row._mapping)

    def list(self) -> list[Model]:
        """Newest first."""
        with self._database.read() as connection:
            query = select(model_versions).order_by(model_versions.c.id.desc())
            return [Model(**row._mapping) for row in connection.execute(query)]

    def live(self) -> Model | None:
        return next((model for model in self.list() if model.state == "live"), None)

    def publish(self, model_id: int, author: str) -> None:
        """Make this model the live one and retire the one before, in one transaction."""
        values = {"state": "live", "published_at": self._clock.now(), "published_by": author}
        with self._database.write_log() as connection:
            live = model_versions.c.state == "live"
            connection.execute(update(model_versions).where(live).values(state="retired"))
            changed = connection.execute(update(model_versions).where(model_versions.c.id == model_id).values(values))
            if changed.rowcount != 1:
                raise NotFound("There is no such model")


def _insert(database: Database, table: Table, row: Mapping[str, Any]) -> int:
    with database.write() as connection:
        return int(connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one())


def _get(database: Database, table: Table, row_id: int) -> Row[Any] | None:
    with database.read() as connection:
        return connection.execute(select(table).where(table.c.id == row_id)).first()


def _change(database: Database, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    with database.write() as connection:
        if connection.execute(update(table).where(table.c.id == row_id).values(values)).rowcount != 1:
            raise NotFound("There is no such row")
