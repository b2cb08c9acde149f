"""The supervisor, over real processes of a stand-in for Rasa."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.errors import Conflict, Unavailable
from bot.rasa_server import child
from bot.rasa_server.client import RasaClient
from bot.rasa_server.launch import Launch
from bot.rasa_server.supervisor import Backoff, Pulse, RasaSupervisor

FAKE = Path(__file__).parent / "fake_rasa.py"
PATIENCE = 60.0
PULSE = Pulse(every=0.2, patience=1.0, misses=3)


@pytest.fixture
def model(tmp_path: Path) -> Callable[..., Path]:
    def make(name: str, **behaviour: object) -> Path:
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({"name": name, **behaviour}))
        return path

    return make


@pytest.fixture
async def client() -> AsyncIterator[RasaClient]:
    engine = RasaClient()
    yield engine
    await engine.aclose()


@pytest.fixture
async def supervisor(tmp_path: Path, client: RasaClient) -> AsyncIterator[RasaSupervisor]:
    def launch(model: Path, port: int, secret: str) -> Launch:
        told = {"FAKE_SECRET": secret, "PATH": os.environ["PATH"]}
        return Launch((sys.executable, str(FAKE), str(model), str(port)), told, tmp_path)

    keeper = RasaSupervisor(launch, client, tmp_path / "logs" / "rasa.log", backoff=Backoff(0.01, 0.1), pulse=PULSE)
    yield keeper
    await keeper.stop()


def alive(pid: int | None) -> bool:
    assert pid is not None
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def stopped(pid: int) -> bool:
    """A signal is heard thread by thread, each when it is scheduled: until then one may still answer."""
    states = [stat.read_text().rpartition(")")[2].split()[0] for stat in Path(f"/proc/{pid}/task").glob("*/stat")]
    return set(states) == {"T"}


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what another process does raises no event here
            await asyncio.sleep(0.01)


async def said(client: RasaClient) -> str:
    return str((await client.handle("c", "bonjour", {})).messages[0]["text"])


async def test_a_started_rasa_answers_and_a_stopped_one_is_gone(supervisor, client, model) -> None:
    steps: list[str] = []
    await supervisor.start(model("a"), steps.append)
    pid = supervisor.status.pid

    assert (supervisor.status.state, supervisor.status.model) == ("ready", "a.json")
    assert steps == ["starting Rasa with a.json", "Rasa is ready"]
    assert await said(client) == "a"

    await supervisor.stop()
    assert not alive(pid)
    assert supervisor.status.state == "stopped"
    with pytest.raises(Unavailable):
        await said(client)
    await supervisor.stop()


async def test_a_rasa_deaf_to_the_polite_signal_is_gone_all_the_same(supervisor, model, monkeypatch) -> None:
    monkeypatch.setattr(child, "END_SECONDS", 0.2)
    await supervisor.start(model("deaf", deaf=True))
    pid = supervisor.status.pid

    await supervisor.stop()
    assert not alive(pid)


async def test_a_start_waits_until_the_model_is_loaded(supervisor, client, model) -> None:
    began = time.monotonic()
    await supervisor.start(model("slow", starts_in=0.6))

    assert time.monotonic() - began >= 0.6
    assert await client.ready()


async def test_a_killed_rasa_comes_back_and_messages_in_between_are_refused_not_lost(supervisor, client, model) -> None:
    await supervisor.start(model("a", starts_in=0.2))
    first = supervisor.status.pid
    assert first is not None

    os.kill(first, signal.SIGKILL)
    await eventually(lambda: supervisor.status.state == "restarting")
    with pytest.raises(Unavailable, match="is starting"):  # told at once, not found out at a dead door
        await said(client)

    await eventually(lambda: supervisor.status.state == "ready")
    assert supervisor.status.restarts == 1
    assert supervisor.status.pid != first
    assert await said(client) == "a"


async def test_a_rasa_killed_again_and_again_comes_back_each_time(supervisor, client, model) -> None:
    await supervisor.start(model("a"))
    for times in (1, 2, 3):
        os.kill(supervisor.status.pid, signal.SIGKILL)
        await eventually(lambda times=times: supervisor.status.restarts == times)

    assert await said(client) == "a"


async def test_a_rasa_that_hangs_is_started_again_and_its_message_is_refused_not_lost(
    supervisor, client, model
) -> None:
    await supervisor.start(model("a"))
    hung = supervisor.status.pid
    os.kill(hung, signal.SIGSTOP)
    await eventually(lambda: stopped(hung))
    under_way = asyncio.create_task(said(client))

    with pytest.raises(Unavailable):
        async with asyncio.timeout(PATIENCE):
            await under_way
    await eventually(lambda: supervisor.status.restarts == 1)
    assert not alive(hung)
    assert await said(client) == "a"


async def test_a_rasa_that_only_takes_its_time_is_left_alone(supervisor, client, model) -> None:
    await supervisor.start(model("slow", answers_in=1.5))
    busy = supervisor.status.pid

    assert await said(client) == "slow"
    assert (supervisor.status.pid, supervisor.status.restarts) == (busy, 0)


async def test_a_restart_that_fails_is_tried_again(supervisor, client, model) -> None:
    path = model("a")
    await supervisor.start(path)
    path.write_text(json.dumps({"name": "a", "fails": True}))
    os.kill(supervisor.status.pid, signal.SIGKILL)
    await eventually(lambda: supervisor.status.state == "restarting")
    await asyncio.sleep(0.3)
    model("a")

    await eventually(lambda: supervisor.status.state == "ready")
    assert await said(client) == "a"


async def test_a_swap_moves_every_message_without_losing_one(supervisor, client, model) -> None:
    await supervisor.start(model("old", answers_in=0.02))
    old = supervisor.status.pid
    heard: list[str] = []

    async def shopper(until: asyncio.Event) -> None:
        while not until.is_set():
            heard.append(await said(client))

    done = asyncio.Event()
    shoppers = [asyncio.create_task(shopper(done)) for _ in range(8)]
    await supervisor.swap(model("new", starts_in=0.3, answers_in=0.02))
    await eventually(lambda: heard[-1] == "new")
    done.set()
    await asyncio.gather(*shoppers)  # an Unavailable anywhere fails here

    assert set(heard) == {"old", "new"}
    assert not alive(old)
    assert (supervisor.status.model, supervisor.status.restarts) == ("new.json", 0)


async def test_a_message_under_way_is_finished_by_the_rasa_it_met(supervisor, client, model) -> None:
    await supervisor.start(model("old", answers_in=0.8))
    under_way = asyncio.create_task(said(client))
    await asyncio.sleep(0.1)
    await supervisor.swap(model("new"))

    assert await under_way == "old"
    assert await said(client) == "new"


async def test_a_new_model_that_does_not_load_leaves_the_old_one_serving(supervisor, client, model) -> None:
    await supervisor.start(model("old"))
    pid = supervisor.status.pid

    with pytest.raises(Unavailable, match="this model cannot be loaded"):
        await supervisor.swap(model("broken", fails=True))

    assert await said(client) == "old"
    assert (supervisor.status.pid, supervisor.status.state) == (pid, "ready")


async def test_a_swapped_in_rasa_is_watched_too(supervisor, client, model) -> None:
    await supervisor.start(model("old"))
    await supervisor.swap(model("new"))
    os.kill(supervisor.status.pid, signal.SIGKILL)
    await eventually(lambda: supervisor.status.restarts == 1)

    assert await said(client) == "new"


async def test_a_start_that_fails_says_the_last_words_and_may_be_tried_again(supervisor, client, model) -> None:
    with pytest.raises(Unavailable, match="this model cannot be loaded"):
        await supervisor.start(model("broken", fails=True))
    assert supervisor.status.state == "stopped"

    await supervisor.start(model("a"))
    assert await said(client) == "a"
    with pytest.raises(Conflict):
        await supervisor.start(model("b"))


async def test_stopping_in_the_middle_of_a_swap_leaves_no_process(supervisor, client, model, tmp_path) -> None:
    await supervisor.start(model("old"))
    old = supervisor.status.pid
    swap = asyncio.create_task(supervisor.swap(model("new", starts_in=600)))
    await eventually(lambda: supervisor._rising is not None)
    new = supervisor._rising.pid

    began = time.monotonic()
    await supervisor.stop()
    with pytest.raises(Unavailable):
        await swap

    assert time.monotonic() - began < PATIENCE
    assert not alive(old)
    assert not alive(new)


async def test_a_command_that_is_not_there_is_said_plainly(tmp_path: Path, client: RasaClient) -> None:
    lost = RasaSupervisor(lambda m, p, s: Launch(("/nowhere/python",), {}, tmp_path), client, tmp_path / "rasa.log")

    with pytest.raises(Unavailable, match="cannot start /nowhere/python"):
        await lost.start(tmp_path / "model.tar.gz")


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0.0), (1, 0.5), (2, 1.0), (3, 2.0), (7, 30.0), (5000, 30.0)])
def test_the_pause_before_a_restart_doubles_up_to_half_a_minute(failures: int, seconds: float) -> None:
    assert Backoff().delay(failures) == seconds
