"""Where a visitor came from, and the list of things they stand before: it sets the scene until they say what they want
(promise S4). Only guesses, marked so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.shopper.events import PageEvent
from bot.shopper.needs import asking_of
from bot.shopper.pages import NO_TERMS, queries
from bot.shopper.reading.context import Context, Knowledge
from bot.shopper.reading.message import read
from bot.shopper.session import Session
from catalog_index.text import LANGUAGES

TOLD = re.compile(r"^(?:utm_(?:campaign|term|content)|q|qs|query|search|s|k|keywords?|term|recherche|category|cat)$")
"""The parameters of an address that say in words what somebody looks for, or answered to."""

GUESSED = ("category", "usage", "level", "gender")
"""What a scene may tell: whom and what for; never a price, nor a brand that would leave out the others."""

LOOKED_AT = frozenset({"page_view", "view_item_list", "search"})
"""Events of somebody who looks at a list, or searches."""

_ID = re.compile(r"\b\w*\d\w*\b|\b(?:html?|php|www|index|accueil|home|collections?|categor\w+|shop|boutique|pages?)\b")
_JOINED = re.compile(r"[-_+/.,|]+")


def scene(session: Session, knowledge: Knowledge) -> dict[str, Any]:
    """The change to the needs that the page looked at last, else the one landed on, tells; {} where a shelf was named
    in words, where nothing is told, or without consent to personalisation."""
    needs = session.needs
    named = needs.category is not None and "category" not in needs.inferred
    viewed = bool(session.events) and session.events[-1].name not in LOOKED_AT
    if named or viewed or not session.consent.personalisation or session.asking == "category":
        return {}
    for text in _told(session):
        guess = _read(text, session, knowledge)
        if guess:
            return _change(guess, session)
    return {}


def _read(text: str, session: Session, knowledge: Knowledge) -> dict[str, Any]:
    for language in (session.language, *(each for each in LANGUAGES if each != session.language)):
        change = read(text, Context(knowledge, language)).change
        if change.get("category"):
            return {key: change[key] for key in GUESSED if change.get(key)}
    return {}


def _change(guess: Mapping[str, Any], session: Session) -> dict[str, Any]:
    """The guesses that nothing said contradicts. Another shelf leaves behind what was guessed of the one before."""
    needs = session.needs
    moved = needs.category is not None and guess["category"] != needs.category
    change: dict[str, Any] = {key: None for key in needs.inferred if key in (*GUESSED, "budget_max")} if moved else {}
    for key, value in guess.items():
        if asking_of(key) not in needs.open and (key in needs.inferred or getattr(needs, key) is None):
            change[key] = value
    change = {key: value for key, value in change.items() if value != getattr(needs, key)}
    if not change:
        return {}
    kept = (key for key in (*needs.inferred, *change) if change.get(key, getattr(needs, key)))
    return {**change, "inferred": tuple(dict.fromkeys(kept))}


def _told(session: Session) -> Iterator[str]:
    """The words of the pages, the latest first: what is on them, then what led to them."""
    for event in reversed(session.events):
        if event.name in LOOKED_AT:
            yield from _of_event(event)
    yield from _of_page(session.page or {})


def _of_event(event: PageEvent) -> Iterator[str]:
    yield event.query
    yield from _of_page(event.page or {})


def _of_page(page: Mapping[str, Any]) -> Iterator[str]:
    here, before = str(page.get("url") or ""), str(page.get("referrer") or "")
    if not NO_TERMS.search(here):
        yield _words(_path(here))
    yield from (_words(value) for name, value in queries(here) if TOLD.match(name))
    yield from (_words(value) for name, value in queries(before) if TOLD.match(name))
    yield _words(_path(before))


def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def _words(written: str) -> str:
    """An address as people would say it: without its numbers and what every shop's addresses have."""
    return _ID.sub(" ", _JOINED.sub(" ", written)).strip()
