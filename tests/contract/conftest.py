"""What the storage contract runs on: memory, SQLite and a private PostgreSQL, each as one `World`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.shopper.entry import Conversation
from bot.storage.memory import MemoryConversations, MemoryEventLog, MemoryVisitors
from bot.storage.stores import Stores, open_stores
from bot.storage.tables import metadata

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=timezone.utc)


@dataclass
class HandClock:
    """A clock that moves only when told."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class World:
    log: Any
    conversations: Any
    visitors: Any
    clock: HandClock = field(default_factory=HandClock)
    stores: Stores | None = None

    def open(self, name: str = "alice", **changes: Any) -> str:
        """Begin the conversation `name` at noon, in French unless `changes` say otherwise."""
        fields = {"id": name, "token_hash": f"hash-{name}", "language": "fr", "started_at": NOON, **changes}
        self.conversations.add(Conversation(**fields))
        return name


def memory_world() -> World:
    clock, conversations = HandClock(), MemoryConversations()
    log = MemoryEventLog(clock, conversations)
    return World(log, conversations, MemoryVisitors(clock, conversations), clock)


@contextmanager
def database_world(url: str) -> Iterator[World]:
    clock = HandClock()
    stores = open_stores(url, clock)
    try:
        yield World(stores.log, stores.conversations, stores.visitors, clock, stores)
    finally:
        if not stores.database.is_sqlite:
            names = ", ".join(table.name for table in metadata.sorted_tables)
            with stores.database.write() as connection:
                connection.execute(text(f"TRUNCATE {names}, message_search RESTART IDENTITY CASCADE"))
        stores.database.close()


def postgres_programs() -> Path | None:
    """Where initdb and postgres are, if this machine has them."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def postgres_user() -> str | None:
    """PostgreSQL refuses to run as root: the account to run it as, None for our own."""
    if os.getuid() != 0:
        return None
    return "postgres" if shutil.which("postgres") and _exists("postgres") else "nobody"


def _exists(user: str) -> bool:
    return subprocess.run(["id", user], capture_output=True, check=False).returncode == 0


@contextmanager
def private_postgres(programs: Path) -> Iterator[str]:
    """A PostgreSQL of our own on a free port; its URL."""
    user = postgres_user()
    folder = Path(tempfile.mkdtemp(prefix="comptoir-pg-", dir="/tmp"))
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    common = {"user": user, "cwd": folder} if user else {"cwd": folder}
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "--locale=C", "-E", "UTF8"]
    subprocess.run(initdb, check=True, capture_output=True, **common)
    start = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", _options(port, folder), "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **common)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        stop = [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **common)
        shutil.rmtree(folder)


def _options(port: int, folder: Path) -> str:
    return f"-p {port} -h 127.0.0.1 -k {folder} -F"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    programs = postgres_programs()
    if programs is None:
        pytest.skip("initdb and postgres are not on this machine: PostgreSQL's half of the contract was NOT run")
    with private_postgres(programs) as url:
        yield url


def _world(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    if kind == "memory":
        yield memory_world()
        return
    url = f"sqlite:///{tmp_path}/log.db" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    with database_world(url) as opened:
        yield opened


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Each implementation of the log, the conversations and the visitors."""
    yield from _world(request.param, request, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Each database, with all its stores."""
    yield from _world(request.param, request, tmp_path)
