"""The nudge policy's versions: the document as written, none ever changed or dropped."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, insert, select

from bot.nudge import document
from bot.nudge.policy import Policy
from bot.ports import Clock
from bot.storage import documents
from bot.storage.database import Database
from bot.storage.tables import policy_versions

_ALL = select(policy_versions).order_by(policy_versions.c.id.desc())
_NEWEST = _ALL.limit(1)


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
        newest = self._database.fetch(_NEWEST)
        return _version(newest[0]) if newest else None

    def history(self) -> list[PolicyVersion]:
        """Newest first."""
        return [_version(row) for row in self._database.fetch(_ALL)]


def _version(row: Row[Any]) -> PolicyVersion:
    return PolicyVersion(row.version, row.document, row.author, row.created_at)


def read_policy(text: str) -> Policy:
    """The policy written in `text`. Raises InvalidInput with the line and the reason."""
    data, lines = documents.parse(text)
    return document.parse(data, lines)


LOOK_SECONDS = 0.2
"""How often another process's `policy set` is looked for: every message asks for the policy, and it changes monthly."""


class PolicyDesk:
    """The nudge policy in force and its history; `default` is what holds before a merchant has set one."""

    def __init__(self, policies: SqlPolicies, default: str) -> None:
        self._policies = policies
        self._default = default
        self._read: tuple[str, Policy] | None = None
        self._looked = float("-inf")
        self._changes = 0

    def text(self) -> str:
        version = self._policies.current()
        return version.document if version else self._default

    @property
    def current(self) -> Policy:
        """The policy in force; another process's `policy set` counts after LOOK_SECONDS at the latest."""
        now, changes, read = time.monotonic(), self._changes, self._read
        if read is not None and now - self._looked < LOOK_SECONDS:
            return read[1]
        text = self.text()
        if read is None or read[0] != text:
            read = (text, read_policy(text))
        if changes == self._changes:  # else another thread put one in force meanwhile, and this is the older
            self._read, self._looked = read, now
        return read[1]

    def document(self) -> dict[str, Any]:
        return document.to_document(self.current)

    def stop(self, kind: str, author: str) -> Policy:
        """Put the policy in force again without one kind of nudge; the merchant's comments stay where they were."""
        kinds = [one for one in self.current.kinds if one != kind]
        return self.put(documents.changed(self.text(), "kinds", kinds), author)

    def steps(self) -> list[tuple[PolicyVersion, tuple[str, ...]]]:
        """Every version that was put in force, newest first, with the kinds it took out of the one before."""
        history = self._policies.history()
        kinds = [read_policy(text).kinds for text in (*(version.document for version in history), self._default)]
        taken = (tuple(kind for kind in older if kind not in newer) for newer, older in pairwise(kinds))
        return list(zip(history, taken, strict=True))

    def versions(self) -> dict[str, Policy]:
        """Every policy that was ever in force, by its version."""
        texts = [self._default, *(version.document for version in self._policies.history())]
        return {policy.version: policy for policy in map(read_policy, texts)}

    def put(self, text: str, author: str) -> Policy:
        """Put `text` in force. Raises InvalidInput; the one in force then stays."""
        policy = read_policy(text)
        if text.lstrip().startswith("{"):  # a program's JSON is kept as people read it, a field a line
            text = documents.dump(documents.parse(text)[0])
        self._policies.add(policy.version, text, author)
        self._changes += 1
        self._read, self._looked = (text, policy), float("-inf")
        return policy
