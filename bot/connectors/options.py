"""What a file does not say itself and a person may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """`currency` (ISO 4217) where prices name none; `site` is the shop's address, from which product links are made
    where an export has none; `tax` is the rate in percent for prices written without it; `combinations` is
    PrestaShop's second file; `today` decides which dated promotions count.
    """

    currency: str | None = None
    site: str = ""
    tax: Decimal | None = None
    combinations: Path | None = None
    today: date | None = None

    def running(self, start: str, end: str) -> bool:
        """Whether today lies within the dates a promotion was given: "" is open-ended, an unreadable one is over."""
        now = (self.today or date.today()).isoformat()  # noqa: DTZ011 (the merchant's own day, as the export's)
        return all(_day(text) is not None for text in (start, end) if text) and (
            (not start or str(_day(start)) <= now) and (not end or str(_day(end)) >= now)
        )


def _day(text: str) -> str | None:
    """ "2026-03-01 00:00:00" -> "2026-03-01"; None for what is no date. PrestaShop's zero date is no limit."""
    day = text.strip()[:10]
    if day == "0000-00-00":
        return "9999-12-31"
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None
