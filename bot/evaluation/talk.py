"""A shopper at the HTTP API: what measurements, evaluations and the terminal chat speak through."""

from __future__ import annotations

import ssl
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from functools import cache
from typing import Any

import httpx

from bot.errors import Unavailable

TURNS = 3
"""Waits for a server that counts conversations: each is a minute at most, and then a minute's talks are free again."""

LONGEST_WAIT = 60
ANSWER = ("messages", "state")


class Refused(Unavailable):
    """The server answered, and not with what was asked for."""

    def __init__(self, detail: str, answer: httpx.Response) -> None:
        super().__init__(detail)
        self.answered = answer.status_code
        wait = answer.headers.get("Retry-After", "")
        self.wait = min(int(wait), LONGEST_WAIT) if wait.isdecimal() else 1


class Talk:
    """One conversation over the public contract.

    Every call raises Unavailable when nothing answers, Refused when what answers says no, or is no comptoir.
    """

    def __init__(self, url: str, language: str | None = None, consent: bool = True, timeout: float = 60) -> None:
        self.url = url
        self._http = _client(url, timeout)
        body = {
            "language": language,
            "visitor_token": None,
            "consent": {"personalisation": consent, "analytics": consent},
            "page": None,
        }
        try:
            opened = self._json("POST", "/v1/conversations", body, needed=("conversation_id", "token", *ANSWER))
        except Unavailable:
            self._http.close()
            raise
        self.id: str = opened["conversation_id"]
        self.token: str = opened["token"]
        self._http.headers["Authorization"] = f"Bearer {self.token}"
        self.messages: list[dict[str, Any]] = list(opened["messages"])
        self.state: dict[str, Any] = opened["state"]

    @classmethod
    def in_turn(cls, url: str, language: str | None = None) -> Talk:
        """A conversation with a server that counts them by address: where it asks to wait, after the wait it names."""
        for _ in range(TURNS):
            try:
                return cls(url, language)
            except Refused as refused:
                if refused.answered != httpx.codes.TOO_MANY_REQUESTS:
                    raise
                time.sleep(refused.wait)
        return cls(url, language)

    def say(self, text: str) -> list[dict[str, Any]]:
        return self._turn({"text": text})

    def tap(self, title: str) -> list[dict[str, Any]]:
        """Tap the newest quick reply whose title is `title`. Raises KeyError when it is not offered."""
        for message in reversed(self.messages):
            for reply in message["quick_replies"]:
                if reply["title"] == title:
                    return self._turn({"reply_id": reply["id"]})
        raise KeyError(title)

    def event(self, name: str, items: Sequence[Mapping[str, Any]] = (), **more: Any) -> dict[str, Any]:
        now = datetime.now(timezone.utc).isoformat()
        body = {"event_id": str(uuid.uuid4()), "name": name, "timestamp": now, "items": list(items), **more}
        return self._json("POST", f"/v1/conversations/{self.id}/events", {"events": [body]})

    def history(self, after: str | None = None) -> list[dict[str, Any]]:
        query = f"?after={after}" if after else ""
        found = self._json("GET", f"/v1/conversations/{self.id}/messages{query}", needed=ANSWER)
        self.state = found["state"]
        return list(found["messages"])

    def cards(self) -> list[dict[str, Any]]:
        """The cards shown last."""
        return next((m["products"] for m in reversed(self.messages) if m["products"]), [])

    def close(self) -> None:
        self._http.close()

    def _turn(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        call = {"client_message_id": str(uuid.uuid4()), **body}
        answer = self._json("POST", f"/v1/conversations/{self.id}/messages", call, needed=ANSWER)
        self.messages += answer["messages"]
        self.state = answer["state"]
        return list(answer["messages"])

    def _json(self, method: str, path: str, body: Any = None, needed: Sequence[str] = ()) -> dict[str, Any]:
        """The object answered, with at least the members `needed`."""
        try:
            answer = self._http.request(method, path, json=body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(_silence(self.url, error)) from error
        found = _object(answer)
        if not answer.is_success:
            said = found.get("detail") or found.get("title") or answer.reason_phrase
            raise Refused(f"{self.url} answered {answer.status_code} to {method} {path}: {said}", answer)
        if not found.keys() >= set(needed):
            raise Refused(f"at {self.url} answers a program that is no comptoir", answer)
        return found


def _client(url: str, timeout: float) -> httpx.Client:
    try:
        return httpx.Client(base_url=url, timeout=timeout, verify=_trust())
    except httpx.InvalidURL as error:
        raise Unavailable(f"{url!r} is no address: {error}") from error


def _silence(url: str, error: Exception) -> str:
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return f"{url!r} is no address of a shop; one begins with http:// or https://"
    if isinstance(error, httpx.TimeoutException):
        return f"{url} did not answer in time"
    return f"nothing answers at {url} ({error or type(error).__name__})"


def _object(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object of an answer, {} when it is none."""
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _trust() -> ssl.SSLContext:
    """Reading the certificates costs more than a conversation: once for all of them."""
    return ssl.create_default_context()
