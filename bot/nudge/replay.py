"""A decision made again from what the log kept of it: the same bytes, or the difference."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.errors import InvalidInput
from bot.nudge.policy import Policy, decide
from bot.nudge.situation import Ledger, Situation
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


def replayed(entries: Iterable[Entry], policies: Mapping[str, Policy], salt: bytes) -> Replayed:
    """Decide every logged decision again, under the policy version that it was made with."""
    equal, unread, different = 0, 0, []
    for entry in entries:
        inputs = inputs_of(entry)
        if inputs is None:
            unread += 1
            continue
        why = _difference(entry, inputs, policies, salt)
        if why is None:
            equal += 1
        else:
            different.append(Difference(entry.id, str(entry.data.get("decision_id")), why))
    return Replayed(equal, unread, tuple(different))


def canonical(entry: Mapping[str, Any]) -> bytes:
    """A decision's logged data as bytes: sorted, without the words it is told in."""
    sealed = {key: value for key, value in entry.items() if key not in UNSEALED}
    return json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def inputs_of(entry: Entry) -> tuple[Situation, Ledger] | None:
    """What a logged decision looked at; None when that was not kept. Raises InvalidInput for what can't be read."""
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


def read(kind: Any, value: Any) -> Any:
    """The object of type `kind` that `bot.nudge.situation.plain` wrote as `value`."""
    return None if value is None else _reader(kind)(value)


@lru_cache(maxsize=128)
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What reads a `kind`. Found once for each: resolving annotations costs more than reading all of a decision."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _reader(next(one for one in inner if one is not type(None)))
    if origin is tuple:
        return lambda value: tuple(read(inner[0], item) for item in value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        kinds = {f.name: hints[f.name] for f in fields(kind)}
        return lambda value: kind(**{name: read(one, value[name]) for name, one in kinds.items() if name in value})
    if kind is Decimal:
        return Decimal
    return datetime.fromisoformat if kind is datetime else lambda value: value
