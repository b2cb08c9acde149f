"""The private way into Rasa: the app alone speaks here, with a secret, and no words of a shopper are ever a command."""

from __future__ import annotations

import gc
import hmac
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.nlu.action_call import ActionFailed
from bot.nlu.memory import WorkingMemory

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Comptoir-Secret"
MAX_TEXT = 1000
"""Characters; a text of 50,000 blocks the classifier for twenty seconds."""
MAX_SENDER = 100
METADATA = ("language", "reading", "sentence")
_LEADING_SLASH = re.compile(r"^[^\w]*/[^\w]*")


class BadMessage(ValueError):
    """The app sent something this channel does not take."""


class Silence(RuntimeError):
    """The rules ran and nothing was said: never an answer."""


class WholeMessages(CollectingOutputChannel):
    """Keeps each message in one piece, its text and its data together."""

    @classmethod
    def name(cls) -> str:
        return "comptoir"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        kept = {key: value for key in ("text", "custom", "utter_action") if (value := message.get(key))}
        if kept.get("text") or kept.get("custom"):
            self.messages.append(kept)


class PrivateInput(InputChannel):
    """POST webhook {sender, text, metadata} -> {messages, understanding}; POST forget {senders}; GET health.

    All need the secret.
    """

    @classmethod
    def name(cls) -> str:
        return "comptoir"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> PrivateInput:
        secret = str((credentials or {}).get("secret") or "")
        if not secret:
            raise RasaException("the private channel needs a secret (credentials.yml, COMPTOIR_RASA_SECRET)")
        return cls(secret)

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("comptoir_private", __name__)
        routes.after_server_start(_settle_memory)

        @routes.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return self._refused(request) or json(_health(request))

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return self._refused(request) or await _answer(request)

        @routes.route("/forget", methods=["POST"])
        async def forget(request: Request) -> HTTPResponse:
            return self._refused(request) or await _forget(request)

        return routes

    def _refused(self, request: Request) -> HTTPResponse | None:
        given = request.headers.get(SECRET_HEADER, "").encode()
        return None if hmac.compare_digest(given, self._secret) else json({"error": "unknown caller"}, status=401)


def _settle_memory(*_: Any) -> None:
    """The model is loaded: take it, and the libraries, out of the garbage collector's rounds, which else look at all of
    it (0.3 s) in the middle of somebody's message."""
    gc.collect()
    gc.freeze()


def _health(request: Request) -> dict[str, Any]:
    agent = getattr(request.app.ctx, "agent", None)
    ready = bool(agent and agent.is_ready())
    return {"ready": ready, "model": agent.processor.model_filename if ready else None}


async def _forget(request: Request) -> HTTPResponse:
    senders = (request.json or {}).get("senders")
    if not isinstance(senders, list) or not all(isinstance(sender, str) for sender in senders):
        return json({"error": "senders: a list of conversation ids is expected"}, status=422)
    guarded = request.app.ctx.agent.tracker_store
    memory = getattr(guarded, "_tracker_store", guarded)  # Rasa wraps the store that endpoints.yml names
    if isinstance(memory, WorkingMemory):
        memory.forget(senders)
    return json({"forgotten": len(senders)})


async def _answer(request: Request) -> HTTPResponse:
    try:
        message = read_message(request.json)
        return json(await _handle(request.app.ctx.agent, message))
    except BadMessage as error:
        return json({"error": str(error)}, status=422)
    except (ActionFailed, Exception) as error:
        logger.exception("a message could not be answered")
        return json({"error": type(error).__name__}, status=500)


async def _handle(agent: Any, message: UserMessage) -> dict[str, Any]:
    """Understand, then answer. Understanding comes first and here, so that its result is at hand."""
    message.parse_data = await agent.processor.parse_message(message)
    (message.metadata or {}).pop("sentence", None)  # a kilobyte that nobody reads again
    await agent.handle_message(message)
    if not message.output_channel.messages:
        raise Silence("no rule said anything")
    return {"messages": message.output_channel.messages, "understanding": understanding(message.parse_data)}


def read_message(body: Any) -> UserMessage:
    """The request's body as Rasa's message. Raises BadMessage."""
    if not isinstance(body, dict):
        raise BadMessage("an object is expected")
    sender, text, metadata = body.get("sender"), body.get("text"), body.get("metadata", {})
    if not isinstance(sender, str) or not 0 < len(sender) <= MAX_SENDER:
        raise BadMessage("sender: a conversation id is expected")
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise BadMessage(f"text: at most {MAX_TEXT} characters are expected")
    if not isinstance(metadata, dict):
        raise BadMessage("metadata: an object is expected")
    known = {key: metadata[key] for key in METADATA if key in metadata}
    return UserMessage(plain(text), WholeMessages(), sender, input_channel=PrivateInput.name(), metadata=known)


def plain(text: str) -> str:
    """`text` without a leading slash, which Rasa would obey as a command (it strips any kind of space first).

    >>> plain("\\u00a0/inform{}"), plain("Bonjour / hello"), plain("//")
    ('inform{}', 'Bonjour / hello', '…')
    """
    return _LEADING_SLASH.sub("", text).strip() or "…"


def understanding(parsed: dict[str, Any]) -> dict[str, Any]:
    """What was understood, as plain data: the best intent, those beside it, the ranking, the entities with a value."""
    intent = parsed.get("intent") or {}
    entities = [e for e in parsed.get("entities") or () if e.get("value") is not None]
    return {
        "intent": intent.get("name"),
        "confidence": intent.get("confidence") or 0.0,
        "also": [str(one.get("name")) for one in parsed.get("also") or ()],
        "ranking": [{"intent": r["name"], "confidence": r["confidence"]} for r in parsed.get("intent_ranking") or ()],
        "entities": [{"entity": e["entity"], "value": e["value"]} for e in entities],
    }
