"""The one root of Comptoir's errors. The HTTP status and the problem type are in the class (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ComptoirError(Exception):
    """Something a caller may be told. `detail` is safe to show; `extra` becomes members of the problem document."""

    status = 500
    slug = "internal"
    title = "Something went wrong"

    def __init__(self, detail: str = "", **extra: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.extra: Mapping[str, Any] = extra


class InvalidInput(ComptoirError):
    status, slug, title = 422, "invalid-input", "The input is not valid"


class NotAuthenticated(ComptoirError):
    status, slug, title = 401, "not-authenticated", "A valid token is needed"


class Forbidden(ComptoirError):
    status, slug, title = 403, "forbidden", "This role may not do that"


class NotFound(ComptoirError):
    status, slug, title = 404, "not-found", "There is no such thing here"


class Conflict(ComptoirError):
    status, slug, title = 409, "conflict", "This contradicts what was said before"


class TooLarge(ComptoirError):
    status, slug, title = 413, "too-large", "The request is too large"


class TooMany(ComptoirError):
    """`extra["retry_after"]` is in seconds."""

    status, slug, title = 429, "too-many-requests", "Too many requests"


class Unavailable(ComptoirError):
    status, slug, title = 503, "unavailable", "Not ready yet"


class StoreFailed(Unavailable):
    """The database took or gave nothing: its disk is full, its server is away. `reason` is for the operator alone; it
    may name hosts and paths."""

    title = "Not available just now"

    def __init__(self, reason: str) -> None:
        super().__init__("What was asked could not be read or kept; please try again in a moment")
        self.reason = reason
