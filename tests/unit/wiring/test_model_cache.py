"""What a shop's own training takes over from the shipped one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.rasa_server.training import CACHE
from bot.wiring import models


def write(folder: Path, words: str) -> None:
    (folder / CACHE).mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / CACHE / "cache.db")) as cache, cache:
        cache.execute("CREATE TABLE IF NOT EXISTS parts (words TEXT)")
        cache.execute("INSERT INTO parts VALUES (?)", [words])


def read(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / CACHE / "cache.db")) as cache:
        return [row[0] for row in cache.execute("SELECT words FROM parts")]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(models, "SHIPPED_MODELS", tmp_path / "shipped")
    return tmp_path / "shipped"


def test_a_shop_s_first_training_starts_from_what_the_shipped_one_kept(shipped: Path, tmp_path: Path) -> None:
    write(shipped, "rules")
    models._share_cache(tmp_path / "own")
    assert read(tmp_path / "own") == ["rules"]


def test_what_a_shop_learnt_since_is_neither_lost_nor_shared(shipped: Path, tmp_path: Path) -> None:
    write(shipped, "rules")
    models._share_cache(tmp_path / "own")
    write(tmp_path / "own", "a shopper's words")
    models._share_cache(tmp_path / "own")
    assert read(tmp_path / "own") == ["rules", "a shopper's words"]
    assert read(shipped) == ["rules"]


def test_nothing_shipped_is_nothing_taken_over(shipped: Path, tmp_path: Path) -> None:
    models._share_cache(tmp_path / "own")
    assert not (tmp_path / "own").exists()
