"""What is left of an entry once its person asked to be forgotten: that something happened, not what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KEPT: dict[str, tuple[str, ...]] = {
    "message": ("role", "language", "in_reply_to", "final"),
    "page_event": ("event_id", "name", "timestamp", "items", "value", "currency"),
    "understanding": ("message_id", "language", "intent", "confidence", "source", "not_understood"),
    "decision": ("decision_id", "hesitation", "action", "gate", "eligible", "refused", "policy_version"),
    "exposure": ("decision_id", "message_id", "nudge_kind", "rung"),
    "outcome": ("name", "decision_id"),
    "note": ("author", "flag"),
}
"""A list of what stays, so that a key added later is erased until someone decides otherwise."""

EMPTY: dict[str, dict[str, Any]] = {
    "message": {
        "text": "",
        "products": [],
        "comparison": None,
        "quick_replies": [],
        "nudge": None,
        "erased": True,
    },
    "understanding": {"runner_up": None, "entities": [], "needs_changed": {}, "erased": True},
    "decision": {"erased": True},
    "note": {"text": "", "erased": True},
}


def without_words(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` without anything the person said, was called or looked for; still readable as an entry of its kind.

    The assistant's own messages are emptied too: they repeat the person's words (« sous vos 80 € »).
    """
    kept = {key: data[key] for key in KEPT.get(kind, ()) if key in data}
    hesitation = kept.get("hesitation")
    if isinstance(hesitation, Mapping):
        kept["hesitation"] = {**hesitation, "evidence": [_code(found) for found in hesitation.get("evidence", ())]}
    return kept | EMPTY.get(kind, {})


def _code(evidence: Any) -> Any:
    """Evidence may quote the shopper; its code does not."""
    return evidence.get("code") if isinstance(evidence, Mapping) else evidence
