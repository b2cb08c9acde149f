"""A sentence that teaches, and how alike two of them are. Pure: text in, numbers out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.errors import InvalidInput

LONGEST = 300
"""Characters: a longer message is a story, which teaches a classifier of sentences nothing."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`own`: taught by this shop, not shipped with Comptoir."""

    text: str
    intent: str
    language: str
    own: bool = False


def cleaned(text: str) -> str:
    """`text` as one line that Rasa reads as plain words. Raises InvalidInput when nothing is left, or too much.

    Brackets would mark an entity in Rasa's format, a leading "/" names an intent, and a line begins with "- ".
    """
    visible = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in text)
    plain = " ".join(visible.translate(str.maketrans("[]{}\\", "()() ")).split())
    line = plain.lstrip("/- ")
    if not _WORD.search(line):
        raise InvalidInput("An example needs words", reason="no_words")
    if len(line) > LONGEST:
        raise InvalidInput(f"An example has at most {LONGEST} characters", reason="too_long")
    return line


@lru_cache(maxsize=32_768)
def folded(text: str) -> str:
    """The words of `text` without accents, case and punctuation: what makes two sentences the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(_WORD.findall("".join(char for char in decomposed if not unicodedata.combining(char))))


@lru_cache(maxsize=32_768)
def grams(text: str) -> frozenset[str]:
    """The letter triples of the folded sentence, word edges included."""
    padded = f"  {folded(text)} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """Dice's share of common letter triples, in [0, 1]; 1 for the same words."""
    left, right = grams(one), grams(other)
    return 2 * len(left & right) / (len(left) + len(right))
