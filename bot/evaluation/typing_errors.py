"""One typing error a sentence, as fingers make them: what it costs, and what mending wins back."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

SEED = 5
SHORTEST = 5
"""Letters of a word that is mistyped."""
NEAR = "aeiourstn"
"""Letters struck instead of another: the commonest of both languages."""

_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def mistyped(text: str, chance: random.Random) -> str:
    """`text` with a letter left out, doubled, swapped with the next or struck wrongly, inside one of its words; as it
    is where all are short."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    start, end = chance.choice(words).span()
    at = chance.randrange(start + 1, end - 1)
    before, letter, after = text[:at], text[at], text[at + 1 :]
    errors = (before + after, before + 2 * letter + after, before + after[0] + letter + after[1:])
    return chance.choice((*errors, before + chance.choice(NEAR) + after))


def cost(
    pairs: Sequence[Mapping[str, str]], readings: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, dict[str, Any]]:
    """language -> {"sentences", and the share read right of each of `readings`}; each is in the order of `pairs`."""
    found: dict[str, dict[str, Any]] = {}
    for language in sorted({pair["language"] for pair in pairs}):
        chosen = [number for number, pair in enumerate(pairs) if pair["language"] == language]
        found[language] = {"sentences": len(chosen)}
        for name, read in readings.items():
            right = sum(read[number]["intent"] == pairs[number]["intent"] for number in chosen)
            found[language][name] = round(right / len(chosen), 3)
    return found
