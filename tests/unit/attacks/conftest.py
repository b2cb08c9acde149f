"""The attacked shop, opened once; each test begins with a fresh month."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import delete

sys.path.insert(0, str(Path(__file__).parent))

from attacked_shop import Floor, Script

from bot.settings import Settings
from bot.storage.tables import nudge_customers, offer_budget, offer_redemptions, offers
from bot.web.app import create_app
from bot.wiring import opened


@pytest.fixture(scope="module")
def open_shop(tmp_path_factory: pytest.TempPathFactory, stock: Callable[[Path], Path]) -> Iterator[Any]:
    home = stock(tmp_path_factory.mktemp("home"))
    with opened(Settings(home=home, new_conversations_per_minute=10_000)) as shop:
        yield shop


@pytest.fixture
async def floor(open_shop: Any) -> AsyncIterator[Floor]:
    """A fresh month: no offer, no budget spent."""
    script = Script()
    open_shop.engine = open_shop.counter._answering._engine = script
    app = create_app(open_shop, None)
    token = {"Authorization": f"Bearer {open_shop.new_token('shop', 'till')}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://comptoir.test", timeout=60) as client:
        made = Floor(open_shop, client, script, token)
        made.policy()
        yield made
    forget_the_month(open_shop)


def forget_the_month(shop: Any) -> None:
    with shop.stores.database.write() as connection:
        for table in (offer_redemptions, offers, offer_budget, nudge_customers):
            connection.execute(delete(table))
