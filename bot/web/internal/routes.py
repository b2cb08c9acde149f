"""What our own Rasa calls: the custom actions, behind the secret it was started with."""

from __future__ import annotations

import hmac
import json

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.errors import InvalidInput, NotAuthenticated

router = APIRouter(prefix="/internal", include_in_schema=False)


@router.post("/actions")
async def actions(request: Request) -> JSONResponse:
    """Run one custom action (rasa_sdk's protocol). Called up to three times a message: the body is checked by hand."""
    state = request.app.state
    expected, given = state.shop.action_secret, request.headers.get("x-comptoir-secret", "")
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise NotAuthenticated("Only this shop's own dialogue engine may call this")
    return JSONResponse(await state.run_action(_call(await request.body())))


def _call(body: bytes) -> dict[str, object]:
    try:
        call = json.loads(body)
    except ValueError:
        call = None
    if not isinstance(call, dict):
        raise InvalidInput("an action call is a JSON object")
    return call
