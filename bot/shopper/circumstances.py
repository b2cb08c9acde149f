"""The weak signals of one visit, put together: how this visit differs from the same person's others. Pure; nothing here
is kept beyond the visit, and nothing here alone calls for speaking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from bot.shopper.pages import delivery_read, price_filters, queries, reviews_read
from bot.shopper.session import Session
from catalog_index.product import Product

Lookup = Callable[[str], "Product | None"]

Novelty = Callable[[str], "bool | None"]
"""Whether an item is new in the catalogue; None when that is not known."""


def unknown(item_id: str) -> bool | None:
    """The novelty of an item in a catalogue without a history."""
    return None


HALF_DAYS = ((6, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))
"""Hours of the day in UTC, first hour excluded: shoppers of the evening linger, those of the noon break don't."""
LEAST_VIEWS = 2
"""Products looked at before their common traits say anything about taste."""
FEW_REVIEWS = 5
"""Reviews under which a product is a find rather than everybody's choice."""


def circumstances(session: Session, lookup: Lookup, now: datetime, new: Novelty = unknown) -> dict[str, Any]:
    """What is known of this visit: {name: value}, only what the shopper's own clicks and words show.

    `entry` (direct, search, campaign, or the referring host), `device` (phone, tablet, computer), `hour`, `visit`,
    `price_filters` (distinct ones), `reviews_read`, `delivery_read`, and of the products looked at the share on sale
    (`promotion`), new in the catalogue (`novelty`), little reviewed (`rarity`) and well reviewed (`opinion`).
    """
    began = session.visit_started_at or session.started_at
    events = [event for event in session.events if session.visit == 1 or event.at >= began]
    products = [product for item in dict.fromkeys(v.item_id for v in session.viewed) if (product := lookup(item))]
    found: dict[str, Any] = {
        "visit": session.visit,
        "hour": next(name for until, name in HALF_DAYS if now.hour < until),
        "entry": _entry(session),
        "device": (session.page or {}).get("device"),
        "price_filters": len(price_filters(events)),
        "reviews_read": len(reviews_read(events)),
        "delivery_read": len(delivery_read(events)),
        **_tastes(products, new),
    }
    return {name: value for name, value in found.items() if value not in (None, 0, "")}


def circumstance_lines(found: Mapping[str, Any]) -> list[str]:
    """The circumstances as a person reads them, one a line."""
    return [f"{name}: {value}" for name, value in sorted(found.items())]


def _entry(session: Session) -> str:
    page = next((event.page for event in session.events if event.page), session.page) or {}
    query = dict(queries(str(page.get("url") or "")))
    if "utm_campaign" in query or "utm_source" in query:
        return "campaign"
    host = urlsplit(str(page.get("referrer") or "")).hostname or ""
    own = urlsplit(str(page.get("url") or "")).hostname or ""
    if not host or host == own:
        return "direct"
    return "search" if any(name in host for name in ("google.", "bing.", "qwant.", "duckduckgo.", "ecosia.")) else host


def _tastes(products: list[Product], new: Novelty) -> dict[str, float]:
    if len(products) < LEAST_VIEWS:
        return {}
    return {
        "novelty": _share(bool(new(p.id)) for p in products),
        "promotion": _share(p.current_price.amount < p.price.amount for p in products),
        "rarity": _share((p.review_count or 0) < FEW_REVIEWS for p in products),
        "opinion": _share((p.average_rating or 0) >= 4 and (p.review_count or 0) >= FEW_REVIEWS for p in products),
    }


def _share(flags: Iterable[bool]) -> float:
    known = list(flags)
    return round(sum(known) / len(known), 2)
