"""How well a model understands: worked by hand on small tables."""

from __future__ import annotations

import pytest

from bot.training.comparison import Case, Guess
from bot.training.quality import REFUSED, Duel, IntentScore, duel, more_than_chance, quality

# (what it means, what was made of it, how surely)
READ = [
    ("greet", "greet", 0.9),
    ("greet", "goodbye", 0.4),
    ("greet", "goodbye", 0.8),
    ("greet", REFUSED, 0.1),
    ("goodbye", "goodbye", 0.9),
    ("thank", "greet", 0.6),
]


def of_table(rows: list[tuple[str, str, float]]) -> tuple[list[Case], list[Guess]]:
    cases = [Case(f"sentence {place}", intent, "en") for place, (intent, _, _) in enumerate(rows)]
    return cases, [Guess(heard, sure) for _, heard, sure in rows]


def test_each_intent_has_the_figures_of_its_row_and_its_column() -> None:
    found = quality(*of_table(READ))
    assert (found.total, found.right, found.refused) == (6, 2, 1)
    assert found.of("greet") == IntentScore("greet", meant=4, heard=2, right=1)
    assert found.of("greet").recall == 1 / 4
    assert found.of("greet").precision == 1 / 2
    assert found.of("greet").f1 == pytest.approx(2 * 0.25 * 0.5 / 0.75)
    assert found.of("goodbye").precision == 1 / 3
    assert found.of("thank").precision is None
    assert found.macro_f1 == pytest.approx((1 / 3 + 1 / 2 + 0) / 3)


def test_not_understood_is_no_intent_of_its_own_but_stands_in_the_table() -> None:
    found = quality(*of_table(READ))
    assert [one.name for one in found.intents] == ["goodbye", "greet", "thank"]
    assert found.taken("greet", REFUSED) == 1
    assert found.taken("greet", "greet") == 1
    assert found.taken("thank", "goodbye") == 0


def test_the_pair_most_often_confused_comes_first_with_its_surest_mistake() -> None:
    first, *others = quality(*of_table(READ)).confusions
    assert (first.was, first.heard) == ("greet", "goodbye")
    assert [one.case.text for one in first.sentences] == ["sentence 2", "sentence 1"]
    assert [(one.was, one.heard, len(one.sentences)) for one in others] == [
        ("greet", REFUSED, 1),
        ("thank", "greet", 1),
    ]


def test_an_intent_that_nothing_means_has_no_recall_and_does_not_weigh_on_the_mean() -> None:
    found = quality(*of_table([("greet", "greet", 0.9), ("greet", "thank", 0.9)]))
    assert found.of("thank").recall is None
    assert found.macro_f1 == pytest.approx(2 / 3)
    assert found.of("never seen") == IntentScore("never seen", 0, 0, 0)


def test_no_sentence_is_no_mistake() -> None:
    found = quality([], [])
    assert (found.total, found.right, found.macro_f1, found.confusions) == (0, 0, 0.0, ())


@pytest.mark.parametrize(
    ("better", "worse", "beyond"),
    [
        (0, 0, False),
        (5, 0, False),  # 2 / 2^5 = 0.0625
        (6, 0, True),  # 2 / 2^6 = 0.031
        (0, 6, True),
        (8, 1, True),  # 2 · (1 + 9) / 2^9 = 0.039
        (7, 1, False),  # 2 · (1 + 8) / 2^8 = 0.070
        (60, 40, False),  # 0.057
        (62, 40, True),  # 0.037
        (2000, 1800, True),
    ],
)
def test_a_difference_is_more_than_chance_by_the_exact_sign_test(better: int, worse: int, beyond: bool) -> None:
    assert more_than_chance(better, worse) is beyond


def test_two_models_are_told_apart_by_the_sentences_where_they_differ() -> None:
    cases, before = of_table(READ)
    after = [Guess(intent, 0.9) for intent in ("greet", "greet", "greet", "greet", "thank", "thank")]
    assert duel(cases, before, after) == Duel(total=6, right_before=2, right_after=5, better=4, worse=1)


@pytest.mark.parametrize(
    ("better", "worse", "verdict"),
    [
        (0, 0, "same"),
        (3, 3, "same"),
        (4, 1, "perhaps_better"),
        (1, 4, "perhaps_worse"),
        (6, 0, "better"),
        (1, 8, "worse"),
    ],
)
def test_a_verdict_says_whether_chance_would_do_as_much(better: int, worse: int, verdict: str) -> None:
    assert Duel(100, 50, 50 + better - worse, better, worse).verdict == verdict
