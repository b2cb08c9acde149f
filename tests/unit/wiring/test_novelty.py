"""What is new in the shop: by the first price an item had here, and never what the shop opened with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.settings import Settings
from bot.shopper.session import Session, View
from bot.storage.tables import price_history
from bot.wiring import opened
from bot.wiring.nudging import LiveNudger

FIRST, SECOND = "azimora-meridienne-green", "valbrune-eclaireur-women-turquoise-36"


@pytest.fixture
def open_shop(tmp_path: Path, stock: Callable[[Path], Path]) -> Iterator[Any]:
    with opened(Settings(home=stock(tmp_path))) as shop:
        yield shop


def novelty(shop: Any, first_priced: dict[str, timedelta]) -> float:
    """The share of new products among the two looked at, the shop opened a year ago, they priced that long ago."""
    now: datetime = shop.clock.now()
    with shop.stores.database.write() as connection:
        connection.execute(update(price_history).values(at=now - timedelta(days=365)))
        for item, ago in first_priced.items():
            connection.execute(update(price_history).where(price_history.c.item_id == item).values(at=now - ago))
    viewed = tuple(View(item, now) for item in (FIRST, SECOND))
    nudger = LiveNudger(shop.stores, shop.catalogue, shop.policy, shop.known, shop.clock, shop.offers)
    decision = nudger.consider(Session("c", "fr", now, viewed=viewed), now, "view_item")
    return float(decision.explanation["circumstances"].get("novelty", 0))


def test_what_came_within_a_month_is_new_and_what_the_shop_opened_with_is_not(open_shop: Any) -> None:
    assert novelty(open_shop, {}) == 0
    assert novelty(open_shop, {FIRST: timedelta(days=29), SECOND: timedelta(days=31)}) == 0.5
    assert novelty(open_shop, {FIRST: timedelta(days=364.5), SECOND: timedelta(days=3)}) == 0.5


def test_in_a_shop_that_has_just_opened_nothing_is_news(open_shop: Any) -> None:
    now: datetime = open_shop.clock.now()
    with open_shop.stores.database.write() as connection:
        connection.execute(update(price_history).values(at=now - timedelta(days=2)))
    nudger = LiveNudger(
        open_shop.stores, open_shop.catalogue, open_shop.policy, open_shop.known, open_shop.clock, open_shop.offers
    )
    viewed = tuple(View(item, now) for item in (FIRST, SECOND))
    decision = nudger.consider(Session("c", "fr", now, viewed=viewed), now, "view_item")
    assert decision.explanation["circumstances"].get("novelty", 0) == 0
