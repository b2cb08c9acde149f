"""Which mark an export's own numbers use for decimals: "12.500" is twelve and a half where "9.90" stands above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from catalog_index.feed.money import BadMoney, decimal, parted

SAMPLE = 200
"""Records looked at: a shop's prices end in cents well before."""
_NUMBER = re.compile(r"[+-]?\d+([.,])(\d+)")


def decimal_mark(written: Iterable[str], default: str = ".") -> str:
    """The mark that is followed by anything but three digits in most of `written`; `default` where none tells."""
    votes: Counter[str] = Counter()
    for text in written:
        digits = re.sub(r"[^\d.,]", "", text)
        marks = [c for c in digits if c in ".,"]
        if len(set(marks)) == 2 or (len(marks) == 1 and len(digits) - digits.index(marks[0]) - 1 != 3):
            votes[marks[-1]] += 1
    return votes.most_common(1)[0][0] if votes else default


def plain(written: str, mark: str) -> str:
    """`written` with its decimals told beyond doubt, behind a point, and its currency; what is no number stays."""
    parts = parted(written)
    return f"{_pointed(parts[0], mark)} {parts[1]}".strip() if parts else written.strip()


def _pointed(digits: str, mark: str) -> str:
    match = _NUMBER.fullmatch(digits)
    if not match:
        return digits
    if match[1] != mark and len(match[2]) == 3:
        return digits.replace(match[1], "")
    return f"{Decimal(digits.replace(',', '.')):.2f}"


def number(written: str, mark: str = ".") -> Decimal | None:
    """The number of a cell that holds nothing else but a currency or a unit; None for any other."""
    parts = parted(written)
    try:
        return decimal(_pointed(parts[0], mark)) if parts else None
    except BadMoney:
        return None


def priced(amount: Decimal, like: str) -> str:
    """`amount` in the currency that the price `like` names, if it does."""
    parts = parted(like)
    return f"{amount} {parts[1] if parts else ''}".strip()
