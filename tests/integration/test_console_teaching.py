"""The loop without engineers, on the real Rasa: a phrase is taught, trained, published, and then understood."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.errors import Unavailable
from bot.evaluation.server import Server
from bot.evaluation.talk import Talk
from bot.settings import PROJECT

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("home")]

MEANT = "price_objection"
PHRASES = ("on se croirait chez le joaillier", "mon cochon en céramique fait grise mine", "vous me prenez pour un émir")
"""Said of a price, each new to the shipped model when it was written here: what it learns meanwhile is passed over."""
READER = PROJECT / "bot" / "nlu" / "evaluate_intents.py"
READINGS = PROJECT / "build" / "readings"
PASSWORD = "a sentence only I know"
PATIENCE = 600.0
"""Seconds for a training and two readings of the held-out sentences on a busy machine; half a minute on an idle one."""


class Merchant:
    """Someone at the console, through the first start's link."""

    def __init__(self, server: Server) -> None:
        self._http = httpx.Client(base_url=server.url, timeout=60, follow_redirects=True)
        path = first_link(server.home / "serve.out")
        self.page = self._http.get(path).text
        self.post(path, email="boss@shop.example", password=PASSWORD, again=PASSWORD)

    def get(self, path: str) -> str:
        self.page = self._http.get(path).text
        return self.page

    def post(self, path: str, **form: str) -> str:
        token = re.search(r'name="csrf" value="(\w+)"', self.page)
        assert token is not None
        answer = self._http.post(path, data={"csrf": token[1], **form})
        assert answer.status_code == 200, answer.text
        self.page = answer.text
        return self.page

    def wait(self) -> str:
        """Until nothing is under way."""
        deadline = time.monotonic() + PATIENCE
        while "every 1s" in self.get("/console/training/progress"):
            assert time.monotonic() < deadline
            time.sleep(0.5)
        return self.page

    def intent_of(self, talk: Talk) -> str:
        """What the last message of `talk` was understood as, as the support team reads it."""
        found = re.findall(r'class="intent" title="([\w/]+)"', self.get(f"/console/review/{talk.id}"))
        assert found
        return found[0]

    def __enter__(self) -> Merchant:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()


def first_link(output: Path, seconds: float = 60) -> str:
    """The one-time link, which is printed just after the shop answers that it is ready."""
    deadline = time.monotonic() + seconds
    while (path := re.search(r"/console/welcome/[\w-]{20,}\s", output.read_text())) is None:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return path[0].strip()


@contextmanager
def traffic(url: str) -> Iterator[list[Any]]:
    """Someone who talks all the while; the list holds the number of answers to each message, or what went wrong."""
    heard: list[Any] = []
    stop = threading.Event()

    def talk_on() -> None:
        while not stop.is_set():
            with closing(Talk(url, "fr")) as talk:
                for text in ("bonjour", "vous livrez quand ?", "merci"):
                    try:
                        heard.append(len(talk.say(text)))
                    except Unavailable as error:
                        heard.append(error)
                    stop.wait(1)

    thread = threading.Thread(target=talk_on)
    thread.start()
    try:
        yield heard
    finally:
        stop.set()
        thread.join()


def understood(url: str, merchant: Merchant, phrase: str) -> str:
    with closing(Talk(url, "fr")) as talk:
        talk.say(phrase)
        talk.history()
        return merchant.intent_of(talk)


@pytest.fixture
def remembered(mortal_server: Server, trained_model: Path) -> Iterator[None]:
    """What the shipped model makes of the held-out sentences is read once per model: a model never changes."""
    print_ = hashlib.sha256(READER.read_bytes()).hexdigest()[:12]
    name = f"{trained_model.name.removeprefix('comptoir-').partition('.')[0]}.json"
    mine, kept = mortal_server.home / "training" / "readings" / name, READINGS / print_ / name
    if kept.exists():
        mine.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(kept, mine)
    yield
    if mine.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(mine, kept)


@pytest.mark.usefixtures("remembered")
def test_a_phrase_is_taught_trained_published_and_understood_while_others_talk(mortal_server: Server) -> None:
    server = mortal_server
    with Merchant(server) as merchant:
        phrase = next(one for one in PHRASES if understood(server.url, merchant, one) != MEANT)
        merchant.get("/console/training/teach")
        merchant.post("/console/training/teach", text=phrase, language="fr", intent=MEANT, sure="yes")
        with traffic(server.url) as heard:
            merchant.post("/console/training/runs")
            publish = re.search(r"/console/training/models/\d+/publish", merchant.wait())
            assert publish is not None, merchant.page
            merchant.post(publish[0])
            merchant.wait()
            assert understood(server.url, merchant, phrase) == MEANT
    assert [one for one in heard if not isinstance(one, int) or one < 1] == []
    assert len(heard) > 5
