"""WooCommerce's product export."""

from bot.connectors.woocommerce_csv.reader import read, sniff

__all__ = ["read", "sniff"]
