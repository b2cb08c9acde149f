"""What nobody asked for waits while the shopper writes, and comes once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("shop")]

Visit = Callable[..., Page]
LOOKED_AT = """(url) => window.Comptoir.track("view_item", {items: [{item_id: url.split('/').pop().split('?')[0]}]})"""


def unasked(stores: Any, began: int) -> int:
    """Nudges posted since entry `began`."""
    return sum(1 for entry in stores.log.tail(began) if entry.kind == "message" and entry.data.get("nudge"))


def test_a_suggestion_waits_for_the_sentence_being_written_and_comes_once(visit: Visit, stores: Any) -> None:
    began = stores.log.last_id()
    page = visit("/c/shoes-trail?lang=fr", consent="yes")
    links = page.locator(".shelf .tile:not(.gone) a").evaluate_all("(all) => all.slice(0, 3).map((one) => one.href)")
    for link in links[:2]:
        page.goto(link)
        page.wait_for_timeout(700)
    page.locator("#comptoir .launcher").click()
    page.locator("#comptoir textarea").fill("je voudrais savoir si")
    page.evaluate(LOOKED_AT, links[2])
    for _ in range(240):
        if unasked(stores, began):
            break
        page.wait_for_timeout(250)
    assert unasked(stores, began) == 1
    page.wait_for_timeout(1_000)  # what was posted has long come down the stream
    suggested = page.locator("#comptoir .replies.even")
    expect(suggested).to_have_count(0)
    page.locator("#comptoir textarea").fill("")
    expect(suggested).to_have_count(1)
    page.reload()
    page.locator("#comptoir .launcher").click()
    expect(suggested).to_have_count(1)
    expect(page.locator("#comptoir .bubble")).to_have_count(0)
    assert unasked(stores, began) == 1
