"""The log's decisions of one day, with what is needed to make them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from bot.nudge.policy import Policy
from bot.nudge.replay import Replayed, Trial, replayed, tried
from bot.shopper.entry import Entry
from bot.wiring.nudging import nudge_salt

if TYPE_CHECKING:
    from bot.wiring.shop import Shop


def replay(shop: Shop, day: date) -> Replayed:
    """Every decision of `day` (UTC) made again."""
    return replayed(_decisions(shop, day), shop.policy.versions(), nudge_salt(shop.stores))


def trial(shop: Shop, day: date, policy: Policy) -> Trial:
    """What `policy` would have said on `day` (UTC), beside what was said."""
    return tried(_decisions(shop, day), shop.policy.versions(), policy, nudge_salt(shop.stores))


def _decisions(shop: Shop, day: date) -> Iterator[Entry]:
    began = datetime.combine(day, time(), timezone.utc)
    for _, entry in shop.stores.outcomes.told(began, began + timedelta(days=1)):
        if entry.kind == "decision":
            yield entry
