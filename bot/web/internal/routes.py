"""What our own Rasa calls: the custom actions, behind the secret it was started with."""

from __future__ import annotations

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Request
from fastapi.responses import JSONResponse

from bot.errors import NotAuthenticated
from bot.web.shop import TheShop

router = APIRouter(prefix="/internal", include_in_schema=False)


@router.post("/actions")
async def actions(
    request: Request,
    shop: TheShop,
    payload: Annotated[dict[str, Any], Body()],
    x_comptoir_secret: Annotated[str, Header()] = "",
) -> JSONResponse:
    """Run one custom action (rasa_sdk's protocol)."""
    expected = shop.action_secret
    if not expected or not hmac.compare_digest(x_comptoir_secret.encode(), expected.encode()):
        raise NotAuthenticated("Only this shop's own dialogue engine may call this")
    return JSONResponse(await request.app.state.run_action(payload))
