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

TURNS = 3
"""Waits for a server that counts conversations: each is a minute at most, and then a minute's talks are free again."""


class Talk:
    """One conversation over the public contract. Every call raises httpx.HTTPStatusError on a problem document."""

    def __init__(self, url: str, language: str | None = None, consent: bool = True, timeout: float = 60) -> None:
        self._http = httpx.Client(base_url=url, timeout=timeout, verify=_trust())
        body = {
            "language": language,
            "visitor_token": None,
            "consent": {"personalisation": consent, "analytics": consent},
            "page": None,
        }
        try:
            opened = self._json("POST", "/v1/conversations", body)
        except httpx.HTTPError:
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
            except httpx.HTTPStatusError as refused:
                if refused.response.status_code != httpx.codes.TOO_MANY_REQUESTS:
                    raise
                time.sleep(int(refused.response.headers.get("Retry-After", 1)))
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
        found = self._json("GET", f"/v1/conversations/{self.id}/messages{query}")
        self.state = found["state"]
        return list(found["messages"])

    def cards(self) -> list[dict[str, Any]]:
        """The cards shown last."""
        return next((m["products"] for m in reversed(self.messages) if m["products"]), [])

    def close(self) -> None:
        self._http.close()

    def _turn(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        call = {"client_message_id": str(uuid.uuid4()), **body}
        answer = self._json("POST", f"/v1/conversations/{self.id}/messages", call)
        self.messages += answer["messages"]
        self.state = answer["state"]
        return list(answer["messages"])

    def _json(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        answer = self._http.request(method, path, json=body)
        answer.raise_for_status()
        return dict(answer.json())


@cache
def _trust() -> ssl.SSLContext:
    """Reading the certificates costs more than a conversation: once for all of them."""
    return ssl.create_default_context()
