"""The back room in a real browser: in, read, flag, note; the results; and a shopper answered by a person, live."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("shop")]

Visit = Callable[..., Page]
LogIn = Callable[..., Page]
Barriers = Callable[..., list[str]]
PASSWORD = "a sentence only I know"


@pytest.fixture(scope="module")
def password_hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def log_in(visit: Visit, stores: Any, password_hash: str) -> LogIn:
    """`log_in(role)`: somebody new of that role goes through the door; the page they come to."""

    def enter(role: str, language: str = "fr", **how: Any) -> Page:
        user = stores.users.add(f"{uuid.uuid4().hex[:8]}@shop.example", role, language)
        stores.users.set_password(user.id, password_hash)
        page = visit("/console/", **how)
        page.locator("input[name=email]").fill(user.email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main .call").click()
        page.wait_for_url("**/console/review**")
        return page

    return enter


def ask_for_a_person(page: Page) -> str:
    """A shopper asks in the widget; the conversation's id."""
    page.locator("#comptoir .launcher").click()
    page.locator("#comptoir .foot .link").click()
    expect(page.locator("#comptoir .told")).to_be_visible()
    return str(page.evaluate("() => JSON.parse(sessionStorage['comptoir.visit']).conversation_id"))


def test_a_person_answers_the_shopper_live_and_gives_back(
    visit: Visit, log_in: LogIn, barriers: Barriers, shop_url: str
) -> None:
    shopper = visit("/?lang=fr", consent="yes")
    conversation = ask_for_a_person(shopper)
    team = log_in("support")
    team.goto(f"{shop_url}/console/review/{conversation}")
    expect(team.locator(".presence.there")).to_be_visible()
    team.locator(".service input[name=name]").fill("Léa")
    team.locator(".service .call").click()
    expect(team.locator("#say")).to_be_visible()
    team.wait_for_load_state()  # the Enter key is the page's script's
    team.locator("#say").fill("Bonjour, que se passe-t-il ?")
    team.locator("#say").press("Enter")
    expect(shopper.locator("#comptoir .advisor .said")).to_have_text("Bonjour, que se passe-t-il ?")
    expect(shopper.locator("#comptoir .name p")).to_contain_text("Léa")
    expect(team.locator("#say")).to_have_value("")
    said = shopper.locator("#comptoir .assistant").count()
    shopper.locator("#comptoir textarea").fill("ma commande est cassée")
    shopper.locator("#comptoir textarea").press("Enter")
    expect(team.locator(".stop.shopper", has_text="ma commande est cassée")).to_be_visible()
    expect(shopper.locator("#comptoir .typing")).to_have_count(0)
    assert shopper.locator("#comptoir .assistant").count() == said
    assert barriers(team) == barriers(shopper) == []
    team.locator(".service .call").click()
    expect(team.locator("#write")).to_have_count(0)
    expect(shopper.locator("#comptoir .foot .link")).to_be_visible()
    expect(shopper.locator("#comptoir .assistant")).to_have_count(said + 1)


