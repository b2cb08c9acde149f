"""Typing errors of a message, mended before its intent is told: « thats still expnsive » is about a price.

For the classifier alone, its words and its vector; what is wished for is read from the words as they were typed. One
error in one word of a sentence costs it one answer in eight where nothing is mended, one in twenty where it is
(docs/decisions/0006-intent-classifier.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.rasa_server.gloss import Gloss
from bot.rasa_server.sentences import FRENCH, LANGUAGES, gloss_of
from bot.training import examples
from catalog_index.spelling import Speller, everyday
from catalog_index.text import fold_aligned

SHORTEST = 5
"""Letters of a word that is mended: among shorter ones every second error makes another word."""
OFTEN = 3
"""Examples that a word stands in before another is taken for it: with rarer ones more errors are mended, and more words
that were right."""

_WORD = re.compile(rf"(?<![\w'’&/.-])[a-z]{{{SHORTEST},}}(?![\w'&/.-])")


class Spelling:
    """What is known: the words of the examples, those that people say every day, and French that has a meaning in
    English. A word that nobody knows and that is one error from a common one is taken for it."""

    def __init__(self, taught: Mapping[str, Counter[str]], gloss: Gloss | None = None) -> None:
        """`taught`: language -> how many examples each word (folded) stands in."""
        self._known = everyday().union(*taught.values())
        self._gloss = gloss
        self._spellers = {
            language: Speller((word for word, times in words.items() if times >= OFTEN), words.__getitem__, near=True)
            for language, words in taught.items()
        }

    def of(self, text: str, language: Any) -> str:
        """`text` in `language` with its typing errors mended; as it is in a language that no example has."""
        speller = self._spellers.get(language)
        if speller is None:
            return text
        for match in reversed(list(_WORD.finditer(fold_aligned(text)))):
            word = match[0]
            right = None if self._knows(word, language) else speller.correct(word)
            if right and not _differs_in_its_ending(word, right):
                text = text[: match.start()] + right + text[match.end() :]
        return text

    def _knows(self, word: str, language: str) -> bool:
        if word in self._known:
            return True
        return language == FRENCH and self._gloss is not None and self._gloss.of(word) != word


def _differs_in_its_ending(word: str, other: str) -> bool:
    """« affichez », « affiche »: a form that the examples lack, and the clues compare stems anyway."""
    stem = min(len(word), len(other)) - 1
    return word[:stem] == other[:stem]


def spelling_of(project: Path, extra: Iterable[Path] = ()) -> Spelling:
    """Of the examples under `project`/data/nlu and `extra` (folders with `*.fr.yml`, `*.en.yml`), read now."""
    folders = (project / "data" / "nlu", *extra)
    return Spelling({language: _taught(folders, language) for language in LANGUAGES}, gloss_of(project))


def _taught(folders: Iterable[Path], language: str) -> Counter[str]:
    words: Counter[str] = Counter()
    for path in (path for folder in folders for path in sorted(folder.rglob(f"*.{language}.yml"))):
        words.update(_words(path.read_text(encoding="utf-8"), language))
    return words


@lru_cache(maxsize=64)
def _words(text: str, language: str) -> Counter[str]:
    """How many examples of a file each word stands in. Kept by what the file says: a merchant who publishes changed one
    of forty."""
    return Counter(
        word for one in examples.read(text, language) for word in set(re.findall("[a-z]+", fold_aligned(one.text)))
    )
