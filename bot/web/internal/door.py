"""What our own Rasa calls: the custom actions, behind the secret it was started with.

A door beside the others: called two or three times a message by one caller we start ourselves, it needs no CORS, no
security headers, no routing, which together cost more than the call itself.
"""

from __future__ import annotations

import hmac
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import ComptoirError, InvalidInput, NotAuthenticated, TooLarge
from bot.web.errors import of_comptoir

PATH = "/internal/actions"
LIMIT = 8 * 1024 * 1024
"""Bytes: Rasa sends the conversation's tracker, which grows with it."""


class ActionsDoor:
    """Answers POST /internal/actions (rasa_sdk's protocol), passes everything else on to `app`."""

    path = PATH  # what the metrics call this door

    def __init__(self, app: ASGIApp, state: Any) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        scope["route"] = self
        try:
            answer = await self._answered(Request(scope, receive))
        except ComptoirError as error:
            answer = of_comptoir(error)
        await answer(scope, receive, send)

    async def _answered(self, request: Request) -> JSONResponse:
        expected, given = self._state.shop.action_secret, request.headers.get("x-comptoir-secret", "")
        if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
            raise NotAuthenticated("Only this shop's own dialogue engine may call this")
        return JSONResponse(await self._state.run_action(await _call(request)))


async def _call(request: Request) -> dict[str, object]:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LIMIT:
            raise TooLarge(f"An action call has at most {LIMIT // 2**20} MiB")
    try:
        call = json.loads(body)
    except ValueError:
        call = None
    if not isinstance(call, dict):
        raise InvalidInput("an action call is a JSON object")
    return call
