"""The widget in a real browser: what a shopper sees, keeps and is never made to load."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("shop")]

Visit = Callable[..., Page]
Barriers = Callable[..., list[str]]
ASKED = {
    "fr": "chaussures de trail pour débutante, moins de 100 €, pointure 39, surtout pas rose",
    "en": "women's trail shoes for a beginner, under 100 euros, size 39",
}
DUNNO = {"fr": "je ne sais pas", "en": "I don't know"}
QUESTIONS = 3


def open_widget(page: Page) -> None:
    page.locator("#comptoir .launcher").click()
    expect(page.locator("#comptoir .assistant .said").first).to_be_visible()


def say(page: Page, text: str) -> None:
    """Say it, and wait until it is answered."""
    before = page.locator("#comptoir .assistant").count()
    page.locator("#comptoir textarea").fill(text)
    page.locator("#comptoir textarea").press("Enter")
    expect(page.locator("#comptoir .assistant")).not_to_have_count(before)
    expect(page.locator("#comptoir .typing")).to_have_count(0)


def ask_for_shoes(page: Page, language: str = "fr") -> None:
    """Ask in one sentence, leave up to three questions open, and see cards."""
    say(page, ASKED[language])
    for _ in range(QUESTIONS):
        if page.locator("#comptoir .card").count():
            break
        say(page, DUNNO[language])
    expect(page.locator("#comptoir .card").first).to_be_visible()


def basket(page: Page) -> list[dict[str, object]]:
    return page.evaluate("() => JSON.parse(localStorage.getItem('shop.basket') || '[]')")


def test_nothing_but_the_loader_is_requested_before_the_shopper_acts(visit: Visit, shop_url: str) -> None:
    page = visit("/thanks", consent="no")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(shop_url)))
    page.goto(f"{shop_url}/")
    page.wait_for_timeout(1500)
    page.mouse.move(1200, 700)
    assert [path for path in asked if path.startswith("/w/")] == ["/w/1/loader.js"]
    assert [path for path in asked if path.startswith("/v1/")] == []
    assert page.context.cookies() == []


def test_the_loader_weighs_three_kib_and_the_opened_panel_twenty(visit: Visit) -> None:
    page = visit("/")
    weights: dict[str, int] = {}

    def weigh(response: object) -> None:
        path = re.sub(r"\?.*", "", response.url.split("/w/1/")[-1])  # type: ignore[attr-defined]
        if "/w/1/" in response.url:  # type: ignore[attr-defined]
            weights[path] = int(response.headers["content-length"])  # type: ignore[attr-defined]

    page.on("response", weigh)
    page.reload()
    open_widget(page)
    loader = weights.pop("loader.js")
    assert loader <= 3 * 1024
    assert len(weights) >= 3
    assert sum(weights.values()) <= 20 * 1024


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_shopper_asks_sees_cards_and_fills_the_basket(visit: Visit, language: str) -> None:
    page = visit(f"/?lang={language}")
    open_widget(page)
    ask_for_shoes(page, language)
    card = page.locator("#comptoir .card").first
    expect(card.locator(".reasons li").first).to_be_visible()
    expect(card.locator(".now")).to_contain_text("€")
    assert page.locator("#comptoir .card").count() <= 3
    card.locator(".add").click()
    expect(card.locator(".add")).to_contain_text("✓")
    lines = basket(page)
    assert [line["quantity"] for line in lines] == [1]
    page.goto(page.url.split("?")[0] + f"basket?lang={language}")
    expect(page.locator(".lines .line")).to_have_count(1)


def test_what_was_understood_is_shown_and_can_be_taken_away(visit: Visit) -> None:
    page = visit("/?lang=fr")
    open_widget(page)
    ask_for_shoes(page)
    chips = page.locator("#comptoir .chips button")
    budget = chips.filter(has_text="100")
    expect(budget).to_have_count(1)
    before = chips.count()
    budget.click()
    expect(budget).to_have_count(0)
    assert page.locator("#comptoir .chips button").count() == before - 1


def test_added_is_not_said_when_the_page_refuses(visit: Visit) -> None:
    page = visit("/?lang=fr")
    page.route("**/v1/catalogue/products/**", lambda route: route.fulfill(status=404, json={}))
    open_widget(page)
    ask_for_shoes(page)
    card = page.locator("#comptoir .card").first
    card.locator(".add").click()
    expect(card.get_by_role("alert")).to_contain_text("Pas ajouté")
    expect(card.locator(".add")).not_to_contain_text("✓")
    assert basket(page) == []


def test_a_reload_keeps_the_conversation_of_those_who_agreed(visit: Visit, shop_url: str) -> None:
    page = visit("/?lang=fr", consent="yes")
    open_widget(page)
    say(page, "bonjour")
    said = page.locator("#comptoir .said").all_inner_texts()
    page.reload()
    open_widget(page)
    expect(page.locator("#comptoir .said")).to_have_count(len(said))
    assert page.locator("#comptoir .said").all_inner_texts() == said
    assert page.context.cookies() == []


def test_what_another_script_kept_under_our_names_does_not_keep_the_widget_away(visit: Visit) -> None:
    page = visit("/?lang=en", consent="yes")
    page.evaluate(
        "() => { sessionStorage['comptoir.events'] = sessionStorage['comptoir.visit'] = 'a note of theirs'; }"
    )
    page.reload()
    page.locator("#comptoir .launcher").click()
    expect(page.locator("#comptoir .assistant")).to_have_count(1)


def test_without_agreement_nothing_is_kept_and_the_widget_says_so(visit: Visit) -> None:
    page = visit("/?lang=fr", consent="no")
    open_widget(page)
    expect(page.locator("#comptoir .log .small")).to_be_visible()
    say(page, "bonjour")
    kept = page.evaluate(
        "() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)].filter((k) => k.startsWith('comptoir'))"
    )
    assert kept == []


def test_withdrawing_agreement_forgets_what_was_kept(visit: Visit) -> None:
    page = visit("/?lang=fr", consent="yes")
    open_widget(page)
    assert page.evaluate("() => sessionStorage.getItem('comptoir.visit')")
    page.evaluate("() => Comptoir.setConsent({ personalisation: false, analytics: false })")
    assert page.evaluate(
        "() => [sessionStorage.getItem('comptoir.visit'), localStorage.getItem('comptoir.visitor')]"
    ) == [None, None]


def test_a_second_tab_goes_on_with_the_same_conversation(visit: Visit) -> None:
    page = visit("/?lang=fr", consent="yes")
    open_widget(page)
    say(page, "bonjour")
    said = page.locator("#comptoir .said").all_inner_texts()
    other = page.context.new_page()
    other.goto(page.url)
    open_widget(other)
    expect(other.locator("#comptoir .said")).to_have_count(len(said))
    say(other, "je cherche une montre")
    page.bring_to_front()
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#comptoir .shopper .said").last).to_have_text("je cherche une montre")


def test_the_widget_stands_behind_the_page_however_early_its_script_comes(visit: Visit, shop_url: str) -> None:
    """Ahead of the page's links it would take the skip link's place for the keyboard and for screen readers."""
    page, held = visit("/thanks"), []

    def stop_the_parser(route: Route) -> None:
        html = route.fetch().text()
        late = f'<script src="{shop_url}/demo/assets/theme.js?late"></script>'
        route.fulfill(body=re.sub("(<body[^>]*>)", rf"\1{late}", html), content_type="text/html")

    page.route("**/?early", stop_the_parser)
    page.route("**/theme.js?late", lambda route: held.append(route))
    page.goto(f"{shop_url}/?early", wait_until="commit")
    page.wait_for_function("() => window.Comptoir?.version === 1")
    held[0].continue_()
    page.wait_for_load_state()
    assert page.evaluate("() => document.body.lastElementChild.id") == "comptoir"
    assert page.evaluate("() => document.body.querySelector('a').className") == "skip"


def test_focus_goes_in_on_opening_and_back_on_escape(visit: Visit) -> None:
    page = visit("/")
    page.locator("#comptoir .launcher").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#comptoir textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#comptoir .panel")).to_have_count(0)
    expect(page.locator("#comptoir .launcher")).to_be_focused()


def test_focus_goes_back_to_the_button_of_the_page_that_opened_it(visit: Visit) -> None:
    page = visit("/?lang=fr")
    caller = page.get_by_role("main").get_by_role("button", name="Demander conseil").first
    caller.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#comptoir textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(caller).to_be_focused()


def test_the_focus_stays_in_the_panel_when_what_was_pressed_goes_away(visit: Visit) -> None:
    page = visit("/?lang=fr")
    open_widget(page)
    field = page.locator("#comptoir textarea")
    page.locator("#comptoir .replies button").first.press("Enter")
    expect(field).to_be_focused()
    expect(page.locator("#comptoir .typing")).to_have_count(0)
    ask_for_shoes(page)
    chips = page.locator("#comptoir .chips button")
    before = chips.count()
    chips.first.press("Enter")
    expect(chips).to_have_count(before - 1)
    expect(field).to_be_focused()
    add = page.locator("#comptoir .card .add").first
    add.press("Enter")
    expect(page.locator("#comptoir .card .add.done")).to_have_count(1)
    expect(add).to_be_focused()


def test_compared_products_are_headed_by_what_tells_them_apart(visit: Visit) -> None:
    page = visit("/?lang=fr")
    open_widget(page)
    ask_for_shoes(page)
    titles = page.locator("#comptoir .card .title").all_inner_texts()
    say(page, "comparez-les")
    heads = page.locator("#comptoir .compared thead th").all_inner_texts()
    assert len(heads) > 1
    for head in heads:
        assert [title for title in titles if title.endswith(head) and len(title) > len(head)]


def test_a_message_sent_while_the_line_is_down_arrives_once(visit: Visit) -> None:
    page = visit("/?lang=fr")
    open_widget(page)
    cut = {"posts": 0}

    def drop_the_answers(route: object) -> None:
        cut["posts"] += 1
        # The first reaches the server and its answer is lost, the second never leaves, the third is served.
        if cut["posts"] == 1:
            route.fetch()  # type: ignore[attr-defined]
        if cut["posts"] <= 2:
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route(re.compile(r"/v1/conversations/[^/]+/messages$"), drop_the_answers)
    say(page, "bonjour")
    expect(page.locator("#comptoir .trouble")).to_have_count(0)
    assert cut["posts"] == 3
    expect(page.locator("#comptoir .shopper")).to_have_count(1)
    page.wait_for_timeout(500)
    assert page.locator("#comptoir .shopper").count() == 1


def test_what_waits_for_its_turn_stands_below_what_came_meanwhile(visit: Visit) -> None:
    page = visit("/?lang=fr")
    open_widget(page)
    held: list[Route] = []

    def hold_the_first_answer(route: Route) -> None:
        if held:
            route.continue_()
        else:
            route.fetch()  # it is answered on the stream
            held.append(route)

    page.route(re.compile(r"/v1/conversations/[^/]+/messages$"), hold_the_first_answer)
    for text in ("bonjour", "merci"):
        page.locator("#comptoir textarea").fill(text)
        page.locator("#comptoir textarea").press("Enter")
    expect(page.locator("#comptoir .assistant")).to_have_count(2)
    expect(page.locator("#comptoir .shopper").last).to_contain_text("merci")
    roles = page.locator("#comptoir :is(.assistant, .shopper)").evaluate_all("all => all.map((one) => one.className)")
    assert ["shopper" in role for role in roles] == [False, True, False, True]
    held[0].abort()  # the widget asks again, and both are answered
    expect(page.locator("#comptoir .assistant")).to_have_count(3)


def test_the_widget_says_one_moment_while_the_server_is_away(visit: Visit) -> None:
    page = visit("/?lang=fr")
    open_widget(page)
    pattern = re.compile(r"/v1/conversations/[^/]+/messages$")
    page.route(pattern, lambda route: route.abort())
    page.locator("#comptoir textarea").fill("bonjour")
    page.locator("#comptoir textarea").press("Enter")
    expect(page.locator("#comptoir .trouble")).to_contain_text("Un instant")
    page.unroute(pattern)
    expect(page.locator("#comptoir .trouble")).to_have_count(0)
    expect(page.locator("#comptoir .assistant")).not_to_have_count(1)


def test_markup_in_a_message_stays_text(visit: Visit) -> None:
    page = visit("/?lang=fr")
    open_widget(page)
    say(page, "<img src=x onerror=window.pwned=1><b>trail</b>")
    expect(page.locator("#comptoir .shopper .said").last).to_have_text("<img src=x onerror=window.pwned=1><b>trail</b>")
    assert page.locator("#comptoir .shopper img").count() == 0
    assert page.evaluate("() => window.pwned") is None


def test_a_person_can_always_be_asked_for(visit: Visit) -> None:
    page = visit("/?lang=en")
    open_widget(page)
    page.locator("#comptoir .foot .link").click()
    expect(page.locator("#comptoir .shopper .said")).to_have_text("I’d like to talk to a person, please.")
    expect(page.locator("#comptoir .assistant")).not_to_have_count(1)


def test_the_widget_speaks_the_language_one_chooses(visit: Visit) -> None:
    page = visit("/?lang=fr")
    open_widget(page)
    expect(page.locator("#comptoir .panel")).to_have_attribute("lang", "fr")
    page.locator("#comptoir .tongues button[lang=en]").click()
    expect(page.locator("#comptoir .panel")).to_have_attribute("lang", "en")
    expect(page.locator("#comptoir h2")).to_have_text("The counter")


def test_the_panel_fills_a_phone_and_every_target_is_large(visit: Visit) -> None:
    page = visit("/?lang=fr", phone=True)
    open_widget(page)
    box = page.locator("#comptoir .panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    ask_for_shoes(page)
    sizes = page.locator("#comptoir .panel button:visible").evaluate_all(
        "(all) => all.map((b) => [b.innerText || b.ariaLabel, b.offsetWidth, b.offsetHeight])"
    )
    assert [name for name, width, height in sizes if height < 44 or width < 36] == []


@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_in_the_talk(visit: Visit, barriers: Barriers, phone: bool) -> None:
    page = visit("/?lang=fr", phone=phone)
    open_widget(page)
    ask_for_shoes(page)
    assert barriers(page, "light", "dark") == []


def test_a_name_without_a_single_blank_stays_inside_the_panel(visit: Visit) -> None:
    page = visit("/?lang=fr", phone=True)
    open_widget(page)
    log = page.locator("#comptoir .log")
    log.locator(".replies button").first.evaluate("(one) => { one.textContent = 'X'.repeat(300); }")
    assert log.evaluate("(one) => one.scrollWidth <= one.clientWidth")
