"""The dialogue layer alone: the real Rasa with the project's model, through the private channel."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.errors import InvalidInput, Unavailable
from bot.ports import EngineAnswer
from bot.rasa_server.client import RasaClient
from bot.rasa_server.launch import rasa_launcher

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("rasa")]


class Talk:
    """One conversation. `says` gives a message with what the app read in it."""

    def __init__(self, rasa: Any, client: RasaClient) -> None:
        self.id = uuid.uuid4().hex
        self.rasa = rasa
        self.client = client

    async def says(self, text: str, intent: str | None = None, language: str = "fr", **needs: Any) -> EngineAnswer:
        entities = [{"entity": name, "value": value} for name, value in needs.items()]
        reading = {"entities": entities, "intent": intent, "confidence": 1.0}
        self.rasa.actions.taken()
        return await self.client.handle(self.id, text, {"language": language, "reading": reading})

    @property
    def called(self) -> list[str]:
        return self.rasa.actions.taken()

    def remembered(self) -> str:
        with sqlite3.connect(self.rasa.home / "rasa" / "memory.db") as memory:
            row = memory.execute("SELECT events FROM memory WHERE conversation_id = ?", (self.id,)).fetchone()
        return row[0] if row else ""


def texts(answer: EngineAnswer) -> list[str]:
    return [str(message["text"]) for message in answer.messages]


@pytest.fixture
async def talk(rasa: Any) -> AsyncIterator[Talk]:
    client = RasaClient(rasa.target)
    yield Talk(rasa, client)
    await client.aclose()


async def test_what_the_app_read_comes_first_and_the_classifier_s_opinion_stays_behind_it(talk: Talk) -> None:
    answer = await talk.says("merci beaucoup", "ask_delivery")

    assert texts(answer) == ["action_shop_fact"]
    known = answer.understanding
    assert known is not None
    assert (known.intent, known.confidence) == ("ask_delivery", 1.0)
    assert known.ranking[1]["intent"] == "thank"
    assert [r["intent"] for r in known.ranking].count("ask_delivery") == 1


async def test_without_a_reading_the_classifier_decides(talk: Talk) -> None:
    answer = await talk.says("merci beaucoup, c'est très gentil")

    assert answer.understanding is not None
    assert answer.understanding.intent == "thank"
    assert answer.understanding.entities == ({"entity": "language", "value": "fr"},)


@pytest.mark.parametrize(
    ("believes", "intent"), [([], "ask_delivery"), (["thank"], "thank"), (["goodbye"], "ask_delivery")]
)
async def test_a_guess_that_is_believed_stands_before_the_reading(talk: Talk, believes: list[str], intent: str) -> None:
    reading = {"entities": [], "intent": "ask_delivery", "confidence": 0.9, "believes": believes}
    answer = await talk.client.handle(talk.id, "merci beaucoup", {"language": "fr", "reading": reading})

    assert answer.understanding is not None
    assert answer.understanding.intent == intent


async def test_words_nobody_knows_that_hold_a_need_are_a_need(talk: Talk) -> None:
    talk.rasa.actions.asks[talk.id] = []
    answer = await talk.says("xqzt wvbk 90 jjkw", budget="90")

    assert answer.understanding is not None
    assert answer.understanding.intent == "inform_need"
    assert {"entity": "budget", "value": "90"} in answer.understanding.entities


async def test_the_language_of_each_message_chooses_the_words(talk: Talk) -> None:
    french = texts(await talk.says("merci", "thank", "fr"))[0]
    english = texts(await talk.says("thanks", "thank", "en"))[0]

    assert french != english
    assert any(word in english.lower() for word in ("you", "welcome", "pleasure"))


async def test_the_form_asks_what_it_is_told_to_ask_and_ends_in_products(talk: Talk) -> None:
    talk.rasa.actions.asks[talk.id] = ["budget", "usage"]

    assert texts(await talk.says("je cherche des chaussures", "search_product")) == ["action_ask_budget"]
    assert talk.called == ["validate_needs_form", "action_ask_budget"]
    assert texts(await talk.says("80 euros", "inform_need", budget="80")) == ["action_ask_usage"]
    assert texts(await talk.says("peu importe", "inform_need", usage="any")) == ["action_recommend"]
    assert talk.called == ["validate_needs_form", "action_recommend"]


async def test_nothing_to_ask_shows_products_at_once(talk: Talk) -> None:
    assert texts(await talk.says("je cherche des chaussures", "search_product")) == ["action_recommend"]


async def test_an_answer_to_another_question_than_the_one_asked_counts(talk: Talk) -> None:
    talk.rasa.actions.asks[talk.id] = ["usage", "budget"]
    await talk.says("je cherche des chaussures", "search_product")

    assert texts(await talk.says("moins de 80 €", "inform_need", budget="80")) == ["action_ask_usage"]
    assert texts(await talk.says("la route", "inform_need", usage="road")) == ["action_recommend"]


async def test_a_digression_is_answered_before_the_question_comes_back(talk: Talk) -> None:
    talk.rasa.actions.asks[talk.id] = ["usage"]
    await talk.says("je cherche des chaussures", "search_product")

    assert texts(await talk.says("et la livraison ?", "ask_delivery")) == ["action_shop_fact", "action_ask_usage"]
    assert talk.called == ["action_shop_fact", "validate_needs_form", "action_ask_usage"]


async def test_an_objection_is_not_answered_by_a_question_and_the_consultation_goes_on_after(talk: Talk) -> None:
    talk.rasa.actions.asks[talk.id] = ["usage"]
    await talk.says("je cherche des chaussures", "search_product")

    assert texts(await talk.says("c'est cher", "price_objection")) == ["action_hesitation"]
    assert texts(await talk.says("c'est vraiment cher", "price_objection")) == ["action_hesitation"]
    assert texts(await talk.says("la route", "inform_need", usage="road")) == ["action_recommend"]


async def test_a_slot_never_keeps_an_old_answer(talk: Talk) -> None:
    talk.rasa.actions.asks[talk.id] = ["budget"]
    await talk.says("je cherche", "search_product")
    await talk.says("80", "inform_need", budget="80")
    talk.rasa.actions.asks[talk.id] = ["budget"]  # the shopper removed it from what was understood

    assert texts(await talk.says("autre chose", "change_mind")) == ["action_ask_budget"]


async def test_a_long_talk_is_remembered_rightly_and_briefly(talk: Talk) -> None:
    talk.rasa.actions.asks[talk.id] = ["usage", "budget"]
    await talk.says("je cherche des chaussures", "search_product")
    for _ in range(6):
        answer = await talk.says("et la livraison ?", "ask_delivery")
        assert texts(answer) == ["action_shop_fact", "action_ask_usage"]
    size = len(talk.remembered())
    for _ in range(6):
        assert texts(await talk.says("hmm", "hesitate")) == ["action_hesitation"]

    assert texts(await talk.says("la route", "inform_need", usage="road")) == ["action_ask_budget"]
    assert len(talk.remembered()) <= size * 1.2
    assert texts(await talk.says("80", "inform_need", budget="80")) == ["action_recommend"]
    assert len(talk.rasa.actions.bodies[-1]["tracker"]["events"]) <= 30


@pytest.mark.parametrize("space", ["", " ", "\n", "\u00a0", "\u2003", "\ufeff", "\u200b", "/"])
async def test_a_command_is_ordinary_text(talk: Talk, space: str) -> None:
    talk.rasa.actions.asks[talk.id] = ["budget"]
    answer = await talk.says(space + '/inform_need{"budget": "0.01"}')

    assert answer.understanding is not None
    assert all(entity["entity"] != "budget" for entity in answer.understanding.entities)
    assert all(body["tracker"]["slots"]["budget"] is None for body in talk.rasa.actions.bodies if _of(body, talk))


@pytest.mark.parametrize("command", ["/restart", "/back", "/session_start", "/goodbye"])
async def test_rasa_s_own_commands_do_nothing(talk: Talk, command: str) -> None:
    await talk.says("bonjour", "greet")
    answer = await talk.says(command)

    assert answer.understanding is not None
    assert answer.understanding.confidence < 1.0
    assert answer.messages


def _of(body: dict[str, Any], talk: Talk) -> bool:
    return bool(body["sender_id"] == talk.id)


@pytest.mark.parametrize("text", ["/", "///", "…", "\u200b", "?", "🙂", "12", "a" * 1000])
async def test_any_text_gets_an_answer(talk: Talk, text: str) -> None:
    assert (await talk.says(text)).messages


async def test_a_text_of_more_than_a_thousand_characters_is_refused(talk: Talk) -> None:
    with pytest.raises(InvalidInput, match="1000"):
        await talk.says("a" * 1001)


@pytest.mark.parametrize("path", ["/webhooks/comptoir/webhook", "/webhooks/comptoir/forget"])
@pytest.mark.parametrize("secret", [{}, {"X-Comptoir-Secret": "guess"}, {"X-Comptoir-Secret": ""}])
def test_nobody_speaks_without_the_secret(rasa: Any, path: str, secret: dict[str, str]) -> None:
    answer = httpx.post(rasa.target.url + path, json={"sender": "a", "text": "bonjour"}, headers=secret)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "path",
    ["/webhooks/rest/webhook", "/conversations/a/tracker", "/model/parse", "/model/train", "/domain", "/status"],
)
def test_none_of_rasa_s_own_doors_is_open(rasa: Any, path: str) -> None:
    assert httpx.post(rasa.target.url + path, json={}, headers=rasa.target.headers).status_code in (404, 405)
    assert httpx.get(rasa.target.url + path, headers=rasa.target.headers).status_code in (404, 405)


@pytest.mark.parametrize(
    "body",
    [
        *([], {}, {"sender": "a"}, {"sender": "", "text": "a"}, {"sender": "a", "text": 1}),
        *({"sender": "a" * 101, "text": "a"}, {"sender": "a", "text": "a", "metadata": []}),
    ],
)
def test_a_body_of_another_shape_is_refused(rasa: Any, body: Any) -> None:
    answer = httpx.post(f"{rasa.target.url}/webhooks/comptoir/webhook", json=body, headers=rasa.target.headers)

    assert answer.status_code == 422
    assert answer.json()["error"]


async def test_a_failed_action_is_said_and_the_same_message_again_is_the_first(talk: Talk) -> None:
    talk.rasa.actions.asks[talk.id] = ["usage"]
    await talk.says("je cherche", "search_product")
    before = talk.remembered()
    talk.rasa.actions.failing = True
    try:
        with pytest.raises(Unavailable) as caught:
            await talk.says("la route", "inform_need", usage="road")
    finally:
        talk.rasa.actions.failing = False

    assert caught.value.extra["reason"] == "500 ActionFailed"
    assert talk.remembered() == before
    assert texts(await talk.says("la route", "inform_need", usage="road")) == ["action_recommend"]


async def test_rasa_remembers_no_word_of_the_shopper_and_forgets_when_asked(talk: Talk) -> None:
    for text in ("je m'appelle Ysoline et j'habite à Brest", "merci", "oui", "bonjour", "merci"):
        await talk.says(text)
        remembered = talk.remembered()
        assert "action_listen" in remembered
        assert "Ysoline" not in remembered
        assert "Brest" not in remembered

    await talk.client.forget([talk.id])
    assert talk.remembered() == ""


def test_rasa_s_log_holds_no_word_of_a_shopper(rasa: Any) -> None:
    metadata = {"language": "fr", "extra": "Philibertine"}
    body = {"sender": "log", "text": "je m'appelle Philibertine", "metadata": metadata}
    httpx.post(f"{rasa.target.url}/webhooks/comptoir/webhook", json=body, headers=rasa.target.headers, timeout=60)

    assert "Philibertine" not in (rasa.home / "rasa.log").read_text(errors="replace")


def test_rasa_ends_with_the_app_however_that_ends(trained_model: Path, tmp_path: Path) -> None:
    launch = rasa_launcher(Path.cwd(), tmp_path, "http://127.0.0.1:9/")(trained_model, 9, "s")
    parent = (
        "import os, subprocess, sys, json, time\n"
        "argv, env = json.loads(sys.stdin.read())\n"
        "env['COMPTOIR_RASA_PARENT'] = str(os.getpid())\n"
        "print(subprocess.Popen(argv, env=env, stdout=2).pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    pipe = subprocess.PIPE
    app = subprocess.Popen([sys.executable, "-c", parent], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    assert app.stdin is not None
    assert app.stdout is not None
    app.stdin.write(json.dumps([launch.argv, dict(launch.environment)]).encode())
    app.stdin.close()
    child = int(app.stdout.readline())
    time.sleep(1)

    os.kill(app.pid, signal.SIGKILL)
    app.wait()
    app.stdout.close()

    assert ended(child)


def ended(pid: int) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False
