"""Signed cookies of the back room: who is in, and the token that every form of theirs must bring back."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadData, URLSafeTimedSerializer

COOKIE = "comptoir_session"
DOOR_COOKIE = "comptoir_door"
"""Before the login: ties the form to the browser that asked for it."""
PATH = "/console"
SECONDS = 12 * 3600
KEY = "session_key"


@dataclass(frozen=True, slots=True)
class Session:
    """`epoch` is the account's when it began: a later one (new password, deactivated) ends it. `nonce` is its own."""

    user_id: int
    epoch: int
    nonce: str


class Sessions:
    """Reads and writes them with this installation's key."""

    def __init__(self, keys: Any, secure: bool) -> None:
        self._key = keys.get_or_make(KEY, lambda: secrets.token_hex(32))
        self._signer = URLSafeTimedSerializer(self._key, salt="comptoir console session")
        self._secure = secure

    def read(self, request: Request) -> Session | None:
        """The session of this request; None when there is none, it was made up or it is too old."""
        try:
            user_id, epoch, nonce = self._signer.loads(request.cookies.get(COOKIE, ""), max_age=SECONDS)
        except (BadData, ValueError, TypeError):
            return None
        return Session(int(user_id), int(epoch), str(nonce))

    def begin(self, response: Response, user_id: int, epoch: int) -> None:
        """A fresh session, never one that the browser brought."""
        value = self._signer.dumps([user_id, epoch, secrets.token_urlsafe(16)])
        self._set(response, COOKIE, value, SECONDS)
        response.delete_cookie(DOOR_COOKIE, path=PATH)

    def end(self, response: Response) -> None:
        response.delete_cookie(COOKIE, path=PATH)

    def csrf(self, nonce: str) -> str:
        return hmac.new(self._key.encode(), b"form of " + nonce.encode(), sha256).hexdigest()

    def door(self, request: Request, response: Response | None = None) -> str:
        """The nonce of someone not yet in: theirs, else a new one left in `response`."""
        nonce = request.cookies.get(DOOR_COOKIE, "")
        if not nonce and response is not None:
            nonce = secrets.token_urlsafe(16)
            self._set(response, DOOR_COOKIE, nonce, 3600)
        return nonce

    def genuine(self, nonce: str, token: str) -> bool:
        return bool(nonce) and hmac.compare_digest(self.csrf(nonce).encode(), token.encode("utf-8", "replace"))

    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(name, value, max_age=seconds, path=PATH, secure=self._secure, httponly=True, samesite="lax")
