from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from smallshop import knowledge

from bot.shopper.reading.message import Knowledge


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return knowledge()
