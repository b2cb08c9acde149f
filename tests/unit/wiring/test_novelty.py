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


@pytest.fixture(scope="module")
def open_shop(tmp_path_factory: pytest.TempPathFactory, stock: Callable[[Path], Path]) -> Iterator[Any]:
    with opened(Settings(home=stock(tmp_path_factory.mktemp("home")))) as shop:
        yield shop


def novelty(shop: Any, opening: timedelta, first_priced: dict[str, timedelta]) -> float:
    """The share of new products among the two looked at: the shop opened that long ago, they were priced then."""
    now: datetime = shop.clock.now()
    with shop.stores.database.write() as connection:
        connection.execute(update(price_history).values(at=now - opening))
        for item, ago in first_priced.items():
            connection.execute(update(price_history).where(price_history.c.item_id == item).values(at=now - ago))
    viewed = tuple(View(item, now) for item in (FIRST, SECOND))
    nudger = LiveNudger(shop.stores, shop.catalogue, shop.policy, shop.known, shop.clock, shop.offers)
    decision = nudger.consider(Session("c", "fr", now, viewed=viewed), now, "view_item")
    return float(decision.explanation["circumstances"].get("novelty", 0))


@pytest.mark.parametrize(
    ("opening", "first", "second", "share"),
    [
        (365, 365, 365, 0),  # what the shop opened with is no news
        (365, 29, 31, 0.5),
        (365, 364.5, 3, 0.5),  # within a day of the opening is the opening
        (2, 2, 2, 0),  # a shop that has just opened
    ],
)
def test_what_came_within_a_month_and_after_the_opening_is_new(
    open_shop: Any, opening: float, first: float, second: float, share: float
) -> None:
    priced = {FIRST: timedelta(days=first), SECOND: timedelta(days=second)}
    assert novelty(open_shop, timedelta(days=opening), priced) == share
