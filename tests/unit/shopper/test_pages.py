"""What addresses tell of a doubt, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone

import pytest

from bot.shopper.events import PageEvent
from bot.shopper.pages import Read, delivery_read, price_filters, reviews_read

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.utc)


def opened(*urls: str) -> list[PageEvent]:
    return [PageEvent(f"e{n}", "page_view", NOON, n, page={"url": url}) for n, url in enumerate(urls)]


@pytest.mark.parametrize(
    ("read", "url", "counts"),
    [
        (price_filters, "https://s.example/bags?price_max=80", True),
        (price_filters, "/sacs?prix=0-80", True),
        (price_filters, "/bags?sort=price_asc", True),
        (price_filters, "/bags?sort=price_desc", False),
        (price_filters, "/bags?orderby=price-high-to-low", False),
        (price_filters, "/bags?price_min=200", False),
        (price_filters, "/bags?sort=newest&colour=red", False),
        (reviews_read, "/p/shoe-1#reviews", True),
        (reviews_read, "/p/shoe-1/avis-clients", True),
        (reviews_read, "/p/shoe-1#sizes", False),
        (reviews_read, "/p/shoe-1?tab=avis", True),
        (reviews_read, "/p/shoe-1?sort=reviews", False),
        (reviews_read, "/search?q=reviews", False),
        (delivery_read, "/p/shoe-1?onglet=livraison", True),
        (delivery_read, "/p/shoe-1?q=livraison", False),
        (reviews_read, "/blog/ten-reviews-of-trail-shoes", False),
        (delivery_read, "/delivery", True),
        (delivery_read, "/pages/frais-livraison.html", True),
        (delivery_read, "/p/delivery-bag", False),
        (delivery_read, "https://[bad", False),
    ],
)
def test_an_address_tells_of_a_ceiling_of_reviews_or_of_terms(
    read: Callable[[Sequence[PageEvent]], list[Read]], url: str, counts: bool
) -> None:
    assert len(read(opened(url))) == int(counts)


def test_the_same_page_counts_once_and_another_ceiling_again() -> None:
    pages = opened("/bags?price_max=80", "/bags?price_max=80", "/bags?price_max=60")
    assert [one.event_id for one in price_filters(pages)] == ["e0", "e2"]
