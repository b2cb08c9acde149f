"""`comptoir nudge report`: what the nudges earned or burnt, against the visitors who got none."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import wiring
from bot.cli.results import Json, keep
from bot.nudge.measurement import BROKEN, Report, Result
from bot.nudge.sequence import LEAST
from bot.settings import Settings

WIDE = 110
"""Columns where no terminal says how many there are: a line of the table is a line of the file."""

VERDICTS = {
    "earns": "earns",
    "burns": "burns margin",
    "unsure": "not sure yet",
    "too_few": f"too few to say ({LEAST} a side are needed)",
    "broken_split": "the split is broken: no comparison holds",
}


def report(
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far back to look.")] = wiring.PERIOD_DAYS,
    json_file: Json = None,
) -> None:
    """The margin that the nudges brought, per kind and rung, against the holdout."""
    with wiring.opened(Settings()) as shop:
        found = wiring.earnings(shop, days)
        currency, compares = shop.catalogue.current.currency, shop.policy.current.holdout > 0
        stopped = wiring.stopped(shop)
    _print(found, currency)
    for kind, at in stopped.items():
        typer.echo(f"{kind} stopped by itself on {at:%Y-%m-%d %H:%M} UTC: its whole interval lay below zero", err=True)
    if not compares:
        typer.echo("the policy in force holds nobody out: there is nothing to compare with", err=True)
    keep("nudge-report", found.to_json(), json_file)


def _print(found: Report, currency: str) -> None:
    table = Table(box=None, pad_edge=False)
    for name in ("", "nudged", "held out", f"{currency} per 1,000", "95 % interval", "verdict"):
        table.add_column(name, justify="left" if name in ("", "verdict") else "right")
    for result in (found.total, *found.kinds):
        table.add_row(*_row(result))
    for result in found.rungs:
        table.add_row(f"{result.name} % against help", *_row(result)[1:])
    Console(width=None if sys.stdout.isatty() else WIDE).print(table)
    for rung, one in found.offers.items():
        typer.echo(f"{rung} %: {one.made} offered, {one.redeemed} used, {one.discount:.2f} {currency} given away")
    if found.split < BROKEN:
        typer.echo(f"the split between nudged and held out is too uneven for chance (p = {found.split:.1g})", err=True)
    if found.without_cost:
        typer.echo(f"{found.without_cost} orders without a known cost count as no margin", err=True)


def _row(result: Result) -> tuple[str, ...]:
    verdict = VERDICTS[result.verdict]
    if result.days_more:
        verdict += f", about {result.days_more} day{'s' if result.days_more > 1 else ''} more"
    counts = (f"{result.treated:,}", f"{result.held_out:,}")
    if result.effect is None or result.low is None or result.high is None:
        return (result.name, *counts, "–", "–", verdict)
    return (result.name, *counts, f"{result.effect:+.0f}", f"{result.low:+.0f} to {result.high:+.0f}", verdict)
