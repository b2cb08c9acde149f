"""What a nudge decision looks at, and what comes out. Plain data: the same situation always serialises to the same
bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from bot.nudge.hesitation import Hesitation
from bot.shopper.signals import Evidence
from catalog_index.currency import CENT

Kind = Literal["reassurance", "social_proof", "decision_help", "bundle", "free_shipping", "promotion"]
KINDS: tuple[Kind, ...] = ("decision_help", "reassurance", "social_proof", "free_shipping", "bundle", "promotion")
"""Every kind, in the order preferred when the evidence speaks for several alike: what helps most and costs least
first.
"""

HELP: frozenset[str] = frozenset({"decision_help", "reassurance", "social_proof", "free_shipping", "bundle"})
"""The kinds that help without a personal price; one of them, or an answer in words, comes before any promotion."""

Why = Literal[
    "holdout",
    "opted_out",
    "no_hesitation",
    "visit_cap",
    "cooldown",
    "already_shown",
    "no_true_fact",
    "too_few_real_reviews",
    "nothing_to_compare",
    "threshold_not_near",
    "no_price_evidence",
    "no_consent_for_personal_price",
    "once_per_customer",
    "ladder_top",
    "help_first",
    "margin_floor",
    "legal_floor",
    "out_of_stock",
    "not_below_30d_low",
    "budget",
]


LATER: Mapping[str, bool] = {"later": True}
"""Of a field that came later: left out where it has its default, so that older decisions keep their bytes."""


@dataclass(frozen=True, slots=True)
class Hesitated:
    """A product the shopper hesitates over. Amounts in the shop's currency; `low_30d` None: not known for 30 days.

    `group` is the parent's id, `category` its product_type. `legal_floor`: no sale below it (never resell at a loss).
    `looked_at`: its page was opened, it was compared or spoken of; else it was only shown by the assistant. `unit`: the
    smallest coin of the currency.
    """

    item_id: str
    price: Decimal
    list_price: Decimal
    group: str = ""
    category: str = ""
    cost: Decimal | None = None
    low_30d: Decimal | None = None
    legal_floor: Decimal | None = None
    rating: float | None = None
    reviews: int = 0
    in_stock: bool = True
    looked_at: bool = True
    unit: Decimal = field(default=CENT, metadata=LATER)


@dataclass(frozen=True, slots=True)
class TrueFact:
    """A claim that may be made: `topic` delivery|returns|warranty|…, with its source; `until` is when it stops
    holding.
    """

    key: str
    topic: str
    source: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything about this moment. `subject` is a pseudonym; `sequence` counts this conversation's decisions.

    `would_buy`: signs that the shopper is buying anyway (checkout begun); they can only lower what is offered.
    `bundles`: in-stock complements of what is hesitated over or in the basket. `circumstances`: the weak signals of
    this visit (`bot.shopper.circumstances`), for the record: no rule here decides by them.
    """

    subject: str
    visit: str
    sequence: int
    at: datetime
    evidence: tuple[Evidence, ...] = ()
    products: tuple[Hesitated, ...] = ()
    consent: bool = False
    opted_out: bool = False
    would_buy: bool = False
    basket_total: Decimal | None = None
    shipping_threshold: Decimal | None = None
    facts: tuple[TrueFact, ...] = ()
    bundles: tuple[Hesitated, ...] = ()
    trigger: str = ""
    circumstances: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ledger:
    """What this customer was already given. `shown` is this visit's; `rung` the highest percent ever shown.

    `dismissed_at`: the last time a nudge was sent away. `promotion_used_at`: the last promotion redeemed.
    `budget_left`: what this month's promotions may still cost, None without a limit. `answered_at`: when the assistant
    first answered, in words, a doubt voiced in this visit (too dear, undecided).
    """

    shown: tuple[Shown, ...] = ()
    rung: int = 0
    dismissed_at: datetime | None = None
    promotion_used_at: datetime | None = None
    budget_left: Decimal | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What to do. `kind` "none" says nothing. `prior_price` is the reference of a reduction: the 30-day low."""

    kind: str = "none"
    item_id: str | None = None
    item_ids: tuple[str, ...] = ()
    fact: str | None = None
    rung: int = 0
    final_price: Decimal | None = None
    prior_price: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        return {f.name: plain(v) for f in fields(self) if (v := getattr(self, f.name)) not in (None, (), 0)}


@dataclass(frozen=True, slots=True)
class Refusal:
    kind: str
    why: Why
    item_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "product": self.item_id, "why": self.why}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision with its reasons. `eligible`: (kind, probability), summing to 1; "none" alone when nothing may be
    said.

    `gate` is the reason nothing at all could be said, None when the gates were open. `propensity`: the probability
    with which `action` was chosen. `digest`: SHA-256 of the inputs. `ghost`: what someone held out would have been
    told, which is what the others are compared with. `offered`: the eligible actions, in `eligible`'s order.
    """

    decision_id: str
    at: datetime
    policy_version: str
    hesitation: Hesitation
    holdout: bool
    gate: Why | None
    action: Action
    propensity: float
    eligible: tuple[tuple[str, float], ...]
    refused: tuple[Refusal, ...]
    explanation: Mapping[str, Any]
    digest: str
    trigger: str = ""
    margins: Mapping[str, Any] = field(default_factory=dict)
    ghost: Action | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    offered: tuple[Action, ...] = ()

    @property
    def speaks(self) -> bool:
        return self.action.kind != "none"

    def to_entry(self, sentence: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The log's `decision` data. `sentence` is the reason in words, by language; cost and margin stay under "_"."""
        return {
            "decision_id": self.decision_id,
            "policy_version": self.policy_version,
            "trigger": self.trigger,
            "hesitation": self.hesitation.to_json(),
            "holdout": self.holdout,
            "gate": self.gate,
            "action": self.action.to_json(),
            "propensity": self.propensity,
            "eligible": [self._eligible(kind, p) for kind, p in self.eligible],
            "refused": [refusal.to_json() for refusal in self.refused],
            "explanation": dict(self.explanation),
            "sentence": dict(sentence or {}),
            "digest": self.digest,
            "ghost": self.ghost.to_json() if self.ghost else None,
            "_margins": plain(self.margins),
            "_inputs": dict(self.inputs),
        }

    def _eligible(self, kind: str, share: float) -> dict[str, Any]:
        """A promotion names its rung also where chance chose something else: the two are compared later."""
        rung = next((action.rung for action in self.offered if action.kind == kind), 0)
        return {"kind": kind, "p": share, **({"rung": rung} if rung else {})}


def digest(*parts: Any) -> str:
    """SHA-256, hex, of `parts`, each as `plain` gives it, in canonical JSON: sorted keys, nothing between."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """`value` as JSON: dataclasses as objects, Decimal and datetime as text, sets sorted."""
    if value is None or isinstance(value, str | int | float):  # most of what comes, asked first
        return value
    if is_dataclass(value) and not isinstance(value, type):
        told = ((name, getattr(value, name), default) for name, default in _names(type(value)))
        return {name: plain(one) for name, one, default in told if default is MISSING or one != default}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    return value.isoformat() if isinstance(value, datetime) else value


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[tuple[str, Any], ...]:
    """Each field's name, and the value at which it is left out (MISSING: never)."""
    return tuple((f.name, f.default if f.metadata.get("later") else MISSING) for f in fields(kind))
