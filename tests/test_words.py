"""Words for people: both languages everywhere, French set as French is set, nothing that only we should read."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
RESPONSES = sorted((ROOT / "data" / "responses").glob("*.yml"))
NARROW, NO_BREAK = "\u202f", "\u00a0"


def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def variations(path: Path) -> Iterator[tuple[str, str | None, str]]:
    """(response, language or None, text) of one file of responses."""
    for name, items in loaded(path).get("responses", {}).items():
        for item in items:
            languages = [c["value"] for c in item.get("condition", []) if c.get("name") == "language"]
            yield name, (languages or [None])[0], item.get("text", "")


@cache
def said() -> list[tuple[str, str | None, str]]:
    return [v for path in RESPONSES for v in variations(path)]


def test_every_response_is_written_in_both_languages() -> None:
    spoken: dict[str, set[str | None]] = {}
    for name, language, _ in said():
        spoken.setdefault(name, set()).add(language)
    assert said()
    assert {name: langs for name, langs in spoken.items() if not {"fr", "en"} <= langs} == {}


def test_no_response_is_longer_than_sixty_words() -> None:
    assert [(n, len(t.split())) for n, _, t in said() if len(t.split()) > 60] == []


@cache
def french_files() -> list[tuple[str, str]]:
    found = list(shown_as_written())
    for path in [*ROOT.glob("data/advice/*.yml"), *ROOT.glob("data/shop/*/*.yml")]:
        found += [(str(path.relative_to(ROOT)), text) for text in french(loaded(path))]
    return found


@cache
def shown_as_written() -> list[tuple[str, str]]:
    """What people read as it stands; the advice and the facts of the shop get their apostrophes on the way."""
    found = [(name, text) for name, language, text in said() if language == "fr"]
    for path in ROOT.glob("data/explanations/*.yml"):
        found += [(path.name, text) for text in french(loaded(path))]
    for path in ROOT.glob("bot/web/**/words/*fr.yml"):
        found += [(str(path.relative_to(ROOT)), text) for text in strings(loaded(path))]
    for path in ROOT.glob("bot/web/**/words.fr.js"):
        found += [
            (path.name, text)
            for text in re.findall(r'"([^"]+)"|`([^`]+)`', path.read_text("utf-8"))
            for text in text
            if text
        ]
    return found


def strings(node: object) -> Iterator[str]:
    """Every text at any depth."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for item in node.values() if isinstance(node, dict) else node:
            yield from strings(item)


def french(node: object) -> Iterator[str]:
    """Every text under a key `fr`, except lists of words shoppers use."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "fr":
                yield from ([value] if isinstance(value, str) else [v for v in value if isinstance(v, str)])
            elif key != "words":
                yield from french(value)
    elif isinstance(node, list):
        for item in node:
            yield from french(item)


@pytest.mark.parametrize("mark", list(";!?:»"))
def test_french_marks_stand_after_a_space_that_does_not_break(mark: str) -> None:
    bad = re.compile(rf"(?<![{NARROW}{NO_BREAK}\d/?!])(?<!https)(?<!http){re.escape(mark)}(?!\d|//|\w)")
    assert [(where, text) for where, text in french_files() if bad.search(re.sub(r"\{[^}]*\}", "x", text))] == []


def test_french_apostrophes_and_opening_marks_are_set_as_in_print() -> None:
    bad = re.compile(rf"\w'|«(?!{NO_BREAK})|\.\.\.")
    assert [(where, text) for where, text in shown_as_written() if bad.search(text)] == []


def tracked() -> list[Path]:
    out = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in out.splitlines() if (ROOT / line).is_file()]


# Written in pieces, so that this file does not hold what it looks for.
PRIVATE = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry.npm" + "js",
    "/work" + "/main",
    "/ro" + "ot/",
    "deb.deb" + "ian.org",
)


def test_no_registry_host_and_no_machine_path_is_written_anywhere() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [(str(path.relative_to(ROOT)), word) for word in PRIVATE if word in text]
    assert found == []
