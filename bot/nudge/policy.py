"""The merchant's nudge policy, and `decide`: to speak or not, what to say, and why. Pure: no clock, network or
generator.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

from bot.nudge.explanation import explanation
from bot.nudge.hesitation import Hesitation, hesitation
from bot.nudge.kinds import Option, options
from bot.nudge.limits import gate
from bot.nudge.situation import KINDS, Action, Decision, Ledger, Refusal, Situation, Why, digest, plain

PARTS = 1_000_000
"""Probabilities are whole millionths, so that they sum to exactly one and every machine rounds alike."""


@dataclass(frozen=True)
class Policy:
    """The contract's fields and defaults; `bot.nudge.document` reads and checks one.

    `holdout`, `explore`, `margin_floor` are shares in [0, 1]; `ladder` percents, rising; `facts` maps a key to what may
    be claimed: {"text", "source", "value"?, "until"?}.
    """

    holdout: Decimal = Decimal("0.20")
    explore: Decimal = Decimal("0.20")
    ladder: tuple[int, ...] = (5, 10, 15)
    margin_floor: Decimal = Decimal("0.10")
    max_per_visit: int = 2
    cooldown_seconds: int = 60
    once_per_customer_days: int = 90
    offer_valid_minutes: int = 30
    monthly_budget: Decimal | None = None
    free_shipping_from: Decimal | None = None
    kinds: tuple[str, ...] = ("reassurance", "social_proof", "decision_help", "bundle", "free_shipping", "promotion")
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """Names the policy by its content: 12 hex digits."""
        return digest({f.name: plain(getattr(self, f.name)) for f in fields(self)})[:12]


def decide(
    situation: Situation, ledger: Ledger, policy: Policy, salt: bytes, luck_of: Policy | None = None
) -> Decision:
    """Decide for this moment. Same inputs, same bytes. `salt` is the shop's secret; policy versions share it.

    `luck_of`: the policy whose draw is used, this one's own unless a trial compares two with the same luck.

    Each kind ends up eligible or refused with a reason; the strongest eligible one is chosen, the others with the
    probability that `policy.explore` leaves them.
    """
    doubt = hesitation(situation.evidence)
    held_out = in_holdout(situation.subject, policy, salt)
    closed = gate(situation, ledger, policy, doubt, held_out)
    found, refused = _considered(situation, ledger, policy, doubt, closed)
    shares = probabilities(found, policy.explore)
    chosen = _pick(shares, chance(situation, luck_of or policy, salt))
    wanted = found[chosen].action if found else Action()
    action = wanted if closed is None else Action()
    told = found if closed is None else []
    inputs = {"situation": plain(situation), "ledger": plain(ledger)}
    seal = digest(*inputs.values(), policy.version)
    return Decision(
        decision_id=f"d_{seal[:20]}",
        at=situation.at,
        policy_version=policy.version,
        hesitation=doubt,
        holdout=held_out,
        gate=closed,
        action=action,
        propensity=shares[chosen] / PARTS if told else 1.0,
        eligible=tuple((o.action.kind, p / PARTS) for o, p in zip(told, shares, strict=False)) or (("none", 1.0),),
        refused=tuple(refused),
        explanation=explanation(doubt, closed, action, situation),
        digest=seal,
        trigger=situation.trigger,
        margins={o.action.kind: o.margin for o in told if o.margin is not None},
        ghost=wanted if closed == "holdout" else None,
        inputs=inputs,
        offered=tuple(option.action for option in told),
    )


def _considered(
    situation: Situation, ledger: Ledger, policy: Policy, doubt: Hesitation, closed: Why | None
) -> tuple[list[Option], list[Refusal]]:
    """The options, and the refusals with their reasons. Held out, everything is refused, yet what would have been said
    is worked out: the comparison is between those who would have been spoken to.
    """
    if closed not in (None, "holdout"):
        return [], [Refusal(kind, closed) for kind in KINDS]
    found, refused = options(situation, ledger, policy, doubt)
    return (found, refused) if closed is None else (found, [Refusal(kind, closed) for kind in KINDS])


def in_holdout(subject: str, policy: Policy, salt: bytes) -> bool:
    """Whether `subject` never gets a nudge: the same answer under every policy version with the same share."""
    return _unit(salt, f"holdout|{subject}") < policy.holdout


def chance(situation: Situation, policy: Policy, salt: bytes) -> Decimal:
    """The draw in [0, 1) of this moment, from the salt and who, when in the visit, and under which policy."""
    return _unit(salt, f"{policy.version}|{situation.subject}|{situation.visit}|{situation.sequence}")


def probabilities(found: Sequence[Option], explore: Decimal) -> list[int]:
    """Millionths per option, summing to `PARTS`: the strongest has all but `explore`, which all share evenly."""
    if not found:
        return []
    even = int(PARTS * explore) // len(found)
    best = max(range(len(found)), key=lambda i: (found[i].strength, -KINDS.index(found[i].kind)))
    shares = [even] * len(found)
    shares[best] += PARTS - sum(shares)
    return shares


def _pick(shares: Sequence[int], draw: Decimal) -> int:
    """The option in whose part of [0, 1) `draw` falls."""
    reached = 0
    for index, share in enumerate(shares):
        reached += share
        if draw * PARTS < reached:
            return index
    return max(len(shares) - 1, 0)


def _unit(salt: bytes, text: str) -> Decimal:
    number = int.from_bytes(hmac.new(salt, text.encode(), sha256).digest()[:8], "big")
    return Decimal(number) / Decimal(2**64)
