"""`comptoir policy`: the nudge policy as one YAML document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import wiring
from bot.nudge.replay import Told
from bot.settings import Settings

app = typer.Typer(help="The nudge policy: show, check, try, set.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="A YAML document.")]


@app.command()
def show() -> None:
    """The policy in force."""
    with wiring.opened(Settings()) as shop:
        typer.echo(shop.policy.text().rstrip())


@app.command()
def check(file: File) -> None:
    """Whether FILE is a valid policy; else the line and the reason."""
    policy = wiring.read_policy(file.read_text(encoding="utf-8"))
    typer.echo(f"valid: version {policy.version}")


@app.command("set")
def set_(file: File) -> None:
    """Put FILE in force; a bad one changes nothing."""
    with wiring.opened(Settings()) as shop:
        policy = shop.policy.put(file.read_text(encoding="utf-8"), author="command line")
        typer.echo(f"in force: version {policy.version}")


@app.command("try")
def try_(
    file: File,
    date: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day, in UTC; yesterday unless given.")
    ] = None,
) -> None:
    """What FILE would have said, given and kept on a day of the log, beside what was. Changes nothing."""
    from bot.wiring.replay import trial

    policy = wiring.read_policy(file.read_text(encoding="utf-8"))
    day = (date or datetime.now(timezone.utc) - timedelta(days=1)).date()
    with wiring.opened(Settings()) as shop:
        result = trial(shop, day, policy)
    typer.echo(f"{day}, version {policy.version}; money if every promotion were taken")
    typer.echo(f"{'':<22}{'was':>10}{'would be':>10}")
    for name, was, would in _rows(result.was, result.would):
        typer.echo(f"{name:<22}{was:>10}{would:>10}")
    if result.unread:
        typer.echo(f"{result.unread} decisions without inputs are not counted")


def _rows(was: Told, would: Told) -> list[tuple[str, str, str]]:
    rows = _counts("said", was.said, would.said)
    rows += _counts("percent", was.rungs, would.rungs)
    rows += _counts("silent", was.silent, would.silent)
    return [*rows, ("given", str(was.given), str(would.given)), ("kept", str(was.kept), str(would.kept))]


def _counts(name: str, was: Mapping[Any, int], would: Mapping[Any, int]) -> list[tuple[str, str, str]]:
    keys = sorted({*was, *would}, key=str)
    return [(f"{name}: {key}", str(was.get(key, 0)), str(would.get(key, 0))) for key in keys]
