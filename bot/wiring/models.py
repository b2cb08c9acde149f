"""The trained models: of the shipped data, and of what a shop taught."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.rasa_server.training import fingerprint, model_path, train
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
    return await train(PROJECT, _model_folder(settings, extra), say, extra, force)


def extra_examples(settings: Settings) -> list[Path]:
    folder = settings.home / "training" / "nlu"
    return [folder] if folder.is_dir() and any(folder.glob("*.yml")) else []


def _model_folder(settings: Settings, extra: list[Path]) -> Path:
    return settings.home / "models" if extra else SHIPPED_MODELS
