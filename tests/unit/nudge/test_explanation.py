"""A logged decision's situation, as the command prints it."""

from __future__ import annotations

import json

from moments import NOW, OPEN, SALT, at

from bot.nudge.explanation import situation_lines
from bot.nudge.policy import decide
from bot.nudge.situation import Ledger
from bot.shopper.signals import Evidence


def test_the_situation_tells_every_sign_with_its_points_and_numbers_and_the_weak_ones() -> None:
    seen = (Evidence("similar_views", NOW, "view:c", {"count": 3, "similarity": 0.86}), Evidence("pause", NOW, "e"))
    situation = at(evidence=seen, circumstances={"hour": "evening", "device": "phone"})
    logged = json.loads(json.dumps(decide(situation, Ledger(), OPEN, SALT).to_entry()))
    assert situation_lines(logged) == [
        "hesitation 1.8 of 1.2",
        f"  {NOW.isoformat()}  similar_views (1.2)  count 3, similarity 0.86",
        f"  {NOW.isoformat()}  pause (0.6)",
        "device: phone",
        "hour: evening",
    ]


def test_of_an_erased_decision_the_score_is_left() -> None:
    erased = {"hesitation": {"score": 0.6, "threshold": 1.2, "evidence": ["pause"]}, "erased": True}
    assert situation_lines(erased) == ["hesitation 0.6 of 1.2"]
