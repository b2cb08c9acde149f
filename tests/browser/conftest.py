"""A real browser on a real shop: Chromium, and Comptoir with Rasa. `COMPTOIR_TEST_URL` names one that already runs.

Such a shop needs a policy without holdout for test_nudges.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.storage.clock import SystemClock
from bot.storage.stores import Stores, open_stores

CHROMIUM = (
    "--no-sandbox --disable-gpu --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
AT_REST = """() => Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => null)))"""
"""Colours that fade in are measured at rest."""


@pytest.fixture(scope="session")
def shop_url(request: pytest.FixtureRequest) -> str:
    running = os.environ.get("COMPTOIR_TEST_URL")
    url: str = running.rstrip("/") if running else request.getfixturevalue("shop_server").url
    return url


@pytest.fixture(scope="module")
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    """The running shop's own database; of one that already runs, `COMPTOIR_TEST_HOME` names the home."""
    home = os.environ.get("COMPTOIR_TEST_HOME") if os.environ.get("COMPTOIR_TEST_URL") else None
    if os.environ.get("COMPTOIR_TEST_URL") and not home:
        pytest.skip("COMPTOIR_TEST_HOME is needed: this test writes to the shop's database")
    path = Path(home) if home else request.getfixturevalue("shop_server").home
    opened = open_stores(f"sqlite:///{path / 'comptoir.db'}", SystemClock())
    yield opened
    opened.database.engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One per file: Playwright's loop must not outlive the browser tests, the asynchronous ones have their own."""
    path = shutil.which("chromium")
    assert path, "the browser tests need Chromium as « chromium » on PATH (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=CHROMIUM.split())
        yield started
        started.close()


@pytest.fixture
def barriers() -> Callable[..., list[str]]:
    """`barriers(page, "light", "dark")`: what axe finds on the page as it stands, in each of these colour schemes;
    without one, in the page's own."""

    def found(page: Page, *schemes: Literal["light", "dark"]) -> list[str]:
        told = []
        for scheme in schemes or (None,):
            if scheme:
                page.emulate_media(color_scheme=scheme)
            page.evaluate(AT_REST)
            all_found = Axe().run(page).response["violations"]
            told += [f"{scheme} {v['id']}: {node['html'][:160]}" for v in all_found for node in v["nodes"]]
        return told

    return found


@pytest.fixture
def visit(browser: Browser, shop_url: str) -> Iterator[Callable[..., Page]]:
    """`visit(path, consent="yes"|"no"|None, dark=…, phone=…)` opens a page of the shop as a new visitor would see it.

    Whatever the page complained of (a script error, a refused style) fails the test at its end.
    """
    complaints: list[str] = []
    contexts = []

    def open_page(
        path: str = "/", consent: str | None = "no", dark: bool = False, phone: bool = False, locale: str = "fr-FR"
    ) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 860}
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            viewport=size, color_scheme=scheme, has_touch=phone, is_mobile=phone, locale=locale, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        if consent:
            context.add_init_script(
                f"localStorage.getItem('shop.consent') ?? localStorage.setItem('shop.consent', '{consent}')"
            )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None
        )
        page.goto(shop_url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
