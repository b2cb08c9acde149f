from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from small_shop import Shopper, SmallShop, small_shop


@pytest.fixture(scope="session")
def shop() -> SmallShop:
    return small_shop()


@pytest.fixture
async def french(shop: SmallShop) -> Shopper:
    return await Shopper(shop, "fr").enter()


@pytest.fixture
async def english(shop: SmallShop) -> Shopper:
    return await Shopper(shop, "en").enter()


@pytest.fixture
def shopper_in(shop: SmallShop) -> Callable[[str], Awaitable[Shopper]]:
    async def enter(language: str) -> Shopper:
        return await Shopper(shop, language).enter()

    return enter
