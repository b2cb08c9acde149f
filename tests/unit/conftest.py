"""What the tests of several doors stand on: the stores of a shop that has just opened."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.clock import SystemClock
from bot.storage.stores import Stores, open_stores

sys.path.insert(0, str(Path(__file__).parent))

CLOCK = SystemClock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a database without rows: copied for each test, as making the tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "shop.db"
    stores = open_stores(f"sqlite:///{path}", CLOCK)
    stores.database.forget_deleted()
    stores.database.close()
    return path.read_bytes()


@pytest.fixture
def stores(tmp_path: Path, empty_database: bytes) -> Iterator[Stores]:
    """All stores over an empty database of this test's own."""
    (tmp_path / "shop.db").write_bytes(empty_database)
    opened = open_stores(f"sqlite:///{tmp_path}/shop.db", CLOCK)
    yield opened
    opened.database.close()
