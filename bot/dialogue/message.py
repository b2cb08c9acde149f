"""The contract's Message, made from a log entry: what a shopper may see of it, and nothing else."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from bot.shopper.entry import Entry

CARD_KEYS = (
    "item_id",
    "title",
    "brand",
    "price",
    "sale_price",
    "availability",
    "url",
    "image_url",
    "reasons",
)


def public_message(entry: Entry) -> dict[str, Any]:
    """`entry` (kind "message") as the public API shows it; keys that begin with "_" and unknown ones stay on the
    server."""
    data = entry.data
    return {
        "id": str(entry.id),
        "role": data.get("role", "assistant"),
        "created_at": timestamp(entry.at),
        "language": data.get("language"),
        "text": data.get("text", ""),
        "products": [_card(card) for card in data.get("products") or ()],
        "comparison": data.get("comparison"),
        "quick_replies": [{"id": r["id"], "title": r["title"]} for r in data.get("quick_replies") or ()],
        "nudge": data.get("nudge"),
    }


def timestamp(at: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond."""
    return at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _card(card: dict[str, Any]) -> dict[str, Any]:
    return {key: card.get(key) for key in CARD_KEYS if key in card}
