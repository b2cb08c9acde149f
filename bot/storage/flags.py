"""What an entry says about its conversation as a whole: the views of the support list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

HESITATED = "hesitated"
NUDGED = "nudged"
HANDED_OVER = "handed_over"
NOT_UNDERSTOOD = "not_understood"
BOUGHT = "bought"
ATTENDED = "attended"
"""While a person serves; taken off when they give back."""

FLAGS = (HESITATED, NUDGED, HANDED_OVER, NOT_UNDERSTOOD, BOUGHT)
"""The contract's filters. Support people may set others of their own (a note with a flag)."""


def flags_of(kind: str, data: Mapping[str, Any]) -> Iterator[str]:
    """The flags this entry raises; none is ever lowered by an entry (`hesitated` = at any time of the visit)."""
    if kind == "decision" and (data.get("hesitation") or {}).get("hesitating"):
        yield HESITATED
    elif kind == "exposure" or (kind == "message" and data.get("nudge")):
        yield NUDGED
    elif kind == "understanding" and data.get("not_understood"):
        yield NOT_UNDERSTOOD
    elif kind == "outcome" and data.get("name") == "taken_over":
        yield ATTENDED
    elif kind == "outcome" and (data.get("name") == "handed_over" or data.get("reason") == "absent"):
        yield HANDED_OVER
    elif (kind == "page_event" and data.get("name") == "purchase") or (
        kind == "outcome" and data.get("name") in ("order", "offer_redeemed")
    ):
        yield BOUGHT
    elif kind == "note" and data.get("flag"):
        yield str(data["flag"])
