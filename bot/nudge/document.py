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
"""A count above this is a slip of the keyboard, not a policy."""

MOST_MONEY = Decimal(1_000_000_000)
"""An amount above this is one as well; in yen or dong, a million is an ordinary budget."""

TOP_RUNG = 90
"""Percent: a ladder that gives nearly everything away is a typing mistake."""


FAULTS: Mapping[str, str] = {
    "not_fields": "the policy is a list of fields, like « holdout: 0.20 »",
    "no_field": "there is no field named « {value} »; the fields are: {known}",
    "number": "a number is needed",
    "not_number": "« {value} » is not a number",
    "share": "a share between 0 and 1 is needed, not {value} (write 0.20 for 20 %)",
    "whole_margin": "a margin of the whole price is impossible",
    "count": "a whole number from 0 to {most} is needed, not {value}",
    "minute": "an offer must be valid for at least a minute",
    "amount": "an amount from 0 to {most} is needed, not {value}",
    "percents": "a list of percents is needed, like [5, 10, 15]",
    "percent": "a percent from 1 to {most} is needed, not {value}",
    "rising": "the ladder must rise: {value} comes after {before}",
    "kinds": "a list of kinds is needed, of: {known}",
    "no_kind": "there is no kind named « {value} »; the kinds are: {known}",
    "kind_twice": "« {value} » is listed twice",
    "facts": "facts are given by name, each with its source",
    "fact_twice": "the fact « {value} » is there twice",
    "fact_key": "a fact needs its key",
    "fact_parts": "a fact has a text and a source",
    "no_source": "no claim without a source: add « source: »",
    "no_date": "« {value} » is not a date",
}
"""What can be wrong with a policy, for the API and the command line; the console says it in French as well
(bot/web/console/words/policy.fr.yml)."""


class PolicyError(InvalidInput):
    """A document that can't be the policy. `extra["line"]` is the first mistake's line (None when not known); `fault`
    names it in FAULTS, `values` fill its blanks."""

    slug, title = "invalid-policy", "The nudge policy is not valid"
    fault: str
    values: Mapping[str, Any]


def parse(document: Any, lines: Lines | None = None) -> Policy:
    """The policy of a parsed YAML document; fields left out have their defaults. Raises PolicyError on the first
    mistake.
    """
    where = lines or {}
    if not isinstance(document, Mapping):
        raise _error("", "not_fields", {"": 1})
    for name in document:
        if name not in _READERS:
            raise _error(str(name), "no_field", where, value=name, known=", ".join(_READERS))
    values = {name: _read(name, value, where) for name, value in document.items()}
    return Policy(**values)


def to_document(policy: Policy) -> dict[str, Any]:
    """The policy as a document that `parse` reads back to an equal one: numbers as numbers, tuples as lists."""
    return {f.name: _plain(getattr(policy, f.name)) for f in fields(policy)}


def _read(name: str, value: Any, lines: Lines) -> Any:
    return _READERS[name](name, value, lines)


def _error(path: str, fault: str, lines: Lines, **values: Any) -> PolicyError:
    line, reason = _line(path, lines), FAULTS[fault].format(**values)
    place = f"line {line}: " if line else ""
    error = PolicyError(f"{place}{path + ': ' if path else ''}{reason}", line=line, field=path or None, reason=reason)
    error.fault, error.values = fault, values
    return error


def _line(path: str, lines: Lines) -> int | None:
    """The line of `path`, or of the nearest field around it."""
    while path not in lines and path:
        path = path.rpartition(".")[0]
    return lines.get(path)


def _number(path: str, value: Any, lines: Lines) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise _error(path, "number", lines)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise _error(path, "not_number", lines, value=value) from None
    if not number.is_finite():
        raise _error(path, "not_number", lines, value=value)
    return number


def _share(path: str, value: Any, lines: Lines) -> Decimal:
    number = _number(path, value, lines)
    if not 0 <= number <= 1:
        raise _error(path, "share", lines, value=value)
    return number


def _margin(path: str, value: Any, lines: Lines) -> Decimal:
    number = _share(path, value, lines)
    if number == 1:
        raise _error(path, "whole_margin", lines)
    return number


def _count(path: str, value: Any, lines: Lines) -> int:
    number = _number(path, value, lines)
    if number != number.to_integral_value() or not 0 <= number <= MOST:
        raise _error(path, "count", lines, most=MOST, value=value)
    return int(number)


def _minutes(path: str, value: Any, lines: Lines) -> int:
    number = _count(path, value, lines)
    if number == 0:
        raise _error(path, "minute", lines)
    return number


def _amount(path: str, value: Any, lines: Lines) -> Decimal | None:
    if value is None:
        return None
    number = _number(path, value, lines)
    if not 0 <= number <= MOST_MONEY:
        raise _error(path, "amount", lines, most=MOST_MONEY, value=value)
    return number


def _ladder(path: str, value: Any, lines: Lines) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise _error(path, "percents", lines)
    rungs = [_count(f"{path}.{i}", rung, lines) for i, rung in enumerate(value)]
    for i, rung in enumerate(rungs):
        if not 1 <= rung <= TOP_RUNG:
            raise _error(f"{path}.{i}", "percent", lines, most=TOP_RUNG, value=rung)
        if i and rung <= rungs[i - 1]:
            raise _error(f"{path}.{i}", "rising", lines, value=rung, before=rungs[i - 1])
    return tuple(rungs)


def _kinds(path: str, value: Any, lines: Lines) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _error(path, "kinds", lines, known=", ".join(KINDS))
    for i, kind in enumerate(value):
        if kind not in KINDS:
            raise _error(f"{path}.{i}", "no_kind", lines, value=kind, known=", ".join(KINDS))
        if kind in value[:i]:
            raise _error(f"{path}.{i}", "kind_twice", lines, value=kind)
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
        raise _error(path, "facts", lines)
    facts: dict[str, dict[str, Any]] = {}
    for key, item, place in pairs:
        if key in facts:
            raise _error(place, "fact_twice", lines, value=key)
        facts[key] = _fact(place, item, lines)
    return facts


def _key(path: str, item: Any, lines: Lines) -> str:
    key = item.get("key") if isinstance(item, Mapping) else item
    if not isinstance(key, str) or not key:
        raise _error(path, "fact_key", lines)
    return key


def _fact(path: str, item: Any, lines: Lines) -> dict[str, Any]:
    if isinstance(item, str):
        item = {"source": item}
    if not isinstance(item, Mapping):
        raise _error(path, "fact_parts", lines)
    source = item.get("source")
    if not isinstance(source, str) or not source.strip():
        raise _error(path, "no_source", lines)
    until = item.get("until")
    if until is not None and _time(until) is None:
        raise _error(f"{path}.until", "no_date", lines, value=until)
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
