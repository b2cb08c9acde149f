"""What every page of the back room knows: who looks, in which language, with which words, and what they may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from anyio import to_thread
from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from bot.errors import Forbidden, NotAuthenticated
from bot.storage import documents
from bot.web.auth.sessions import Session, Sessions

FOLDER = Path(__file__).parent
LANGUAGES = ("fr", "en")
TEAM = ("support", "merchant", "admin")
MERCHANTS = ("merchant", "admin")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
}

templates = Jinja2Templates(directory=FOLDER / "templates")
templates.env.trim_blocks = templates.env.lstrip_blocks = True


def plain(value: Any) -> str:
    """A need's value for people: lists with commas, nothing as a dash."""
    if value in (None, "", [], ()):
        return "–"
    if isinstance(value, Mapping):
        amount = value.get("amount")
        return f"{amount} {value.get('currency', '')}".strip() if amount is not None else str(dict(value))
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


templates.env.globals["plain"] = plain


@lru_cache(maxsize=4)
def words(language: str) -> Mapping[str, Any]:
    """The console's words, by page and name; `intents` names every intent for people."""
    found: Mapping[str, Any] = documents.load(FOLDER / "words" / f"{language}.yml")
    return found


@dataclass
class Desk:
    """One request of one person; `user` is None before the login."""

    request: Request
    user: Any
    language: str
    nonce: str

    @property
    def shop(self) -> Any:
        return self.request.app.state.shop

    @property
    def t(self) -> Mapping[str, Any]:
        return words(self.language)

    @property
    def role(self) -> str:
        return self.user.role if self.user else ""

    @property
    def teaches(self) -> bool:
        return self.role in MERCHANTS

    @property
    def csrf(self) -> str:
        return sessions_of(self.request).csrf(self.nonce)

    def same(self, **changes: Any) -> str:
        """This page's address with some of its query changed; None or "" leaves a part out."""
        query = {**self.request.query_params, **changes}
        kept = {key: value for key, value in query.items() if value not in (None, "")}
        return "?" + urlencode(kept)

    def intent(self, name: str) -> str:
        """An intent as people say it."""
        return str(self.t["intents"].get(name.partition("/")[0], name)) if name else "–"

    def percent(self, share: float) -> str:
        return f"{share * 100:.0f}" + ("\u202f%" if self.language == "fr" else "%")

    def number(self, value: float, digits: int = 0) -> str:
        text = f"{value:,.{digits}f}"
        return text.replace(",", "\u202f").replace(".", ",") if self.language == "fr" else text

    def money(self, price: Mapping[str, str]) -> str:
        """{"amount", "currency"} as people write it."""
        sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(price["currency"], price["currency"])
        french = self.language == "fr"
        return f"{price['amount'].replace('.', ',')}\u00a0{sign}" if french else f"{sign}{price['amount']}"

    def amount(self, value: float, currency: str, digits: int = 0) -> str:
        """A sum, as people write it: in whole units of money, unless `digits` are wanted."""
        sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(currency, currency)
        text = self.number(abs(value), digits)
        minus = "−" if round(value, digits) < 0 else ""
        return f"{minus}{text}\u00a0{sign}" if self.language == "fr" else f"{minus}{sign}{text}"

    def signed(self, value: float, currency: str) -> str:
        """The same with its sign: a gain or a loss."""
        return ("+" if round(value) > 0 else "") + self.amount(value, currency)

    def need(self, key: str, value: Any) -> str:
        """A need's value as people say it: money, levels and colours in the reader's language."""
        if isinstance(value, list | tuple):
            return ", ".join(self.need(key, one) for one in value) or plain(None)
        if key.startswith("budget") and isinstance(value, int | float):
            return self.amount(value, self.shop.catalogue.current.currency)
        if key == "open":
            return str(self.t["talk"]["need_names"].get(str(value), value))
        return str(self.t["need_values"].get(str(value)) or plain(value).split(" > ")[-1])

    def moment(self, at: datetime | None) -> str:
        """A time in UTC, for who has no script; with it, the browser shows its own."""
        if at is None:
            return "–"
        return f"{at:%d/%m/%Y %H:%M}" if self.language == "fr" else f"{at:%Y-%m-%d %H:%M}"


