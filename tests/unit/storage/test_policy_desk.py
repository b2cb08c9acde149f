"""The policy in force is asked for with every message, and looked up a few times a second at most."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.storage import policies
from bot.storage.policies import PolicyDesk, SqlPolicies
from bot.storage.stores import open_stores


class Fixed:
    def now(self) -> datetime:
        return datetime(2026, 3, 1, tzinfo=timezone.utc)


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[SqlPolicies]:
    stores = open_stores(f"sqlite:///{tmp_path / 'shop.db'}", Fixed())
    yield stores.policies
    stores.database.engine.dispose()


def test_a_policy_put_here_counts_at_once(stored: SqlPolicies) -> None:
    desk = PolicyDesk(stored, "holdout: 0.2")
    assert float(desk.current.holdout) == 0.2
    desk.put("holdout: 0", "merchant")
    assert desk.current.holdout == 0


def test_a_program_s_document_is_kept_a_field_a_line(stored: SqlPolicies) -> None:
    desk = PolicyDesk(stored, "holdout: 0.2")
    fact = {"returns": {"source": "terms, « 6 »", "until": "2027-01-01"}}
    put = desk.put(json.dumps({**desk.document(), "free_shipping_from": 59.9, "facts": fact}), "program")
    assert len(desk.text().splitlines()) > len(desk.document())
    assert policies.read_policy(desk.text()) == put
    assert put.facts == fact
    written = "holdout: 0.1  # mine\n"
    desk.put(written, "merchant")
    assert desk.text() == written


def test_a_policy_put_elsewhere_counts_from_the_next_look(stored: SqlPolicies, monkeypatch: pytest.MonkeyPatch) -> None:
    here, elsewhere = (PolicyDesk(stored, "holdout: 0.2") for _ in range(2))
    assert float(here.current.holdout) == 0.2
    monkeypatch.setattr(policies, "LOOK_SECONDS", 0.0)
    elsewhere.put("holdout: 0", "merchant")
    assert here.current.holdout == 0
