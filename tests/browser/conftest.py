"""A real browser on a real shop: Chromium, and Comptoir with Rasa. `COMPTOIR_TEST_URL` names one that already runs.

Such a shop needs a policy without holdout for test_nudges.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.evaluation.server import serving
from bot.settings import PROJECT

CHROMIUM = (
    "--no-sandbox --disable-gpu --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def shop_url(tmp_path_factory: pytest.TempPathFactory, stock: Callable[[Path], Path]) -> Iterator[str]:
    running = os.environ.get("COMPTOIR_TEST_URL")
    if running:
        yield running.rstrip("/")
        return
    with serving(stock(tmp_path_factory.mktemp("home"))) as server:
        nudge_everyone(server.home)
        yield server.url


def nudge_everyone(home: Path) -> None:
    """Put a policy without holdout and exploration in force, so that whoever hesitates is helped."""
    policy = (PROJECT / "data" / "shop" / "foulee" / "policy.yml").read_text(encoding="utf-8")
    policy = re.sub(r"^(holdout|explore): .*$", r"\1: 0", policy, flags=re.MULTILINE)
    (home / "policy.yml").write_text(policy, encoding="utf-8")
    command = [sys.executable, "-m", "bot.cli.main", "policy", "set", str(home / "policy.yml")]
    subprocess.run(command, env={**os.environ, "COMPTOIR_HOME": str(home)}, check=True, capture_output=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "the browser tests need Chromium as « chromium » on PATH (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=CHROMIUM.split())
        yield started
        started.close()


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
