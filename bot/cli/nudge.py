"""`comptoir nudge`: what the nudges earn."""

from __future__ import annotations

import typer

from bot.cli.earnings import report

app = typer.Typer(help="The nudges: what they earn.", no_args_is_help=True)
app.command()(report)
