"""`comptoir catalogue doctor`: what keeps the catalogue from being found, what would help, and the proof."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from bot import wiring
from bot.cli.catalogue import progress_bar
from bot.cli.results import file_to_write
from bot.settings import Settings
from catalog_index.doctor.regression import Change

app = typer.Typer(help="What keeps the catalogue from being found, what would help, and the proof.")


@app.callback(invoke_without_command=True)
def doctor(
    context: typer.Context,
    html: Annotated[
        Path | None, typer.Option(help="Write the report as one page to this file.", callback=file_to_write)
    ] = None,
    as_data: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Words shoppers used that found nothing, what products leave out, and proposals with their proof."""
    if context.invoked_subcommand:
        return
    from bot.web.doctor.report import as_json, as_page  # a page's templates are no other command's business

    settings = Settings()
    with progress_bar() as bar:
        task = bar.add_task("proving", total=None)
        found = wiring.diagnose(settings, lambda done, total: bar.update(task, completed=done, total=total))
    if html is not None:
        profile = wiring.read_knowledge(settings).profile
        first = (profile.get("languages") or ["en"])[0]
        page = as_page(found, str(profile.get("name", "")), str(first), datetime.now().astimezone())
        html.write_text(page, encoding="utf-8")
        typer.echo(f"written: {html}", err=True)
    if as_data:
        typer.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    elif html is None:
        _print(found)


@app.command()
def publish(
    proposal: Annotated[str, typer.Argument(help="A proposal's name in the report, or your own: kicks=sneakers.")],
    force: Annotated[bool, typer.Option("--force", help="Even if a search gets worse by it.")] = False,
) -> None:
    """Put a synonym in force, after the proof on the catalogue of now. The running shop follows at once."""
    done = wiring.publish_synonym(Settings(), proposal, force)
    word, name = done.group
    typer.echo(f"“{word}” now finds what “{name}” finds; searches: {_change(done.proof.change)}")


def _print(found: wiring.Diagnosis) -> None:
    console = Console()

    def say(text: str) -> None:
        console.print(text, highlight=False, soft_wrap=True)

    looked_at = f"{_many(found.products, 'product')}, {found.sayings} searches and messages"
    say(f"{looked_at}; {_many(len(found.failing), 'word')} found nothing")
    for p in found.proposals:
        meant = f"{escape(p.failing.written)} → [bold]{escape(p.candidate.name)}[/] ({p.candidate.how})"
        say(f"  {wiring.name_of(p)}  {meant}, said in {p.failing.said_by}; searches: {_change(p.proof.change)}")
    if found.unanswered:
        say("  nothing near: " + ", ".join(f"{escape(w.written)} ({w.said_by})" for w in found.unanswered))
        say("  one that the shop does sell: comptoir catalogue doctor publish WORD=NAME")
    for gap in found.gaps:
        say(f"without {gap.kind}: {gap.missing} of {gap.total}, for example {escape(', '.join(gap.examples[:3]))}")
    for m in found.attributes:
        asks = ", ".join(m.asks)
        say(f"{escape(m.category)}: {m.missing} of {m.total} without “{escape(m.attribute)}”, which {asks} asks about")


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _change(change: Change) -> str:
    return f"{change.better} better, {change.worse} worse, {change.same} unchanged"
