"""Every error leaves as one RFC 9457 problem document; none carries a stack trace or what the caller sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from bot.errors import ComptoirError, InvalidInput, NotAuthenticated, StoreFailed, TooLarge, TooMany

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:comptoir:problem:"

SLUGS = {401: "not-authenticated", 403: "forbidden", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}
UNREADABLE = 400
"""FastAPI's status for a body that JSON's reader refuses in another way than by a syntax error (bytes that are no
UTF-8, a depth or a number beyond what Python reads); a syntax error is a 422 there, and so is this here."""
TITLES = {404: "There is no such page here", 405: "This page does not take that method"}


class Problem(BaseModel):
    """RFC 9457; a problem may have more members (`errors`, `line`, `reason`, `missing`)."""

    type: str
    title: str
    status: int
    detail: str


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of a route's problem answers."""
    described = {"description": "A problem", "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
    return dict.fromkeys(statuses, described)


def problem(
    status: int, slug: str, title: str, detail: str, extra: Mapping[str, Any] | None = None, **headers: str
) -> JSONResponse:
    body = {**(extra or {}), "type": TYPE_PREFIX + slug, "title": title, "status": status, "detail": detail}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse(body, status, headers=names, media_type=MEDIA_TYPE)


def of_comptoir(error: ComptoirError) -> JSONResponse:
    headers = {}
    if isinstance(error, TooMany):
        headers["Retry_After"] = str(error.extra.get("retry_after", 1))
    if isinstance(error, NotAuthenticated):
        headers["WWW_Authenticate"] = "Bearer"
    return problem(error.status, error.slug, error.title, error.detail, error.extra, **headers)


def of_validation(error: RequestValidationError) -> JSONResponse:
    """Where and what, never the value itself: it may be a token."""
    errors = [{"where": ".".join(map(str, found["loc"])), "what": found["msg"]} for found in error.errors()]
    detail = "; ".join(f"{found['where']}: {found['what']}" for found in errors[:3])
    return problem(422, InvalidInput.slug, InvalidInput.title, detail, {"errors": errors})


def of_http(error: HTTPException) -> JSONResponse:
    if error.status_code == TooLarge.status:
        return of_comptoir(TooLarge("A body has at most 64 KiB here"))
    if error.status_code == UNREADABLE and error.__cause__ is not None:
        return of_comptoir(InvalidInput("The body is not JSON in UTF-8 that can be read"))
    slug = SLUGS.get(error.status_code, "http-error")
    title = TITLES.get(error.status_code, str(error.detail))
    answer = problem(error.status_code, slug, title, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def install(app: FastAPI) -> None:
    @app.exception_handler(ComptoirError)
    async def _comptoir(request: Request, error: ComptoirError) -> JSONResponse:
        if error.status >= 500:
            reason = error.reason if isinstance(error, StoreFailed) else error.detail
            logger.warning("%s %s: %s", request.method, request.url.path, reason)
        return of_comptoir(error)

    @app.exception_handler(RequestValidationError)
    async def _validation(_request: Request, error: RequestValidationError) -> JSONResponse:
        return of_validation(error)

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> JSONResponse:
        return of_http(error)

    @app.exception_handler(Exception)
    async def _unforeseen(_request: Request, _error: Exception) -> JSONResponse:
        # Starlette logs the trace on the server after this answer.
        return of_comptoir(ComptoirError("It was logged; please try again in a moment"))
