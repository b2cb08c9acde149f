"""What the nudges earned at this shop, from its log; and the end of a kind that does harm."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from bot.nudge.measurement import Report, report
from bot.nudge.outcomes import offered, participants

if TYPE_CHECKING:
    from bot.wiring.shop import Shop

PERIOD_DAYS = 90
"""How far back the report looks: long enough to be sure of an effect, short enough to be about today's shop."""
HARM_AUTHOR = "harm stop"
"""Who changed the policy, in its history, when a kind stopped by itself."""


def earnings(shop: Shop, days: int = PERIOD_DAYS, since: datetime | None = None) -> Report:
    """The holdout report over the last `days` days, not further back than `since`."""
    until = shop.clock.now()
    began = max(until - timedelta(days=days), since or datetime.min.replace(tzinfo=timezone.utc))
    entries = list(shop.stores.outcomes.told(began, until))
    shares = {version: float(policy.holdout) for version, policy in shop.policy.versions().items()}
    today = float(shop.policy.current.holdout)
    people = participants(entries, shop.catalogue.current.product, lambda version: shares.get(version, today))
    lasted = (until - entries[0][1].at).total_seconds() / 86_400 if entries else 0.0
    return report(people, offered(entries, people), lasted)


def stop_harm(shop: Shop) -> tuple[str, ...]:
    """Switch off each kind whose whole interval lies below zero, by a policy version of its own; the kinds stopped."""
    found = earnings(shop, since=_restored_at(shop))
    stopped = tuple(kind for kind in found.harmful if kind in shop.policy.current.kinds)
    for kind in stopped:
        shop.policy.stop(kind, HARM_AUTHOR)
    return stopped


def stopped(shop: Shop) -> dict[str, datetime]:
    """The kinds that stopped by themselves and are still out of the policy, with the time of the stop."""
    steps = [(version, taken) for version, taken in reversed(shop.policy.steps()) if version.author == HARM_AUTHOR]
    return {kind: version.created_at for version, taken in steps for kind in taken if not _in_force(shop, kind)}


def _in_force(shop: Shop, kind: str) -> bool:
    return kind in shop.policy.current.kinds


def _restored_at(shop: Shop) -> datetime | None:
    """When a person put another policy in force after a harm stop: only what came after counts against it again."""
    history = shop.stores.policies.history()
    last = next((number for number, version in enumerate(history) if version.author == HARM_AUTHOR), 0)
    return history[last - 1].created_at if last else None
