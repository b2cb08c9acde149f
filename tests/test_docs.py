"""Every setting, command, action, nudge kind and endpoint is documented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    assert [s for f in Settings.model_fields if f"`{(s := PREFIX + f.upper())}`" not in page("settings.md")] == []


def test_every_action_is_documented() -> None:
    actions = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["actions"]
    assert [a for a in actions if f"`{a}`" not in page("actions.md")] == []


def test_every_nudge_kind_is_documented() -> None:
    from bot.nudge.policy import Policy

    assert [k for k in Policy().kinds if f"`{k}`" not in page("nudges.md")] == []


def commands(group: Any, path: str = "comptoir") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def test_every_command_is_documented() -> None:
    import typer.main

    from bot.cli.commands import app

    assert [c for c in commands(typer.main.get_command(app)) if f"`{c}" not in page("commands.md")] == []


def test_every_public_endpoint_is_documented() -> None:
    from bot.web.app import create_app

    paths = create_app(None, None).openapi()["paths"]
    assert [p for p in paths if f"{p}" not in page("api.md")] == []


@pytest.mark.parametrize("path", sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")]), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    import re

    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


MERCHANTS = sorted([ROOT / "docs" / "quickstart.md", *ROOT.glob("docs/howto/*.md")])


@pytest.mark.parametrize("path", MERCHANTS, ids=lambda p: p.name)
def test_what_a_merchant_reads_stands_in_french_with_the_same_commands_lists_and_tables(path: Path) -> None:
    import re

    def other(page: Path, language: str) -> Path:
        link = re.search(rf"^\[{language}\]\((\S+)\)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert link, page
        return (page.parent / link[1]).resolve()

    def shape(page: Path) -> tuple[list[str], list[int]]:
        text = page.read_text(encoding="utf-8")
        code = [re.sub(r"\s+#.*", "", block) for block in re.findall(r"```.*?```", text, re.DOTALL)]
        return code, [len(re.findall(mark, text, re.MULTILINE)) for mark in (r"^#", r"^\d+\. ", r"^ *- ", r"^\|")]

    french = other(path, "En français")
    assert other(french, "In English") == path
    assert shape(french) == shape(path)
