"""`kill -9` of either process in the middle of a talk: no message is lost, and nothing comes twice."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from bot.evaluation.server import Server, serving
from bot.evaluation.talk import Talk

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("home")]


Keep = Callable[[Talk], Talk]


@pytest.fixture
def open_here() -> Iterator[Keep]:
    """Keeps talks and closes them at the end."""
    talks: list[Talk] = []

    def keep(talk: Talk) -> Talk:
        talks.append(talk)
        return talk

    yield keep
    for talk in talks:
        talk.close()


def rasa_of(pid: int) -> list[psutil.Process]:
    return [p for p in psutil.Process(pid).children(recursive=True) if "bot.nlu.serve" in " ".join(p.cmdline())]


def assistant_messages(talk: Talk) -> list[str]:
    return [m["id"] for m in talk.history() if m["role"] == "assistant"]


def test_rasa_killed_is_started_again_and_the_message_is_answered(mortal_server: Server, open_here: Keep) -> None:
    talk = open_here(Talk(mortal_server.url, "fr"))
    talk.say("bonjour")
    for child in rasa_of(mortal_server.process.pid):
        child.kill()
    talk.say("je cherche une lampe frontale, moins de 80 €")
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and "category" not in talk.state["needs"]:
        time.sleep(0.3)
        talk.history()
    assert talk.state["needs"]["budget_max"] == 80
    while time.monotonic() < deadline and not (talk.state["asking"] or any(m["products"] for m in talk.history())):
        time.sleep(0.3)
    assert talk.state["asking"] or any(m["products"] for m in talk.history())
    assert len([m for m in talk.history() if m["role"] == "shopper"]) == 2


def test_the_app_killed_answers_after_its_restart_what_it_had_accepted_and_sigterm_leaves_no_process(
    mortal_server: Server, open_here: Keep
) -> None:
    message, home = str(uuid.uuid4()), mortal_server.home
    talk = open_here(Talk(mortal_server.url, "en"))
    talk.say("hello")
    headers = {"Authorization": f"Bearer {talk.token}"}
    body = {"client_message_id": message, "text": "I need a headlamp under 80 euros"}
    path = f"/v1/conversations/{talk.id}/messages"

    def send() -> None:
        with contextlib.suppress(httpx.TransportError):
            httpx.post(mortal_server.url + path, json=body, headers=headers, timeout=60)

    sender = threading.Thread(target=send)
    sender.start()
    time.sleep(0.03)
    os.kill(mortal_server.process.pid, signal.SIGKILL)
    mortal_server.process.wait()
    sender.join()
    deadline = time.monotonic() + 60
    while rasa_of_home(home) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert rasa_of_home(home) == []
    with serving(home, command="serve") as server:
        again = httpx.post(server.url + path, json=body, headers=headers, timeout=60)
        assert again.status_code == 200
        assert again.json()["messages"]
        told = httpx.get(server.url + path, headers=headers).json()["messages"]
        assert [m["text"] for m in told if m["role"] == "shopper"].count(body["text"]) == 1
        assert len(rasa_of(server.process.pid)) == 1
    assert server.process.returncode == 0
    assert rasa_of_home(home) == []


def rasa_of_home(home: Path) -> list[int]:
    """Rasa processes that still run with this home in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if "bot.nlu.serve" in " ".join(process.cmdline()) and str(home) in str(process.environ()):
                found.append(process.pid)
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return found
