"""Small values this installation made for itself and must keep: the holdout's salt, the cookies' key."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import delete, insert, select

from bot.storage.database import Database
from bot.storage.tables import settings_kv


class SqlKeys:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        with self._database.read() as connection:
            return connection.execute(select(settings_kv.c.value).where(settings_kv.c.key == key)).scalar()

    def set(self, key: str, value: str) -> None:
        with self._database.write_log() as connection:
            connection.execute(delete(settings_kv).where(settings_kv.c.key == key))
            connection.execute(insert(settings_kv).values(key=key, value=value))

    def get_or_make(self, key: str, make: Callable[[], str]) -> str:
        """The value; made once, also when several processes start together."""
        with self._database.write_log() as connection:
            there = connection.execute(select(settings_kv.c.value).where(settings_kv.c.key == key)).scalar()
            if there is not None:
                return str(there)
            value = make()
            connection.execute(insert(settings_kv).values(key=key, value=value))
            return value
