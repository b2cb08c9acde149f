"""What the address of a shop's page tells: prices filtered or sorted by, reviews opened, delivery terms read. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from bot.shopper.events import PageEvent

PRICE = re.compile(r"price|prix|budget|tarif", re.IGNORECASE)
SORTS = re.compile(r"^(sort|order|tri)", re.IGNORECASE)
DEAREST_FIRST = re.compile(r"desc|decr|décr|high-to-low|high_to_low", re.IGNORECASE)
LOWER_BOUND = re.compile(r"min|gte?\b|from|above", re.IGNORECASE)
REVIEWS = re.compile(r"([^\W_]+[-_])?(reviews?|ratings?|avis|comment(aire)?s?)([-_][^\W_]+)?", re.IGNORECASE)
"""The whole last part of an address, with one word more at most (« avis-clients »): titles have the word too."""
DELIVERY = re.compile(
    r"(?:^|[-_])(delivery|shipping|livraisons?|exp[eé]ditions?|returns?|retours?|refunds?|remboursements?)(?:$|[-_])",
    re.IGNORECASE,
)
TABS = re.compile(r"tabs?|onglet|section|panel|volet|view|vue|show", re.IGNORECASE)
"""The query's names for the part of a page that is open."""
NO_TERMS = re.compile(
    r"/(p|dp|products?|produits?|articles?|items?|blogs?|news|journal|magazine|actualit[eé]s?)/", re.IGNORECASE
)
"""The addresses of products and of reading matter: what stands there is a name or a title, whatever the words."""


@dataclass(frozen=True, slots=True)
class Read:
    """A page, or a part of one, that was opened; `what` names it: the price filter, or the path and fragment."""

    what: str
    at: datetime
    event_id: str


def price_filters(events: Sequence[PageEvent]) -> list[Read]:
    """Each distinct ceiling on the price, or order by the cheapest, when it was first set.

    Who sets a lower bound, or sorts by the dearest, is not looking at what to spend less.
    """
    return _once(_reads(events, _ceilings))


def reviews_read(events: Sequence[PageEvent]) -> list[Read]:
    """Each page whose reviews were opened, when they first were: « …#reviews », or a page of their own."""
    return _once(_reads(events, _reviews))


def delivery_read(events: Sequence[PageEvent]) -> list[Read]:
    """Each page of delivery or returns terms opened, when it first was."""
    return _once(_reads(events, _terms))


def queries(url: str) -> list[tuple[str, str]]:
    """The query's (name, value) pairs; none of what is no address."""
    try:
        return parse_qsl(urlsplit(url).query)
    except ValueError:
        return []


def _ceilings(url: str) -> list[str]:
    return [f"{name}={value}" for name, value in queries(url) if _ceiling(name, value)]


def _ceiling(name: str, value: str) -> bool:
    if SORTS.match(name):
        return bool(PRICE.search(value)) and not DEAREST_FIRST.search(value)
    return bool(PRICE.search(name)) and not LOWER_BOUND.search(name)


def _reviews(url: str) -> list[str]:
    path, fragment = _parts(url)
    opened = next((part for part in (fragment, *_tabs(url)) if REVIEWS.fullmatch(part)), fragment)
    return [f"{path}#{opened}"] if any(REVIEWS.fullmatch(part) for part in (opened, _last(path))) else []


def _terms(url: str) -> list[str]:
    path, _ = _parts(url)
    opened = [f"{path}#{tab}" for tab in _tabs(url) if DELIVERY.search(tab)]
    return opened or ([path] if DELIVERY.search(_last(path)) and not NO_TERMS.search(path) else [])


def _tabs(url: str) -> list[str]:
    """What a page is opened on: the « avis » of « ?tab=avis »."""
    return [value for name, value in queries(url) if TABS.fullmatch(name)]


def _parts(url: str) -> tuple[str, str]:
    """(path, fragment), as people read them; ("", "") of what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return unquote(parts.path).rstrip("/"), unquote(parts.fragment)


def _last(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _reads(events: Sequence[PageEvent], of: Callable[[str], list[str]]) -> list[Read]:
    pages = [(event, str((event.page or {}).get("url") or "")) for event in events]
    return [Read(what, event.at, event.event_id) for event, url in pages if url for what in of(url)]


def _once(reads: list[Read]) -> list[Read]:
    """The first of each."""
    found: dict[str, Read] = {}
    for read in reads:
        found.setdefault(read.what, read)
    return list(found.values())
