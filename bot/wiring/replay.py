"""The log's decisions, with what is needed to make them again, or otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from bot.errors import NotFound
from bot.nudge.policy import Policy
from bot.nudge.replay import Replayed, replayed
from bot.nudge.telling import usage_of
from bot.nudge.trial import Trial, tried
from bot.settings import PROJECT
from bot.shopper.entry import Entry
from bot.storage import documents
from bot.wiring.earnings import earnings
from bot.wiring.nudging import nudge_salt

if TYPE_CHECKING:
    from bot.wiring.shop import Shop

TRIAL_DAYS = 7
"""How far back a policy is tried: a whole week, since weekends are not like other days."""


def replay(shop: Shop, day: date) -> Replayed:
    """Every decision of `day` (UTC) made again."""
    return replayed(_decisions(shop, day), shop.policy.versions(), nudge_salt(shop.stores))


def last_decision(shop: Shop, conversation_id: str) -> Entry:
    """The newest decision of a conversation. Raises NotFound."""
    for entry in reversed(shop.stores.log.read(conversation_id)):
        if entry.kind == "decision":
            return entry
    raise NotFound(f"no decision was made in a conversation {conversation_id}")


def trial(shop: Shop, policy: Policy, until: datetime | None = None, days: int = TRIAL_DAYS) -> Trial:
    """What `policy` would have said in the `days` days before `until` (now), beside what was said, with the guards
    and the expected cost. Reads the log, changes nothing. For the console: `bot.wiring.trial(shop, read_policy(text))`.
    """
    ended = until or shop.clock.now()
    entries = _between(shop, ended - timedelta(days=days), ended)
    usage = usage_of(earnings(shop).offers)
    return tried(entries, shop.policy.versions(), shop.policy.current, policy, nudge_salt(shop.stores), usage)


def trial_words() -> dict[str, dict[str, str]]:
    """The templates in which a trial is told (`bot.nudge.account`)."""
    folder = PROJECT / "data" / "explanations"
    return {**documents.load(folder / "decisions.yml"), **documents.load(folder / "trial.yml")}


def _decisions(shop: Shop, day: date) -> Iterator[Entry]:
    began = datetime.combine(day, time(), timezone.utc)
    return _between(shop, began, began + timedelta(days=1))


def _between(shop: Shop, since: datetime, until: datetime) -> Iterator[Entry]:
    for _, entry in shop.stores.outcomes.told(since, until):
        if entry.kind == "decision":
            yield entry
