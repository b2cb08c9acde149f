"""What only a file can show: durability, privacy, erasure to the last byte."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.errors import StoreFailed, Unavailable
from bot.shopper.entry import Consent, Conversation, Draft
from bot.storage.clock import SystemClock
from bot.storage.stores import Stores, open_stores

CLOCK = SystemClock()


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    opened = open_stores(f"sqlite:///{tmp_path}/home/log.db", CLOCK)
    opened.visitors.add("v1", "visitor-hash", Consent(True, True))
    opened.conversations.add(Conversation("alice", "hash", "fr", CLOCK.now(), "v1"))
    yield opened
    opened.database.close()


def message(text: str) -> Draft:
    return Draft("message", {"role": "shopper", "text": text})


def test_only_our_user_may_read_the_files(stores: Stores, tmp_path: Path) -> None:
    stores.log.append("alice", [message("Bonjour")])
    files = sorted((tmp_path / "home").iterdir())
    assert [file.name for file in files] == ["log.db", "log.db-shm", "log.db-wal"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_erased_words_leave_no_byte_in_the_files(stores: Stores, tmp_path: Path) -> None:
    for number in range(200):
        stores.log.append("alice", [message(f"Zorglub {number} habite ici")])
    files = list((tmp_path / "home").iterdir())
    assert any(b"Zorglub" in file.read_bytes() for file in files)
    stores.visitors.erase("v1")
    assert not [file.name for file in files for word in (b"Zorglub", b"zorglub") if word in file.read_bytes()]


def test_a_full_disk_is_an_error_that_people_can_be_told_and_changes_nothing(stores: Stores) -> None:
    """SQLite's own limit on its size stands for the disk's end."""

    def no_more(connection: Any) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    event.listen(stores.database.engine, "begin", no_more)
    with pytest.raises(StoreFailed) as failed:
        stores.log.append("alice", [message("Bonjour " * 10_000)])
    event.remove(stores.database.engine, "begin", no_more)
    assert failed.value.reason == "database or disk is full"
    assert failed.value.reason not in failed.value.detail
    assert stores.log.read("alice") == []


WRITER = """
import sys
from bot.shopper.entry import Draft
from bot.storage.clock import SystemClock
from bot.storage.stores import open_stores
log = open_stores(sys.argv[1], SystemClock()).log
while True:
    print(log.append("alice", [Draft("message", {"role": "shopper", "text": "Bonjour"})])[0].id, flush=True)
"""


def test_what_append_returned_survives_kill_9(stores: Stores, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/home/log.db"
    with subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = [writer.stdout.readline() for _ in range(4)]
        writer.send_signal(signal.SIGKILL)
        told = [int(line) for line in [*first, *writer.stdout] if line.endswith("\n")]
    kept = [entry.id for entry in stores.log.read("alice")]
    assert kept[: len(told)] == told
    assert len(kept) <= len(told) + 1
    assert stores.log.append("alice", [message("encore")])[0].id == kept[-1] + 1


def test_two_processes_may_write_at_once(stores: Stores, tmp_path: Path) -> None:
    program = WRITER.replace("while True", "for _ in range(40)")
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path}/home/log.db"]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = sorted(int(line) for writer in writers for line in writer.communicate(timeout=60)[0].split())
    assert told == list(range(1, 81))
    assert [entry.id for entry in stores.log.tail(0)] == told


def test_a_database_in_memory_is_refused_as_it_would_keep_nothing() -> None:
    with pytest.raises(Unavailable, match="needs a file"):
        open_stores("sqlite://", CLOCK)


def test_a_closed_or_broken_database_is_not_reachable(tmp_path: Path) -> None:
    opened = open_stores(f"sqlite:///{tmp_path}/log.db", CLOCK)
    assert opened.database.reachable()
    opened.database.close()
    (tmp_path / "log.db").write_bytes(b"not a database" * 1000)
    assert not opened.database.reachable()
    opened.database.close()
