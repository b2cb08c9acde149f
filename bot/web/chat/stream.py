"""The stream of one conversation: a reading of the log from a place on. What was read once is never lost nor repeated.

Each event's id is a place: `120` is the message (entry) 120; `120.1`, `120.2`… are states and typings told after it.
Resuming from a place reads the log after its entry, so the order and the once-ness are the log's own.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from anyio import to_thread

from bot.dialogue.message import public_message
from bot.errors import InvalidInput, TooMany, Unavailable
from bot.shopper.entry import Entry
from bot.web.shop import Shop

logger = logging.getLogger(__name__)

TAIL_SECONDS = 0.1
"""How soon another process's append is seen; our own wakes the streams at once."""

PING_SECONDS = 15.0
RETRY_MS = 1000
STREAMS_PER_CONVERSATION = 12
"""Tabs of one person; more is a program that forgets to hang up."""


@dataclass(slots=True)
class Place:
    """After entry `entry`, and after `told` other events that followed it."""

    entry: int
    told: int = 0

    def __str__(self) -> str:
        return f"{self.entry}.{self.told}" if self.told else str(self.entry)


def place_of(text: str) -> Place:
    """Raises InvalidInput for what no stream and no message gave as an id."""
    entry, dot, told = text.strip().partition(".")
    if not _is_number(entry) or (dot and not _is_number(told)):
        raise InvalidInput(f"« {text[:40]} » is not the id of a message or of an event")
    return Place(int(entry), int(told or 0))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


class Streams:
    """Who listens to what; one task follows the log for them all."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Event]] = {}
        self._watched: Any = None
        self._woken: asyncio.Event | None = None
        self._tailer: asyncio.Task[None] | None = None
        self._closer: asyncio.Task[None] | None = None
        self.closing = False

    @property
    def open_now(self) -> int:
        return sum(map(len, self._listeners.values()))

    def listened_to(self, conversation_id: str) -> bool:
        """Whether the shopper's window is open now, in a page of this process."""
        return bool(self._listeners.get(conversation_id))

    def admit(self, conversation_id: str) -> None:
        """Raises Unavailable while the shop closes, TooMany beyond a person's tabs."""
        if self.closing:
            raise Unavailable("The shop is closing; dial again in a moment")
        if len(self._listeners.get(conversation_id, ())) >= STREAMS_PER_CONVERSATION:
            raise TooMany("This conversation is listened to from too many places", retry_after=int(PING_SECONDS))

    @contextmanager
    def listening(self, shop: Shop, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the conversation has new entries."""
        listeners = self._listeners.setdefault(conversation_id, set())
        news = asyncio.Event()
        listeners.add(news)
        self._follow(shop)
        try:
            yield news
        finally:
            listeners.discard(news)
            if not listeners and self._listeners.get(conversation_id) is listeners:
                del self._listeners[conversation_id]

    def close(self) -> None:
        """End every stream cleanly: the browsers dial again and resume."""
        self.closing = True
        for task in (self._tailer, self._closer):
            if task:
                task.cancel()
        self._tell(self._listeners)

    async def close_with(self, closing: asyncio.Event) -> None:
        """Close when the shop does: a server waits for its open answers before it ends."""
        await closing.wait()
        self.close()

    def _follow(self, shop: Shop) -> None:
        if self._watched is not shop.log:
            self._watched = shop.log
            loop, woken = asyncio.get_running_loop(), asyncio.Event()
            self._woken = woken
            shop.log.watch(lambda: None if loop.is_closed() else loop.call_soon_threadsafe(woken.set))
            self._closer = asyncio.create_task(self.close_with(shop.closing))
        if self._tailer is None or self._tailer.done():
            self._tailer = asyncio.create_task(self._tail(shop.log))

    async def _tail(self, log: Any) -> None:
        """Ends by itself when nobody listens any more."""
        position: int | None = None
        while self._listeners:
            try:
                position = await (self._first(log) if position is None else self._step(log, position))
            except Exception:
                logger.exception("the log could not be followed; trying again")
                await asyncio.sleep(1)

    async def _first(self, log: Any) -> int:
        position = await to_thread.run_sync(log.last_id)
        # What came between a stream's first reading and this place: every stream reads once more.
        self._tell(self._listeners)
        return int(position)

    async def _step(self, log: Any, position: int) -> int:
        assert self._woken is not None
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), TAIL_SECONDS)
        self._woken.clear()
        entries = await to_thread.run_sync(log.tail, position)
        self._tell({entry.conversation_id for entry in entries})
        return int(entries[-1].id) if entries else position

    def _tell(self, conversation_ids: Iterable[str]) -> None:
        for conversation_id in list(conversation_ids):
            for news in self._listeners.get(conversation_id, ()):
                news.set()


class Stream:
    """One listener's reading."""

    def __init__(self, shop: Shop, streams: Streams, conversation_id: str, place: Place) -> None:
        self._shop = shop
        self._streams = streams
        self._id = conversation_id
        self._place = place
        self._state: Any = None
        # A line that dropped between a message and the state after it: the state is still owed.
        self._owes_state = place.entry > 0 and place.told == 0
        self._owed = self._typing = False

    async def events(self) -> AsyncIterator[str]:
        with self._streams.listening(self._shop, self._id) as news:
            yield f": welcome\nretry: {RETRY_MS}\n\n"
            while not self._streams.closing:
                news.clear()
                async for event in self._news():
                    yield event
                if not self._streams.closing and not await _heard(news):
                    # Nothing more is coming: whatever we said about typing, nobody is.
                    self._owed = self._owed and self._shop.counter.busy(self._id)
                    yield ": ping\n\n"

    async def _news(self) -> AsyncIterator[str]:
        entries = await to_thread.run_sync(self._shop.log.read, self._id, self._place.entry)
        for entry in entries:
            self._place = Place(entry.id)
            if entry.kind == "message":
                self._owed = entry.data.get("role") == "shopper" or (self._owed and not entry.data.get("final"))
                yield _event("message", self._place, public_message(entry))
            elif entry.kind == "outcome" and entry.data.get("final"):
                self._owed = False
        async for event in self._after(entries):
            yield event

    async def _after(self, entries: list[Entry]) -> AsyncIterator[str]:
        if entries or self._owes_state:
            self._owes_state = False
            state = await self._shop.counter.state(self._id)
            if state != self._state:
                self._state = state
                yield self._told("state", state)
        if self._typing != self._owed:
            self._typing = self._owed
            yield self._told("typing", {"typing": self._typing})

    def _told(self, name: str, data: Any) -> str:
        self._place.told += 1
        return _event(name, self._place, data)


async def _heard(news: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(news.wait(), PING_SECONDS)
    except TimeoutError:
        return False
    return True


def _event(name: str, place: Place, data: Any) -> str:
    return f"event: {name}\nid: {place}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
