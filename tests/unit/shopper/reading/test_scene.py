"""The page a visitor landed on, or looks at, sets the scene: a guess, marked so, that words and consent outrank."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest

from bot.shopper.entry import Consent
from bot.shopper.events import EventItem, PageEvent
from bot.shopper.needs import Needs
from bot.shopper.reading.context import Knowledge
from bot.shopper.reading.scene import scene
from bot.shopper.session import Session

NOW = datetime(2026, 1, 10, 9, tzinfo=timezone.utc)
WATCHES, TRAIL = "Watches > GPS watches", "Shoes > Trail"


def landed(page: dict[str, Any] | None = None, **more: Any) -> Session:
    return Session("c", "en", NOW, page=page, consent=Consent(True, True), **more)


def event(name: str, **more: Any) -> PageEvent:
    return PageEvent(name, name, NOW, 1, **more)


@pytest.mark.parametrize(
    ("page", "category"),
    [
        ({"url": "https://shop.example/collections/gps-watches"}, WATCHES),
        ({"url": "https://shop.example/c/chaussures-trail-12.html"}, TRAIL),
        ({"url": "https://shop.example/?utm_campaign=trail_shoes_winter"}, TRAIL),
        ({"url": "https://shop.example/", "referrer": "https://search.example/?q=gps+watch"}, WATCHES),
        ({"url": "https://shop.example/", "referrer": "https://mag.example/tests/trail-shoes"}, TRAIL),
    ],
)
def test_an_address_tells_the_shelf(known: Knowledge, page: dict[str, Any], category: str) -> None:
    change = scene(landed(page), known)
    assert (change["category"], "category" in change["inferred"]) == (category, True)


@pytest.mark.parametrize(
    "page",
    [
        {"url": "https://shop.example/"},
        {"url": "https://shop.example/returns"},
        {"url": "https://shop.example/product/gps-watch-strap"},  # one product is no direction
        {"url": "http://[broken"},
        None,
    ],
)
def test_an_address_that_names_no_shelf_tells_nothing(known: Knowledge, page: dict[str, Any] | None) -> None:
    assert scene(landed(page), known) == {}


def test_the_page_looked_at_last_outranks_the_one_landed_on(known: Knowledge) -> None:
    session = landed({"url": "https://shop.example/trail-shoes"}, events=(event("search", query="gps watch"),))
    assert scene(session, known)["category"] == WATCHES


def test_a_new_shelf_leaves_behind_what_was_guessed_of_the_one_before(known: Knowledge) -> None:
    guessed = Needs(category=TRAIL, level="beginner", usage="mud", inferred=("category", "level"))
    change = scene(landed({"url": "https://shop.example/gps-watches"}, needs=guessed), known)
    needs = guessed.changed(change)
    assert (needs.category, needs.level, needs.usage, needs.inferred) == (WATCHES, None, "mud", ("category",))


def test_words_consent_and_product_pages_outrank_it(known: Knowledge) -> None:
    session = landed({"url": "https://shop.example/gps-watches"})
    assert scene(replace(session, needs=Needs(category=TRAIL)), known) == {}
    assert scene(replace(session, consent=Consent(False, True)), known) == {}
    viewed = event("view_item", items=(EventItem("x"),))
    assert scene(replace(session, events=(viewed,)), known) == {}
