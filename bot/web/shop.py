"""What the doors need of the running shop (bot/wiring builds it): attributes of `request.app.state.shop`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request

from bot.dialogue.counter import Counter
from bot.ports import Clock, DialogueEngine


class WebSettings(Protocol):
    @property
    def new_conversations_per_minute(self) -> int: ...

    @property
    def shop_origins(self) -> tuple[str, ...]: ...

    @property
    def trusted_proxies(self) -> tuple[str, ...]: ...


class LiveCatalogue(Protocol):
    @property
    def current(self) -> Any:
        """The CatalogueIndex in force; None before the first import."""


class Database(Protocol):
    def reachable(self) -> bool: ...


class Engine(DialogueEngine, Protocol):
    async def forget(self, conversation_ids: list[str]) -> None:
        """Let go of what is remembered of these conversations. Raises Unavailable."""


class PolicyDesk(Protocol):
    def document(self) -> Mapping[str, Any]:
        """The policy in force, as the document that `put` takes."""

    def text(self) -> str:
        """The same as YAML, as the merchant wrote it."""

    def put(self, text: str, author: str) -> Any:
        """Put the policy in `text` (YAML, so JSON too) in force. Raises InvalidInput with line and reason."""


class Shop(Protocol):
    settings: WebSettings
    clock: Clock
    database: Database
    log: Any
    conversations: Any
    visitors: Any
    api_tokens: Any
    catalogue: LiveCatalogue
    engine: Engine
    counter: Counter
    policy: PolicyDesk
    offers: Any
    action_secret: str
    warmed: bool
    closing: asyncio.Event
    """Set when the process is told to stop: streams end at once."""


async def shop_of(request: Request) -> Shop:
    """Not a plain function: FastAPI would send each call through a thread."""
    shop: Shop = request.app.state.shop
    return shop


TheShop = Annotated[Shop, Depends(shop_of)]
