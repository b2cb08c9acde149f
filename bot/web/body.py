"""How much a caller may send. What says it is too much is refused unread; what doesn't say is counted as it comes."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import TooLarge
from bot.web.errors import of_comptoir

LIMIT = 64 * 1024


class BodyLimit:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _declared(scope) > LIMIT:
            await of_comptoir(TooLarge("A body has at most 64 KiB here"))(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LIMIT:
                raise HTTPException(TooLarge.status)
            return message

        await self._app(scope, counted, send)


def _declared(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0
