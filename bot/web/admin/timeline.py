"""A log entry as the team sees it: everything but what their role may not see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.dialogue.message import timestamp
from bot.shopper.entry import Entry

MONEY_WORDS = ("cost", "margin")
SEES_MONEY = ("merchant", "admin")


def timeline_entry(entry: Entry, role: str) -> dict[str, Any]:
    """The contract's Entry. Private keys ("_…") stay on the server, except cost and margin for who may see them."""
    data = dict(entry.data)
    for reference in ("message_id", "in_reply_to"):
        if data.get(reference) is not None:
            data[reference] = str(data[reference])
    sees_money = role in SEES_MONEY
    return {**_public(data, sees_money), "id": str(entry.id), "at": timestamp(entry.at), "kind": entry.kind}


def _public(value: Any, sees_money: bool) -> Any:
    if isinstance(value, Mapping):
        shown = ((_shown(str(key), sees_money), item) for key, item in value.items())
        return {key: _public(item, sees_money) for key, item in shown if key is not None}
    if isinstance(value, list | tuple):
        return [_public(item, sees_money) for item in value]
    return value


def _shown(key: str, sees_money: bool) -> str | None:
    """The name under which a key is shown, None when it is not."""
    name = key.lstrip("_")
    about_money = any(name == word or name.startswith((word + "_", word + "s")) for word in MONEY_WORDS)
    if about_money or name.endswith(("_cost", "_margin")):
        return name if sees_money and name != "margin_floor" else (key if sees_money else None)
    return None if key.startswith("_") else key
