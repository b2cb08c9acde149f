"""What many tests share: homes that already hold the demo catalogue, and running shops.

A start takes twenty seconds, so tests that only talk and look meet one shop, each in conversations of its own. What
is taught to it or killed is another one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.evaluation.server import Server, serving
from bot.storage.clock import SystemClock
from bot.storage.policies import PolicyDesk
from bot.storage.stores import open_stores

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "data" / "shop" / "foulee" / "catalogue.jsonl"

Stock = Callable[[Path], Path]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests, or those of a named group, stay in one process. What starts a shop comes first: it waits for Rasa
    and Chromium half of its time, which the rest fills."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.name))
    items.sort(key=lambda item: not (item.get_closest_marker("rasa") or item.get_closest_marker("browser")))


def content() -> str:
    digest = hashlib.sha256(CATALOGUE.read_bytes())
    for path in sorted((ROOT / "catalog_index").rglob("*.*")):
        if path.suffix in (".py", ".yml", ".txt"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@pytest.fixture(scope="session")
def stock() -> Stock:
    """Fills an empty home with the demo catalogue, as `comptoir catalogue import` leaves it; answers the home."""
    kept = ROOT / "build" / "stocked" / content()
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / ".lock").open("w") as lock:  # tests run in two processes: one imports, the other waits
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept / "comptoir.db").exists():
            _import_into(kept)

    def fill(home: Path) -> Path:
        shutil.copytree(kept, home, dirs_exist_ok=True)
        return home

    return fill


def _import_into(home: Path) -> None:
    """Whole or not at all."""
    work = home.with_name(f".{home.name}.{os.getpid()}")
    command = [sys.executable, "-m", "bot.cli.main", "catalogue", "import", str(CATALOGUE)]
    subprocess.run(command, env={**os.environ, "COMPTOIR_HOME": str(work)}, check=True, capture_output=True)
    shutil.rmtree(home, ignore_errors=True)
    work.replace(home)


@pytest.fixture(scope="session")
def shop_server(tmp_path_factory: pytest.TempPathFactory, stock: Stock) -> Iterator[Server]:
    """The demo shop with Rasa, for tests that leave it as it is. Whoever hesitates is helped: there is no holdout."""
    home = stock(tmp_path_factory.mktemp("shop"))
    _nudge_everyone(home)
    with serving(home, {"COMPTOIR_NEW_CONVERSATIONS_PER_MINUTE": "10000"}) as server:
        yield server


@pytest.fixture(scope="session")
def mortal_server(tmp_path_factory: pytest.TempPathFactory, stock: Stock) -> Iterator[Server]:
    """Another one, to be taught and killed; the test that kills the app for good comes last."""
    with serving(stock(tmp_path_factory.mktemp("mortal"))) as server:
        yield server


def _nudge_everyone(home: Path) -> None:
    """Put a policy without holdout and exploration in force."""
    shipped = (ROOT / "data" / "shop" / "foulee" / "policy.yml").read_text(encoding="utf-8")
    policy = re.sub(r"^(holdout|explore): .*$", r"\1: 0", shipped, flags=re.MULTILINE)
    stores = open_stores(f"sqlite:///{home / 'comptoir.db'}", SystemClock())
    PolicyDesk(stores.policies, shipped).put(policy, "tests")
    stores.database.close()
