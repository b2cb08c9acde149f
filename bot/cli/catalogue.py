"""`comptoir catalogue`: bring products in, and see what a search finds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bot import wiring
from bot.connectors import registry
from bot.connectors.options import Options
from bot.settings import Settings
from catalog_index.errors import NothingUsable
from catalog_index.product import Money, Product
from catalog_index.shrinking import TooFew
from catalog_index.snapshot import WORDS_FIRST

app = typer.Typer(help="The shop's products: import and search.", no_args_is_help=True)

Format = Annotated[str, typer.Option(help=f"One of {', '.join(registry.FORMATS)}.")]
Currency = Annotated[str | None, typer.Option(help="Of prices that name none, for example EUR; else the shop's.")]
Site = Annotated[str, typer.Option(help="The shop's address: makes product links where an export has none.")]
Tax = Annotated[float | None, typer.Option(min=0, max=100, help="Percent added to prices that are without tax.")]
Combinations = Annotated[Path | None, typer.Option(help="PrestaShop's second file, of combinations.")]

SOME_REFUSED = 3
"""Exit status when some rows were refused and the rest is in."""


def progress_bar() -> Progress:
    """A bar on standard error, so that what a command answers can be piped; nothing where nobody watches."""
    console = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:>7}/{task.total}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The feed or the platform's export.")],
    format: Format = "auto",
    replace: Annotated[bool, typer.Option("--replace", help="The file becomes the whole catalogue.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Accept a --replace that loses over 30 % of products.")
    ] = False,
    currency: Currency = None,
    site: Site = "",
    tax: Tax = None,
    combinations: Combinations = None,
) -> None:
    """Bring products in: new and changed ones by id. Exit 0: all rows in; 3: some refused; 1: nothing changed."""
    settings = Settings()
    rows = wiring.read_feed(settings, file, format, feed_options(currency, site, tax, combinations))
    if replace:
        rows = wiring.guarded(settings, file, rows, force)
    with progress_bar() as bar:
        task = bar.add_task("reading", total=None)
        try:
            report = wiring.import_rows(settings, rows, replace, lambda done, total: encoded(bar, task, done, total))
        except (NothingUsable, TooFew) as error:
            tell(error.rejections)
            raise
    tell(report.rejected)
    typer.echo(
        f"{report.accepted} rows in ({report.unchanged} unchanged), {len(report.rejected)} refused; "
        f"{report.total} products, version {report.version}"
    )
    raise typer.Exit(SOME_REFUSED if report.rejected else 0)


def feed_options(currency: str | None, site: str, tax: float | None, combinations: Path | None) -> Options:
    return Options(currency, site, None if tax is None else Decimal(str(tax)), combinations)


def encoded(bar: Progress, task: TaskID, done: int, total: int) -> None:
    text = "encoding, searched by words meanwhile" if total >= WORDS_FIRST else "encoding"
    bar.update(task, description=text, completed=done, total=total)


@app.command()
def complete() -> None:
    """Compute the vectors that an interrupted import, or another encoder, left to be computed."""
    with progress_bar() as bar:
        task = bar.add_task("encoding", total=None)
        done = wiring.complete_catalogue(Settings(), lambda done, total: encoded(bar, task, done, total))
    typer.echo(f"complete: version {wiring.catalogue_version(Settings())}" if done else "nothing to compute")


def tell(refused: Iterable[Any]) -> None:
    """Each refused row on one line: line, column, reason."""
    for row in refused:
        column = f", {row.column}" if row.column else ""
        typer.echo(f"line {row.line}{column}: {row.reason}", err=True)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What a shopper would type.")],
    as_json: Annotated[bool, typer.Option("--json", help="The hits as JSON.")] = False,
    language: Annotated[
        Literal["fr", "en"] | None, typer.Option(help="fr or en; guessed from the words when left out.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many products.")] = 10,
) -> None:
    """What the search finds, and what it understood."""
    found = wiring.search_catalogue(Settings(), query, language, limit)
    if as_json:
        rows = [
            {
                "item_id": h.product.id,
                "title": h.product.text(found.language).title,
                "score": round(h.score, 4),
                "price": _money(h.product.current_price),
            }
            for h in found.result.hits
        ]
        version = found.result.catalogue_version
        typer.echo(
            json.dumps({"hits": rows, "understood": found.understood, "catalogue_version": version}, ensure_ascii=False)
        )
        return
    if found.understood:
        typer.echo("understood: " + ", ".join(f"{key} {value}" for key, value in found.understood.items()))
    if found.result.hits:
        Console().print(_table([h.product for h in found.result.hits], found.language))
    typer.echo(f"{found.result.total} products" if found.result.hits else "nothing fits")
    for relaxation in () if found.result.hits else found.result.relaxations:
        typer.echo(f"without {relaxation.key}: {relaxation.count} products")


def _money(money: Money) -> dict[str, str]:
    return {"amount": str(money.amount.quantize(Decimal("0.01"))), "currency": money.currency}


def _table(products: list[Product], language: str) -> Table:
    """The id stands under the title: ids are long, and are copied whole."""
    table = Table(box=None, pad_edge=False)
    for name in ("product", "brand", "price", "stock"):
        table.add_column(name, justify="right" if name == "price" else "left", overflow="fold")
    for product in products:
        price = product.current_price
        table.add_row(
            Text(product.text(language).title).append(f"\n{product.id}", style="dim"),
            product.brand,
            f"{price.amount} {price.currency}",
            product.availability,
        )
    return table
