"""The demo shop's pages in a real browser: reachable, honest, and telling the widget what happens on them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("shop")]

Visit = Callable[..., Page]
Barriers = Callable[..., list[str]]
ENDLESS = "X" * 300
"""A name without a single blank, as long as the catalogue keeps one."""


def watch_events(page: Page) -> list[dict[str, Any]]:
    """Every event the widget sends from now on."""
    told: list[dict[str, Any]] = []
    page.on(
        "request",
        lambda r: told.extend(json.loads(r.post_data or "{}").get("events", [])) if r.url.endswith("/events") else None,
    )
    return told


def first_product(page: Page) -> str:
    """Go from the home page to a product that can be bought; its id."""
    page.locator(".shelf .tile:not(.gone) a").first.click()
    page.wait_for_url("**/product/**")
    return str(page.locator("[data-add]").get_attribute("data-add"))


def names(events: list[dict[str, Any]]) -> list[str]:
    return [event["name"] for event in events]


def test_a_visit_from_the_shelf_to_the_order_is_told_in_ga4s_words(visit: Visit, shop_url: str) -> None:
    page = visit("/thanks", consent="yes")
    told = watch_events(page)
    page.goto(f"{shop_url}/?lang=en")
    item_id = first_product(page)
    page.locator("[data-add]").click()
    page.locator("[data-after-add]").click()
    page.wait_for_url("**/basket**")
    expect(page.locator(".lines .line")).to_have_count(1)
    page.locator("[data-checkout]").click()
    page.wait_for_url("**/thanks**")
    expect(page.locator("[data-order] b")).to_contain_text("D-")
    steps = {"select_item", "view_item", "add_to_cart", "view_cart", "begin_checkout", "purchase"}
    for _ in range(300):
        if steps <= set(names(told)):
            break
        page.wait_for_timeout(100)
    assert steps <= set(names(told))
    assert [e["items"][0]["item_id"] for e in told if e["name"] == "purchase"] == [item_id]
    assert page.evaluate("() => localStorage.getItem('shop.basket')") == "[]"


def test_without_agreement_no_event_leaves_the_page(visit: Visit, shop_url: str) -> None:
    page = visit("/thanks", consent="no")
    told = watch_events(page)
    page.goto(f"{shop_url}/")
    first_product(page)
    page.wait_for_timeout(800)
    assert told == []


def test_both_answers_about_memory_weigh_the_same_and_no_cookie_is_set(visit: Visit) -> None:
    page = visit("/?lang=fr", consent=None)
    buttons = page.locator(".consent .even button")
    expect(buttons).to_have_count(2)
    styles = buttons.evaluate_all(
        """(all) => all.map((button) => {
            const style = getComputedStyle(button);
            return [button.offsetWidth, button.offsetHeight, style.color, style.backgroundColor, style.fontWeight];
        })"""
    )
    assert styles[0] == styles[1]
    buttons.first.click()
    expect(page.locator(".consent")).to_be_hidden()
    assert page.evaluate("() => localStorage.getItem('shop.consent')") == "no"
    assert page.context.cookies() == []


def test_the_question_about_memory_leaves_the_way_in_free_and_the_focus_on_the_page(visit: Visit) -> None:
    page = visit("/", consent=None)
    question, way_in = page.locator(".consent").bounding_box(), page.locator("main [data-ask]").first.bounding_box()
    assert question
    assert way_in
    assert way_in["y"] + way_in["height"] <= question["y"]
    page.locator(".consent button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".consent")).to_be_hidden()
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate("scrollY") == 0


def test_the_language_is_kept_from_page_to_page(visit: Visit) -> None:
    page = visit("/?lang=en", locale="fr-FR")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    first_product(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".tongues a[lang=fr]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_a_new_visitor_is_met_in_the_language_of_the_browser(visit: Visit) -> None:
    expect(visit("/", locale="en-GB").locator("html")).to_have_attribute("lang", "en")
    expect(visit("/", locale="fr-CA").locator("html")).to_have_attribute("lang", "fr")


def test_a_shelf_can_be_narrowed_by_price(visit: Visit) -> None:
    page = visit("/?lang=en")
    with page.expect_navigation():  # until its scripts run: before that, nobody hears the choice
        page.locator(".departments a").first.click()
    limit = page.locator("select[name=price_max] option").nth(1).get_attribute("value")
    page.locator("select[name=price_max]").select_option(limit)
    page.wait_for_url("**price_max=**")
    prices = page.locator(".shelf .label strong").all_inner_texts()
    assert prices
    assert all(float(price.strip("€").replace(",", "")) <= float(limit or 0) for price in prices)


@pytest.mark.parametrize("path", ["/", "/search?q=trail", "/basket", "/thanks", "/product/there-is-none"])
def test_axe_finds_nothing_on_the_pages(visit: Visit, barriers: Barriers, path: str) -> None:
    assert barriers(visit(path, consent=None), "light", "dark") == []


@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_on_a_shelf_and_a_product(visit: Visit, barriers: Barriers, phone: bool) -> None:
    page = visit("/?lang=fr", phone=phone)
    page.locator(".departments a").first.click()
    page.wait_for_url("**/c/**")
    for _ in range(2):
        assert barriers(page) == []
        if "/c/" in page.url:
            first_product(page)


def test_no_page_is_wider_than_a_phone(visit: Visit) -> None:
    page = visit("/?lang=fr", phone=True)
    for _ in range(2):
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        if "/product/" not in page.url:
            first_product(page)


def test_a_name_without_a_single_blank_widens_no_page(visit: Visit, shop_url: str) -> None:
    page = visit("/thanks", phone=True)
    for path in ("/", "/search?q=trail", None):
        page.goto(f"{shop_url}{path or '/'}")
        if path is None:
            first_product(page)
        page.evaluate(
            "(name) => document.querySelectorAll('main h1, .tile :is(h2, h3), .brand, .crumbs span')"
            ".forEach((one) => { one.textContent = name; })",
            ENDLESS,
        )
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
