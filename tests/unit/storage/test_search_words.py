from __future__ import annotations

import pytest

from bot.storage.words import folded_words, searchable_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Où est l'été ?", ["ou", "est", "l", "ete"]),
        ("Cœur, STRASSE ß", ["coeur", "strasse", "ss"]),
        ("prix < 89,90 €", ["prix", "89", "90"]),
        ('a_b-c "*" (OR)', ["a", "b", "c", "or"]),
        ("", []),
        ("🙂", []),
    ],
)
def test_words_lose_accents_case_and_punctuation(text: str, words: list[str]) -> None:
    assert folded_words(text) == words


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("message", {"text": "Été"}, "ete"),
        ("note", {"text": "À rappeler"}, "a rappeler"),
        ("message", {"text": None}, ""),
        ("decision", {"sentence": "Rien"}, ""),
    ],
)
def test_only_what_was_said_or_noted_is_searchable(kind: str, data: dict[str, object], words: str) -> None:
    assert searchable_words(kind, data) == words
