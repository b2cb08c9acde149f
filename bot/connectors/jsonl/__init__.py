"""One JSON object per line, Google's attribute names as keys."""

from bot.connectors.jsonl.reader import read, sniff

__all__ = ["read", "sniff"]
