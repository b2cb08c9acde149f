"""`comptoir train`: Rasa's model from the shipped data and the merchant's examples, once per content."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.console import Console

from bot import wiring
from bot.rasa_server import checks
from bot.settings import PROJECT, Settings


def train(
    validate: Annotated[bool, typer.Option("--validate", help="Run Rasa's own validation of the data first.")] = False,
    test_stories: Annotated[bool, typer.Option("--test-stories", help="Play tests/stories with the model.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Train, and check, even what was before.")] = False,
) -> None:
    """Train what is not trained yet; prints the model's file."""
    settings = Settings()
    console = Console(stderr=True)
    with console.status("") as status:

        def say(line: str) -> None:
            status.update(line)
            if not console.is_terminal:
                typer.echo(line, err=True)

        if validate:
            typer.echo(asyncio.run(checks.validated(PROJECT, settings.home, say, force)))
        model = asyncio.run(wiring.trained_model(settings, say, force=force))
        if test_stories:
            typer.echo(asyncio.run(checks.stories_told(PROJECT, model, settings.home, say, force)))
    typer.echo(str(model))
