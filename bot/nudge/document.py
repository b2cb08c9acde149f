"""Reads the merchant's policy document: every field checked, every mistake named with its line. Writes it back as
well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.errors import InvalidInput
from bot.nudge.policy import Policy
from bot.nudge.situation import KINDS

Lines = Mapping[str, int]
"""Dotted path of a field ("facts.returns.source", "ladder.1") -> its line in the YAML text, from 1."""

MOST = Decimal(1_000_000)
"""An amount or count above this is a slip of the keyboard, not a policy."""

TOP_RUNG = 90
"""Percent: a ladder that gives nearly everything away is a typing mistake."""


class PolicyError(InvalidInput):
    """A document that can't be the policy. `extra["line"]` is the first mistake's line (None when not known)."""

    slug, title = "invalid-policy", "The nudge policy is not valid"


def parse(document: Any, lines: Lines | None = None) -> Policy:
    """The policy of a parsed YAML document; fields left out have their defaults. Raises PolicyError on the first
    mistake.
    """
    where = lines or {}
    if not isinstance(document, Mapping):
        raise _error("", "the policy is a list of fields, like « holdout: 0.20 »", where)
    for name in document:
        if name not in _READERS:
            raise _error(str(name), f"there is no field named « {name} »; the fields are: {', '.join(_READERS)}", where)
    values = {name: _read(name, value, where) for name, value in document.items()}
    return Policy(**values)


def to_document(policy: Policy) -> dict[str, Any]:
    """The policy as a document that `parse` reads back to an equal one: numbers as numbers, tuples as lists."""
    return {f.name: _plain(getattr(policy, f.name)) for f in fields(policy)}


def _read(name: str, value: Any, lines: Lines) -> Any:
    return _READERS[name](name, value, lines)


def _error(path: str, reason: str, lines: Lines) -> PolicyError:
    line = _line(path, lines)
    place = f"line {line}: " if line else ""
    return PolicyError(f"{place}{path + ': ' if path else ''}{reason}", line=line, field=path or None, reason=reason)


def _line(path: str, lines: Lines) -> int | None:
    """The line of `path`, or of the nearest field around it."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path)


def _number(path: str, value: Any, lines: Lines) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise _error(path, "a number is needed", lines)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise _error(path, f"« {value} » is not a number", lines) from None
    if not number.is_finite():
        raise _error(path, f"« {value} » is not a number", lines)
    return number


def _share(path: str, value: Any, lines: Lines) -> Decimal:
    number = _number(path, value, lines)
    if not 0 <= number <= 1:
        raise _error(path, f"a share between 0 and 1 is needed, not {value} (write 0.20 for 20 %)", lines)
    return number


def _margin(path: str, value: Any, lines: Lines) -> Decimal:
    number = _share(path, value, lines)
    if number == 1:
        raise _error(path, "a margin of the whole price is impossible", lines)
    return number


def _count(path: str, value: Any, lines: Lines) -> int:
    number = _number(path, value, lines)
    if number != number.to_integral_value() or not 0 <= number <= MOST:
        raise _error(path, f"a whole number from 0 to {MOST} is needed, not {value}", lines)
    return int(number)


def _minutes(path: str, value: Any, lines: Lines) -> int:
    number = _count(path, value, lines)
    if number == 0:
        raise _error(path, "an offer must be valid for at least a minute", lines)
    return number


def _amount(path: str, value: Any, lines: Lines) -> Decimal | None:
    if value is None:
        return None
    number = _number(path, value, lines)
    if not 0 <= number <= MOST:
        raise _error(path, f"an amount from 0 to {MOST} is needed, not {value}", lines)
    return number


def _ladder(path: str, value: Any, lines: Lines) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise _error(path, "a list of percents is needed, like [5, 10, 15]", lines)
    rungs = [_count(f"{path}.{i}", rung, lines) for i, rung in enumerate(value)]
    for i, rung in enumerate(rungs):
        if not 1 <= rung <= TOP_RUNG:
            raise _error(f"{path}.{i}", f"a percent from 1 to {TOP_RUNG} is needed, not {rung}", lines)
        if i and rung <= rungs[i - 1]:
            raise _error(f"{path}.{i}", f"the ladder must rise: {rung} comes after {rungs[i - 1]}", lines)
    return tuple(rungs)


def _kinds(path: str, value: Any, lines: Lines) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _error(path, f"a list of kinds is needed, of: {', '.join(KINDS)}", lines)
    for i, kind in enumerate(value):
        if kind not in KINDS:
            raise _error(f"{path}.{i}", f"there is no kind named « {kind} »; the kinds are: {', '.join(KINDS)}", lines)
        if kind in value[:i]:
            raise _error(f"{path}.{i}", f"« {kind} » is listed twice", lines)
    return tuple(value)


def _facts(path: str, value: Any, lines: Lines) -> dict[str, dict[str, Any]]:
    """Facts as {key: {"text", "source", …}} or [{"key", …}]; a bare string is the source of the shop's own fact."""
    if isinstance(value, list | tuple):
        pairs = [(_key(f"{path}.{i}", item, lines), item, f"{path}.{i}") for i, item in enumerate(value)]
    elif isinstance(value, Mapping):
        pairs = [(str(key), item, f"{path}.{key}") for key, item in value.items()]
    elif value is None:
        pairs = []
    else:
        raise _error(path, "facts are given by name, each with its source", lines)
    facts: dict[str, dict[str, Any]] = {}
    for key, item, place in pairs:
        if key in facts:
            raise _error(place, f"the fact « {key} » is there twice", lines)
        facts[key] = _fact(place, item, lines)
    return facts


def _key(path: str, item: Any, lines: Lines) -> str:
    key = item.get("key") if isinstance(item, Mapping) else item
    if not isinstance(key, str) or not key:
        raise _error(path, "a fact needs its key", lines)
    return key


def _fact(path: str, item: Any, lines: Lines) -> dict[str, Any]:
    if isinstance(item, str):
        item = {"source": item}
    if not isinstance(item, Mapping):
        raise _error(path, "a fact has a text and a source", lines)
    source = item.get("source")
    if not isinstance(source, str) or not source.strip():
        raise _error(path, "no claim without a source: add « source: »", lines)
    until = item.get("until")
    if until is not None and _time(until) is None:
        raise _error(f"{path}.until", f"« {until} » is not a date", lines)
    return {str(key): _plain(part) for key, part in item.items() if key != "key"}


def _time(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


_READERS: Mapping[str, Callable[[str, Any, Lines], Any]] = {
    "holdout": _share,
    "explore": _share,
    "ladder": _ladder,
    "margin_floor": _margin,
    "max_per_visit": _count,
    "cooldown_seconds": _count,
    "once_per_customer_days": _count,
    "offer_valid_minutes": _minutes,
    "monthly_budget": _amount,
    "free_shipping_from": _amount,
    "kinds": _kinds,
    "facts": _facts,
}
