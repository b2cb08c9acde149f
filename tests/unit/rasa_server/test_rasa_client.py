"""The client of the private channel, before real servers that answer as Rasa may."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.errors import InvalidInput, Unavailable
from bot.rasa_server import client as module
from bot.rasa_server.client import RasaClient, Target
from bot.rasa_server.spelling import Spelling

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Answer], Awaitable[Target]]
NOWHERE = Target("http://127.0.0.1:1", "secret-a")
UNDERSTOOD = {
    "intent": "greet",
    "confidence": 0.93,
    "ranking": [{"intent": "greet", "confidence": 0.93}, {"intent": "thank", "confidence": 0.04}],
    "entities": [{"entity": "language", "value": "fr"}],
    "also": ["ask_delivery"],
}


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Opens a server whose every path is answered by the given function; its Target."""
    async with AsyncExitStack() as servers:

        async def opened(answer: Answer) -> Target:
            app = web.Application()
            app.router.add_route("*", "/{path:.*}", answer)
            server = await servers.enter_async_context(TestServer(app))
            return Target(str(server.make_url("")).rstrip("/"), "secret-a")

        yield opened


@pytest.fixture
async def client() -> AsyncIterator[RasaClient]:
    engine = RasaClient()
    yield engine
    await engine.aclose()


def answering(status: int, body: object) -> Answer:
    async def rasa(request: web.Request) -> web.Response:
        return web.json_response(body, status=status)

    return rasa


async def test_what_is_mistyped_goes_out_mended(client: RasaClient, serve: Serve) -> None:
    texts: list[str] = []

    async def rasa(request: web.Request) -> web.Response:
        texts.append((await request.json())["text"])
        return web.json_response({"messages": [{"text": "x"}]})

    client.use(await serve(rasa))
    await client.handle("c1", "too expnsive", {"language": "en"})
    client.spelling = Spelling({"en": Counter({"expensive": 9})})
    await client.handle("c1", "too expnsive", {"language": "en"})
    assert texts == ["too expnsive", "too expensive"]


async def test_a_word_or_two_of_the_other_language_are_mended_in_theirs(client: RasaClient, serve: Serve) -> None:
    texts: list[str] = []

    async def rasa(request: web.Request) -> web.Response:
        texts.append((await request.json())["text"])
        return web.json_response({"messages": [{"text": "x"}]})

    client.use(await serve(rasa))
    client.spelling = Spelling({"fr": Counter({"couteux": 9}), "en": Counter({"expensive": 9})})
    await client.handle("c1", "c'est coteux", {"language": "en"})
    await client.handle("c1", "coteux", {"language": "en"})
    assert texts == ["c'est couteux", "coteux"]


async def test_a_message_goes_out_whole_and_its_answer_comes_back_typed(client: RasaClient, serve: Serve) -> None:
    seen: list[tuple[str, str, object]] = []

    async def rasa(request: web.Request) -> web.Response:
        seen.append((request.path, request.headers["X-Comptoir-Secret"], await request.json()))
        messages = [{"text": "Bonjour", "custom": {"picks": []}}, {"text": "?"}]
        return web.json_response({"messages": messages, "understanding": UNDERSTOOD})

    client.use(await serve(rasa))
    answer = await client.handle("c1", "déjà là ?", {"language": "fr", "reading": {"entities": []}})

    sent = {"sender": "c1", "text": "déjà là ?", "metadata": {"language": "fr", "reading": {"entities": []}}}
    assert seen == [("/webhooks/comptoir/webhook", "secret-a", sent)]
    assert answer.messages == ({"text": "Bonjour", "custom": {"picks": []}}, {"text": "?"})
    assert answer.understanding is not None
    assert (answer.understanding.intent, answer.understanding.confidence) == ("greet", 0.93)
    assert answer.understanding.ranking[1] == {"intent": "thank", "confidence": 0.04}
    assert answer.understanding.entities == ({"entity": "language", "value": "fr"},)
    assert answer.understanding.also == ("ask_delivery",)


async def test_an_answer_without_an_understanding_has_none(client: RasaClient, serve: Serve) -> None:
    client.use(await serve(answering(200, {"messages": [{"text": "a"}]})))

    assert (await client.handle("c", "t", {})).understanding is None


