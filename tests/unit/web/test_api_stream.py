"""The stream over a real server: what comes next, resuming with nothing lost and nothing twice, ending cleanly."""

from __future__ import annotations

import asyncio
import json
import socket
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext, suppress
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from bot.shopper.entry import Draft
from bot.storage.clock import SystemClock
from bot.storage.stores import open_stores
from bot.web.chat import stream
from bot.web.chat.stream import Place, place_of
from bot.web.serving import uvicorn_config

Event = tuple[str, str, Any]
"""(name, id, data)."""


PATIENCE = 60.0
"""Seconds for what must come, on a machine that is busy with other things."""
AT_ONCE = 12.0
"""Seconds: less than a line is silent between two pings."""


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[str]:
    """The app behind uvicorn on a free port; its URL."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn_config(app))
        server.capture_signals = nullcontext  # type: ignore[method-assign,assignment]
        task = asyncio.create_task(server.serve(sockets=[listener]))
        await until(lambda: server.started)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            app.state.shop.closing.set()
            server.should_exit = True
            await task


async def until(happened: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with running(app) as url, httpx.AsyncClient(base_url=url, timeout=20) as client:
        yield client


class Alice:
    def __init__(self, http: httpx.AsyncClient, shop: Any) -> None:
        self.http, self.shop = http, shop

    async def come_in(self) -> Alice:
        opened = (await self.http.post("/v1/conversations", json={"language": "fr"})).json()
        self.id, self.welcome = opened["conversation_id"], opened["messages"][-1]["id"]
        self.headers = {"Authorization": f"Bearer {opened['token']}"}
        return self

    async def say(self, text: str) -> None:
        body = {"client_message_id": str(uuid.uuid4()), "text": text}
        answer = await self.http.post(f"/v1/conversations/{self.id}/messages", json=body, headers=self.headers)
        assert answer.status_code == 200

    def append(self, text: str) -> str:
        draft = Draft("message", {"role": "assistant", "text": text, "language": "fr"})
        return str(self.shop.log.append(self.id, [draft])[0].id)

    @asynccontextmanager
    async def listening(self, last: str | None = None, after: str | None = None) -> AsyncIterator[Heard]:
        headers = self.headers | ({"Last-Event-ID": last} if last else {})
        params = {"after": after} if after else {}
        path = f"/v1/conversations/{self.id}/stream"
        async with self.http.stream("GET", path, headers=headers, params=params) as answer:
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["x-accel-buffering"] == "no"
            assert "no-transform" in answer.headers["cache-control"]
            lines = answer.aiter_lines()
            assert await anext(lines) == ": welcome"
            heard = Heard()
            reader = asyncio.create_task(heard.read(lines))
            try:
                yield heard
            finally:
                reader.cancel()
                await asyncio.wait({reader})


class Heard:
    """What a line brought, one event after the other."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()

    async def read(self, lines: AsyncIterator[str]) -> None:
        fields: dict[str, str] = {}
        async for line in lines:
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
                continue
            if "data" in fields:
                self._events.put_nowait((fields["event"], fields["id"], json.loads(fields["data"])))
            fields = {}
        self._events.put_nowait(None)

    async def next(self, seconds: float = PATIENCE) -> Event | None:
        """The next event; None when the line ended. Raises TimeoutError."""
        return await asyncio.wait_for(self._events.get(), seconds)

    async def take(self, count: int, name: str = "message") -> list[Event]:
        """The next `count` events of that name."""
        taken: list[Event] = []
        while len(taken) < count:
            event = await self.next()
            assert event is not None
            taken += [event] if event[0] == name else []
        return taken

    async def until_quiet(self, least: int = 0, seconds: float = 0.5) -> list[Event]:
        """`least` events, however long they take, and all others until none comes for a while."""
        taken = [event for _ in range(least) if (event := await self.next())]
        with suppress(TimeoutError):
            while event := await self.next(seconds):
                taken.append(event)
        return taken


@pytest.fixture
async def alice(http: httpx.AsyncClient, shop: Any) -> Alice:
    return await Alice(http, shop).come_in()


