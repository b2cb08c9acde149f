"""What the nudges remember of a visitor who agreed to be recognised: the ladder, refusals, promotions, purchases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.nudge.offers import Known
from bot.storage.database import Database
from bot.storage.tables import nudge_customers, visitors

_OF = select(nudge_customers).where(nudge_customers.c.visitor_id == bindparam("visitor"))


class SqlCustomers:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, visitor_id: str) -> Known:
        """Empty for someone of whom nothing was noted."""
        rows = self._database.fetch(_OF, visitor=visitor_id)
        return _known(rows[0]) if rows else Known()

    def remember(
        self,
        visitor_id: str,
        rung: int = 0,
        dismissed_at: datetime | None = None,
        bought: Mapping[str, datetime] | None = None,
    ) -> None:
        """Add to what is known; nothing is ever taken back. A visitor who was erased meanwhile stays unknown."""
        with self._database.write() as connection:
            if not _there(connection, visitor_id):
                return
            known = _known(connection.execute(_OF.with_for_update(), {"visitor": visitor_id}).one())
            more = merged(known, rung, dismissed_at, bought)
            row = {"rung": more.rung, "dismissed_at": more.dismissed_at, "bought": _plain(more.bought)}
            own = nudge_customers.c.visitor_id == visitor_id
            connection.execute(update(nudge_customers).where(own).values(row))

    def claim(self, visitor_id: str, seen: datetime | None, now: datetime, conversation_id: str) -> bool:
        """Take the visitor's turn to be spoken to, if nobody took it since `seen` (their `spoke_at` as it was read).

        Of any number of tabs that saw the same, one gets it. False also for a visitor who is gone.
        """
        own = nudge_customers.c
        turn = update(nudge_customers).where(own.visitor_id == visitor_id, own.spoke_at.is_not_distinct_from(seen))
        with self._database.write() as connection:
            if not _there(connection, visitor_id):
                return False
            taken = connection.execute(turn.values(spoke_at=now, spoke_in=conversation_id))
            return bool(taken.rowcount)


def merged(known: Known, rung: int, dismissed_at: datetime | None, bought: Mapping[str, datetime] | None) -> Known:
    """`known` with more noted: the higher rung, the later times."""
    times = [at for at in (known.dismissed_at, dismissed_at) if at]
    items = dict(known.bought or {})
    for item, at in (bought or {}).items():
        items[item] = max(items.get(item, at), at)
    return replace(known, rung=max(known.rung, rung), dismissed_at=max(times, default=None), bought=items)


def _there(connection: Connection, visitor_id: str) -> bool:
    """Whether the visitor has a line now: made from the visitor's own, so that none is made for one who is gone."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    columns = ["visitor_id", "rung", "bought"]
    source = select(visitors.c.id, literal(0), literal({}, nudge_customers.c.bought.type)).where(
        visitors.c.id == visitor_id
    )
    connection.execute(dialect.insert(nudge_customers).from_select(columns, source).on_conflict_do_nothing())
    return connection.execute(_OF, {"visitor": visitor_id}).first() is not None


def _known(row: Row[Any]) -> Known:
    bought = {item: datetime.fromisoformat(at) for item, at in row.bought.items()}
    return Known(row.rung, row.dismissed_at, row.promotion_used_at, bought, row.spoke_at, row.spoke_in)


def _plain(bought: Mapping[str, datetime] | None) -> dict[str, str]:
    return {item: at.isoformat() for item, at in (bought or {}).items()}
