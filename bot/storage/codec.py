"""How plain data is written as JSON: the same for the database stores and their twins, so that both read alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any


def dump(value: Any) -> str:
    """JSON text. Decimals become exact strings, times RFC 3339, tuples and sets lists; else TypeError."""
    return _ENCODER.encode(value)


def round_trip(value: Mapping[str, Any]) -> dict[str, Any]:
    """What comes back when `value` was stored and read again."""
    loaded: dict[str, Any] = json.loads(dump(value))
    return loaded


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not plain data")


_ENCODER = json.JSONEncoder(default=_plain)
"""`json.dumps` would make one for every value."""
