"""The arithmetic of the intent evaluation."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.nlu import EvaluationFailed, data_sha, evaluate, score, table

TRUTH = ["greet", "greet", "hesitate", "hesitate"]
GUESS = ["greet", "hesitate", "hesitate", "nlu_fallback"]


def test_scores_are_counted_by_hand() -> None:
    result = score(TRUTH, GUESS)
    assert result["accuracy"] == 0.5
    assert result["intents"]["greet"] == {"n": 2, "precision": 1.0, "recall": 0.5, "f1": 0.667}
    assert result["intents"]["hesitate"] == {"n": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert result["macro_f1"] == pytest.approx((0.667 + 0.5) / 2, abs=0.001)
    assert sorted(result["confusions"]) == [["greet", "hesitate", 1], ["hesitate", "nlu_fallback", 1]]


def test_nothing_held_out_scores_nothing() -> None:
    assert score([], [])["macro_f1"] == 0.0


def test_the_table_names_each_intent_and_each_confusion() -> None:
    one = {**score(TRUTH, GUESS), "refused": 0.25}
    parts = {"first": {"both": one}}
    lines = table({"sentences": 4, "milliseconds_per_message": 1.5, "parts": parts}).splitlines()
    assert any(line.split()[:5] == ["hesitate", "2", "0.50", "0.50", "0.50"] for line in lines)
    assert "  greet read as hesitate: 1" in lines


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
