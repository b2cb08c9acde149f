"""The app's side of the private channel: one message to Rasa and its answer back, over connections that stay open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.errors import InvalidInput, Unavailable
from bot.ports import EngineAnswer, Understanding
from bot.rasa_server.sentences import SentenceVectors
from bot.rasa_server.spelling import Spelling
from catalog_index.language import detect

SECRET_HEADER = "X-Comptoir-Secret"
JSON = {"Content-Type": "application/json"}
ANSWER_SECONDS = 20.0
"""An answer takes 30 ms; a queue of two hundred, seconds. Past this the engine is as good as down."""
CONNECT_SECONDS = 3.0
"""Room for one lost beginning: a full queue of connections is tried again after a second."""
HEALTH_SECONDS = 2.0
KEEP_ALIVE_SECONDS = 4.0
"""Shorter than Rasa's five, so that a connection is never used while it is being closed."""
CONNECTIONS = 200


@dataclass(frozen=True, slots=True)
class Target:
    """Where a Rasa answers: `url` has no trailing slash, and is that process's alone."""

    url: str
    secret: str = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        return {SECRET_HEADER: self.secret}


@dataclass(slots=True)
class _Traffic:
    """The messages under way at one target."""

    messages: int = 0
    none: asyncio.Event = field(default_factory=asyncio.Event)


class RasaClient:
    """A `bot.ports.DialogueEngine`. The Rasa that is asked may change between two messages, never during one.

    `sentences` gives the classifier a message's vector; without them it reads the words alone. `spelling` mends what it
    reads.
    """

    def __init__(
        self,
        target: Target | None = None,
        sentences: SentenceVectors | None = None,
        spelling: Spelling | None = None,
    ) -> None:
        self.sentences = sentences
        self.spelling = spelling
        self._opened: aiohttp.ClientSession | None = None
        self._target = target
        self._traffic: dict[Target, _Traffic] = {}

    @property
    def target(self) -> Target | None:
        return self._target

    def use(self, target: Target | None) -> None:
        """Ask `target` from the next message on; None: nobody (messages raise Unavailable)."""
        self._target = target

    async def drained(self, target: Target, seconds: float) -> bool:
        """Wait until no message is under way at `target`; False if some still are after `seconds`."""
        traffic = self._traffic.get(target)
        if traffic is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(traffic.none.wait(), seconds)
        return target not in self._traffic

    async def handle(self, conversation_id: str, text: str, metadata: Mapping[str, Any]) -> EngineAnswer:
        """One message's answer. Raises Unavailable when Rasa is away, too slow or failing; it then forgets the turn."""
        text = self.spelling.of(text, _written_in(text, metadata.get("language"))) if self.spelling else text
        body = {"sender": conversation_id, "text": text, "metadata": {**metadata, **self._vector(text, metadata)}}
        return _answer(await self._post("/webhooks/comptoir/webhook", body))

    def _vector(self, text: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing where the app is sure of the intent already, and believes no guess: nobody would look at it."""
        reading = metadata.get("reading") or {}
        sure = reading.get("intent") and not reading.get("believes")
        language = _written_in(text, metadata.get("language"))
        found = self.sentences.of(text, language) if self.sentences and not sure else None
        return {"sentence": found} if found else {}

    async def ready(self) -> bool:
        """Whether the Rasa in use has its model loaded."""
        return self._target is not None and await self.healthy(self._target)

    async def healthy(self, target: Target, seconds: float = HEALTH_SECONDS) -> bool:
        """Whether `target` has its model loaded, and says so within `seconds`."""
        url = f"{target.url}/webhooks/comptoir/health"
        try:
            async with self._http().get(url, headers=target.headers, timeout=_within(seconds)) as answer:
                body = json.loads(await answer.read())
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return False
        return answer.status == 200 and isinstance(body, dict) and body.get("ready") is True

    async def forget(self, conversation_ids: list[str]) -> None:
        """Erase Rasa's working memory of these conversations. Raises Unavailable."""
        await self._post("/webhooks/comptoir/forget", {"senders": conversation_ids})

    async def aclose(self) -> None:
        if self._opened is not None:
            await self._opened.close()

    def _http(self) -> aiohttp.ClientSession:
        """Opened by the first call: a session belongs to the event loop that runs then."""
        if self._opened is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._opened = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._opened

    async def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        target = self._target
        if target is None:
            raise Unavailable("the dialogue engine is starting")
        sent, headers = json.dumps(body, ensure_ascii=False).encode(), {**target.headers, **JSON}
        try:
            with self._counted(target):
                call = self._http().post(target.url + path, data=sent, headers=headers, timeout=_within(ANSWER_SECONDS))
                async with call as answer:
                    return _checked(answer.status, await answer.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unavailable("the dialogue engine does not answer", reason=type(error).__name__) from error

    @contextmanager
    def _counted(self, target: Target) -> Iterator[None]:
        traffic = self._traffic.setdefault(target, _Traffic())
        traffic.messages += 1
        try:
            yield
        finally:
            traffic.messages -= 1
            if not traffic.messages:
                del self._traffic[target]
                traffic.none.set()


SURE_LANGUAGE = 0.9
"""Of a word or two: the conversation keeps its language for them, but « c'est cher » is French wherever it is said."""


def _written_in(text: str, spoken: Any) -> Any:
    """The language that `text` is read in: its own where that is plain, else the one `spoken`."""
    language, probability = detect(text)
    return language if probability >= SURE_LANGUAGE else spoken


def _within(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)


def _checked(status: int, raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError:
        body = None
    reason = str(body.get("error", "")) if isinstance(body, dict) else ""
    if status == 422:
        raise InvalidInput(reason)
    if status != 200 or not isinstance(body, dict):
        raise Unavailable("the dialogue engine failed", reason=f"{status} {reason}".strip())
    return body


def _answer(body: Mapping[str, Any]) -> EngineAnswer:
    known = body.get("understanding")
    return EngineAnswer(tuple(body.get("messages") or ()), _understanding(known) if known else None)


def _understanding(known: Mapping[str, Any]) -> Understanding:
    return Understanding(
        intent=str(known.get("intent") or "nlu_fallback"),
        confidence=float(known.get("confidence") or 0.0),
        ranking=tuple(known.get("ranking") or ()),
        entities=tuple(known.get("entities") or ()),
        also=tuple(str(intent) for intent in known.get("also") or ()),
    )
