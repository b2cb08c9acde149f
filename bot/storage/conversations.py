"""The conversations in the database (bot.ports.Conversations), and the support team's list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)

from bot.errors import NotFound
from bot.shopper.entry import Consent, Conversation, Entry
from bot.storage.database import Database
from bot.storage.listing import Listed, Listing, Page, cursor_after, place_of
from bot.storage.log import raise_flag, to_entry
from bot.storage.tables import conversation_flags, conversations, entries, unanswered

# Looked up with every message.
_BY_ID = select(conversations).where(conversations.c.id == bindparam("key"))
_BY_TOKEN = select(conversations).where(conversations.c.token_hash == bindparam("key"))


class SqlConversations:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, conversation: Conversation) -> None:
        with self._database.write() as connection:
            connection.execute(insert(conversations).values(_row(conversation)))

    def get(self, conversation_id: str) -> Conversation | None:
        return self._one(_BY_ID, conversation_id)

    def by_token(self, token_hash: str) -> Conversation | None:
        """The conversation this token opens, if any."""
        return self._one(_BY_TOKEN, token_hash)

    def set_language(self, conversation_id: str, language: str) -> None:
        self._change(conversation_id, language=language)

    def set_consent(self, conversation_id: str, consent: Consent, visitor_id: str | None) -> None:
        """Consent given or withdrawn in the middle of a conversation."""
        self._change(
            conversation_id,
            personalisation=consent.personalisation,
            analytics=consent.analytics,
            visitor_id=visitor_id,
        )

    def unanswered(self) -> list[tuple[str, Entry]]:
        query = select(entries).join(unanswered, unanswered.c.entry_id == entries.c.id).order_by(entries.c.id)
        with self._database.read() as connection:
            return [(row.conversation_id, to_entry(row)) for row in connection.execute(query)]

    def list(self, listing: Listing) -> Page:
        """One page, newest first."""
        query = select(conversations).where(*_conditions(listing, self._database.is_sqlite))
        query = query.order_by(conversations.c.started_at.desc(), conversations.c.id.desc()).limit(listing.limit + 1)
        with self._database.read() as connection:
            found = connection.execute(query).all()
            flags = _flags(connection, [row.id for row in found])
        rows = [_listed(row, flags.get(row.id, ())) for row in found]
        more = len(rows) > listing.limit
        rows = rows[: listing.limit]
        return Page(tuple(rows), cursor_after(rows[-1]) if more else None)

    def listed(self, conversation_id: str) -> Listed | None:
        """One conversation as the list shows it."""
        with self._database.read() as connection:
            row = connection.execute(select(conversations).where(conversations.c.id == conversation_id)).first()
            flags = _flags(connection, [conversation_id])
        return None if row is None else _listed(row, flags.get(conversation_id, ()))

    def counts(self) -> dict[str, int]:
        """How many conversations carry each flag; "" counts them all."""
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).select_from(conversations)).scalar_one()
            query = select(conversation_flags.c.flag, func.count()).group_by(conversation_flags.c.flag)
            return {"": total} | {row.flag: row[1] for row in connection.execute(query)}

    def set_flag(self, conversation_id: str, flag: str) -> None:
        with self._database.write() as connection:
            if (
                connection.execute(select(conversations.c.id).where(conversations.c.id == conversation_id)).first()
                is None
            ):
                raise NotFound(f"There is no conversation {conversation_id}")
            raise_flag(connection, conversation_id, flag)

    def clear_flag(self, conversation_id: str, flag: str) -> None:
        there = and_(conversation_flags.c.conversation_id == conversation_id, conversation_flags.c.flag == flag)
        with self._database.write() as connection:
            connection.execute(delete(conversation_flags).where(there))

    def _one(self, query: Select[Any], key: str) -> Conversation | None:
        rows = self._database.fetch(query, key=key)
        return _conversation(rows[0]) if rows else None

    def _change(self, conversation_id: str, **values: Any) -> None:
        with self._database.write() as connection:
            statement = update(conversations).where(conversations.c.id == conversation_id).values(values)
            if connection.execute(statement).rowcount != 1:
                raise NotFound(f"There is no conversation {conversation_id}")


def _row(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "token_hash": conversation.token_hash,
        "language": conversation.language,
        "started_at": conversation.started_at,
        "visitor_id": conversation.visitor_id,
        "personalisation": conversation.consent.personalisation,
        "analytics": conversation.consent.analytics,
        "page": None if conversation.page is None else dict(conversation.page),
        "last_at": conversation.started_at,
        "messages": 0,
    }


def _conversation(row: Row[Any]) -> Conversation:
    consent = Consent(row.personalisation, row.analytics)
    return Conversation(row.id, row.token_hash, row.language, row.started_at, row.visitor_id, consent, row.page)


def _listed(row: Row[Any], flags: Sequence[str]) -> Listed:
    return Listed(_conversation(row), row.last_at, row.messages, tuple(flags))


def _flags(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    query = select(conversation_flags).where(conversation_flags.c.conversation_id.in_(ids))
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.order_by(conversation_flags.c.flag)):
        found.setdefault(row.conversation_id, []).append(row.flag)
    return found


def _conditions(listing: Listing, is_sqlite: bool) -> list[ColumnElement[bool]]:
    column = conversations.c
    found: list[ColumnElement[bool]] = [
        column.id.in_(_saying(word, place, is_sqlite)) for place, word in enumerate(listing.words)
    ]
    if listing.flag is not None:
        flagged = select(conversation_flags.c.conversation_id).where(conversation_flags.c.flag == listing.flag)
        found.append(column.id.in_(flagged))
    if listing.language is not None:
        found.append(column.language == listing.language)
    if listing.since is not None:
        found.append(column.started_at >= listing.since)
    if listing.until is not None:
        found.append(column.started_at < listing.until)
    if listing.visitor_id is not None:
        found.append(column.visitor_id == listing.visitor_id)
    if listing.cursor is not None:
        at, last_id = place_of(listing.cursor)
        found.append(or_(column.started_at < at, and_(column.started_at == at, column.id < last_id)))
    return found


def _saying(word: str, place: int, is_sqlite: bool) -> Any:
    """The conversations in which a word begins with `word` (letters and digits only: it can't be query syntax)."""
    name = f"word_{place}"
    match, value = (
        (f"message_search MATCH :{name}", f'words : "{word}" *')
        if is_sqlite
        else (f"to_tsvector('simple', words) @@ to_tsquery('simple', :{name})", f"{word}:*")
    )
    condition: TextClause = text(match).bindparams(**{name: value})
    return select(literal_column("conversation_id")).select_from(text("message_search")).where(condition)
