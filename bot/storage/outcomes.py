"""What the log tells of the people behind the conversations: decisions, exposures, orders for the holdout report, and
the nudges somebody was shown elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from bot.shopper.entry import Entry
from bot.storage.database import Database
from bot.storage.log import to_entry
from bot.storage.tables import conversations, entries

KINDS = ("decision", "exposure", "outcome", "page_event")
AT_ONCE = 2_000
"""Rows fetched at a time: a year's log is read without holding it in memory."""


class SqlOutcomes:
    def __init__(self, database: Database) -> None:
        self._database = database

    def told(self, since: datetime, until: datetime) -> Iterator[tuple[str, Entry]]:
        """(subject, entry) in the log's order, since ≤ at < until. The subject is the visitor, where there was
        agreement to know them, else the conversation; who asked to be forgotten takes no part.
        """
        subject = func.coalesce(conversations.c.visitor_id, conversations.c.id)
        query = (
            select(subject.label("subject"), entries)
            .join(conversations, conversations.c.id == entries.c.conversation_id)
            .where(entries.c.kind.in_(KINDS), entries.c.at >= since, entries.c.at < until)
            .order_by(entries.c.id)
        )
        after = 0
        while True:
            with self._database.read() as connection:
                rows = connection.execute(query.where(entries.c.id > after).limit(AT_ONCE)).all()
            for row in rows:
                if not row.data.get("erased"):
                    yield row.subject, to_entry(row)
            if len(rows) < AT_ONCE:
                return
            after = rows[-1].id

    def nudges_elsewhere(self, visitor_id: str, conversation_id: str, since: datetime) -> list[tuple[str, datetime]]:
        """(kind, when) of each nudge posted from `since` on in this visitor's other conversations, oldest first."""
        query = (
            select(entries.c.data, entries.c.at)
            .join(conversations, conversations.c.id == entries.c.conversation_id)
            .where(conversations.c.visitor_id == visitor_id, conversations.c.id != conversation_id)
            .where(entries.c.kind == "message", entries.c.at >= since)
            .order_by(entries.c.id)
        )
        with self._database.read() as connection:
            found = connection.execute(query).all()
        return [(str(row.data["nudge"].get("kind")), row.at) for row in found if row.data.get("nudge")]
