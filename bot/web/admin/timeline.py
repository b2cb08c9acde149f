"""A log entry as the team sees it: everything but what their role may not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.dialogue.message import timestamp
from bot.shopper.entry import Entry

MONEY_WORDS = ("cost", "margin")
SEES_MONEY = ("merchant", "admin")
UNSAID: Mapping[str, Any] = {"intent": None, "confidence": None, "runner_up": None, "entities": ()}
"""Of an understanding that no message brought (read off the pages, or a need taken away by hand)."""

QUOTED = 120
"""Letters of a message that are quoted as evidence: an objection is short, and the whole stands on the axis."""


def timeline(entries: Iterable[Entry], role: str) -> list[dict[str, Any]]:
    """The entries as the contract's, and beside the evidence of a decision the shopper's own words it was read from.

    The words are looked up in the messages, never kept with the decision: once those are erased nothing is quoted.
    """
    kept = list(entries)
    words = {f"message:{entry.id}": text for entry in kept if (text := _said(entry))}
    return [_quoting(timeline_entry(entry, role), words) for entry in kept]


def _said(entry: Entry) -> str:
    is_theirs = entry.kind == "message" and entry.data.get("role") == "shopper"
    text = str(entry.data.get("text") or "") if is_theirs else ""
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"


def _quoting(entry: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    hesitation = entry.get("hesitation")
    if entry["kind"] != "decision" or not isinstance(hesitation, Mapping):
        return entry
    sources = [{**one, **_quote(one, words)} for one in hesitation.get("sources") or () if isinstance(one, Mapping)]
    return {**entry, "hesitation": {**hesitation, "sources": sources}} if sources else entry


def _quote(source: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    quote = words.get(str(source.get("source")))
    return {} if quote is None else {"quote": quote}


def timeline_entry(entry: Entry, role: str) -> dict[str, Any]:
    """The contract's Entry. Private keys ("_…") stay on the server, except cost and margin for who may see them."""
    data = dict(entry.data)
    for reference in ("message_id", "in_reply_to"):
        if data.get(reference) is not None:
            data[reference] = str(data[reference])
    if entry.kind == "understanding":
        data = {**UNSAID, **data}
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
