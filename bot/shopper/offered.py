"""What a message of the assistant offers: readings of its quick replies and of what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def first_offer(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the first quick reply means, with its title; None where none means anything. `proposed`: whether the message
    asks for a yes (it holds a question, or is a nudge), or only says where one can go from here."""
    meanings = data.get("_meanings") or {}
    for reply in data.get("quick_replies") or ():
        meaning = meanings.get(reply.get("id"))
        if meaning:
            proposed = "?" in str(data.get("text") or "") or bool(data.get("nudge"))
            return {**meaning, "title": reply.get("title", ""), "proposed": proposed}
    return None


def picked(data: Mapping[str, Any]) -> str | None:
    """The one that the seller would take of those compared: the only one offered to be taken."""
    meanings = (data.get("_meanings") or {}).values()
    offered = [meaning["refers"] for meaning in meanings if meaning.get("intent") == "accept_product"]
    return str(offered[0][0]) if len(offered) == 1 and len(offered[0]) == 1 else None
