"""How Rasa calls the app's actions: the same protocol, without the waste, and without hiding failures.

Rasa 3.6 re-checks a constant JSON schema on every call (58 % of its CPU), opens a connection per call, sends the whole
domain and the whole history each time, asks the form's validation whether a digression is one (it always is), and
turns a failed action into silence. `install()` mends these; the shape of results is still checked.
"""

from __future__ import annotations

import json
from typing import Any

import aiohttp
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.actions.forms import FormAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig, concat_url

KEEP_ALIVE = 2.0
"""Seconds; shorter than the server's five, so that a connection is never used while it is being closed."""
CONNECTIONS = 64

_run = RemoteAction.run
_validate_form = FormAction.validate
_session: aiohttp.ClientSession | None = None


class ActionFailed(BaseException):
    """An action could not be run.

    Not an Exception, so that Rasa does not swallow it and save half a turn as if all were well: the turn is forgotten,
    the app is told, and its next try is the first.
    """


def install() -> None:
    """Make Rasa's own classes use what this module defines. Call once, before the server starts."""
    RemoteAction._validate_action_result = _validate
    RemoteAction._action_call_format = _payload
    RemoteAction.run = _run_or_fail
    EndpointConfig.request = _request
    FormAction.validate = _reject_digression


def _validate(self: RemoteAction, result: Any) -> bool:
    """The shape alone, by hand: the app answering is the one that started us, and what an event holds is checked when
    it is read. Rasa's schema costs a millisecond per call.
    """
    if not isinstance(result, dict) or not _are_objects(result.get("events", [])):
        raise ValueError("an action answers {events: [{event, …}], responses: [{…}]}")
    if not all("event" in event for event in result.get("events", [])) or not _are_objects(result.get("responses", [])):
        raise ValueError("an action answers events that name themselves, and responses that are objects")
    return True


def _are_objects(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(one, dict) for one in found)


def _payload(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """Where the conversation stands, without its history: the app has the whole log, and writing the last events out
    and reading them again was most of what a call cost."""
    return {
        "next_action": self._name,
        "sender_id": tracker.sender_id,
        "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": []},
        "domain": {"forms": domain.forms},  # all that an action needs of it
    }


async def _run_or_fail(self: RemoteAction, *args: Any, **kwargs: Any) -> Any:
    try:
        return await _run(self, *args, **kwargs)
    except ActionExecutionRejection:
        raise
    except Exception as error:
        raise ActionFailed(f"{self._name}: {type(error).__name__}") from error


async def _reject_digression(self: FormAction, tracker: DialogueStateTracker, domain: Domain, *args: Any) -> Any:
    """A message that set none of the form's slots is a digression: say so without asking the app."""
    if self.get_slot_to_fill(tracker) and not self._get_slot_extractions(tracker, domain):
        raise ActionExecutionRejection(self.name(), "a digression")
    return await _validate_form(self, tracker, domain, *args)


def _shared_session() -> aiohttp.ClientSession:
    global _session
    if _session is None or _session.closed:
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE)
        _session = aiohttp.ClientSession(
            connector=connector, timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT)
        )
    return _session


async def _request(self: EndpointConfig, method: str = "post", subpath: str | None = None, **kwargs: Any) -> Any:
    body = json.dumps(kwargs.get("json"), ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Content-Type": "application/json", **self.headers}
    async with _shared_session().request(method, concat_url(self.url, subpath), data=body, headers=headers) as response:
        raw = await response.read()
        if response.status >= 400:
            raise ClientResponseError(response.status, response.reason, raw.decode("utf-8", "replace"))
        return json.loads(raw)
