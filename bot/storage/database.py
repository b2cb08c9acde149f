"""One database, SQLite or PostgreSQL, opened with what durable appends need."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, Executable, Row, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.errors import StoreFailed, Unavailable
from bot.storage import codec

BUSY_TIMEOUT_MS = 10_000
"""How long one process waits for another's write on SQLite; our longest transaction takes a few milliseconds."""

LOG_LOCK = 0x436F6D70
"""The PostgreSQL advisory lock that orders appends: ids become visible in the order they grow; no reader skips one."""

MIGRATION_LOCK = LOG_LOCK + 1

KEPT_READERS = 2
"""SQLite connections that stay open for single reads: the event loop's own and one thread's. More would leave the pool
(of fifteen) short when many threads write."""

MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """Reading and writing transactions on one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        # SQLite has one writer; waiting on our own lock is fair and immediate, its busy handler sleeps.
        self._writer: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else nullcontext()
        self._writing = engine.execution_options(comptoir_writes=True)
        alone: dict[str, Any] = {"comptoir_alone": True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._alone = engine.execution_options(**alone)
        self._readers: deque[Connection] = deque()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing is written. Raises StoreFailed, as all that reads or writes here does."""
        with _told(), self.engine.connect() as connection:
            yield connection

    def fetch(self, query: Executable, **values: Any) -> Sequence[Row[Any]]:
        """The rows of one SELECT, with `values` for its parameters: one statement needs no transaction around it."""
        with _told(), self._reader() as connection:
            return connection.execute(query, values).all()

    @contextmanager
    def _reader(self) -> Iterator[Connection]:
        """A connection for one statement. SQLite's are kept open: taking one from the pool and handing it back costs
        twice what a small read does. A server may have closed its end in the meantime: there the pool looks first."""
        if not self.is_sqlite:
            with self._alone.connect() as connection:
                yield connection
            return
        try:
            kept = self._readers.pop()
        except IndexError:
            kept = self._alone.connect()
        try:
            yield kept
        except BaseException:
            kept.close()
            raise
        if len(self._readers) < KEPT_READERS:
            self._readers.append(kept)
        else:
            kept.close()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, committed at the end or rolled back whole on an error."""
        with _told(), self._transaction() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._writer, self._writing.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write_log(self) -> Iterator[Connection]:
        """As `write`, and only one such transaction at a time over all processes."""
        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOG_LOCK})
            yield connection

    def reachable(self) -> bool:
        try:
            with self.engine.connect() as connection:
                return bool(connection.execute(text("SELECT 1")).scalar() == 1)
        except SQLAlchemyError:
            return False

    def upgrade(self) -> None:
        """Bring the tables to this version. Safe when several processes start at once."""
        with self._transaction() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def forget_deleted(self) -> None:
        """Empty SQLite's write-ahead log, which still holds pages as they were before an erasure."""
        if self.is_sqlite:
            with self._writer, self.engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        while self._readers:
            self._readers.pop().close()
        self.engine.dispose()


def opened(url: str) -> Database:
    """The database at `url`, brought to this version's tables. Raises Unavailable, with the reason in one line."""
    try:
        database = open_database(url)
        database.upgrade()
    except (SQLAlchemyError, ModuleNotFoundError, ValueError) as error:
        raise Unavailable(f"the database {_shown(url)} can't be opened: {_reason(error)}") from error
    return database


@contextmanager
def _told() -> Iterator[None]:
    """A database that fails under us (a full disk, a server gone) is an answer that people get, and no stack trace."""
    try:
        yield
    except OperationalError as error:
        raise StoreFailed(_reason(error)) from error


def _reason(error: Exception) -> str:
    """The driver's own words, their first line."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


def _shown(url: str) -> str:
    """Without its password; nothing of what is no URL, which may be a password."""
    try:
        return f"at {make_url(url).render_as_string(hide_password=True)}"
    except SQLAlchemyError:
        return "of COMPTOIR_DATABASE_URL"


def open_database(url: str) -> Database:
    """The database at `url` (sqlite:///…, postgresql://…), not yet upgraded."""
    parsed = _with_driver(make_url(url))
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite_engine(parsed))
    return Database(create_engine(parsed, pool_pre_ping=True, json_serializer=codec.dump))


def _with_driver(url: URL) -> URL:
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _sqlite_engine(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise ValueError("SQLite needs a file: sqlite:////path/to/comptoir.db")
    _make_private_file(Path(str(url.database)))
    engine = create_engine(url, json_serializer=codec.dump, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private_file(path: Path) -> None:
    """The log holds people's words: only this user may read the file (SQLite gives its companions the same mode)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # We say BEGIN ourselves (below): the driver's own idea of it comes too late to order writers.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        # What is erased is overwritten with zeroes, not merely unlinked.
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # One that reads first and writes later can't wait for the lock (SQLITE_BUSY at once): writers take it at the start.
    options = connection.get_execution_options()
    if "comptoir_writes" in options:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif "comptoir_alone" not in options:
        connection.exec_driver_sql("BEGIN")
