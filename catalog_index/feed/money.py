"""Money as feeds write it: "89.90 EUR", "EUR 89.90", "89,90 €", "$1,299.00"."""

# ruff: noqa: SIM905 (a list of words reads better as one text)

from __future__ import annotations

import re
from decimal import Decimal

from catalog_index.currency import smallest
from catalog_index.product import Money

SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "zł": "PLN", "CHF": "CHF"}
CURRENCIES = frozenset(
    """AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JOD JPY KRW KWD MAD MXN
    MYR NOK
    NZD OMR PEN
    PHP PLN RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD VND XAF XOF XPF ZAR""".split()
)
HIGHEST = Decimal(10_000_000)
"""Above this a price is a typing error."""
_SMALL_UNITS = frozenset("CLP COP HUF IDR ISK JPY KRW RSD VND XAF XOF XPF".split())
"""Currencies whose unit is worth less than a cent or so: their prices run a thousand times higher."""
_WRITTEN = re.compile(
    r"(?P<before>[A-Za-z]{3}|[€$£¥]|zł)?\s*(?P<number>[-+]?[\d\s.,'’]*\d)\s*(?P<after>[A-Za-z]{3}|[€$£¥]|zł)?"
)
_SPELLED = re.compile(r"\beuros?\b", re.IGNORECASE)
_WHOLE = re.compile(r"\d*|\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}")
_IN_THOUSANDTHS = re.compile(r"\d+[.,]\d{3}")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


class BadMoney(ValueError):
    """`str(error)` says what is wrong with the price."""


def parse_money(written: str, default_currency: str | None = None) -> Money:
    """The amount and ISO currency of `written`; raises BadMoney. Without a currency, `default_currency` is taken."""
    parts = parted(written)
    if parts is None:
        raise BadMoney(f"“{written.strip()[:40]}” is not a price such as 89.90 EUR")
    number, mark = parts[0], parts[1] or default_currency
    if not mark:
        raise BadMoney(f"“{written.strip()[:40]}” names no currency")
    currency = _currency(mark)
    return Money(_amount(number, HIGHEST * 1000 if currency in _SMALL_UNITS else HIGHEST, smallest(currency)), currency)


def parted(written: str) -> tuple[str, str] | None:
    """The number of a price and its currency's mark ("" for none), as written; None for what is no price."""
    plain = _SPELLED.sub("EUR", written.strip().replace("\u00a0", " ").replace("\u202f", " "))
    match = _WRITTEN.fullmatch(plain)
    return (match["number"], match["before"] or match["after"] or "") if match else None


def _currency(mark: str) -> str:
    code = SYMBOLS.get(mark, mark.upper())
    if code not in CURRENCIES:
        raise BadMoney(f"“{mark}” is not a currency")
    return code


def _amount(written: str, highest: Decimal, unit: Decimal) -> Decimal:
    """To the smallest coin: « 12.500 KWD » is twelve dinars and a half, no twelve thousand."""
    thousandths = unit.as_tuple().exponent == -3 and _IN_THOUSANDTHS.fullmatch(written.strip())
    amount = Decimal(written.strip().replace(",", ".")) if thousandths else decimal(written)
    if amount < 0:
        raise BadMoney(f"{amount} is negative")
    if amount > highest:
        raise BadMoney(f"{amount} is not a plausible price")
    if amount.as_tuple().exponent < unit.as_tuple().exponent:  # type: ignore[operator]  # a finite number has one
        amount = amount.quantize(unit)
    return amount


def decimal(written: str) -> Decimal:
    """A number with either decimal mark; "1.200" and "1,200" are twelve hundred when grouped in threes, "1.5" is
    not. Raises BadMoney for several numbers run together ("89.90.10").
    """
    compact = re.sub(r"[\s'’]", "", written)
    sign, digits = (compact[0], compact[1:]) if compact[:1] in "+-" else ("", compact)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0 or (_GROUPED.fullmatch(digits) and not digits.startswith("0")):
        return Decimal(sign + re.sub(r"[.,]", "", digits))
    if not _WHOLE.fullmatch(digits[:last]):
        raise BadMoney(f"“{written.strip()[:40]}” is not one number")
    return Decimal(f"{sign}{re.sub(r'[.,]', '', digits[:last])}.{digits[last + 1 :]}")
