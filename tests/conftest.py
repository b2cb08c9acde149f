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

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "data" / "shop" / "foulee" / "catalogue.jsonl"

Stock = Callable[[Path], Path]


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
    with serving(stock(tmp_path_factory.mktemp("shop"))) as server:
        _nudge_everyone(server.home)
        yield server


@pytest.fixture(scope="session")
def mortal_server(tmp_path_factory: pytest.TempPathFactory, stock: Stock) -> Iterator[Server]:
    """Another one, to be taught and killed; the test that kills the app for good comes last."""
    with serving(stock(tmp_path_factory.mktemp("mortal"))) as server:
        yield server


def _nudge_everyone(home: Path) -> None:
    """Put a policy without holdout and exploration in force."""
    policy = (ROOT / "data" / "shop" / "foulee" / "policy.yml").read_text(encoding="utf-8")
    policy = re.sub(r"^(holdout|explore): .*$", r"\1: 0", policy, flags=re.MULTILINE)
    (home / "policy.yml").write_text(policy, encoding="utf-8")
    command = [sys.executable, "-m", "bot.cli.main", "policy", "set", str(home / "policy.yml")]
    subprocess.run(command, env={**os.environ, "COMPTOIR_HOME": str(home)}, check=True, capture_output=True)
