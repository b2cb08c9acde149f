"""`comptoir nudge`: what the nudges earn, and whether each decision can be made again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bot import wiring
from bot.cli.earnings import report
from bot.settings import Settings

app = typer.Typer(help="The nudges: what they earn, why they spoke.", no_args_is_help=True)
app.command()(report)

Day = Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="The day, in UTC.")]


@app.command()
def situation(
    conversation: Annotated[str, typer.Argument(help="The conversation's id, as the console's address shows it.")],
) -> None:
    """What a visit shows, as the rules saw it last: the signs of hesitation with their numbers, the weak signals."""
    from bot.nudge.explanation import situation_lines
    from bot.wiring.replay import last_decision

    with wiring.opened(Settings()) as shop:
        entry = last_decision(shop, conversation)
    typer.echo("\n".join(situation_lines(entry.data)))


@app.command()
def replay(date: Day) -> None:
    """Decide a day's decisions again from the log, and compare byte for byte. Exit 1 when one differs."""
    from bot.wiring.replay import replay as again

    with wiring.opened(Settings()) as shop:
        result = again(shop, date.date())
    counts = f"{result.equal} equal, {len(result.different)} different, {result.unread} without inputs"
    typer.echo(f"{date:%Y-%m-%d}: {counts}")
    for one in result.different:
        typer.echo(f"entry {one.entry_id}, decision {one.decision_id}: {one.why}")
    if result.different:
        raise typer.Exit(1)
