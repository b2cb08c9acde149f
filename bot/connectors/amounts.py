"""Which mark an export's own numbers use for decimals: "12.500" is twelve and a half where "9.90" stands above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

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
    """`written` with its decimals told beyond doubt: two at least, behind a point; what is no such number stays."""
    text = written.strip()
    match = _NUMBER.fullmatch(text)
    if not match:
        return text
    if match[1] != mark:
        return text if len(match[2]) != 3 else text.replace(match[1], "")
    return f"{Decimal(text.replace(',', '.')):.2f}"


def number(written: str, mark: str = ".") -> Decimal | None:
    """The number of a cell that holds nothing else; None for any other."""
    try:
        found = Decimal(plain(written, mark))
    except ArithmeticError:
        return None
    return found if found.is_finite() else None
