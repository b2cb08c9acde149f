"""Google Merchant Center's RSS 2.0 and Atom feeds."""

from bot.connectors.google_xml.reader import read, sniff

__all__ = ["read", "sniff"]
