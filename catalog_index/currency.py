"""The smallest amount that can be paid in a currency (ISO 4217's minor unit)."""

# ruff: noqa: SIM905 (a list of words reads better as one text)

from __future__ import annotations

from decimal import Decimal

CENT = Decimal("0.01")
_WHOLE = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())
"""Without a coin below one: « 1 899,05 JPY » can't be paid."""
_THOUSANDTHS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())


def smallest(currency: str) -> Decimal:
    """1 for yen, 0.001 for Kuwaiti dinars, 0.01 for most."""
    if currency in _WHOLE:
        return Decimal(1)
    return Decimal("0.001") if currency in _THOUSANDTHS else CENT
