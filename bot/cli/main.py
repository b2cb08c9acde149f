"""`comptoir`: the command line. Every error is one clear line and a non-zero exit; long work shows progress."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer
from pydantic import ValidationError

from bot.cli import catalogue, doctoring, evaluate, evaluate_search, nudge, people, policy, running, training, watching
from bot.errors import ComptoirError
from catalog_index.errors import CatalogueError

app = typer.Typer(
    name="comptoir",
    help="A good shopkeeper behind the counter of an online shop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
catalogue.app.command("watch")(watching.watch)
catalogue.app.add_typer(doctoring.app, name="doctor")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(policy.app, name="policy")
app.add_typer(nudge.app, name="nudge")
app.add_typer(people.user_app, name="user")
app.add_typer(people.token_app, name="token")
for measured in (evaluate_search.encoders, evaluate_search.nearest, evaluate_search.peers, evaluate_search.scale):
    evaluate.app.command()(measured)
app.add_typer(evaluate.app, name="evaluate")
for command in (running.serve, running.demo, running.doctor, running.chat, running.bench, training.train):
    app.command()(command)


def fail(message: str) -> NoReturn:
    sys.stderr.write(f"comptoir: {message}\n")
    raise SystemExit(1)


def main() -> None:
    """The console script. Nothing here prints a stack trace for what a person did."""
    try:
        app()
    except ComptoirError as error:
        fail(error.detail)
    except CatalogueError as error:
        fail(str(error))
    except ValidationError as error:
        first = error.errors()[0]
        fail(f"COMPTOIR_{'_'.join(str(p) for p in first['loc']).upper()}: {first['msg']}")
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        fail(f"{error.filename}: {error.strerror}")


if __name__ == "__main__":
    main()
