"""The append-only log in the database (bot.ports.EventLog)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.errors import NotFound
from bot.ports import Clock
from bot.shopper.entry import Draft, Entry
from bot.storage.codec import round_trip
from bot.storage.database import Database
from bot.storage.flags import flags_of
from bot.storage.tables import conversation_flags, conversations, entries, entry_keys, unanswered
from bot.storage.words import searchable_words


class SqlEventLog:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._watchers: list[Callable[[], None]] = []

    def watch(self, notify: Callable[[], None]) -> None:
        """Call `notify` after each append of this process (any thread); other processes' appends are seen by `tail`."""
        self._watchers.append(notify)

    def append(self, conversation_id: str, drafts: Sequence[Draft]) -> list[Entry]:
        if not drafts:
            return []
        with self._database.write_log() as connection:
            added = [self._insert(connection, conversation_id, draft) for draft in drafts]
        self._notify()
        return added

    def append_once(self, conversation_id: str, key: str, draft: Draft) -> tuple[Entry, bool]:
        with self._database.write_log() as connection:
            there = connection.execute(_keyed(conversation_id, key)).first()
            if there is not None:
                return to_entry(there), False
            entry = self._insert(connection, conversation_id, draft)
            connection.execute(insert(entry_keys).values(conversation_id=conversation_id, key=key, entry_id=entry.id))
        self._notify()
        return entry, True

    def read(self, conversation_id: str, after: int = 0, limit: int | None = None) -> list[Entry]:
        query = select(entries).where(entries.c.conversation_id == conversation_id, entries.c.id > after)
        return self._fetch(query.order_by(entries.c.id).limit(limit))

    def tail(self, after: int, limit: int = 1000) -> list[Entry]:
        return self._fetch(select(entries).where(entries.c.id > after).order_by(entries.c.id).limit(limit))

    def last_id(self) -> int:
        with self._database.read() as connection:
            return int(connection.execute(select(func.coalesce(func.max(entries.c.id), 0))).scalar_one())

    def _fetch(self, query: Select[Any]) -> list[Entry]:
        with self._database.read() as connection:
            return [to_entry(row) for row in connection.execute(query)]

    def _insert(self, connection: Connection, conversation_id: str, draft: Draft) -> Entry:
        data = round_trip(draft.data)
        at = draft.at or self._clock.now()
        _touch(connection, conversation_id, at, int(draft.kind == "message"))
        row = {"conversation_id": conversation_id, "at": at, "kind": draft.kind, "data": data}
        entry_id = int(connection.execute(insert(entries).values(row).returning(entries.c.id)).scalar_one())
        entry = Entry(entry_id, conversation_id, at, draft.kind, data)
        _index(connection, entry)
        return entry

    def _notify(self) -> None:
        for notify in self._watchers:
            notify()


def to_entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.conversation_id, row.at, row.kind, row.data)


def _keyed(conversation_id: str, key: str) -> Select[Any]:
    return (
        select(entries)
        .join(entry_keys, entry_keys.c.entry_id == entries.c.id)
        .where(entry_keys.c.conversation_id == conversation_id, entry_keys.c.key == key)
    )


def _touch(connection: Connection, conversation_id: str, at: datetime, messages: int) -> None:
    latest = case((conversations.c.last_at < at, at), else_=conversations.c.last_at)
    touched = connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(last_at=latest, messages=conversations.c.messages + messages)
    )
    if touched.rowcount != 1:
        raise NotFound(f"There is no conversation {conversation_id}")


def _index(connection: Connection, entry: Entry) -> None:
    """What the lists and the search need to know of an entry, in the same transaction."""
    for flag in flags_of(entry.kind, entry.data):
        raise_flag(connection, entry.conversation_id, flag)
    words = searchable_words(entry.kind, entry.data)
    if words:
        index_words(connection, entry.id, entry.conversation_id, words)
    if entry.kind == "message":
        _keep_count_of_unanswered(connection, entry.id, entry.data)


def raise_flag(connection: Connection, conversation_id: str, flag: str) -> None:
    """Set a flag; setting it twice changes nothing."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = {"conversation_id": conversation_id, "flag": flag}
    connection.execute(dialect.insert(conversation_flags).values(row).on_conflict_do_nothing())


def index_words(connection: Connection, entry_id: int, conversation_id: str, words: str) -> None:
    key = "rowid" if connection.dialect.name == "sqlite" else "entry_id"
    statement = f"INSERT INTO message_search ({key}, conversation_id, words) VALUES (:entry, :conversation, :words)"
    connection.execute(text(statement), {"entry": entry_id, "conversation": conversation_id, "words": words})


def _keep_count_of_unanswered(connection: Connection, entry_id: int, data: Mapping[str, Any]) -> None:
    if data.get("role") == "shopper":
        connection.execute(insert(unanswered).values(entry_id=entry_id))
    elif data.get("final") and data.get("in_reply_to") is not None:
        connection.execute(delete(unanswered).where(unanswered.c.entry_id == int(data["in_reply_to"])))