async def test_a_new_listener_hears_what_comes_next_and_not_what_was(alice: Alice) -> None:
    await alice.say("avant")
    async with alice.listening() as events:
        await alice.say("après")
        heard = await events.until_quiet(least=2)
    messages = [(data["role"], data["text"]) for name, _, data in heard if name == "message"]
    assert messages == [("shopper", "après"), ("assistant", "après")]


async def test_messages_come_with_typing_and_the_state_and_ids_that_only_grow(alice: Alice) -> None:
    alice.shop.counter.delay = 0.3
    async with alice.listening() as events:
        await alice.say("un")
        heard = await events.until_quiet(least=5)
    assert [name for name, _, _ in heard] == ["message", "state", "typing", "message", "typing"]
    assert [data["typing"] for name, _, data in heard if name == "typing"] == [True, False]
    assert [data for name, _, data in heard if name == "state"] == [{"stage": "discover", "needs": {}, "asking": None}]
    places = [place_of(place) for _, place, _ in heard]
    order = [(place.entry, place.told) for place in places]
    assert order == sorted(order)
    assert len(set(order)) == len(order)


async def test_a_message_is_the_same_as_in_the_answer_and_its_id_too(alice: Alice) -> None:
    async with alice.listening() as events:
        appended = alice.append("« Bonjour »\r\n\n  data: pas un champ")
        (event,) = await events.take(1)
    read = await alice.http.get(
        f"/v1/conversations/{alice.id}/messages", params={"after": alice.welcome}, headers=alice.headers
    )
    assert event == ("message", appended, read.json()["messages"][0])


async def test_a_state_that_changed_is_told_and_one_that_did_not_is_not(alice: Alice) -> None:
    async with alice.listening() as events:
        alice.append("un")
        first = await events.until_quiet(least=2)
        alice.append("deux")
        second = await events.until_quiet(least=1)
        alice.shop.counter.needs[alice.id] = {"category": "Shoes"}
        alice.shop.log.append(alice.id, [Draft("understanding", {"intent": "inform_need"})])
        third = await events.until_quiet(least=1)
    assert [name for name, _, _ in first] == ["message", "state"]
    assert [name for name, _, _ in second] == ["message"]
    assert [(name, data["needs"]) for name, _, data in third] == [("state", {"category": "Shoes"})]


async def test_a_place_the_log_never_reached_is_now(alice: Alice) -> None:
    async with alice.listening(last="999999999") as events:
        appended = alice.append("un")
        heard = await events.take(1)
    assert [place for _, place, _ in heard] == [appended]


@pytest.mark.parametrize("how", ["last", "after"])
async def test_resuming_anywhere_loses_nothing_and_repeats_nothing(alice: Alice, how: str) -> None:
    expected = [alice.append(str(n)) for n in range(12)]
    heard: list[str] = []
    place = alice.welcome
    while len(heard) < len(expected):
        async with alice.listening(**{how: place}) as events:
            # Hang up after every second message, and after whatever came between.
            while event := await events.next():
                name, place, _ = event
                heard += [place] if name == "message" else []
                if len(heard) % 2 == 0 or name != "message":
                    break
    assert heard == expected


async def test_the_header_wins_over_the_query(alice: Alice) -> None:
    ids = [alice.append(str(n)) for n in range(3)]
    async with alice.listening(last=ids[1], after=ids[0]) as events:
        assert [place for _, place, _ in await events.take(1)] == [ids[2]]


async def test_a_state_lost_with_the_line_is_told_again_and_a_heard_one_is_not(alice: Alice) -> None:
    last = alice.append("un")
    async with alice.listening(last=last) as events:
        assert [(name, place) for name, place, _ in await events.until_quiet(least=1)] == [("state", f"{last}.1")]
    async with alice.listening(last=f"{last}.1") as events:
        assert await events.until_quiet() == []


async def test_every_listener_of_a_conversation_hears_it_and_no_other(alice: Alice, http: Any, shop: Any) -> None:
    bob = await Alice(http, shop).come_in()
    async with alice.listening() as first, alice.listening() as second, bob.listening() as third:
        appended = alice.append("pour Alice")
        for events in (first, second):
            assert [place for _, place, _ in await events.take(1)] == [appended]
        assert await third.until_quiet() == []


