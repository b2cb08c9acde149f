"""The weak signals of one visit, put together: how this visit differs from the same person's others. Pure; nothing here
is kept beyond the visit, and nothing here alone calls for speaking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bot.shopper.session import Session
from catalog_index.product import Product

Lookup = Callable[[str], "Product | None"]

HALF_DAYS = ((6, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))
"""Hours of the day in UTC, first hour excluded: shoppers of the evening linger, those of the noon break don't."""
LEAST_VIEWS = 2
"""Products looked at before their common traits say anything about taste."""
FEW_REVIEWS = 5
"""Reviews under which a product is a find rather than everybody's choice."""
PRICE_WORDS = re.compile(r"price|prix|budget|tarif", re.IGNORECASE)
REVIEW_WORDS = re.compile(r"review|avis|rating", re.IGNORECASE)


def circumstances(session: Session, lookup: Lookup, now: datetime) -> dict[str, Any]:
    """What is known of this visit: {name: value}, only what the shopper's own clicks and words show.

    `entry` (direct, search, campaign, or the referring host), `hour`, `visit`, `price_filters` (distinct ones),
    `reviews_read`, and of the products looked at the share on sale (`promotion`), little reviewed (`rarity`) and well
    reviewed (`opinion`). The device is not read off the browser, and the catalogue has no dates to tell what is new.
    """
    began = session.visit_started_at or session.started_at
    pages = [event.page for event in session.events if event.page and (session.visit == 1 or event.at >= began)]
    urls = [str(page.get("url") or "") for page in pages]
    products = [product for item in dict.fromkeys(v.item_id for v in session.viewed) if (product := lookup(item))]
    found: dict[str, Any] = {
        "visit": session.visit,
        "hour": next(name for until, name in HALF_DAYS if now.hour < until),
        "entry": _entry(session),
        "price_filters": len({pair for url in urls for pair in _queries(url) if PRICE_WORDS.search(pair[0])}),
        "reviews_read": sum(bool(REVIEW_WORDS.search(urlsplit(url).fragment)) for url in urls),
        **_tastes(products),
    }
    return {name: value for name, value in found.items() if value not in (None, 0, "")}


def lines(found: dict[str, Any]) -> list[str]:
    """The circumstances as a person reads them, one a line."""
    return [f"{name}: {value}" for name, value in sorted(found.items())]


def _entry(session: Session) -> str:
    page = next((event.page for event in session.events if event.page), session.page) or {}
    query = dict(_queries(str(page.get("url") or "")))
    if "utm_campaign" in query or "utm_source" in query:
        return "campaign"
    host = urlsplit(str(page.get("referrer") or "")).hostname or ""
    own = urlsplit(str(page.get("url") or "")).hostname or ""
    if not host or host == own:
        return "direct"
    return "search" if any(name in host for name in ("google.", "bing.", "qwant.", "duckduckgo.", "ecosia.")) else host


def _queries(url: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(url).query)
    except ValueError:
        return []


def _tastes(products: list[Product]) -> dict[str, float]:
    if len(products) < LEAST_VIEWS:
        return {}
    return {
        "promotion": _share(p.current_price.amount < p.price.amount for p in products),
        "rarity": _share((p.review_count or 0) < FEW_REVIEWS for p in products),
        "opinion": _share((p.average_rating or 0) >= 4 and (p.review_count or 0) >= FEW_REVIEWS for p in products),
    }


def _share(flags: Iterable[bool]) -> float:
    known = list(flags)
    return round(sum(known) / len(known), 2)
