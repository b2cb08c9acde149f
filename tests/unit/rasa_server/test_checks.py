from __future__ import annotations

import pytest

from bot.rasa_server.checks import stories_passed

ACTIONS = "Evaluation Results on ACTION level:\n\tCorrect:          319 / 320\n"


@pytest.mark.parametrize(
    ("out", "passed"),
    [
        (
            f"Evaluation Results on CONVERSATION level:\nINFO rasa.core.test  - \tCorrect:          55 / 55\n{ACTIONS}",
            (55, 55),
        ),
        (f"Evaluation Results on CONVERSATION level:\n\tCorrect:          54 / 55\n{ACTIONS}", (54, 55)),
        ("Failed stories written to 'failed_test_stories.yml'", (0, 0)),
    ],
)
def test_the_score_of_whole_stories_is_read_from_rasa_s_report(out: str, passed: tuple[int, int]) -> None:
    assert stories_passed(out) == passed
