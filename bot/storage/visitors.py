"""The people who agreed to be recognised, and their erasure (what is left of their words: erasure.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, text, update

from bot.errors import NotFound
from bot.ports import Clock
from bot.shopper.entry import Consent
from bot.storage.codec import round_trip
from bot.storage.database import Database
from bot.storage.erasure import without_words
from bot.storage.offers import erase_offers
from bot.storage.tables import conversations, entries, training_examples, unanswered, visitors


@dataclass(frozen=True, slots=True)
class Visitor:
    """A pseudonym: no name, no address; `token_hash` is SHA-256, hex."""

    id: str
    token_hash: str
    consent: Consent
    created_at: datetime
    seen_at: datetime
    profile: Mapping[str, Any] = field(default_factory=dict)


class SqlVisitors:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, visitor_id: str, token_hash: str, consent: Consent) -> Visitor:
        now = self._clock.now()
        visitor = Visitor(visitor_id, token_hash, consent, now, now)
        row = {
            "id": visitor_id,
            "token_hash": token_hash,
            "personalisation": consent.personalisation,
            "analytics": consent.analytics,
            "created_at": now,
            "seen_at": now,
            "profile": {},
        }
        with self._database.write() as connection:
            connection.execute(insert(visitors).values(row))
        return visitor

    def get(self, visitor_id: str) -> Visitor | None:
        with self._database.read() as connection:
            row = connection.execute(select(visitors).where(visitors.c.id == visitor_id)).first()
        return None if row is None else _visitor(row)

    def by_token(self, token_hash: str) -> Visitor | None:
        with self._database.read() as connection:
            row = connection.execute(select(visitors).where(visitors.c.token_hash == token_hash)).first()
        return None if row is None else _visitor(row)

    def seen(self, visitor_id: str, consent: Consent) -> None:
        """The visitor came back, and this is what they agree to now."""
        self._change(
            visitor_id,
            personalisation=consent.personalisation,
            analytics=consent.analytics,
            seen_at=self._clock.now(),
        )

    def set_profile(self, visitor_id: str, profile: Mapping[str, Any]) -> None:
        self._change(visitor_id, profile=round_trip(profile))

    def conversation_ids(self, visitor_id: str) -> list[str]:
        """This visitor's conversations, oldest first."""
        with self._database.read() as connection:
            return _conversation_ids(connection, visitor_id)

    def erase(self, visitor_id: str) -> list[str]:
        """Erase the profile and the person's words wherever this database keeps them; returns their conversations."""
        with self._database.write_log() as connection:
            ids = _conversation_ids(connection, visitor_id)
            _erase_words(connection, ids)
            cut = {"visitor_id": None, "page": None, "personalisation": False, "analytics": False}
            connection.execute(update(conversations).where(conversations.c.id.in_(ids)).values(cut))
            erase_offers(connection, visitor_id)
            connection.execute(delete(visitors).where(visitors.c.id == visitor_id))
        self._database.forget_deleted()
        return ids

    def _change(self, visitor_id: str, **values: Any) -> None:
        with self._database.write() as connection:
            statement = update(visitors).where(visitors.c.id == visitor_id).values(values)
            if connection.execute(statement).rowcount != 1:
                raise NotFound("There is no such visitor")


def _visitor(row: Row[Any]) -> Visitor:
    consent = Consent(row.personalisation, row.analytics)
    return Visitor(row.id, row.token_hash, consent, row.created_at, row.seen_at, row.profile)


def _conversation_ids(connection: Connection, visitor_id: str) -> list[str]:
    query = select(conversations.c.id).where(conversations.c.visitor_id == visitor_id)
    return list(connection.execute(query.order_by(conversations.c.started_at, conversations.c.id)).scalars())


def _erase_words(connection: Connection, conversation_ids: list[str]) -> None:
    key = "rowid" if connection.dialect.name == "sqlite" else "entry_id"
    of_theirs = entries.c.conversation_id.in_(conversation_ids)
    for row in connection.execute(select(entries).where(of_theirs)).all():
        data = without_words(row.kind, row.data)
        connection.execute(update(entries).where(entries.c.id == row.id).values(data=data))
        connection.execute(text(f"DELETE FROM message_search WHERE {key} = :id"), {"id": row.id})
    ids = select(entries.c.id).where(of_theirs)
    connection.execute(delete(training_examples).where(training_examples.c.source_entry_id.in_(ids)))
    connection.execute(delete(unanswered).where(unanswered.c.entry_id.in_(ids)))
    if connection.dialect.name == "sqlite":
        # FTS5 marks deleted words and drops them when its segments are merged: merge now.
        connection.execute(text("INSERT INTO message_search (message_search) VALUES ('optimize')"))
