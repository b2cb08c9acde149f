"""A sentence as the classifier sees it."""

from __future__ import annotations

import pytest

from bot.nlu.normaliser import concept_index, concepts, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J'hésite", ["j'", "hesite"]),
        ("j’hésite", ["j'", "hesite"]),
        ("I don't know", ["i", "do", "n't", "know"]),
        ("troooop cheeer", ["trop", "cher"]),
        ("150EUR", ["0", "eur"]),
        ("89,90 €", ["0", "euro"]),
        ("C'est combien ??", ["c'", "est", "combien", "zquestion", "zquestion"]),
        ("ma sœur", ["ma", "soeur"]),
        ("hmm…", ["hmm", "zdots"]),
        ("hmm...", ["hmm", "zdots"]),
        ("👍", ["👍"]),
        ("👍🏽 🤷‍♂️ ❤️", ["👍", "🤷", "❤"]),
        ("", []),
    ],
)
def test_words_lose_accents_case_and_stretching_but_keep_what_means(text: str, expected: list[str]) -> None:
    assert words(text) == expected


INDEX = concept_index({"dear": ["cher", "hors de prix"], "thing": ["chaussure", "t-shirt"], "money": ["prix"]})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trop chère", ["dear"]),
        ("ces chaussures", ["thing"]),
        ("un t-shirt hors de prix", ["dear", "money", "thing"]),
        ("un tee", []),
        ("chercher", []),
    ],
)
def test_families_are_found_in_phrases_whatever_the_ending(text: str, expected: list[str]) -> None:
    assert concepts(words(text), INDEX) == expected
