"""What `comptoir doctor` looks at: one finding per line, each with what to do about it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from bot import wiring
from bot.cli.lock import served
from bot.errors import ComptoirError
from bot.rasa_server.launch import rasa_python
from bot.settings import PROJECT, Settings

LEAST_FREE_GIB = 2


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    healthy: bool
    says: str


def examine(settings: Settings) -> list[Finding]:
    """Every check, in the order in which one would repair."""
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("Python", _python),
        ("Rasa's environment", _rasa),
        ("disk", _disk),
        ("database", _database),
        ("shop's files", _shop),
        ("catalogue", _catalogue),
        ("trained model", _model),
        ("policy", _policy),
        ("running app", _running),
    )
    return [_finding(name, check, settings) for name, check in checks]


def _finding(name: str, check: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(name, True, check(settings))
    except ComptoirError as error:
        return Finding(name, False, error.detail)
    except OSError as error:
        return Finding(name, False, f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except ValueError as error:
        return Finding(name, False, str(error))


def _python(_: Settings) -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"


def _rasa(_: Settings) -> str:
    if not rasa_python(PROJECT).exists():
        raise ValueError("not installed; `make demo` installs it")
    return "installed"


def _disk(settings: Settings) -> str:
    settings.home.mkdir(parents=True, exist_ok=True)
    if not os.access(settings.home, os.W_OK | os.X_OK):
        raise ValueError(f"{settings.home} can't be written to; give COMPTOIR_HOME a folder of yours")
    free = shutil.disk_usage(settings.home).free / 1024**3
    if free < LEAST_FREE_GIB:
        raise ValueError(
            f"{free:.1f} GiB free under {settings.home}; {LEAST_FREE_GIB} are needed to train and to import"
        )
    return f"{free:.0f} GiB free under {settings.home}"


def _database(settings: Settings) -> str:
    return wiring.check_database(settings)


def _shop(settings: Settings) -> str:
    known = wiring.read_knowledge(settings)
    return f"{len(known.facts)} facts, {len(known.book.pages)} pages of advice, {len(known.words.names)} responses"


def _catalogue(settings: Settings) -> str:
    if not wiring.has_catalogue(settings):
        raise ValueError("nothing imported yet; `comptoir catalogue import FILE`")
    return f"version {wiring.catalogue_version(settings)}"


def _model(settings: Settings) -> str:
    model = wiring.model_of(settings)
    if model is None:
        raise ValueError("this content is not trained; `comptoir train`")
    return model.name


def _policy(settings: Settings) -> str:
    with wiring.opened(settings) as shop:
        return f"version {shop.policy.current.version}"


def _running(settings: Settings) -> str:
    try:
        answer = httpx.get(f"{settings.url}/readyz", timeout=5)
    except httpx.TransportError:
        return f"not running at {settings.url} (`comptoir serve`)"
    if "application/" not in answer.headers.get("content-type", ""):
        raise ValueError(f"another program answers at {settings.url}; give this one its own COMPTOIR_PORT")
    if answer.status_code != 200:
        raise ValueError(f"at {settings.url}, {answer.json().get('detail', 'not ready')}")
    if not served(settings.home):
        raise ValueError(f"a comptoir of another home answers at {settings.url}; give this one its own COMPTOIR_PORT")
    return f"ready at {settings.url}"
