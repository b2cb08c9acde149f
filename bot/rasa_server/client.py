"""The app's side of the private channel: one message to Rasa and its answer back, over connections that stay open."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.errors import InvalidInput, Unavailable
from bot.ports import EngineAnswer, Understanding

SECRET_HEADER = "X-Comptoir-Secret"
ANSWER_SECONDS = 20.0
"""An answer takes 30 ms; a queue of two hundred, seconds. Past this the engine is as good as down."""
CONNECT_SECONDS = 1.0
HEALTH_SECONDS = 2.0
LIMITS = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=60)


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
    """A `bot.ports.DialogueEngine`. The Rasa that is asked may change between two messages, never during one."""

    def __init__(self, target: Target | None = None, transport: httpx.AsyncBaseTransport | None = None) -> None:
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        self._http = httpx.AsyncClient(timeout=timeout, limits=LIMITS, transport=transport, trust_env=False)
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
        body = {"sender": conversation_id, "text": text, "metadata": dict(metadata)}
        return _answer(await self._post("/webhooks/comptoir/webhook", body))

    async def ready(self) -> bool:
        """Whether the Rasa in use has its model loaded."""
        return self._target is not None and await self.healthy(self._target)

    async def healthy(self, target: Target, seconds: float = HEALTH_SECONDS) -> bool:
        """Whether `target` has its model loaded, and says so within `seconds`."""
        try:
            answer = await self._http.get(
                f"{target.url}/webhooks/comptoir/health", headers=target.headers, timeout=seconds
            )
            body = answer.json()
            return answer.status_code == 200 and isinstance(body, dict) and body.get("ready") is True
        except (httpx.HTTPError, ValueError):
            return False

    async def forget(self, conversation_ids: list[str]) -> None:
        """Erase Rasa's working memory of these conversations. Raises Unavailable."""
        await self._post("/webhooks/comptoir/forget", {"senders": conversation_ids})

    async def aclose(self) -> None:
        await self._http.aclose()

    async def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        target = self._target
        if target is None:
            raise Unavailable("the dialogue engine is starting")
        try:
            with self._counted(target):
                return _checked(await self._http.post(target.url + path, json=body, headers=target.headers))
        except httpx.HTTPError as error:
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


def _checked(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    reason = str(body.get("error", "")) if isinstance(body, dict) else ""
    if answer.status_code == 422:
        raise InvalidInput(reason)
    if answer.status_code != 200 or not isinstance(body, dict):
        raise Unavailable("the dialogue engine failed", reason=f"{answer.status_code} {reason}".strip())
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
    )
