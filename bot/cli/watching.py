"""`comptoir catalogue watch`: the catalogue follows a feed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from bot import wiring
from bot.cli.catalogue import (
    SOME_REFUSED,
    Combinations,
    Currency,
    Format,
    Site,
    Tax,
    feed_options,
    progress_bar,
    tell,
)
from bot.connectors.download import client, shown
from bot.errors import ComptoirError
from bot.settings import Settings
from catalog_index.errors import CatalogueError
from catalog_index.snapshot import ImportReport

UNTOUCHED = 1
"""Exit status of `--once` when the feed was refused or could not be had."""


def watch(
    source: Annotated[str, typer.Argument(metavar="URL|FILE", help="Where the feed is: http, https, or a file.")],
    every: Annotated[float, typer.Option(min=1, help="Minutes from one round to the next.")] = 60,
    once: Annotated[bool, typer.Option("--once", help="One round, for a scheduler of your own.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="The first round takes the feed unseen: unchanged or far smaller.")
    ] = False,
    format: Format = "auto",
    currency: Currency = None,
    site: Site = "",
    tax: Tax = None,
    combinations: Combinations = None,
) -> None:
    """Follow a feed: each round takes it whole if it changed. With --once: exit 0, 3 (some rows refused) or 1."""
    watched = wiring.Watch(source, format, feed_options(currency, site, tax, combinations))
    settings = Settings()
    with client() as http:
        status = _round(
            lambda fetching, encoding: wiring.watch_once(settings, watched, http, force, fetching, encoding), source
        )
        while not once:
            time.sleep(every * 60)
            _round(
                lambda fetching, encoding: wiring.watch_once(settings, watched, http, False, fetching, encoding), source
            )
    raise typer.Exit(status)


Round = Callable[[Callable[[int, int | None], None], Callable[[int, int], None]], ImportReport | None]


def _round(go: Round, source: str) -> int:
    """One round and its one line; a round that fails leaves everything as it was and the next one tries again."""
    try:
        with progress_bar() as bar:
            report = go(_shown(bar, "fetching"), _shown(bar, "encoding"))
    except (CatalogueError, ComptoirError) as error:
        tell(getattr(error, "rejections", ()))
        _say(source, f"refused: {error}")
        return UNTOUCHED
    if report is None:
        _say(source, "unchanged")
        return 0
    tell(report.rejected)
    _say(
        source,
        f"taken: {report.accepted} rows ({report.unchanged} unchanged), {len(report.rejected)} refused; "
        f"{report.total} products, version {report.version}",
    )
    return SOME_REFUSED if report.rejected else 0


def _shown(bar: Progress, name: str) -> Callable[[int, int | None], None]:
    """A line of the bar that appears with its first step."""
    tasks: list[TaskID] = []

    def step(done: int, total: int | None) -> None:
        if not tasks:
            tasks.append(bar.add_task(name, total=total))
        bar.update(tasks[0], completed=done, total=total)

    return step


def _say(source: str, what: str) -> None:
    typer.echo(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {shown(source)} {what}")