@pytest.mark.parametrize("status", [401, 404, 500, 503])
async def test_a_failing_engine_is_unavailable_and_says_why(client: RasaClient, serve: Serve, status: int) -> None:
    client.use(await serve(answering(status, {"error": "Silence"})))

    with pytest.raises(Unavailable) as caught:
        await client.handle("c", "t", {})

    assert caught.value.extra["reason"] == f"{status} Silence"


async def test_a_message_that_the_channel_refuses_is_invalid_input(client: RasaClient, serve: Serve) -> None:
    client.use(await serve(answering(422, {"error": "text: at most 1000 characters are expected"})))

    with pytest.raises(InvalidInput, match="at most 1000"):
        await client.handle("c", "t", {})


async def test_an_engine_that_is_not_there_is_unavailable(client: RasaClient) -> None:
    client.use(Target(f"http://127.0.0.1:{unused_port()}", "secret-a"))

    with pytest.raises(Unavailable) as caught:
        await client.handle("c", "t", {})

    assert caught.value.extra["reason"] == "ClientConnectorError"
    assert not await client.ready()


async def test_an_engine_that_hangs_up_is_unavailable(client: RasaClient, serve: Serve) -> None:
    async def rasa(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    client.use(await serve(rasa))

    with pytest.raises(Unavailable):
        await client.handle("c", "t", {})


async def test_an_engine_that_never_answers_is_unavailable(
    client: RasaClient, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = asyncio.Event()

    async def rasa(request: web.Request) -> web.Response:
        await release.wait()
        return web.json_response({"messages": []})

    monkeypatch.setattr(module, "ANSWER_SECONDS", 0.05)
    client.use(await serve(rasa))

    with pytest.raises(Unavailable):
        await client.handle("c", "t", {})
    release.set()


async def test_an_answer_that_is_not_json_is_unavailable(client: RasaClient, serve: Serve) -> None:
    async def rasa(request: web.Request) -> web.Response:
        return web.Response(text="<html>")

    client.use(await serve(rasa))

    with pytest.raises(Unavailable):
        await client.handle("c", "t", {})


async def test_nobody_to_ask_is_unavailable_at_once(client: RasaClient) -> None:
    with pytest.raises(Unavailable, match="starting"):
        await client.handle("c", "t", {})
    assert not await client.ready()


@pytest.mark.parametrize(
    ("status", "body", "ready"),
    [(200, {"ready": True}, True), (200, {"ready": False}, False), (503, {"ready": True}, False), (200, [], False)],
)
async def test_ready_means_that_the_model_is_loaded(
    client: RasaClient, serve: Serve, status: int, body: object, ready: bool
) -> None:
    client.use(await serve(answering(status, body)))

    assert await client.ready() is ready


async def test_the_next_message_goes_to_the_new_target_while_the_old_one_finishes_its_own(
    client: RasaClient, serve: Serve
) -> None:
    asked, release = asyncio.Event(), asyncio.Event()

    async def old(request: web.Request) -> web.Response:
        asked.set()
        await release.wait()
        return web.json_response({"messages": [{"text": "old"}]})

    here, there = await serve(old), await serve(answering(200, {"messages": [{"text": "new"}]}))
    client.use(here)
    first = asyncio.create_task(client.handle("c", "t", {}))
    await asked.wait()
    client.use(there)
    second = await client.handle("c", "t", {})

    assert second.messages == ({"text": "new"},)
    assert await client.drained(here, 0.01) is False
    release.set()
    async with asyncio.timeout(10):  # told at the last answer, not at the end of the wait
        assert await client.drained(here, 600) is True
    assert (await first).messages == ({"text": "old"},)


async def test_a_target_never_used_is_drained(client: RasaClient) -> None:
    assert await client.drained(NOWHERE, 0) is True


async def test_conversations_are_forgotten_by_their_ids(client: RasaClient, serve: Serve) -> None:
    seen: list[object] = []

    async def rasa(request: web.Request) -> web.Response:
        seen.append(await request.json())
        return web.json_response({"forgotten": 2})

    client.use(await serve(rasa))
    await client.forget(["a", "b"])

    assert seen == [{"senders": ["a", "b"]}]


def test_a_secret_is_never_shown() -> None:
    assert "secret-a" not in repr(NOWHERE)
