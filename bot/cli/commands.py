"""`comptoir`: every command in its place. An error is one clear line and a non-zero exit; long work shows progress."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer
from pydantic import ValidationError
from typer.exceptions import TyperException

from bot.cli import catalogue, doctoring, evaluate, evaluate_search, nudge, people, policy, running, training, watching
from bot.errors import ComptoirError, StoreFailed
from bot.settings import setting_at_fault
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


def fail(message: str, status: int = 1) -> NoReturn:
    sys.stderr.write(f"comptoir: {' '.join(message.split())}\n")
    raise SystemExit(status)


def run() -> NoReturn:
    """Do what the command line says, and exit. Nothing here prints a stack trace for what a person did."""
    try:
        # Not standalone: Typer would frame its own errors over five lines.
        raise SystemExit(app(standalone_mode=False))
    except TyperException as error:
        _fail_usage(error)
    except typer.Abort:
        fail("stopped")
    except StoreFailed as error:
        fail(f"the database failed: {error.reason}")
    except ComptoirError as error:
        fail(error.detail)
    except CatalogueError as error:
        fail(str(error))
    except ValidationError as error:
        fail(setting_at_fault(error))
    except OSError as error:
        fail(_of_system(error))


def _of_system(error: OSError) -> str:
    """What the system refused. numpy says of a full disk only how many numbers it wrote."""
    reason = error.strerror or f"a file could not be written whole ({error}); is the disk full?"
    return f"{error.filename}: {reason}" if error.filename else reason


def _fail_usage(error: TyperException) -> NoReturn:
    """A command written wrongly: what is wrong, and where the right way stands."""
    said = error.format_message().replace("Value error, ", "")
    if not said:  # no command at all: the help was printed
        raise SystemExit(error.exit_code)
    context = getattr(error, "ctx", None)
    fail(f"{said} (see {context.command_path} --help)" if context else said, error.exit_code)
