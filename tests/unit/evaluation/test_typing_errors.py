"""The typing errors that the evaluation makes, and the count of what they cost."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

from bot.evaluation.typing_errors import cost, mistyped


@pytest.mark.parametrize("seed", range(20))
def test_one_error_is_made_inside_a_long_word(seed: int) -> None:
    text = "il est trop expansif, non"
    typed = mistyped(text, random.Random(seed))
    assert OSA.distance(text, typed) <= 1  # the letter struck may be the right one
    assert (typed[:12], typed[-6:]) == ("il est trop ", "f, non")


def test_short_words_are_left_alone() -> None:
    assert mistyped("oui, et la ?", random.Random(1)) == "oui, et la ?"


def test_what_errors_cost_is_counted_by_hand() -> None:
    pairs = [{"language": language, "intent": "greet"} for language in ("fr", "fr", "en")]
    right, wrong = {"intent": "greet"}, {"intent": "deny"}
    found = cost(pairs, {"before": [right, right, right], "after": [wrong, right, wrong]})
    assert found == {
        "en": {"sentences": 1, "before": 1.0, "after": 0.0},
        "fr": {"sentences": 2, "before": 1.0, "after": 0.5},
    }
