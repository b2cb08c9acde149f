"""The back room as an app of its own under /console/: its errors are pages, and all but the door wants a login."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from bot.errors import ComptoirError, InvalidInput, NotAuthenticated, NotFound
from bot.web.console.desk import Desk, desk_of_person, is_part, show, stranger_page
from bot.web.console.earnings.routes import router as earnings
from bot.web.console.entrance.routes import router as entrance
from bot.web.console.review.live import router as live
from bot.web.console.review.routes import router as review
from bot.web.console.shop.routes import router as shop
from bot.web.console.training.routes import router as training
from bot.web.console.training.runs import router as runs
from bot.web.console.training.together import router as together
from bot.web.console.training.understanding import router as understanding
from bot.web.console.users.routes import router as users

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
HTTP_NAMES = {403: "forbidden", 404: "not_found", 405: "wrong_method", 409: "conflict", 413: "invalid", 422: "invalid"}


def create_console(state: Any) -> FastAPI:
    """The consoles over the same `state` (shop, summarise) as the app they are mounted in."""
    console = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    console.state = state
    _install_errors(console)
    for router in (entrance, live, review, training, together, runs, understanding, shop, earnings, users):
        console.include_router(router)
    console.add_api_route("/static/{name:path}", static, methods=["GET"], include_in_schema=False)
    return console


def static(name: str) -> Response:
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise NotFound("There is no such file")
    return FileResponse(path, headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})


def _install_errors(console: FastAPI) -> None:
    @console.exception_handler(NotAuthenticated)
    async def _stranger(request: Request, _error: NotAuthenticated) -> Response:
        return to_login(request)

    @console.exception_handler(ComptoirError)
    async def _comptoir(request: Request, error: ComptoirError) -> Response:
        if error.status >= 500:
            logger.warning("%s %s: %s", request.method, request.url.path, error.detail)
        return await trouble(request, error.status, str(error.extra.get("reason") or ""))

    @console.exception_handler(RequestValidationError)
    async def _validation(request: Request, _error: RequestValidationError) -> Response:
        return await trouble(request, InvalidInput.status)

    @console.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        answer = await trouble(request, error.status_code)
        answer.headers.update(error.headers or {})
        return answer

    @console.exception_handler(Exception)
    async def _unforeseen(request: Request, _error: Exception) -> Response:
        return await trouble(request, 500)


def to_login(request: Request) -> Response:
    """The login, which leads back to the page that was asked for."""
    path = request.url.path
    wanted = path + (f"?{request.url.query}" if request.url.query else "")
    address = "/console/login" + (f"?next={quote(wanted)}" if request.method == "GET" else "")
    if is_part(request):
        return Response(status_code=401, headers={"HX-Redirect": "/console/login"})
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


async def trouble(request: Request, status: int, reason: str = "") -> Response:
    """A page that says what is the matter, in the person's language."""
    desk: Desk | None = await desk_of_person(request)
    name = HTTP_NAMES.get(status, "wrong")
    values = {"name": name, "reason": reason}
    if desk is None:
        return stranger_page(request, "trouble.html", status, **values)
    return show(desk, "trouble_part.html" if is_part(request) else "trouble.html", status, **values)
