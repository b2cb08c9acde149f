"""`comptoir policy`: the nudge policy as one YAML document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import wiring
from bot.settings import Settings

app = typer.Typer(help="The nudge policy: show, check, set.", no_args_is_help=True)
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
