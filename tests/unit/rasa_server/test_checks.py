from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.rasa_server.checks import CheckFailed, stories_passed, stories_told, validated

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


RASA = """#!/bin/sh
echo "$3 $4" >> "$PWD/runs"
[ -e "$PWD/broken" ] && echo "Contradicting rules found" && exit 1
echo "Evaluation Results on CONVERSATION level: Correct: 2 / 2"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    texts = {"config.yml": "a", "data/nlu/a.yml": "b", "tests/stories/test_a.yml": "c", ".venv-rasa/bin/python": RASA}
    for name, text in texts.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    path.chmod(0o755)
    return tmp_path / "project"


def runs(project: Path) -> list[str]:
    path = project / "runs"
    return path.read_text().splitlines() if path.exists() else []


async def check(project: Path, name: str, force: bool = False) -> str:
    home = project.parent / "home"
    if name == "data":
        return await validated(project, home, lambda step: None, force)
    return await stories_told(project, project / "model.tar.gz", home, lambda step: None, force)


@pytest.mark.parametrize("name", ["data", "stories"])
async def test_what_passed_is_checked_again_only_when_it_changed_or_on_demand(project: Path, name: str) -> None:
    first = await check(project, name)
    again = await check(project, name)
    assert len(runs(project)) == 1
    assert first != again
    await check(project, name, force=True)
    assert len(runs(project)) == 2
    (project / "data/nlu/a.yml").write_text("changed")
    await check(project, name)
    assert len(runs(project)) == 3


async def test_a_changed_story_is_played_and_leaves_the_validation_as_it_is(project: Path) -> None:
    await check(project, "data")
    await check(project, "stories")
    (project / "tests/stories/test_a.yml").write_text("changed")
    await check(project, "data")
    await check(project, "stories")
    assert [run.split()[0] for run in runs(project)] == ["data", "test", "test"]


@pytest.mark.parametrize("name", ["data", "stories"])
async def test_what_failed_is_checked_again(project: Path, name: str) -> None:
    (project / "broken").touch()
    for _ in range(2):
        with pytest.raises(CheckFailed, match="Contradicting"):
            await check(project, name)
    os.remove(project / "broken")
    await check(project, name)
    assert len(runs(project)) == 3
