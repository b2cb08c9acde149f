"""A shopper's sentence as the intent classifier sees it: words without accents, and their families of meaning.

Standard library only: it is read in both environments. Works alike in French and English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from bot.nlu.shorthand import written_out

LONGEST_PHRASE = 5
"""Words in the longest phrase of a family that is looked for; longer entries of data/nlu/concepts.yml never match."""

_SIGNS = str.maketrans(
    {"’": "'", "ʼ": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "€": " euro ", "$": " dollar ", "£": " pound "}
)
_VARIANT = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u200d♀♂]")  # skin, gender, style: the same sign
_ELISION = re.compile(r"\b(c|j|l|d|n|m|t|s|qu|jusqu|lorsqu|puisqu)'(?=\w)")
_NOT = re.compile(r"n't\b")
_CONTRACTED = re.compile(r"'(s|m|re|ve|ll|d)\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"n't|\w+'?|'\w+|[☀-➿\U0001f300-\U0001faff]|[?]|\.{2,}|…")
_ENDINGS = ("es", "e", "s", "x")
_MARKS = {"?": "zquestion", "…": "zdots"}


def words(text: str) -> list[str]:
    """The words of `text`: no accents or case, short forms written out, elisions apart, numbers as 0, emoji kept.

    >>> words("J'hésite… 89,90€ ??")
    ["j'", 'hesite', 'zdots', '0', 'euro', 'zquestion', 'zquestion']
    """
    plain = written_out(_folded(_VARIANT.sub("", text)))
    plain = _CONTRACTED.sub(r" '\1", _NOT.sub(" n't", _ELISION.sub(r"\1' ", plain)))
    return [_mark(token) for token in _TOKEN.findall(_NUMBER.sub(" 0 ", plain))]


def concept_index(families: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """From families of entries (name → words or phrases) to what `concepts` needs: normalised phrase → family names."""
    index: dict[str, tuple[str, ...]] = {}
    for name, entries in families.items():
        for entry in entries:
            phrase = " ".join(words(entry))
            if phrase and name not in index.get(phrase, ()):
                index[phrase] = (*index.get(phrase, ()), name)
    return index


def concepts(tokens: list[str], index: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The families that the phrases of `tokens` belong to, each once, in alphabetical order."""
    found: set[str] = set()
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(tokens)) + 1):
            found.update(_families(" ".join(tokens[start:end]), index))
    return sorted(found)


def _families(phrase: str, index: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Those of the phrase itself, else of the phrase without a plural or feminine ending."""
    if phrase in index:
        return index[phrase]
    for ending in _ENDINGS:
        if phrase.endswith(ending) and phrase[: -len(ending)] in index:
            return index[phrase[: -len(ending)]]
    return ()


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_SIGNS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _mark(token: str) -> str:
    return "zdots" if token.startswith("..") else _MARKS.get(token, token)
