"""Words as full-text search sees them: no accents, case or punctuation; the same in both databases and in memory."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def folded_words(text: str) -> list[str]:
    """« Où est l'été ? » -> ["ou", "est", "l", "ete"]."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return _WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)))


def searchable_words(kind: str, data: Mapping[str, Any]) -> str:
    """What of an entry can be searched: what was said and what was noted about it; empty for the rest."""
    return " ".join(folded_words(str(data.get("text") or ""))) if kind in ("message", "note") else ""
