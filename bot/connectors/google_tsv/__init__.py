"""Google Merchant Center's tab-separated feed."""

from bot.connectors.google_tsv.reader import read, sniff

__all__ = ["read", "sniff"]
