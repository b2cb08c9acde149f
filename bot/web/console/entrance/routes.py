"""In and out of the back room: login, one-time links, logout, the language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import Conflict, InvalidInput, NotFound, TooMany
from bot.storage.users import checked_email
from bot.web.address import client_address
from bot.web.auth import passwords
from bot.web.auth.sessions import SECONDS
from bot.web.auth.tokens import hash_of
from bot.web.console.desk import LANGUAGES, Form, TeamDesk, desk_of_person, go, language_of, sessions_of, stranger_page
from bot.web.limits import RateLimit

router = APIRouter()

TRIES_PER_ADDRESS = 20
TRIES_PER_ACCOUNT = 6
TRIES_FROM_ANYWHERE = 60
TRIES_SECONDS = 300.0
"""In five minutes, six guesses at one account from one address and sixty from all: too slow to guess a password, and
nobody locks somebody else out from one place. A right one is forgiven those before it."""


@router.get("/")
async def home(request: Request) -> Response:
    return go("/review" if await desk_of_person(request) else "/login")


@router.get("/login")
async def login(request: Request) -> Response:
    if await desk_of_person(request):
        return go("/review")
    return stranger_page(request, "login.html", next=_next(request.query_params.get("next", "")))


@router.post("/login")
async def log_in(request: Request, form: Form) -> Response:
    shop, email, back = request.app.state.shop, form.get("email", ""), _next(form.get("next", ""))
    try:
        key = _count(request, email)
    except TooMany as error:
        wait = error.extra.get("retry_after", 60)
        answer = stranger_page(request, "login.html", 429, next=back, email=email, mistake="too_many")
        answer.headers["Retry-After"] = str(wait)
        return answer
    user = await to_thread.run_sync(shop.users.by_email, email)
    right = await passwords.matches(user.password_hash if user else None, form.get("password", ""))
    if user is None or not right or not user.active:
        return stranger_page(request, "login.html", 403, next=back, email=email, mistake="wrong")
    request.app.state.login_tries.forgive(key)
    return await _let_in(request, user.id, back)


@router.post("/logout")
async def log_out(request: Request, desk: TeamDesk, _form: Form) -> Response:
    """Ends this session for whoever holds its cookie."""
    until = desk.shop.clock.now() + timedelta(seconds=SECONDS)
    await to_thread.run_sync(desk.shop.ended_sessions.add, desk.nonce, until)
    answer = go("/login")
    sessions_of(request).end(answer)
    return answer


@router.post("/language")
async def set_language(request: Request, desk: TeamDesk, form: Form) -> Response:
    language = form.get("language", "")
    if language not in LANGUAGES:
        raise InvalidInput("There is no such language here")
    await to_thread.run_sync(desk.shop.users.set_language, desk.user.id, language)
    return RedirectResponse(_next(form.get("next", "")), 303)


@router.get("/welcome/{token}")
async def welcome(token: str, request: Request) -> Response:
    """Where a one-time link leads; looking does not use it up."""
    link = await _link(request, token)
    return stranger_page(request, "welcome.html", first=link.user_id is None, email=await _email(request, link))


@router.post("/welcome/{token}")
async def come_in(token: str, request: Request, form: Form) -> Response:
    link = await _link(request, token)
    first = link.user_id is None
    email = form.get("email", "") if first else await _email(request, link)
    try:
        email = checked_email(email)
        passwords.check_new(form.get("password", ""), form.get("again", ""), email)
        if first and request.app.state.shop.users.by_email(email):
            raise Conflict(f"{email} has an account already", reason="taken")
    except (InvalidInput, Conflict) as error:
        mistake = str(error.extra.get("reason") or "email")
        return stranger_page(request, "welcome.html", error.status, first=first, email=email, mistake=mistake)
    return await _accept(request, token, email, form["password"])


async def _accept(request: Request, token: str, email: str, password: str) -> Response:
    shop, secret = request.app.state.shop, await passwords.hashed(password)

    def accept() -> Any:
        link = shop.login_links.use(hash_of(token))
        if link is None:  # someone was faster
            raise NotFound("This link was used")
        user_id = link.user_id
        if user_id is None:
            user_id = shop.users.add(email, link.role, language_of(request)).id
        shop.users.set_password(user_id, secret)
        return user_id

    return await _let_in(request, await to_thread.run_sync(accept), "/console/review")


async def _let_in(request: Request, user_id: int, back: str) -> Response:
    shop = request.app.state.shop
    await to_thread.run_sync(shop.users.logged_in, user_id)
    user = await to_thread.run_sync(shop.users.get, user_id)
    answer = RedirectResponse(back, 303, headers={"Cache-Control": "no-store"})
    sessions_of(request).begin(answer, user.id, user.session_epoch)
    return answer


async def _link(request: Request, token: str) -> Any:
    link = await to_thread.run_sync(request.app.state.shop.login_links.peek, hash_of(token))
    if link is None:
        raise NotFound("This link was used or is too old", reason="link")
    return link


async def _email(request: Request, link: Any) -> str:
    user = await to_thread.run_sync(request.app.state.shop.users.get, link.user_id) if link.user_id else None
    return user.email if user else ""


def _count(request: Request, email: str) -> str:
    """The key under which this try counts, whether the account exists or not. Raises TooMany."""
    state = request.app.state
    if getattr(state, "login_tries", None) is None:
        state.login_tries = RateLimit(TRIES_PER_ADDRESS, TRIES_SECONDS)
    address = client_address(request, state.shop.settings.trusted_proxies)
    account = email.strip().casefold()[:320]
    state.login_tries.check(f"from {address}")
    state.login_tries.check(f"to {account}", TRIES_FROM_ANYWHERE)
    state.login_tries.check(_pair(address, account), TRIES_PER_ACCOUNT)
    return _pair(address, account)


def _pair(address: str, account: str) -> str:
    return f"from {address} to {account}"


def _next(wanted: str) -> str:
    """A page of ours to go on to; anything else leads to the conversations."""
    ours = wanted.startswith("/console/") and not any(char in wanted for char in "\\\r\n") and "//" not in wanted
    return wanted if ours and not wanted.startswith("/console/login") else "/console/review"
