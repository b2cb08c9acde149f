"""What shoppers said and what was understood of it, over all conversations: what the training inbox is read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.shopper.entry import Entry
from bot.storage.database import Database
from bot.storage.log import to_entry
from bot.storage.tables import entries


@dataclass(frozen=True, slots=True)
class Utterance:
    """A shopper's message and its understanding, if it has one."""

    message: Entry
    understanding: Entry | None


class SqlUtterances:
    def __init__(self, database: Database) -> None:
        self._database = database

    def recent(self, limit: int) -> list[Utterance]:
        """Of the newest `limit` understandings those that belong to a message still readable, newest first."""
        query = select(entries).where(entries.c.kind == "understanding").order_by(entries.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            known = [to_entry(row) for row in connection.execute(query)]
            said = _messages(connection, [int(e.data["message_id"]) for e in known if e.data.get("message_id")])
        found = [(said.get(int(entry.data.get("message_id") or 0)), entry) for entry in known]
        return [Utterance(message, entry) for message, entry in found if message is not None]

    def get(self, message_id: int) -> Utterance | None:
        """The shopper's message with this id; None when it is not there, not a shopper's, or erased."""
        with self._database.read() as connection:
            message = _messages(connection, [message_id]).get(message_id)
            if message is None:
                return None
            later = (entries.c.conversation_id == message.conversation_id, entries.c.id > message_id)
            query = select(entries).where(*later, entries.c.kind == "understanding").order_by(entries.c.id)
            known = (to_entry(row) for row in connection.execute(query))
            return Utterance(message, next((e for e in known if e.data.get("message_id") == message_id), None))

    def reported(self, limit: int) -> list[int]:
        """The messages that someone of the team sent to the training, newest first."""
        return self._noted("teach", limit)

    def settled(self, limit: int) -> set[int]:
        """The messages of which someone said that they teach nothing."""
        return set(self._noted("teaches_nothing", limit))

    def _noted(self, key: str, limit: int) -> list[int]:
        query = select(entries).where(entries.c.kind == "note").order_by(entries.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            notes = [to_entry(row) for row in connection.execute(query)]
        return [int(note.data[key]) for note in notes if note.data.get(key)]


def _messages(connection: Connection, ids: Iterable[int]) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        query = select(entries).where(entries.c.id.in_(wanted[start : start + 500]), entries.c.kind == "message")
        found |= {row.id: to_entry(row) for row in connection.execute(query)}
    return {key: e for key, e in found.items() if e.data.get("role") == "shopper" and e.data.get("text")}
