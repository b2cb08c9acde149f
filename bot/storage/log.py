"""The append-only log in the database (bot.ports.EventLog)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.errors import NotFound
from bot.ports import Clock
from bot.shopper.entry import Draft, Entry
from bot.storage.codec import round_trip
from bot.storage.database import Database
from bot.storage.flags import flags_of
from bot.storage.tables import conversation_flags, conversations, entries, entry_keys, unanswered
from bot.storage.words import searchable_words

# Every message runs these several times: written once, SQLAlchemy finds their compiled form by looking once.
_AT = bindparam("now", type_=conversations.c.last_at.type)
_TOUCH = (
    update(conversations)
    .where(conversations.c.id == bindparam("conversation"))
    .values(
        last_at=case((conversations.c.last_at < _AT, _AT), else_=conversations.c.last_at),
        messages=conversations.c.messages + bindparam("more"),
    )
)
_ADD = insert(entries).returning(entries.c.id)
_READ = (
    select(entries)
    .where(entries.c.conversation_id == bindparam("conversation"), entries.c.id > bindparam("after"))
    .order_by(entries.c.id)
)
_READ_SOME = _READ.limit(bindparam("most"))
_TAIL = select(entries).where(entries.c.id > bindparam("after")).order_by(entries.c.id).limit(bindparam("most"))
_LAST_ID = select(func.coalesce(func.max(entries.c.id), 0))
_KEYED = (
    select(entries)
    .join(entry_keys, entry_keys.c.entry_id == entries.c.id)
    .where(entry_keys.c.conversation_id == bindparam("conversation"), entry_keys.c.key == bindparam("key"))
)
_ADD_KEY = insert(entry_keys)
_WAITS = insert(unanswered)
_ANSWERED = delete(unanswered).where(unanswered.c.entry_id == bindparam("message"))
_RAISE = {
    "sqlite": sqlite.insert(conversation_flags).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(conversation_flags).on_conflict_do_nothing(),
}
_INDEX = {
    name: text(f"INSERT INTO message_search ({key}, conversation_id, words) VALUES (:entry, :conversation, :words)")
    for name, key in (("sqlite", "rowid"), ("postgresql", "entry_id"))
}


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
            added = self._insert(connection, conversation_id, drafts)
        self._notify()
        return added

    def append_once(self, conversation_id: str, key: str, draft: Draft) -> tuple[Entry, bool]:
        with self._database.write_log() as connection:
            there = connection.execute(_KEYED, {"conversation": conversation_id, "key": key}).first()
            if there is not None:
                return to_entry(there), False
            [entry] = self._insert(connection, conversation_id, [draft])
            connection.execute(_ADD_KEY, {"conversation_id": conversation_id, "key": key, "entry_id": entry.id})
        self._notify()
        return entry, True

    def read(self, conversation_id: str, after: int = 0, limit: int | None = None) -> list[Entry]:
        place: dict[str, Any] = {"conversation": conversation_id, "after": after}
        if limit is None:
            return [to_entry(row) for row in self._database.fetch(_READ, **place)]
        return [to_entry(row) for row in self._database.fetch(_READ_SOME, **place, most=limit)]

    def tail(self, after: int, limit: int = 1000) -> list[Entry]:
        return [to_entry(row) for row in self._database.fetch(_TAIL, after=after, most=limit)]

    def last_id(self) -> int:
        return int(self._database.fetch(_LAST_ID)[0][0])

    def _insert(self, connection: Connection, conversation_id: str, drafts: Sequence[Draft]) -> list[Entry]:
        """One transaction's entries; the conversation's own row is touched once for them all."""
        times = [draft.at or self._clock.now() for draft in drafts]
        messages = sum(draft.kind == "message" for draft in drafts)
        touched = connection.execute(_TOUCH, {"conversation": conversation_id, "now": max(times), "more": messages})
        if touched.rowcount != 1:
            raise NotFound(f"There is no conversation {conversation_id}")
        return [_added(connection, conversation_id, *one) for one in zip(drafts, times, strict=True)]

    def _notify(self) -> None:
        for notify in self._watchers:
            notify()


def to_entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.conversation_id, row.at, row.kind, row.data)


def _added(connection: Connection, conversation_id: str, draft: Draft, at: datetime) -> Entry:
    data = round_trip(draft.data)
    row = {"conversation_id": conversation_id, "at": at, "kind": draft.kind, "data": data}
    entry = Entry(int(connection.execute(_ADD, row).scalar_one()), conversation_id, at, draft.kind, data)
    _index(connection, entry)
    return entry


def _index(connection: Connection, entry: Entry) -> None:
    """What the lists and the search need to know of an entry, in the same transaction."""
    for flag in flags_of(entry.kind, entry.data):
        raise_flag(connection, entry.conversation_id, flag)
    words = searchable_words(entry.kind, entry.data)
    if words:
        index_words(connection, entry.id, entry.conversation_id, words)
    if entry.kind in ("message", "outcome"):
        _keep_count_of_unanswered(connection, entry.id, entry.data)


def raise_flag(connection: Connection, conversation_id: str, flag: str) -> None:
    """Set a flag; setting it twice changes nothing."""
    connection.execute(_RAISE[connection.dialect.name], {"conversation_id": conversation_id, "flag": flag})


def index_words(connection: Connection, entry_id: int, conversation_id: str, words: str) -> None:
    values = {"entry": entry_id, "conversation": conversation_id, "words": words}
    connection.execute(_INDEX[connection.dialect.name], values)


def _keep_count_of_unanswered(connection: Connection, entry_id: int, data: Mapping[str, Any]) -> None:
    if data.get("role") == "shopper":
        connection.execute(_WAITS, {"entry_id": entry_id})
    elif data.get("final") and data.get("in_reply_to") is not None:
        connection.execute(_ANSWERED, {"message": int(data["in_reply_to"])})
