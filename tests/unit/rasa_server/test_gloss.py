"""French as English words: the longest phrase wins, endings are known, and what nobody knows stays as it is written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.rasa_server.gloss import FILE, Gloss, entries

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def shipped() -> Gloss:
    return Gloss.read(PROJECT / FILE)


@pytest.fixture
def small(tmp_path: Path) -> Gloss:
    path = tmp_path / "gloss.yml"
    path.write_text(
        "french:\n"
        "  verbs: |\n    # a comment = is none\n    deliver = livrer\n    pay = payer\n    eat = manger\n"
        "  words: |\n    expensive = cher, chère\n    too = trop\n    - = ne, n'\n    not = pas\n    to = à\n"
        "    has = a\n"
        "  phrases: |\n    it is too expensive = c'est trop cher\n    it is = c'est\n",
        encoding="utf-8",
    )
    return Gloss.read(path)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("c'est trop cher", "it is too expensive"),
        ("C’EST TROOOP CHÈRES !", "it is too expensive!"),
        ("c'est vraiment cher", "it is vraiment expensive"),
        ("ne livrez-vous pas ?", "deliver vous not?"),
        ("on paiera, nous mangeons", "on pay, nous eat"),
        ("il a payé à Zurich 45,50 €", "il has pay to zurich 45,50 €"),
        ("la Zorglub 3000 👍", "la zorglub 3000 👍"),
        ("", ""),
    ],
)
def test_a_sentence_becomes_english_words(small: Gloss, french: str, english: str) -> None:
    assert small.of(french) == english


def test_decomposed_letters_read_as_composed_ones(small: Gloss) -> None:
    assert small.of("che\u0300re a\u0300") == small.of("chère à") == "expensive to"


def test_what_shops_sell_is_read_by_the_names_of_the_search(small: Gloss) -> None:
    assert small.of("un sac à dos") == "un backpack"


def test_no_french_of_the_shipped_gloss_has_two_meanings() -> None:
    told = yaml.safe_load((PROJECT / FILE).read_text(encoding="utf-8"))["french"]
    twice = Counter(french for name in ("words", "phrases") for _, french in entries(told[name]))
    assert [french for french, times in twice.items() if times > 1] == []
    assert min(len(list(entries(told[name]))) for name in ("verbs", "words", "phrases")) > 100


@pytest.mark.parametrize(
    ("short", "whole"),
    [("jsp trop", "je ne sais pas trop"), ("c koi la diff", "c'est quoi la différence"), ("c cb", "c'est combien")],
)
def test_short_and_whole_spellings_say_the_same(shipped: Gloss, short: str, whole: str) -> None:
    assert shipped.of(short) == shipped.of(whole)
