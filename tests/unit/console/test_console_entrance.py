"""The door of the back room: who gets in, who doesn't, and what a form must bring."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from bot.web.auth.sessions import COOKIE
from bot.web.console.entrance.routes import TRIES_PER_ACCOUNT

PASSWORD = "a sentence only I know"

PAGES = {
    "/review": ("support", "merchant", "admin"),
    "/training": ("merchant", "admin"),
    "/training/teach": ("merchant", "admin"),
    "/training/conflicts": ("merchant", "admin"),
    "/training/examples": ("merchant", "admin"),
    "/training/models": ("merchant", "admin"),
    "/training/progress": ("merchant", "admin"),
    "/shop": ("merchant", "admin"),
    "/users": ("admin",),
}


@pytest.mark.parametrize("role", ["support", "merchant", "admin"])
async def test_each_role_opens_its_pages_and_is_refused_the_others(role: str, person: Any) -> None:
    someone = await person(role)
    for path, roles in PAGES.items():
        answer = await someone.get(path)
        assert answer.status_code == (200 if role in roles else 403), path
        assert "text/html" in answer.headers["content-type"]


async def test_a_stranger_is_led_to_the_login_and_back_to_the_page(stranger: Any, shop: Any, person: Any) -> None:
    for path in [*PAGES, "/review/c_one", "/training/runs/1"]:
        answer = await stranger.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"] == "/console/login?next=/console" + path
    part = await stranger.get("/training/progress", **{"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/console/login")


def posts(app: FastAPI) -> list[str]:
    mounted = next(route.app for route in app.routes if getattr(route, "path", "") == "/console")
    found = []
    for route in mounted.routes:
        included = getattr(route, "original_router", None)
        for one in included.routes if included is not None else [route]:
            if "POST" in (getattr(one, "methods", None) or ()):
                found.append(one.path)
    return found


async def test_no_form_is_taken_without_the_token_of_its_page(app: FastAPI, person: Any, stranger: Any) -> None:
    admin = await person("admin")
    paths = posts(app)
    assert len(paths) >= 14
    for path in paths:
        address = path.replace("{token}", "x")
        for name in ("conversation_id", "user_id", "model_id", "example_id"):
            address = address.replace("{" + name + "}", "1")
        for token in ("0" * 64, "", "é"):
            assert (await admin.post(address, csrf=token)).status_code == 403, path
            assert (await stranger.post(address, csrf=token)).status_code in (303, 403), path


async def test_the_token_of_another_session_opens_nothing(person: Any) -> None:
    one, other = await person("admin"), await person("admin")
    one.csrf = other.csrf
    assert (await one.post("/logout")).status_code == 403
    await one.get("/review")
    assert (await one.post("/logout")).status_code == 303
    assert (await one.get("/review")).status_code == 303


async def test_the_first_link_makes_the_admin_once(stranger: Any, shop: Any) -> None:
    link = shop.one_time_link("admin").removeprefix("/console")
    assert (await stranger.get(link)).status_code == 200
    bad = await stranger.post(link, email="Boss@Shop.example", password="short", again="short")
    assert bad.status_code == 422
    good = await stranger.post(link, email="Boss@Shop.example", password=PASSWORD, again=PASSWORD)
    assert (good.status_code, good.headers["location"]) == (303, "/console/review")
    assert [(user.email, user.role) for user in shop.users.list()] == [("boss@shop.example", "admin")]
    assert (await stranger.get("/users")).status_code == 200
    await stranger.get("/review")
    again = await stranger.post(link, email="other@shop.example", password=PASSWORD, again=PASSWORD)
    assert again.status_code == 404
    assert len(shop.users.list()) == 1


@pytest.mark.parametrize(
    ("password", "again"),
    [("short", "short"), (PASSWORD, PASSWORD + "!"), ("a" * 20, "a" * 20), ("x" * 257, "x" * 257)],
)
async def test_a_password_nobody_should_have_leaves_the_link_unused(
    stranger: Any, shop: Any, password: str, again: str
) -> None:
    link = shop.invite("help@shop.example", "support").removeprefix("/console")
    await stranger.get(link)
    assert (await stranger.post(link, password=password, again=again)).status_code == 422
    assert (await stranger.post(link, password=PASSWORD, again=PASSWORD)).status_code == 303
    assert (await stranger.get("/users")).status_code == 403


async def test_a_link_that_is_old_used_or_made_up_opens_nothing(stranger: Any, shop: Any) -> None:
    user = shop.users.add("late@shop.example", "admin")
    for path in ("/welcome/made-up", shop.one_time_link("admin", user.id, life=-1).removeprefix("/console")):
        assert (await stranger.get(path)).status_code == 404


async def test_an_invited_person_cannot_choose_another_account(stranger: Any, shop: Any) -> None:
    shop.users.add("boss@shop.example", "admin")
    link = shop.invite("help@shop.example", "support").removeprefix("/console")
    await stranger.get(link)
    await stranger.post(link, email="boss@shop.example", password=PASSWORD, again=PASSWORD)
    assert shop.users.by_email("boss@shop.example").password_hash is None
    assert shop.users.by_email("help@shop.example").password_hash is not None


async def test_a_wrong_password_an_unknown_address_and_a_closed_account_are_told_alike(
    stranger: Any, shop: Any, person: Any
) -> None:
    await person("support")
    closed = shop.users.by_email("support0@shop.example")
    said = []
    await stranger.get("/login")
    for email, password in ((closed.email, "wrong password"), ("nobody@shop.example", PASSWORD)):
        answer = await stranger.post("/login", email=email, password=password)
        said.append((answer.status_code, answer.text.replace(email, "")))
    shop.users.set_active(closed.id, False)
    answer = await stranger.post("/login", email=closed.email, password=PASSWORD)
    said.append((answer.status_code, answer.text.replace(closed.email, "")))
    assert [status for status, _ in said] == [403, 403, 403]
    assert len({text for _, text in said}) == 1
    assert COOKIE not in stranger.http.cookies


async def test_guessing_at_one_account_is_slowed_down(stranger: Any, shop: Any, person: Any) -> None:
    await person("support")
    await stranger.get("/login")
    for _ in range(TRIES_PER_ACCOUNT):
        assert (await stranger.post("/login", email="support0@shop.example", password="no")).status_code == 403
    slowed = await stranger.post("/login", email="Support0@shop.example", password=PASSWORD)
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) > 0


async def test_who_knows_the_password_is_not_counted_a_guesser(stranger: Any, person: Any) -> None:
    await person("support")
    for _ in range(TRIES_PER_ACCOUNT + 2):
        await stranger.get("/login")
        known = await stranger.post("/login", email="support0@shop.example", password=PASSWORD)
        assert known.status_code == 303
        await stranger.get("/review")
        await stranger.post("/logout")


async def test_a_session_ends_with_the_account_and_with_a_new_password(person: Any, shop: Any) -> None:
    someone = await person("support")
    user = shop.users.by_email("support0@shop.example")
    shop.users.set_password(user.id, "another hash")
    assert (await someone.get("/review")).status_code == 303
    other = await person("support")
    shop.users.set_active(shop.users.by_email("support1@shop.example").id, False)
    assert (await other.get("/review")).status_code == 303


async def test_a_copied_cookie_opens_nothing_after_the_logout_also_after_a_restart(
    app: FastAPI, person: Any, stranger: Any, shop: Any
) -> None:
    someone = await person("support")
    copied = someone.http.cookies[COOKIE]
    stranger.http.cookies.set(COOKIE, copied, domain="comptoir.test", path="/console")
    assert (await stranger.get("/review")).status_code == 200
    assert (await someone.post("/logout")).status_code == 303
    app.state.sessions = None  # what a process holds of them is gone
    for path in ("/review", "/review/c_one", "/"):
        answer = await stranger.get(path)
        assert (answer.status_code, "/login" in answer.headers["location"]) == (303, True), path
    stranger.csrf = someone.csrf
    assert (await stranger.post("/language", language="fr")).headers["location"] == "/console/login"


async def test_the_logout_of_one_browser_leaves_the_other_in(person: Any, stranger: Any) -> None:
    someone = await person("support")
    await stranger.get("/login")
    await stranger.post("/login", email="support0@shop.example", password=PASSWORD)
    await someone.post("/logout")
    assert (await stranger.get("/review")).status_code == 200


async def test_a_new_password_logs_out_everywhere(person: Any, stranger: Any, shop: Any) -> None:
    someone = await person("support")
    user = shop.users.by_email("support0@shop.example")
    link = shop.one_time_link("support", user.id).removeprefix("/console")
    await stranger.get(link)
    assert (await stranger.post(link, password=PASSWORD, again=PASSWORD)).status_code == 303
    assert (await stranger.get("/review")).status_code == 200
    assert (await someone.get("/review")).status_code == 303


async def test_a_made_up_cookie_is_nobody(stranger: Any) -> None:
    for value in ("WzEsMCwieCJd.aaaa.bbbb", "1", ""):
        stranger.http.cookies.set(COOKIE, value, domain="comptoir.test", path="/console")
        assert (await stranger.get("/review")).status_code == 303


async def test_the_cookies_are_for_the_server_and_this_site_alone(stranger: Any, shop: Any) -> None:
    link = shop.one_time_link("admin").removeprefix("/console")
    door = await stranger.get(link)
    begun = await stranger.post(link, email="boss@shop.example", password=PASSWORD, again=PASSWORD)
    for cookie in (*door.headers.get_list("set-cookie"), begun.headers.get_list("set-cookie")[0]):
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/console" in cookie


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/console/../x//evil", "/console/\\evil", "/", "/console/login"],
)
async def test_the_login_leads_on_to_our_own_pages_only(stranger: Any, shop: Any, person: Any, wanted: str) -> None:
    await person("support")
    await stranger.get("/login")
    answer = await stranger.post("/login", email="support0@shop.example", password=PASSWORD, next=wanted)
    assert answer.headers["location"] == "/console/review"


async def test_the_language_is_the_persons_and_stays(person: Any, shop: Any, stranger: Any) -> None:
    someone = await person("support", language="en")
    assert 'lang="en"' in (await someone.get("/review")).text
    assert (await someone.post("/language", language="fr", next="/console/review")).status_code == 303
    assert shop.users.by_email("support0@shop.example").language == "fr"
    assert 'lang="fr"' in (await someone.get("/review")).text
    assert (await someone.post("/language", language="xx")).status_code == 422
    assert '<html lang="en">' in (await stranger.get("/login", **{"Accept-Language": "en-GB,fr"})).text


async def test_every_page_forbids_foreign_scripts_styles_and_frames(person: Any, stranger: Any) -> None:
    someone = await person("admin")
    for answer in (await someone.get("/review"), await stranger.get("/login"), await someone.get("/nowhere")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert "<style" not in answer.text
        assert " style=" not in answer.text
        assert " onclick=" not in answer.text


async def test_static_files_are_served_and_nothing_beside_them(stranger: Any) -> None:
    assert (await stranger.get("/static/vendor/htmx-4.0.1.min.js")).status_code == 200
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/none.css", "/static/"):
        assert (await stranger.get(path)).status_code in (303, 404), path


async def test_a_wrong_method_and_a_missing_page_are_told_as_pages(person: Any) -> None:
    someone = await person("admin")
    assert (await someone.post("/review")).status_code == 405
    assert (await someone.get("/logout")).status_code == 405
    missing = await someone.get("/nowhere")
    assert (missing.status_code, "text/html" in missing.headers["content-type"]) == (404, True)


async def test_a_session_lasts_half_a_day(person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    someone = await person("support")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + timedelta(hours=12, minutes=1).total_seconds())
    assert (await someone.get("/review")).status_code == 303
