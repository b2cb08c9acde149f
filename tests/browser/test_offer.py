"""A personal offer from the first doubt to the order, and refused as easily as taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.storage.policies import PolicyDesk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("shop")]

Visit = Callable[..., Page]


@pytest.fixture(autouse=True)
def _impatient(stores: Any) -> Iterator[None]:
    """A policy under which an offer may follow the help at once; the one before is put back."""
    before = stores.policies.current().document
    desk = PolicyDesk(stores.policies, before)
    desk.put(before.replace("cooldown_seconds: 60", "cooldown_seconds: 0"), "test")
    yield
    desk.put(before, "test")


def find_it_dear(page: Page) -> Locator:
    """Look at three similar products, say that they are dear; the message with the offer."""
    links = page.locator(".shelf .tile:not(.gone) a").evaluate_all("(all) => all.slice(0, 3).map((one) => one.href)")
    for link in links:
        page.goto(link)
        page.wait_for_timeout(500)
    page.locator("#comptoir .bubble .say").click()
    page.mouse.move(10, 400)  # a button under the pointer looks otherwise
    page.locator("#comptoir textarea").fill("c’est trop cher pour moi")
    page.locator("#comptoir textarea").press("Enter")
    message = page.locator("#comptoir .assistant", has=page.locator(".personal"))
    expect(message).to_have_count(1)
    return message


def amount(text: str) -> Decimal:
    """« 89,90 € » as a number."""
    return Decimal("".join(c for c in text.replace(",", ".") if c.isdigit() or c == "."))


def test_an_offer_is_explained_taken_and_kept_to_the_till(visit: Visit) -> None:
    page = visit("/c/shoes-trail?lang=fr", consent="yes")
    message = find_it_dear(page)
    before, after = (amount(message.locator(f".price {mark}").inner_text()) for mark in ("s", ".now"))
    assert after == (before * Decimal("0.95")).quantize(Decimal("0.01"), ROUND_DOWN)
    message.locator(".why summary").click()
    expect(message.locator(".why p")).to_be_visible()
    message.locator(".card .add").click()
    expect(message.locator(".card .add.done")).to_be_visible()
    page.goto(page.url.split("/product/")[0] + "/basket?lang=fr")
    expect(page.locator("[data-basket=total]")).not_to_be_empty()
    assert amount(page.locator("[data-basket=total]").inner_text()) == after
    page.locator("[data-checkout]").click()
    page.wait_for_url("**/thanks**")
    expect(page.locator("[data-order] b")).to_contain_text("D-")


def test_an_offer_is_refused_as_easily_as_it_is_taken_and_the_basket_stays_empty(visit: Visit) -> None:
    page = visit("/c/shoes-trail?lang=fr", consent="yes")
    message = find_it_dear(page)
    answers = message.locator(".replies.even button")
    expect(answers).to_have_count(2)
    looks = answers.evaluate_all(
        "(all) => all.map((one) => ['color', 'backgroundColor', 'fontWeight', 'fontSize', 'height']"
        ".map((key) => getComputedStyle(one)[key]))"
    )
    assert looks[0] == looks[1]
    answers.last.click()
    expect(page.locator("#comptoir .replies.even")).to_have_count(0)
    expect(page.locator("#comptoir .typing")).to_have_count(0)
    assert page.evaluate("() => localStorage.getItem('shop.basket') || '[]'") == "[]"
    page.reload()
    expect(page.locator("#comptoir .bubble")).to_have_count(0)
