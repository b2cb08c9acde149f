"""What the project ships and many tests read: parsed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.dialogue.words import Words
from bot.storage import documents

RESPONSES = Path(__file__).resolve().parents[2] / "data" / "responses"


@cache
def shipped_words() -> Words:
    """The responses in both languages."""
    return Words.parse(documents.load(path) for path in sorted(RESPONSES.glob("*.yml")))
