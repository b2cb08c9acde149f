"""A policy document tried on the last days' logged decisions, told to the merchant before it is put in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import wiring
from bot.errors import InvalidInput
from bot.nudge.account import Account, Row
from bot.nudge.guards import Guard
from bot.nudge.trial import Change, Trial
from bot.web.console.desk import Desk

PERIODS = (1, 7, 30)
"""Days back: yesterday's mood, a whole week, a month."""


@dataclass(frozen=True, slots=True)
class Tried:
    """`text`: the document tried, which is the one to be published; `rows`: its table, (name, was, would be);
    `changes` and `guards` with their sentences, `same`: it is the policy in force."""

    text: str
    days: int
    trial: Trial
    same: bool
    rows: Sequence[Row]
    changes: Sequence[tuple[str, Change]]
    guards: Sequence[tuple[str, Guard]]

    @property
    def forbidden(self) -> bool:
        """A guard that must hold would not."""
        return any(guard.state == "broken" for _, guard in self.guards)


def trial_of(desk: Desk, text: str, days: str) -> Tried:
    """Raises InvalidInput for a bad document, with its line, or another number of days."""
    if days not in map(str, PERIODS):
        raise InvalidInput("There is no such period", reason="period")
    policy = wiring.read_policy(text)
    found = wiring.trial(desk.shop, policy, days=int(days))
    account = Account(wiring.trial_words(), desk.language, desk.shop.catalogue.current.currency)
    return Tried(
        text=text,
        days=int(days),
        trial=found,
        same=policy.version == desk.shop.policy.current.version,
        rows=account.rows(found)[1:],
        changes=list(zip(account.changes(found)[1:], found.changes, strict=True)) if found.changes else [],
        guards=list(zip(account.guards(found)[1:], found.guards, strict=True)),
    )
