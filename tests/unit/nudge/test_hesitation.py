from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluation.hesitation import evaluate, judge
from bot.nudge.hesitation import THRESHOLD, WEIGHTS

VISITS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "data" / "evaluation" / "hesitation.yml").read_text()
)


@pytest.mark.parametrize("visit", VISITS, ids=[visit["id"] for visit in VISITS])
def test_a_labelled_visit_is_judged_as_its_reader_did(visit: dict[str, Any]) -> None:
    found = judge(visit)
    assert (found.hesitating, sorted(found.counts)) == (visit["hesitating"], visit["evidence"])


def test_half_the_visits_are_near_misses_in_both_languages() -> None:
    assert len(VISITS) >= 60
    for language in ("fr", "en"):
        share = [visit["hesitating"] for visit in VISITS if visit["language"] == language]
        assert 0.35 <= sum(share) / len(share) <= 0.55


def test_the_evaluation_names_what_it_got_wrong() -> None:
    wrong = {**VISITS[0], "id": "turned", "hesitating": False}
    report = evaluate([VISITS[0], wrong])
    assert report["wrong"] == ["turned"]
    assert report["scores"]["hesitating"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 1}


def test_only_telling_evidence_reaches_the_threshold_alone() -> None:
    alone = {code for code, points in WEIGHTS.items() if points >= THRESHOLD}
    assert alone == {"price_objection", "undecided_words", "similar_views", "compare_stuck", "basket_back_and_forth"}
