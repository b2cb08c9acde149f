"""PrestaShop's product exports: the catalogue's list, the import format, and combinations."""

from bot.connectors.prestashop_csv.reader import read, sniff

__all__ = ["read", "sniff"]
