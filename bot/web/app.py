"""The app: every door of one shop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from bot.web import errors
from bot.web.admin.routes import router as admin
from bot.web.body import BodyLimit
from bot.web.catalogue.routes import router as catalogue
from bot.web.chat.routes import router as chat
from bot.web.chat.stream import Streams
from bot.web.console.app import create_console
from bot.web.demo_shop.checkout import router as demo_checkout
from bot.web.demo_shop.routes import install_missing
from bot.web.demo_shop.routes import router as demo_shop
from bot.web.events.routes import router as events
from bot.web.head import HeadAsGet
from bot.web.headers import SecurityHeaders, ShopOrigins
from bot.web.health.metrics import Measured, Metrics
from bot.web.health.routes import router as health
from bot.web.internal.door import ActionsDoor
from bot.web.limits import RateLimit
from bot.web.offers.routes import router as offers
from bot.web.visitor.routes import router as visitor
from bot.web.widget.routes import router as widget

MESSAGES_PER_MINUTE = 60

RunAction = Callable[[dict[str, Any]], Awaitable[Mapping[str, Any]]]
Summarise = Callable[[str], Awaitable[str]]


def create_app(shop: Any, run_action: RunAction | None, summarise: Summarise | None = None) -> FastAPI:
    """The app of `shop` (bot/web/shop.py says what it needs).

    `run_action` runs one custom action for Rasa; `summarise` tells a conversation in one line, by its id.
    """
    app = FastAPI(
        title="Comptoir",
        summary="A good shopkeeper behind the counter of an online shop.",
        version="1",
        # Their pages load scripts from elsewhere; /openapi.json is what the contract promises.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.shop = shop
    app.state.run_action = run_action
    app.state.summarise = summarise
    app.state.streams = Streams()
    app.state.messages = RateLimit(MESSAGES_PER_MINUTE)
    app.state.new_conversations = RateLimit(1)
    app.state.metrics = Metrics(lambda: app.state.streams.open_now)
    errors.install(app)
    install_missing(app)
    for router in (chat, events, visitor, catalogue, offers, admin, health, widget, demo_checkout, demo_shop):
        app.include_router(router)
    app.mount("/console", create_console(app.state))
    app.add_middleware(BodyLimit)
    app.add_middleware(ShopOrigins, origins=tuple(shop.settings.shop_origins) if shop else ())
    app.add_middleware(SecurityHeaders)
    app.add_middleware(ActionsDoor, state=app.state)
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(HeadAsGet)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.streams.close()
