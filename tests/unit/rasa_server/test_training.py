"""Training by content; a program of the same interface stands in the place of Rasa's interpreter."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from bot.rasa_server.training import TrainingFailed, fingerprint, train

TRAINER = """#!/bin/sh
echo run >> "$PWD/runs"
while [ $# -gt 0 ]; do
  case "$1" in --out) out="$2";; --name) name="$2";; esac; shift
done
echo "@ training A"
echo "a warning"
[ -e "$PWD/slow" ] && echo $$ > "$PWD/pid" && sleep 60
[ -e "$PWD/broken" ] && echo "Contradicting rules found" && exit 1
echo model > "$out/$name"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name, text in {
        "config.yml": "recipe: default.v1",
        "domain.yml": "intents: [greet]",
        "data/nlu/greeting.yml": "bonjour",
        "data/rules/greeting.yml": "rules",
        "data/responses/greeting.yml": "responses",
        "bot/nlu/reading.py": "component",
        "bot/nlu/serve.py": "server",
        "requirements/rasa.txt": "rasa==3.6.21",
        ".venv-rasa/bin/python": TRAINER,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (root / ".venv-rasa/bin/python").chmod(0o755)
    return root


def runs(project: Path) -> int:
    path = project / "runs"
    return path.read_text().count("run") if path.exists() else 0


def pid_told_in(path: Path) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if path.exists() and path.read_text().strip():
            return int(path.read_text())
        time.sleep(0.01)
    raise AssertionError(f"{path} was never written")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("config.yml", True),
        ("domain.yml", True),
        ("data/nlu/greeting.yml", True),
        ("data/rules/greeting.yml", True),
        ("data/responses/greeting.yml", True),
        ("data/nlu/new.yml", True),
        ("bot/nlu/reading.py", True),
        ("requirements/rasa.txt", True),
        ("bot/nlu/serve.py", False),
        ("data/nlu/notes.txt", False),
        ("data/advice/trail.yml", False),
    ],
)
def test_the_fingerprint_changes_with_what_a_model_is_made_of(project: Path, name: str, counts: bool) -> None:
    before = fingerprint(project)
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("something else")

    assert (fingerprint(project) != before) is counts


def test_the_same_content_elsewhere_has_the_same_fingerprint(project: Path, tmp_path: Path) -> None:
    before = fingerprint(project)

    assert fingerprint(project.rename(tmp_path / "moved")) == before


def test_a_text_moved_from_one_file_to_another_changes_the_fingerprint(project: Path) -> None:
    before = fingerprint(project)
    (project / "data/nlu/greeting.yml").rename(project / "data/nlu/other.yml")

    assert fingerprint(project) != before


def test_further_examples_count_and_an_empty_folder_of_them_does_not(project: Path, tmp_path: Path) -> None:
    extra = tmp_path / "training" / "nlu"
    extra.mkdir(parents=True)
    before = fingerprint(project)

    assert fingerprint(project, [extra]) == before
    (extra / "corrections.yml").write_text("coucou")
    assert fingerprint(project, [extra]) != before


async def test_a_model_is_trained_once_per_content(project: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    out = tmp_path / "models"

    first = await train(project, out, steps.append)
    again = await train(project, out, steps.append)

    assert first == again == out / f"comptoir-{fingerprint(project)}.tar.gz"
    assert first.read_text() == "model\n"
    assert runs(project) == 1
    assert steps == ["training A", f"{first.name} is already trained"]
    assert await train(project, out, force=True) == first
    assert runs(project) == 2


async def test_changed_data_make_another_model_and_keep_the_first(project: Path, tmp_path: Path) -> None:
    first = await train(project, tmp_path)
    (project / "data/nlu/greeting.yml").write_text("bonsoir")
    second = await train(project, tmp_path)

    assert first != second
    assert first.exists()


async def test_a_training_that_fails_says_why_and_leaves_nothing_half_done(project: Path, tmp_path: Path) -> None:
    (project / "broken").touch()

    with pytest.raises(TrainingFailed, match="Contradicting rules found"):
        await train(project, tmp_path / "models")

    assert list((tmp_path / "models").iterdir()) == []


async def test_a_cancelled_training_ends_its_process(project: Path, tmp_path: Path) -> None:
    (project / "slow").touch()
    task = asyncio.create_task(train(project, tmp_path / "models"))
    pid = await asyncio.to_thread(pid_told_in, project / "pid")

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