def test_a_conversation_is_found_read_flagged_and_noted(visit: Visit, log_in: LogIn) -> None:
    shopper, word = visit("/?lang=en"), f"zorglub{uuid.uuid4().hex[:6]}"
    shopper.locator("#comptoir .launcher").click()
    shopper.locator("#comptoir textarea").fill(f"do you have a {word} headlamp")
    shopper.locator("#comptoir textarea").press("Enter")
    expect(shopper.locator("#comptoir .assistant")).not_to_have_count(1)
    team = log_in("support", "en")
    with team.expect_response(lambda response: word in response.url):
        team.locator("#q").fill(word)
    expect(team.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    expect(team.locator("#rows .row")).to_have_count(1)
    team.locator("select[name=language]").select_option("fr")
    expect(team.locator("#rows .row")).to_have_count(0)
    team.locator("select[name=language]").select_option("")
    expect(team.locator("#rows .row")).to_have_count(1)
    team.locator("#q").focus()
    team.locator("#rows .row a").click(delay=500)  # leaving the field is no new search: the row pressed on stays
    expect(team.locator(".stop.shopper .said")).to_contain_text(word)
    team.wait_for_load_state()  # the shortcuts are the script's
    team.keyboard.press("n")
    expect(team.locator("form[action$=notes] textarea")).to_be_focused()
    team.keyboard.type("They will write again.")
    team.locator("form[action$=notes] button").click()
    expect(team.locator(".stop.note .said")).to_have_text("They will write again.")
    team.locator("form[action$=flags] .call").click()
    expect(team.locator(".side .chip.follow_up")).to_be_visible()


def send_the_form(page: Page) -> None:
    """From its last field, by keyboard."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_by_keyboard_alone_a_note_and_a_flag_leave_one_where_one_was(
    visit: Visit, log_in: LogIn, shop_url: str
) -> None:
    shopper = visit("/?lang=en", consent="yes")
    shopper.locator("#comptoir .launcher").click()
    expect(shopper.locator("#comptoir .assistant")).to_have_count(1)
    conversation = shopper.evaluate("() => JSON.parse(sessionStorage['comptoir.visit']).conversation_id")
    team = log_in("support", "en")
    team.goto(f"{shop_url}/console/review/{conversation}")
    team.wait_for_load_state()
    team.keyboard.press("n")
    team.keyboard.type("They will write again.")
    send_the_form(team)
    expect(team.locator(".stop.note .said")).to_be_visible()
    expect(team.locator("form[action$=notes] button")).to_be_focused()
    team.keyboard.press("f")
    send_the_form(team)
    expect(team.locator(".side .chip.follow_up")).to_be_visible()
    expect(team.locator("form.inline[action$=flags] button")).to_be_focused()


def test_a_meaning_chosen_by_its_figure_is_saved_by_enter(log_in: LogIn, shop_url: str) -> None:
    page = log_in("merchant", "en")
    page.goto(f"{shop_url}/console/training/teach?text=zorglub, I am lost&language=en")
    page.wait_for_load_state()
    page.keyboard.press("2")
    expect(page.locator("input[name=intent][data-key='2']")).to_be_focused()
    expect(page.locator("input[name=intent][data-key='2']")).to_be_checked()


def test_what_takes_a_while_shows_it_and_is_asked_once(log_in: LogIn, shop_url: str) -> None:
    page, held = log_in("merchant", "en"), []
    page.goto(f"{shop_url}/console/shop")
    page.wait_for_load_state()
    page.route("**/console/shop/policy*", lambda route: held.append(route))
    attempt = page.locator("button[name=days]").first
    pause = "await new Promise((done) => setTimeout(done, 500));"
    busy = attempt.evaluate(f"async (one) => {{ one.click(); {pause} one.click(); return one.ariaBusy; }}")
    assert busy == "true"
    page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#trial")).to_be_visible(timeout=120_000)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_what_is_told_anew_leaves_the_focus_where_it_was(log_in: LogIn, shop_url: str) -> None:
    page = log_in("merchant")
    page.goto(f"{shop_url}/console/training/models")
    train = page.locator("form[action$='/runs'] button")
    train.focus()
    train.evaluate("(one) => { one.dataset.before = ''; }")
    page.evaluate("() => htmx.ajax('GET', '/console/training/progress', {target: '#now'})")
    expect(page.locator("form[action$='/runs'] button:not([data-before])")).to_be_focused()


@pytest.mark.parametrize(("dark", "phone"), [(False, False), (True, True)])
def test_a_merchants_pages_open_fit_and_can_be_read_by_all(
    log_in: LogIn, barriers: Barriers, shop_url: str, dark: bool, phone: bool
) -> None:
    page = log_in("merchant", dark=dark, phone=phone)
    for path in ("review", "training", "training/examples", "training/quality", "training/models", "shop", "earnings"):
        page.goto(f"{shop_url}/console/{path}")
        assert page.locator("h1").count() == 1
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
        assert barriers(page) == [], path
