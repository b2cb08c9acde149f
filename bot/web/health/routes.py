"""Is the process alive, ready to answer, and how is it doing?"""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from bot.errors import Forbidden, Unavailable
from bot.web.address import is_loopback
from bot.web.auth.tokens import hash_of
from bot.web.errors import answers, of_comptoir
from bot.web.health.metrics import Metrics
from bot.web.shop import Shop, TheShop

router = APIRouter(tags=["operators"])

_scheme = HTTPBearer(auto_error=False, scheme_name="api", description="From `comptoir token create`.")


class Alive(BaseModel):
    status: str


@router.get("/healthz", response_model=Alive)
async def alive() -> Any:
    """The process is alive."""
    return {"status": "ok"}


@router.get("/readyz", response_model=Alive, responses=answers(503))
async def ready(shop: TheShop) -> Any:
    """Rasa's model is loaded, the index is loaded, the database answers; else 503 that names what is missing."""
    missing = await what_is_missing(shop)
    if missing:  # answered and not raised: a probe asks each second, and its question is no failure to be logged
        return of_comptoir(Unavailable(f"Not ready yet: {', '.join(missing)}", missing=missing))
    return {"status": "ready"}


async def what_is_missing(shop: Shop) -> list[str]:
    missing = []
    if not await shop.engine.ready():
        missing.append("dialogue model")
    if shop.catalogue.current is None or not shop.catalogue.current.products:
        missing.append("catalogue")
    elif not shop.warmed:
        missing.append("sentence encoder")
    if not await to_thread.run_sync(shop.database.reachable):
        missing.append("database")
    return missing


@router.get("/metrics", response_class=Response, responses=answers(403))
async def metrics(
    request: Request, shop: TheShop, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_scheme)]
) -> Response:
    """Prometheus figures, for this machine and for admin tokens."""
    if not is_loopback(request) and not await to_thread.run_sync(_is_admin, shop, credentials):
        raise Forbidden("Figures are for this machine, or for a token of role admin")
    measured: Metrics = request.app.state.metrics
    return Response(generate_latest(measured.registry), media_type=CONTENT_TYPE_LATEST)


def _is_admin(shop: Shop, credentials: HTTPAuthorizationCredentials | None) -> bool:
    token = shop.api_tokens.by_token(hash_of(credentials.credentials)) if credentials else None
    return token is not None and token.role == "admin"
