"""A closed widget speaks up once when somebody hesitates between products, and is easily sent away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("shop")]

Visit = Callable[..., Page]


def hesitate(page: Page) -> None:
    """Look at three similar products, one after the other."""
    links = page.locator(".shelf .tile:not(.gone) a").evaluate_all("(all) => all.slice(0, 3).map((one) => one.href)")
    for link in links:
        page.goto(link)
        page.wait_for_timeout(900)


def test_three_similar_products_bring_one_sentence_that_leaves_the_focus_alone(visit: Visit) -> None:
    page = visit("/c/shoes-trail?lang=fr", consent="yes")
    hesitate(page)
    bubble = page.locator("#comptoir .bubble")
    expect(bubble).to_be_visible()
    assert page.evaluate("() => document.activeElement === document.body")
    bubble.locator(".say").click()
    page.mouse.move(10, 400)  # a button under the pointer looks otherwise
    answers = page.locator("#comptoir .replies.even button")
    expect(answers.nth(1)).to_be_visible()
    looks = answers.evaluate_all(
        "(all) => all.map((one) => ['color', 'backgroundColor', 'fontWeight'].map((key) => getComputedStyle(one)[key]))"
    )
    assert all(look == looks[0] for look in looks)


def test_its_cross_silences_it_for_the_visit(visit: Visit) -> None:
    page = visit("/c/shoes-road?lang=en", consent="yes")
    shelf = page.url
    hesitate(page)
    page.locator("#comptoir .bubble .mute").click()
    expect(page.locator("#comptoir .bubble")).to_have_count(0)
    page.goto(shelf)
    hesitate(page)
    expect(page.locator("#comptoir .bubble")).to_have_count(0)
    expect(page.locator("#comptoir .launcher")).not_to_have_attribute("data-unread", "1")
