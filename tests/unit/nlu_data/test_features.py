"""The clues of a sentence: the same one by one as all together, kept as learnt, aware of where a sentence ends."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bot.nlu.features import Clues
from bot.nlu.normaliser import concept_index

TEXTS = (
    "pourquoi pas",
    "pourquoi pas la noire",
    "je prends la noire",
    "prendre la noire",
    "too dear for me",
    "trop cher",
)
FAMILIES = {"dear": ["cher", "dear"], "colour": ["noir", "black"]}


@pytest.fixture(scope="module")
def clues() -> Clues:
    made = Clues.fresh(concept_index(FAMILIES), 0.25)
    made.learn(TEXTS)
    return made


@pytest.mark.parametrize("text", [*TEXTS, "c trop chèère", "", "🤷", "never seen before"])
def test_one_sentence_has_the_row_it_has_among_many(clues: Clues, text: str) -> None:
    columns, weights = clues.of_one(text)
    expected = clues.of([*TEXTS, text]).toarray()[-1]
    row = np.zeros_like(expected)
    row[columns] = weights
    assert row == pytest.approx(expected, abs=1e-12)


def test_what_was_kept_weighs_the_same(clues: Clues) -> None:
    words, rarities = clues.state()
    again = Clues.kept(json.loads(json.dumps(words)), rarities, 0.25)
    assert (again.of(TEXTS) != clues.of(TEXTS)).nnz == 0
    for text in (*TEXTS, "c trop chèère"):
        assert [part.tolist() for part in again.of_one(text)] == [part.tolist() for part in clues.of_one(text)]


def test_the_same_words_at_the_end_of_a_sentence_and_before_more_words_differ(clues: Clues) -> None:
    words = clues.vectorizers[0].vocabulary_
    row = clues.of(["pourquoi pas", "pourquoi pas la noire"]).toarray()
    assert row[:, words["pas_>"]].tolist()[0] > 0 == row[:, words["pas_>"]].tolist()[1]


def test_forms_of_one_verb_meet_in_their_stem(clues: Clues) -> None:
    first, second = (set(clues.of_one(text)[0]) for text in ("prendront", "prendrait"))
    assert clues.vectorizers[1].vocabulary_["prend"] + clues._for_one[0].width in first & second


def test_a_family_weighs_as_much_as_it_was_given() -> None:
    light, heavy = (Clues.fresh(concept_index(FAMILIES), weight) for weight in (0.25, 1.0))
    last = [made.learn(TEXTS).toarray()[-1][-2:] for made in (light, heavy)]
    assert last[0] * 4 == pytest.approx(last[1])
    assert last[1].max() == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["qwzx", "qwzx vbnm plkj", "42"])
def test_a_sentence_of_unknown_words_has_no_clue_but_its_letters(clues: Clues, text: str) -> None:
    letters = sum(part.width for part in clues._for_one[:3])
    assert [column for column in clues.of_one(text)[0] if column < letters] == []
