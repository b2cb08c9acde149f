"""The stores of a home, opened and closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import Unavailable
from bot.settings import Settings
from bot.storage.clock import SystemClock
from bot.storage.stores import Stores, open_stores


@contextmanager
def stores_of(settings: Settings) -> Iterator[Stores]:
    settings.home.mkdir(parents=True, exist_ok=True)
    stores = open_stores(settings.database, SystemClock())
    try:
        yield stores
    finally:
        stores.database.engine.dispose()


def check_database(settings: Settings) -> str:
    """One line about the database. Raises Unavailable when it can't be reached."""
    with stores_of(settings) as stores:
        if not stores.database.reachable():
            raise Unavailable("the database does not answer")
        return stores.database.engine.dialect.name
