"""How the doors are opened on a socket."""

from __future__ import annotations

import uvicorn
from starlette.types import ASGIApp

GOODBYE_SECONDS = 5
"""How long open requests may take to end; streams end at once."""


def uvicorn_config(app: ASGIApp) -> uvicorn.Config:
    """Proxies are believed by `bot.web.address` alone, from the settings: uvicorn would trust all on this machine."""
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )
