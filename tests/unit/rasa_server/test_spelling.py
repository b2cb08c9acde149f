"""Typing errors are mended for the classifier; words that somebody knows stay as they are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.rasa_server.gloss import Gloss
from bot.rasa_server.spelling import OFTEN, Spelling, spelling_of

TAUGHT = {
    "en": Counter({"expensive": OFTEN, "deliver": OFTEN, "compare": OFTEN, "stonker": 1, "dearer": OFTEN - 1}),
    "fr": Counter({"livraison": OFTEN, "comparez": OFTEN, "hesite": OFTEN}),
}
GLOSS = Gloss({("livraisons",): "deliveries", ("livreison",): "a word"}, {}, 1)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(TAUGHT, GLOSS)


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "thats still expnsive", "thats still expensive"),
        ("en", "EXPENSSIVE, do you delievr?", "expensive, do you deliver?"),
        ("fr", "la livrasion ? j’hésiite", "la livraison ? j’hésiite"),  # after an apostrophe nothing is touched
        ("fr", "je hésiite", "je hesite"),
    ],
)
def test_one_error_in_a_common_word_is_mended_where_it_stands(
    spelling: Spelling, language: str, typed: str, read: str
) -> None:
    assert spelling.of(typed, language) == read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "expnsve"),  # two errors
        ("en", "a stonker"),  # taught, though once
        ("en", "deerer"),  # one error from a word that is rare
        ("en", "compar"),  # shortened, not mistyped
        ("en", "compared"),  # another form
        ("fr", "livreison"),  # has a meaning of its own
        ("fr", "expnsive"),  # of the other language
        ("de", "expnsive"),
        ("en", "www.delivver.com"),
        ("en", "moore"),  # near nothing taught
        ("en", ""),
    ],
)
def test_what_is_known_and_what_is_too_far_stays(spelling: Spelling, language: str, text: str) -> None:
    assert spelling.of(text, language) == text


def test_what_a_shop_taught_is_no_error(tmp_path: Path) -> None:
    nlu, own = tmp_path / "data" / "nlu", tmp_path / "own"
    head = 'version: "3.1"\n\nnlu:\n  - intent: price_objection\n    examples: |\n'
    for folder, lines in ((nlu, [f"it is expensive {n}" for n in range(OFTEN)]), (own, ["expansive my foot"])):
        folder.mkdir(parents=True)
        (folder / "one.en.yml").write_text(head + "".join(f"      - {line}\n" for line in lines), encoding="utf-8")
    assert spelling_of(tmp_path).of("expansive", "en") == "expensive"
    assert spelling_of(tmp_path, [own]).of("expansive", "en") == "expansive"
