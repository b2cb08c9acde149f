"""Rasa's own checks of the project, each in a process of its own: the data's validation and the test stories."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from bot.errors import ComptoirError
from bot.rasa_server.launch import base_environment, rasa_python
from bot.rasa_server.training import fingerprint

Progress = Callable[[str], None]

_SCORE = re.compile(r"CONVERSATION level:.*?Correct:\s+(\d+) / (\d+)", re.DOTALL)
STORIES = Path("tests") / "stories"
TAIL = 40
"""Lines of a failed check's output that are shown."""


class CheckFailed(ComptoirError):
    status, slug, title = 422, "check-failed", "Rasa's check found mistakes"


PASSED = Path("build") / "checked"
"""Under the project: one file per check and content that passed it."""


async def validated(project: Path, home: Path, progress: Progress, force: bool = False) -> str:
    """`validate`, unless this content passed it before; one line that says which. Raises CheckFailed."""
    note = project / PASSED / f"data-{fingerprint(project)}"
    if note.exists() and not force:
        return f"the training data are valid; {_unchanged(note)}"
    await validate(project, home, progress)
    _passed(note)
    return "the training data are valid"


async def stories_told(project: Path, model: Path, home: Path, progress: Progress, force: bool = False) -> str:
    """`test_stories`, unless these stories passed with this content before; one line that says which. Raises
    CheckFailed."""
    note = project / PASSED / f"stories-{fingerprint(project, [project / STORIES])}"
    if note.exists() and not force:
        return f"the test stories passed; {_unchanged(note)}"
    line = await test_stories(project, model, home, progress)
    _passed(note)
    return line


def _passed(note: Path) -> None:
    note.parent.mkdir(parents=True, exist_ok=True)
    note.touch()


def _unchanged(note: Path) -> str:
    at = datetime.fromtimestamp(note.stat().st_mtime, timezone.utc)
    return f"unchanged since {at:%Y-%m-%d %H:%M} UTC: not run again (--force does)"


async def validate(project: Path, home: Path, progress: Progress) -> str:
    """`rasa data validate` with warnings as errors. Raises CheckFailed with what it found."""
    progress("validating the training data")
    data = [str(project / "data" / name) for name in ("nlu", "rules", "stories") if (project / "data" / name).is_dir()]
    where = ["--domain", "domain.yml", "--config", "config.yml"]
    return await _rasa(project, home, ["data", "validate", "--fail-on-warnings", *where, "--data", *data])


async def test_stories(project: Path, model: Path, home: Path, progress: Progress) -> str:
    """`rasa test core` on tests/stories; its last line. Raises CheckFailed when a story goes another way."""
    progress("playing the test stories")
    results = home / "stories"
    results.mkdir(parents=True, exist_ok=True)
    made = ["--model", str(model), "--out", str(results.resolve()), "--fail-on-prediction-errors", "--no-plot"]
    out = await _rasa(project, home, ["test", "core", "--stories", str(STORIES), *made])
    right, played = stories_passed(out)
    if right != played or not played:
        raise CheckFailed(out[-2000:] if played else "no test story was played")
    return f"{played} passed, 0 failed"


def stories_passed(out: str) -> tuple[int, int]:
    """How many stories went right, of how many, from what `rasa test core` prints; (0, 0) when it is silent."""
    found = _SCORE.search(out)
    return (int(found[1]), int(found[2])) if found else (0, 0)


async def _rasa(project: Path, home: Path, arguments: list[str]) -> str:
    cache = {"RASA_CACHE_DIRECTORY": str(home.resolve() / "rasa-cache"), "MPLBACKEND": "Agg"}
    process = await asyncio.create_subprocess_exec(
        str(rasa_python(project)),
        "-m",
        "rasa",
        *arguments,
        env={**base_environment(project), **cache},
        cwd=project,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    text = out.decode("utf-8", "replace")
    if process.returncode != 0:
        raise CheckFailed("\n".join(text.splitlines()[-TAIL:]))
    return text
