"""The nudge policy's versions: the document as written, none ever changed or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from bot.ports import Clock
from bot.storage.database import Database
from bot.storage.tables import policy_versions


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """`version` is the hash of the content, `document` the YAML text."""

    version: str
    document: str
    author: str
    created_at: datetime


class SqlPolicies:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, version: str, document: str, author: str) -> PolicyVersion:
        """Make this the policy in force. The document is checked by the caller."""
        new = PolicyVersion(version, document, author, self._clock.now())
        row = {"version": version, "document": document, "author": author, "created_at": new.created_at}
        with self._database.write() as connection:
            connection.execute(insert(policy_versions).values(row))
        return new

    def current(self) -> PolicyVersion | None:
        history = self.history(limit=1)
        return history[0] if history else None

    def history(self, limit: int | None = None) -> list[PolicyVersion]:
        """Newest first."""
        query = select(policy_versions).order_by(policy_versions.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return [_version(row) for row in connection.execute(query)]


def _version(row: Row[Any]) -> PolicyVersion:
    return PolicyVersion(row.version, row.document, row.author, row.created_at)
