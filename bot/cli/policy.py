"""`comptoir policy`: the nudge policy as one YAML document."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import wiring
from bot.errors import InvalidInput
from bot.nudge.account import Account
from bot.nudge.policy import Policy
from bot.nudge.trial import Trial
from bot.settings import Settings

app = typer.Typer(help="The nudge policy: show, check, try, set.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="A YAML document.")]


def _text(file: Path) -> str:
    written = file.read_bytes()
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        raise InvalidInput(f"line {line}: {file} is not UTF-8 text") from None


def read(file: Path) -> Policy:
    """The policy in `file`. Raises PolicyError with the line and the reason."""
    return wiring.read_policy(_text(file))


@app.command()
def show() -> None:
    """The policy in force."""
    with wiring.opened(Settings()) as shop:
        typer.echo(shop.policy.text().rstrip())


@app.command()
def check(file: File) -> None:
    """Whether FILE is a valid policy; else the line and the reason."""
    policy = read(file)
    typer.echo(f"valid: version {policy.version}")


@app.command("set")
def set_(file: File) -> None:
    """Put FILE in force; a bad one changes nothing."""
    with wiring.opened(Settings()) as shop:
        policy = shop.policy.put(_text(file), author="command line")
        typer.echo(f"in force: version {policy.version}")


@app.command("try")
def try_(
    file: File,
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days back from now.")] = wiring.TRIAL_DAYS,
    date: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="That day alone, in UTC.")
    ] = None,
    language: Annotated[Literal["fr", "en"], typer.Option(help="fr or en.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The numbers, as JSON.")] = False,
) -> None:
    """What FILE would have said, given and kept at the moments of the log, beside what was. Changes nothing."""
    policy = wiring.read_policy(_text(file))
    until = date.replace(tzinfo=timezone.utc) + timedelta(days=1) if date else None
    with wiring.opened(Settings()) as shop:
        found = wiring.trial(shop, policy, until, 1 if date else days)
        currency = shop.catalogue.current.currency
    if as_json:
        typer.echo(json.dumps(found.to_json(), indent=1, ensure_ascii=False))
        return
    account = Account(wiring.trial_words(), language, currency)
    _print(account, found, days, f"{date:%Y-%m-%d}" if date else "")


def _print(account: Account, found: Trial, days: int, day: str) -> None:
    typer.echo("\n".join(account.head(found, days, day)))
    if not found.decisions:
        return
    rows = account.rows(found)
    wide = max(len(name) for name, _, _ in rows)
    typer.echo("")
    for name, was, would in rows:
        typer.echo(f"{name:<{wide}}{was:>12}{would:>12}")
    for part in (account.changes(found), account.guards(found)):
        typer.echo("\n" + "\n  ".join(part))
