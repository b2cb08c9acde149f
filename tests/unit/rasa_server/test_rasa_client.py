"""The client of the private channel, with HTTP faked at the transport."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from bot.errors import InvalidInput, Unavailable
from bot.rasa_server.client import RasaClient, Target

HERE = Target("http://127.0.0.1:1", "secret-a")
THERE = Target("http://127.0.0.1:2", "secret-b")
UNDERSTOOD = {
    "intent": "greet",
    "confidence": 0.93,
    "ranking": [{"intent": "greet", "confidence": 0.93}, {"intent": "thank", "confidence": 0.04}],
    "entities": [{"entity": "language", "value": "fr"}],
}


def client(answer: Callable[[httpx.Request], httpx.Response], target: Target | None = HERE) -> RasaClient:
    return RasaClient(target, httpx.MockTransport(answer))


def answering(status: int, body: object) -> Callable[[httpx.Request], httpx.Response]:
    return lambda request: httpx.Response(status, json=body)


async def test_a_message_goes_out_whole_and_its_answer_comes_back_typed() -> None:
    seen: list[httpx.Request] = []

    def rasa(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        messages = [{"text": "Bonjour", "custom": {"picks": []}}, {"text": "?"}]
        return httpx.Response(200, json={"messages": messages, "understanding": UNDERSTOOD})

    answer = await client(rasa).handle("c1", "bonjour", {"language": "fr", "reading": {"entities": []}})

    assert str(seen[0].url) == "http://127.0.0.1:1/webhooks/comptoir/webhook"
    assert seen[0].headers["X-Comptoir-Secret"] == "secret-a"
    assert json.loads(seen[0].content) == {
        "sender": "c1",
        "text": "bonjour",
        "metadata": {"language": "fr", "reading": {"entities": []}},
    }
    assert answer.messages == ({"text": "Bonjour", "custom": {"picks": []}}, {"text": "?"})
    assert answer.understanding is not None
    assert (answer.understanding.intent, answer.understanding.confidence) == ("greet", 0.93)
    assert answer.understanding.ranking[1] == {"intent": "thank", "confidence": 0.04}
    assert answer.understanding.entities == ({"entity": "language", "value": "fr"},)


async def test_an_answer_without_an_understanding_has_none() -> None:
    answer = await client(answering(200, {"messages": [{"text": "a"}]})).handle("c", "t", {})

    assert answer.understanding is None


@pytest.mark.parametrize("status", [401, 404, 500, 503])
async def test_a_failing_engine_is_unavailable_and_says_why(status: int) -> None:
    with pytest.raises(Unavailable) as caught:
        await client(answering(status, {"error": "Silence"})).handle("c", "t", {})

    assert caught.value.extra["reason"] == f"{status} Silence"


async def test_a_message_that_the_channel_refuses_is_invalid_input() -> None:
    with pytest.raises(InvalidInput, match="at most 1000"):
        await client(answering(422, {"error": "text: at most 1000 characters are expected"})).handle("c", "t", {})


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError])
async def test_an_engine_that_cannot_be_reached_is_unavailable(error: type[httpx.TransportError]) -> None:
    def rasa(request: httpx.Request) -> httpx.Response:
        raise error("gone", request=request)

    with pytest.raises(Unavailable) as caught:
        await client(rasa).handle("c", "t", {})

    assert caught.value.extra["reason"] == error.__name__
    assert not await client(rasa).ready()


async def test_an_answer_that_is_not_json_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await client(lambda request: httpx.Response(200, text="<html>")).handle("c", "t", {})


async def test_nobody_to_ask_is_unavailable_at_once() -> None:
    nobody = client(answering(200, {"messages": []}), target=None)

    with pytest.raises(Unavailable, match="starting"):
        await nobody.handle("c", "t", {})
    assert not await nobody.ready()


@pytest.mark.parametrize(
    ("status", "body", "ready"),
    [(200, {"ready": True}, True), (200, {"ready": False}, False), (503, {"ready": True}, False), (200, [], False)],
)
async def test_ready_means_that_the_model_is_loaded(status: int, body: object, ready: bool) -> None:
    assert await client(answering(status, body)).ready() is ready


async def test_the_next_message_goes_to_the_new_target_while_the_old_one_finishes_its_own() -> None:
    asked, release = asyncio.Event(), asyncio.Event()

    async def rasa(request: httpx.Request) -> httpx.Response:
        asked.set()
        if request.url.port == 1:
            await release.wait()
        return httpx.Response(200, json={"messages": [{"text": str(request.url.port)}]})

    engine = RasaClient(HERE, httpx.MockTransport(rasa))
    first = asyncio.create_task(engine.handle("c", "t", {}))
    await asked.wait()
    engine.use(THERE)
    second = await engine.handle("c", "t", {})

    assert second.messages == ({"text": "2"},)
    assert await engine.drained(HERE, 0.01) is False
    release.set()
    async with asyncio.timeout(10):  # told at the last answer, not at the end of the wait
        assert await engine.drained(HERE, 600) is True
    assert (await first).messages == ({"text": "1"},)


async def test_a_target_never_used_is_drained() -> None:
    assert await client(answering(200, {})).drained(THERE, 0) is True


async def test_conversations_are_forgotten_by_their_ids() -> None:
    seen: list[bytes] = []

    def rasa(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(200, json={"forgotten": 2})

    await client(rasa).forget(["a", "b"])

    assert json.loads(seen[0]) == {"senders": ["a", "b"]}


def test_a_secret_is_never_shown() -> None:
    assert "secret-a" not in repr(HERE)
