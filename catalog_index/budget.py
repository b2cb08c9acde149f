"""Reading a price limit in a French or English sentence, by rule: what is a budget, and what only looks like one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Budget:
    """`min` and `max` in the shopper's currency (None: open on that side); "about N" is N ± 15 %, with `approximate` set.

    `currency` is the ISO code the shopper wrote, if any; `span` the (start, end) of the words in the text that was read.
    """

    min: Decimal | None
    max: Decimal | None
    currency: str | None
    span: tuple[int, int]
    approximate: bool = False


def read_budget(text: str, language: str, bare_number_is_budget: bool = False) -> Budget | None:
    """The budget said in `text`, or None. `bare_number_is_budget`: the budget was just asked, so "80" alone answers it."""
    raise NotImplementedError