def sessions_of(request: Request) -> Sessions:
    """This installation's sessions: made once, since the key is in the database."""
    shop, state = request.app.state.shop, request.app.state
    known = getattr(state, "sessions", None)
    if known is None or known[0] is not shop:
        secure = str(getattr(shop.settings, "url", "")).startswith("https:")
        known = state.sessions = (shop, Sessions(shop.keys, secure))
    sessions: Sessions = known[1]
    return sessions


def language_of(request: Request) -> str:
    """Before the login: `?language=`, else what the browser prefers of ours, else French."""
    asked = request.query_params.get("language", "")
    if asked in LANGUAGES:
        return asked
    preferred = (part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return next((one for one in preferred if one in LANGUAGES), "fr")


async def desk_of_person(request: Request) -> Desk | None:
    """The desk of who is logged in; None for a stranger, and for who logged out or was sent away since."""
    session = sessions_of(request).read(request)
    if session is None:
        return None
    user = await to_thread.run_sync(_user_in, request.app.state.shop, session)
    if user is None:
        return None
    return Desk(request, user, user.language if user.language in LANGUAGES else "fr", session.nonce)


def _user_in(shop: Any, session: Session) -> Any:
    """Who is in by this session: nobody once they logged out of it, were sent away, or chose another password."""
    user = shop.users.get(session.user_id)
    if user is None or not user.active or user.session_epoch != session.epoch:
        return None
    return None if shop.ended_sessions.has(session.nonce) else user


def desk_for(*roles: str) -> Callable[[Request], Any]:
    """A dependency: the desk of someone of these roles. A stranger is sent to the login, another role is refused."""

    async def of_role(request: Request) -> Desk:
        desk = await desk_of_person(request)
        if desk is None:
            raise NotAuthenticated("Please log in")
        if desk.role not in roles:
            raise Forbidden("This page is for other roles")
        request.state.desk = desk
        return desk

    return of_role


TeamDesk = Annotated[Desk, Depends(desk_for(*TEAM))]
MerchantDesk = Annotated[Desk, Depends(desk_for(*MERCHANTS))]
AdminDesk = Annotated[Desk, Depends(desk_for("admin"))]


async def genuine_form(request: Request) -> dict[str, str]:
    """The form that was sent, once its token shows that it came from our page. Raises Forbidden."""
    sent = {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
    sessions = sessions_of(request)
    session = sessions.read(request)
    nonce = session.nonce if session else sessions.door(request)
    if not sessions.genuine(nonce, sent.get("csrf", "")):
        raise Forbidden("This form is too old or not ours; open the page again")
    return sent


Form = Annotated[dict[str, str], Depends(genuine_form)]


def show(desk: Desk, page: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """A page or a part of one."""
    context = {"desk": desk, "t": desk.t, "languages": LANGUAGES, **values}
    headers = {**HEADERS, "Content-Language": desk.language}
    return templates.TemplateResponse(desk.request, page, context, status_code=status, headers=headers)


def stranger_page(request: Request, template: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """A page for who is not in yet; its form is tied to this browser by a cookie of its own."""
    sessions, desk = sessions_of(request), Desk(request, None, language_of(request), "")
    cookie = Response()
    desk.nonce = sessions.door(request, cookie)
    page = show(desk, template, status, **values)
    page.raw_headers += [header for header in cookie.raw_headers if header[0] == b"set-cookie"]
    return page


def go(path: str, done: str = "") -> RedirectResponse:
    """To another page of the console; `done` names the sentence it shows once."""
    query = f"{'&' if '?' in path else '?'}done={quote(done)}" if done else ""
    return RedirectResponse(f"/console{path}{query}", 303, headers={"Cache-Control": "no-store"})


def is_part(request: Request) -> bool:
    """Asked by htmx, which puts the answer into the page."""
    return request.headers.get("hx-request") == "true"