async def test_what_another_process_appends_is_heard_too(alice: Alice, tmp_path: Any) -> None:
    other = open_stores(f"sqlite:///{tmp_path}/shop.db", SystemClock())
    async with alice.listening() as events:
        draft = Draft("message", {"role": "advisor", "text": "Ici Léa", "language": "fr"})
        await asyncio.to_thread(other.log.append, alice.id, [draft])
        began = time.monotonic()
        (heard,) = await events.take(1)
    other.database.close()
    assert heard[2]["role"] == "advisor"
    assert time.monotonic() - began < 5


async def test_concurrent_talk_is_heard_whole_and_in_order(alice: Alice) -> None:
    async with alice.listening() as events:
        await asyncio.gather(*(alice.say(str(n)) for n in range(10)))
        heard = await events.take(20)
    ids = [int(place) for _, place, _ in heard]
    assert ids == sorted(set(ids))
    assert len(ids) == 20


async def test_a_quiet_line_is_kept_open_by_pings(alice: Alice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PING_SECONDS", 0.1)
    path = f"/v1/conversations/{alice.id}/stream"
    async with alice.http.stream("GET", path, headers=alice.headers) as answer, asyncio.timeout(15):
        lines = [line async for line in _first(answer.aiter_lines(), 7)]
    assert lines == [": welcome", f"retry: {stream.RETRY_MS}", "", ": ping", "", ": ping", ""]


async def _first(lines: AsyncIterator[str], count: int) -> AsyncIterator[str]:
    for _ in range(count):
        yield await anext(lines)


async def test_a_person_may_open_a_dozen_tabs_and_no_more(alice: Alice, app: FastAPI) -> None:
    async with AsyncExitStack() as tabs:
        for _ in range(stream.STREAMS_PER_CONVERSATION):
            await tabs.enter_async_context(alice.listening())
        refused = await alice.http.get(f"/v1/conversations/{alice.id}/stream", headers=alice.headers)
        assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
        assert app.state.streams.open_now == stream.STREAMS_PER_CONVERSATION
    await until(lambda: app.state.streams.open_now == 0)
    async with alice.listening():
        pass


async def test_a_stopping_server_ends_its_streams_at_once(app: FastAPI, shop: Any) -> None:
    async with running(app) as url, httpx.AsyncClient(base_url=url, timeout=20) as http:
        alice = await Alice(http, shop).come_in()
        async with alice.listening() as events:
            began = time.monotonic()
            shop.closing.set()
            assert await events.next() is None
            refused = await http.get(f"/v1/conversations/{alice.id}/stream", headers=alice.headers)
            assert refused.status_code == 503
    assert time.monotonic() - began < AT_ONCE


async def test_a_log_that_fails_for_a_moment_is_followed_again(
    alice: Alice, shop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tail, failures = shop.log.tail, iter([True, False])

    def flaky(after: int, limit: int = 1000) -> Any:
        if next(failures, False):
            raise OSError("the disk is away")
        return tail(after, limit)

    monkeypatch.setattr(shop.log, "tail", flaky)
    async with alice.listening() as events:
        appended = alice.append("un")
        assert [place for _, place, _ in await events.take(1)] == [appended]


@pytest.mark.parametrize(
    ("text", "place"), [("12", Place(12)), ("12.3", Place(12, 3)), (" 7 ", Place(7)), ("0", Place(0))]
)
def test_a_place_is_read_as_it_is_written(text: str, place: Place) -> None:
    assert place_of(text) == place
    assert str(place) == text.strip()


async def test_a_neighbour_on_this_machine_is_no_proxy_unless_the_settings_say_so(
    http: httpx.AsyncClient, shop: Any
) -> None:
    shop.settings.new_conversations_per_minute = 2
    spoofed = [{"X-Forwarded-For": f"198.51.100.{n}"} for n in range(3)]

    answers = [await http.post("/v1/conversations", json={}, headers=headers) for headers in spoofed]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
