"""The trained models: of the shipped data, and of what a shop taught."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.rasa_server.training import CACHE, fingerprint, model_path, train
from bot.settings import PROJECT, Settings

SHIPPED_MODELS = PROJECT / "build" / "models"
"""Models of the shipped data alone: every home shares them, so that a new home never trains them again."""


def model_of(settings: Settings) -> Path | None:
    """The trained model of today's content, if there is one."""
    extra = extra_examples(settings)
    model = model_path(_model_folder(settings, extra), fingerprint(PROJECT, extra))
    return model if model.exists() else None


async def trained_model(settings: Settings, say: Callable[[str], None], force: bool = False) -> Path:
    """The model of today's content, trained now if it never was. Raises ComptoirError with Rasa's last lines."""
    extra = extra_examples(settings)
    folder = _model_folder(settings, extra)
    _share_cache(folder)
    return await train(PROJECT, folder, say, extra, force)


def _share_cache(folder: Path) -> None:
    """A shop's first training of its own starts from what the shipped one kept: the rules need not be learnt again."""
    shipped, own = SHIPPED_MODELS / CACHE / "cache.db", folder / CACHE / "cache.db"
    if not shipped.exists() or own.exists():
        return
    own.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(shipped)) as source, closing(sqlite3.connect(own)) as copy:
        source.backup(copy)  # whole, even while another training writes; the parts themselves stay where they are


def extra_examples(settings: Settings) -> list[Path]:
    folder = settings.home / "training" / "nlu"
    return [folder] if folder.is_dir() and any(folder.glob("*.yml")) else []


def _model_folder(settings: Settings, extra: list[Path]) -> Path:
    return settings.home / "models" if extra else SHIPPED_MODELS
