from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal

from bot.shopper.circumstances import circumstance_lines, circumstances
from bot.shopper.entry import Conversation, Entry
from bot.shopper.session import Session, fold_all
from catalog_index.product import Money, Product

MORNING = datetime(2026, 5, 4, 9, 0, tzinfo=timezone.utc)
PRODUCTS = {
    "a": Product(id="a", title="a", price=Money(Decimal(90), "EUR"), average_rating=4.5, review_count=40),
    "b": Product(
        id="b", title="b", price=Money(Decimal(90), "EUR"), sale_price=Money(Decimal(80), "EUR"), review_count=1
    ),
}


def visit(*pages: tuple[str, str | None], referrer: str | None = None) -> Session:
    entries = []
    for n, (url, item) in enumerate(pages, 1):
        page = {"url": url, "referrer": referrer}
        data = {"event_id": str(n), "name": "view_item" if item else "page_view", "timestamp": MORNING.isoformat()}
        items = [{"item_id": item, "known": True}] if item else []
        entries.append(Entry(n, "c", MORNING, "page_event", {**data, "items": items, "page": page}))
    return fold_all(Conversation("c", "", "fr", MORNING), entries)


def test_a_visit_is_told_by_where_it_came_from_what_it_filtered_and_what_it_read() -> None:
    session = visit(
        ("https://shop.example/?utm_campaign=ete", None),
        ("https://shop.example/l?price_max=80", None),
        ("https://shop.example/l?price_max=60", None),
        ("https://shop.example/p/a#reviews", "a"),
    )
    found = circumstances(session, PRODUCTS.get, MORNING)
    assert found == {"visit": 1, "hour": "morning", "entry": "campaign", "price_filters": 2, "reviews_read": 1}
    assert circumstance_lines(found) == [
        "entry: campaign",
        "hour: morning",
        "price_filters: 2",
        "reviews_read: 1",
        "visit: 1",
    ]


def test_what_was_looked_at_shows_a_taste_from_the_second_product_on() -> None:
    one = circumstances(visit(("https://s.example/a", "a")), PRODUCTS.get, MORNING)
    two = circumstances(visit(("https://s.example/a", "a"), ("https://s.example/b", "b")), PRODUCTS.get, MORNING)
    assert "promotion" not in one
    assert (two["promotion"], two["rarity"], two["opinion"]) == (0.5, 0.5, 0.5)


def test_the_share_of_new_products_is_told_where_the_catalogue_has_a_history() -> None:
    session = visit(("https://s.example/a", "a"), ("https://s.example/b", "b"))
    assert circumstances(session, PRODUCTS.get, MORNING, lambda item: item == "a")["novelty"] == 0.5
    assert "novelty" not in circumstances(session, PRODUCTS.get, MORNING)


def test_the_device_is_the_one_the_conversation_began_on() -> None:
    begun = fold_all(Conversation("c", "", "fr", MORNING, page={"device": "phone"}), [])
    assert circumstances(begun, PRODUCTS.get, MORNING)["device"] == "phone"


def test_the_entry_is_a_search_engine_another_site_or_none() -> None:
    for referrer, entry in (
        ("https://www.google.fr/", "search"),
        ("https://forum.example/", "forum.example"),
        ("https://shop.example/", "direct"),
        (None, "direct"),
    ):
        session = visit(("https://shop.example/", None), referrer=referrer)
        assert circumstances(session, PRODUCTS.get, MORNING)["entry"] == entry
