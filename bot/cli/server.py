"""Opens the doors: the app and its actions here, Rasa as a watched child; ends both on Ctrl-C and SIGTERM."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import uvicorn
import uvloop
from rich.console import Console

from actions.complement import accompanist
from actions.executor import build_executor
from actions.summary import summariser
from bot import wiring
from bot.cli.lock import alone
from bot.connectors import registry
from bot.errors import ComptoirError, Conflict
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.serving import uvicorn_config

logger = logging.getLogger(__name__)

LOWEST_PRIORITY = ("nice", "-n", "19")
REFRESH_SECONDS = 1.0
"""How often the running app looks whether another process published a catalogue (one stat)."""
HARM_FIRST = 60.0
"""The first look after a start, once the shop serves: one that is restarted every hour is looked after all the same."""
HARM_SECONDS = 3600.0
"""How often the holdout report is looked at for harm; its interval stays right however often one looks."""
LOG_BYTES = 5_000_000
LAST_SECONDS = 20.0
"""From the signal to the end at the latest; Rasa dies with its parent."""


def prepare(settings: Settings) -> Path:
    """What `make demo` needs before serving: a trained model (answered), and a catalogue in a home that has none."""
    console = Console(stderr=True)

    def say(line: str) -> None:
        console.print(f"[dim]{line}[/]", highlight=False)

    wiring.check_database(settings)  # what would fail in the end fails before the minute of training
    model = asyncio.run(wiring.trained_model(settings, say))
    if not wiring.has_catalogue(settings):
        say("importing the demo catalogue")
        report = wiring.import_rows(settings, registry.read(settings.shop_folder / "catalogue.jsonl"), replace=True)
        say(f"{report.total} products are in")
    return model


def run(settings: Settings, prepared: bool = False) -> None:
    """Serve until told to stop; with `prepared`, do what `prepare` does first.

    Raises Conflict when this home or this port is already served, Unavailable when Rasa does not start.
    """
    with alone(settings.home), listening(settings) as listener:
        model = prepare(settings) if prepared else None
        with wiring.opened(settings) as shop:
            log_to(settings.home / "logs" / "app.log")
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(_serve(shop, listener, model))


def log_to(file: Path) -> None:
    """What the app says of itself goes to a file that stays small, warnings to the terminal as well."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lasting = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    lasting.setLevel(logging.INFO)
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    logging.basicConfig(
        level=logging.WARNING,
        handlers=[lasting, terminal],
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        force=True,
    )
    logging.getLogger("bot").setLevel(logging.INFO)


@contextlib.contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """The app's socket, bound before anything slow begins."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit it: an answer in two pieces else waits 40 ms for the first one's acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise Conflict(f"{settings.host}:{settings.port} can't be used: {error.strerror}") from None
        yield listener


class Server(uvicorn.Server):
    """uvicorn without its own signal handlers: it would raise the signal again before Rasa is ended."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _serve(shop: wiring.Shop, listener: socket.socket, model: Path | None) -> None:
    app = create_app(shop, build_executor(shop), summariser(shop))
    shop.counter.behaviour.accompany = accompanist(shop)
    server = Server(uvicorn_config(app))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _stop, server, shop)
    work = [asyncio.create_task(job) for job in (_open_shop(shop, server, model), _keep_fresh(shop), watch_harm(shop))]
    try:
        await server.serve(sockets=[listener])
    finally:
        for task in work:
            task.cancel()
        opening, *_ = await asyncio.gather(*work, return_exceptions=True)
        await shop.close()
    if isinstance(opening, ComptoirError):
        raise opening


def _stop(server: Server, shop: wiring.Shop) -> None:
    """Begin to end. What does not end by itself in time (a thread deep in a library) does not keep the process."""
    if not server.should_exit:
        watchdog = threading.Timer(LAST_SECONDS, os._exit, [1])
        watchdog.daemon = True
        watchdog.start()
    server.should_exit = True
    shop.closing.set()


async def _open_shop(shop: wiring.Shop, server: Server, model: Path | None) -> None:
    """Start Rasa, answer what a crash left unanswered, and say that the shop is open.

    Raises ComptoirError, and ends the server, when Rasa does not start.
    """
    try:
        await asyncio.gather(shop.start_rasa(model), asyncio.to_thread(shop.warm))
    except ComptoirError:
        _stop(server, shop)
        raise
    await asyncio.to_thread(settle_memory)
    while not server.started:  # noqa: ASYNC110  uvicorn tells it by this flag alone
        await asyncio.sleep(0.05)
    stocked = _is_stocked(shop)
    if stocked:
        _say_ready(shop)
    for line in shop.first_steps():
        print(line, flush=True)
    await shop.counter.resume_unanswered()
    await _complete_catalogue(shop)
    if not stocked:
        await _until_stocked(shop)


def _is_stocked(shop: wiring.Shop) -> bool:
    return bool(shop.catalogue.current.products)


def _say_ready(shop: wiring.Shop) -> None:
    """As `/readyz` does: not before there is something to sell."""
    print(f"ready: {shop.settings.url}", flush=True)


async def _until_stocked(shop: wiring.Shop) -> None:
    """Say that nothing can be sold yet; wait for the import that another process makes."""
    sys.stderr.write(
        f"comptoir: open at {shop.settings.url}, but not ready: no catalogue is imported, so nothing can be sold; "
        "`comptoir catalogue import FILE` fills the shop while it runs\n"
    )
    while not _is_stocked(shop):  # noqa: ASYNC110  another process fills it, seen by looking
        await asyncio.sleep(REFRESH_SECONDS)
    _say_ready(shop)


async def _complete_catalogue(shop: wiring.Shop) -> None:
    """Finish an interrupted import beside the shop, at the lowest priority: shoppers search by words meanwhile."""
    if shop.catalogue.current.complete:
        return
    logger.warning("the catalogue's vectors are incomplete and computed now; until then it is searched by words")
    command = [*LOWEST_PRIORITY, sys.executable, "-m", "bot.cli.main", "catalogue", "complete"]
    home = {**os.environ, "COMPTOIR_HOME": str(shop.settings.home)}
    child = await asyncio.create_subprocess_exec(
        *command, env=home, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        if status := await child.wait():
            logger.error(
                "the catalogue could not be completed (exit status %s): run comptoir catalogue complete", status
            )
    finally:
        if child.returncode is None:
            child.kill()


async def _keep_fresh(shop: wiring.Shop) -> None:
    while True:
        await asyncio.sleep(REFRESH_SECONDS)
        if await asyncio.to_thread(shop.catalogue.refresh):
            await asyncio.to_thread(settle_memory)


def settle_memory() -> None:
    """Take what is loaded by now (a million objects: the index, the libraries) out of the garbage collector's rounds.

    Each full round else looks at them all: half a second in which nobody is answered, twice in four hundred messages.
    What an older catalogue left behind is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def watch_harm(shop: wiring.Shop, first: float = HARM_FIRST, every: float = HARM_SECONDS) -> None:
    """Soon after the start, and once an hour: a kind of nudge that is shown to burn margin stops by itself."""
    pause = first
    while True:
        await asyncio.sleep(pause)
        pause = every
        try:
            for kind in await asyncio.to_thread(wiring.stop_harm, shop):
                logger.warning("the kind %s burns margin and was switched off; see the policy's history", kind)
        except Exception:  # the shop serves on; the next hour looks again
            logger.exception("the nudges' effect could not be looked at")
