"""The arithmetic of the intent evaluation."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.nlu import EvaluationFailed, data_sha, evaluate, heard_both, score, table, thresholds

TRUTH = ["greet", "greet", "hesitate", "hesitate"]
GUESS = ["greet", "hesitate", "hesitate", "nlu_fallback"]


def test_scores_are_counted_by_hand() -> None:
    result = score(TRUTH, GUESS)
    assert result["accuracy"] == 0.5
    assert result["intents"]["greet"] == {"n": 2, "precision": 1.0, "recall": 0.5, "f1": 0.667}
    assert result["intents"]["hesitate"] == {"n": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert result["macro_f1"] == pytest.approx((0.667 + 0.5) / 2, abs=0.001)
    assert sorted(result["confusions"]) == [["greet", "hesitate", 1], ["hesitate", "nlu_fallback", 1]]


def test_an_intent_with_the_same_answer_is_answered_right_though_read_wrong() -> None:
    result = score(
        ["search_product", "reject_product", "complain", "greet"], ["inform_need", "deny", "ask_human", "greet"]
    )
    assert (result["accuracy"], result["same_answer"]) == (0.25, 0.75)


def test_nothing_held_out_scores_nothing() -> None:
    assert score([], [])["macro_f1"] == 0.0


def test_the_table_names_each_intent_and_each_confusion() -> None:
    one = {**score(TRUTH, GUESS), "refused": 0.25}
    lines = table({"sentences": 4, "milliseconds_per_message": 1.5, "parts": {"first": {"both": one}}}).splitlines()
    assert "| hesitate | 2 | 0.50 | 0.50 | 0.50 |" in lines
    assert "| first | both | 4 | 0.500 | 0.500 | 0.584 | 0.250 |" in lines
    assert any("greet read as hesitate 1" in line for line in lines)


def test_the_matrix_counts_every_reading() -> None:
    expected = {"greet": {"greet": 1, "hesitate": 1}, "hesitate": {"hesitate": 1, "nlu_fallback": 1}}
    assert score(TRUTH, GUESS)["matrix"] == expected


def test_what_a_threshold_costs_is_counted_by_hand() -> None:
    pairs = [{"intent": name} for name in ("greet", "greet", "hesitate", "out_of_scope")]
    guesses = [("greet", 0.9, "thank"), ("hesitate", 0.3, "greet"), ("hesitate", 0.3, "thank"), ("greet", 0.3, "thank")]
    rows = thresholds(pairs, [{"guess": one, "second": two, "guess_confidence": sure} for one, sure, two in guesses])
    low, high = ({row["threshold"]: row for row in rows}[at] for at in (0.3, 0.35))
    assert (low["answered"], low["precision"], low["in_scope_refused"], low["out_of_scope_recall"]) == (
        1.0,
        0.5,
        0.0,
        0.0,
    )
    assert (high["answered"], high["precision"], high["refused_though_right"]) == (0.25, 1.0, 0.333)
    assert (low["right_among_two"], high["right_among_two"]) == (0.0, 0.667)
    assert (high["in_scope_refused"], high["out_of_scope_recall"]) == (0.667, 1.0)


def test_turns_of_two_intents_are_counted_by_hand() -> None:
    named = [("ask_price", "ask_delivery"), ("ask_price", "ask_delivery"), ("ask_price", "greet")]
    doubles = [{"text": "", "intent": first, "also": other} for first, other in named]
    readings = [
        {"intent": "ask_price", "also": ["ask_delivery"]},
        {"intent": "ask_delivery", "also": []},
        {"intent": "greet", "also": ["ask_price"]},
    ]
    expected = {"turns": 3, "right_first": 1, "one_of_them_first": 3, "both_ask": 2, "both_heard": 1}
    assert heard_both(doubles, readings) == expected


def test_the_sha_follows_the_content_of_what_is_taught(tmp_path: Path) -> None:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "config.yml").write_text("a")
    (tmp_path / "data" / "nlu" / "x.yml").write_text("b")
    before = data_sha(tmp_path)
    (tmp_path / "data" / "nlu" / "x.yml").write_text("c")
    assert len(before) == 12
    assert data_sha(tmp_path) != before


def test_a_model_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    python = tmp_path / ".venv-rasa" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho no such model >&2\nexit 1\n")
    python.chmod(0o700)
    with pytest.raises(EvaluationFailed, match="no such model"):
        evaluate(tmp_path / "none.tar.gz", tmp_path)
