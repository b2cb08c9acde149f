"""A decision made again from what the log kept of it: the same bytes, or the difference. And what another policy would
have said on the same day.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from bot.errors import InvalidInput
from bot.nudge.policy import Policy, decide
from bot.nudge.situation import Action, Decision, Ledger, Shown, Situation
from bot.shopper.entry import Entry

UNSEALED = ("sentence",)
"""What of an entry may change without the decision changing: the words it is told in."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A decision that did not come out the same. `why`: inputs, policy, or the fields that differ."""

    entry_id: int
    decision_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many of the day's decisions came out byte for byte as logged; `unread`: kept without their inputs (made
    before inputs were kept, or erased at their person's wish).
    """

    equal: int = 0
    unread: int = 0
    different: tuple[Difference, ...] = ()


@dataclass(slots=True)
class Told:
    """What was said in a day: `said` by kind, `silent` by gate. Money if every promotion were taken: `given` below the
    reference prices, `kept` above the costs.
    """

    said: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    rungs: Counter[int] = field(default_factory=Counter)
    given: Decimal = Decimal(0)
    kept: Decimal = Decimal(0)

    def add(self, action: Action, gate: str | None, margin: Decimal | None) -> None:
        if action.kind == "none":
            self.silent[gate or "nothing_true_to_say"] += 1
            return
        self.said[action.kind] += 1
        if action.kind == "promotion" and action.prior_price is not None and action.final_price is not None:
            self.rungs[action.rung] += 1
            self.given += action.prior_price - action.final_price
            self.kept += margin or Decimal(0)


@dataclass(frozen=True, slots=True)
class Trial:
    """`was`: what the log holds; `would`: what the tried policy says of the same moments; `unread` as in Replayed."""

    was: Told
    would: Told
    unread: int = 0


def replayed(entries: Iterable[Entry], policies: Mapping[str, Policy], salt: bytes) -> Replayed:
    """Decide every logged decision again, under the policy version that it was made with."""
    equal, unread, different = 0, 0, []
    for entry in entries:
        inputs = _inputs(entry)
        if inputs is None:
            unread += 1
            continue
        why = _difference(entry, inputs, policies, salt)
        if why is None:
            equal += 1
        else:
            different.append(Difference(entry.id, str(entry.data.get("decision_id")), why))
    return Replayed(equal, unread, tuple(different))


def tried(entries: Iterable[Entry], policies: Mapping[str, Policy], policy: Policy, salt: bytes) -> Trial:
    """What `policy` would have said at the moments of the log. Within a visit it remembers its own suggestions, not
    those that were made; what shoppers would have done differently is not known and not guessed.
    """
    trial, unread = (Told(), Told()), 0
    own: dict[str, list[Decision]] = {}
    for entry in entries:
        inputs = _inputs(entry)
        known = policies.get(str(entry.data.get("policy_version")))
        if inputs is None or known is None:
            unread += 1
            continue
        situation, ledger = inputs
        _count(trial[0], decide(situation, ledger, known, salt))
        before = own.setdefault(situation.visit, [])
        decision = decide(_under(situation, policy), _own(ledger, before, situation.visit), policy, salt)
        _count(trial[1], decision)
        if decision.speaks:
            before.append(decision)
    return Trial(*trial, unread)


def canonical(entry: Mapping[str, Any]) -> bytes:
    """A decision's logged data as bytes: sorted, without the words it is told in."""
    sealed = {key: value for key, value in entry.items() if key not in UNSEALED}
    return json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _inputs(entry: Entry) -> tuple[Situation, Ledger] | None:
    kept = entry.data.get("_inputs")
    if not isinstance(kept, Mapping) or not kept:
        return None
    try:
        return read(Situation, kept["situation"]), read(Ledger, kept["ledger"])
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise InvalidInput(f"entry {entry.id}: the inputs of its decision can't be read: {error}") from error


def _difference(
    entry: Entry, inputs: tuple[Situation, Ledger], policies: Mapping[str, Policy], salt: bytes
) -> str | None:
    policy = policies.get(str(entry.data.get("policy_version")))
    if policy is None:
        return "policy"
    again = json.loads(canonical(decide(*inputs, policy, salt).to_entry()))
    logged = json.loads(canonical(entry.data))
    if canonical(again) == canonical(logged):
        return None
    names = [name for name in sorted({*again, *logged}) if again.get(name) != logged.get(name)]
    return ", ".join(names)


def _under(situation: Situation, policy: Policy) -> Situation:
    """The situation with what the tried policy itself says about it: its threshold, the facts it allows."""
    facts = tuple(fact for fact in situation.facts if not policy.facts or fact.key in policy.facts)
    return replace(situation, shipping_threshold=policy.free_shipping_from, facts=facts)


def _own(ledger: Ledger, before: list[Decision], visit: str) -> Ledger:
    """The ledger had the tried policy spoken in this visit: what it said, not what was said."""
    shown = tuple(Shown(decision.action.kind, decision.at) for decision in before)
    rung = max([_rung_before(ledger), *(decision.action.rung for decision in before)])
    return replace(ledger, shown=shown, rung=rung)


def _rung_before(ledger: Ledger) -> int:
    """The rung reached before this visit: unknown once this visit has shown one, then the tried policy's own counts."""
    return 0 if any(shown.kind == "promotion" for shown in ledger.shown) else ledger.rung


def _count(told: Told, decision: Decision) -> None:
    told.add(decision.action, decision.gate, cast("Decimal | None", decision.margins.get("promotion")))


def read(kind: Any, value: Any) -> Any:
    """The object of type `kind` that `bot.nudge.situation.plain` wrote as `value`."""
    if value is None:
        return None
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return read(next(one for one in inner if one is not type(None)), value)
    if origin is tuple:
        return tuple(read(inner[0], item) for item in value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{f.name: read(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})
    if kind is Decimal:
        return Decimal(value)
    return datetime.fromisoformat(value) if kind is datetime else value
