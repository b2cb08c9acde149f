"""`comptoir serve`, `demo`, `doctor`, `chat`, `bench`: the running shop, and looking at it."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

from bot.cli.health import examine
from bot.cli.results import Json, finish
from bot.errors import Unavailable
from bot.settings import Settings


def serve() -> None:
    """Run everything: the app, and Rasa as a watched child. Ctrl-C and SIGTERM end both."""
    from bot.cli.server import run

    run(Settings())


def demo() -> None:
    """`serve`, after training what is not trained and importing the demo catalogue into an empty home."""
    from bot.cli.server import run

    run(Settings(), prepared=True)


def doctor() -> None:
    """One line for each thing that must be here and healthy; exit 1 when one is not."""
    console = Console()
    found = examine(Settings())
    for finding in found:
        mark = "[green]ok [/]" if finding.healthy else "[red]ill[/]"
        console.print(f"{mark}  {finding.name:<22} {escape(finding.says)}", highlight=False, soft_wrap=True)
    raise typer.Exit(0 if all(finding.healthy for finding in found) else 1)


def chat(language: Annotated[Literal["fr", "en"], typer.Option(help="fr or en.")] = "fr") -> None:
    """Talk with the running assistant in the terminal. An empty line, or Ctrl-D, ends it."""
    from bot.evaluation.talk import Refused, Talk

    settings = Settings()
    try:
        talk = Talk(settings.url, language, consent=False)
    except Refused:
        raise Unavailable(f"at {settings.url} answers a program that is no comptoir, or one that is ill") from None
    except Unavailable:
        raise Unavailable(f"nothing answers at {settings.url}; start it with `comptoir serve` or `make demo`") from None
    console = Console()
    replies = _print(console, talk.messages)
    while line := _ask(console):
        title = replies.get(line)
        replies = _print(console, talk.tap(title) if title else talk.say(line))
    talk.close()


def _ask(console: Console) -> str:
    try:
        return console.input("[bold]> [/]").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def _print(console: Console, messages: list[dict[str, object]]) -> dict[str, str]:
    """Print the assistant's messages; the numbers to type for quick replies, with their titles."""
    replies: dict[str, str] = {}
    for message in messages:
        console.print(escape(str(message["text"])), style="#9a3b1f")
        for card in message["products"]:  # type: ignore[attr-defined]
            price = card["sale_price"] or card["price"]
            console.print(
                f"  • [bold]{escape(card['title'])}[/], {price['amount']} {price['currency']}", highlight=False
            )
            for reason in card["reasons"]:
                console.print(f"      {escape(reason)}", style="dim", highlight=False)
        for reply in message["quick_replies"]:  # type: ignore[attr-defined]
            number = str(len(replies) + 1)
            replies[number] = reply["title"]
            console.print(f"  [{number}] {escape(reply['title'])}".replace("[", "\\[", 1), highlight=False)
    return replies


def bench(
    products: Annotated[
        int, typer.Option(min=1, help="How many generated products the import is measured with.")
    ] = 50_000,
    json_file: Json = None,
) -> None:
    """Time per message at 1, 8 and 32 conversations, memory, import and search, measured here with both processes."""
    from bot.evaluation import bench as measuring

    home = Settings().home / f"bench-{uuid.uuid4().hex[:8]}"
    result = measuring.measure(home, products, lambda line: typer.echo(line, err=True))
    finish("bench", result, measuring.table(result), json_file)
