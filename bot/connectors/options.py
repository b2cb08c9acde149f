"""What a file does not say itself and a person may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from catalog_index.feed.reading import Numbered
from catalog_index.feed.row import Rejection, text_of

EFFECTIVE = "sale_price_effective_date"


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
        """Whether today lies within the dates a promotion was given: "" and PrestaShop's zero date are open-ended, an
        unreadable one is over.
        """
        start, end = ("" if text.startswith("0000-00-00") else text.strip() for text in (start, end))
        now = (self.today or date.today()).isoformat()  # noqa: DTZ011 (the merchant's own day, as the export's)
        return all(_day(text) is not None for text in (start, end) if text) and (
            (not start or str(_day(start)) <= now) and (not end or str(_day(end)) >= now)
        )

    def in_force(self, rows: Iterable[tuple[int, Mapping[str, Any]] | Rejection]) -> Iterator[Numbered | Rejection]:
        """The rows of a feed, the sale price left out where today is none of its days (Google's
        `sale_price_effective_date`, "2026-03-01T00:00+0100/2026-03-31T23:59+0100").
        """
        for entry in rows:
            if not isinstance(entry, Rejection) and (dates := text_of(entry[1], EFFECTIVE).strip()):
                start, _, end = dates.partition("/")
                if not self.running(start, end):
                    entry = entry[0], {name: value for name, value in entry[1].items() if name != "sale_price"}
            yield entry


def _day(text: str) -> str | None:
    """ "2026-03-01 00:00:00" -> "2026-03-01"; None for what is no date."""
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return None
