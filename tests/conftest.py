"""Homes that already hold the demo catalogue: imported once per content of the catalogue and of the indexing code."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
    if not (kept / "comptoir.db").exists():
        work = kept.with_name(f".{kept.name}.{os.getpid()}")
        command = [sys.executable, "-m", "bot.cli.main", "catalogue", "import", str(CATALOGUE)]
        subprocess.run(command, env={**os.environ, "COMPTOIR_HOME": str(work)}, check=True, capture_output=True)
        shutil.rmtree(kept, ignore_errors=True)
        work.replace(kept)

    def fill(home: Path) -> Path:
        shutil.copytree(kept, home, dirs_exist_ok=True)
        return home

    return fill
