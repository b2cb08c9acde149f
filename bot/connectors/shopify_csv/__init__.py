"""Shopify's product export."""

from bot.connectors.shopify_csv.reader import read, sniff

__all__ = ["read", "sniff"]
