"""What a shopper asks of delivery, payment and the rest that the shop has not written down: said so, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from actions.desk import Desk
from bot.dialogue.words import LANGUAGES, plain
from bot.ports import ShopFact
from bot.shopper.needs import UNSAID

ASKED = "asked "
"""Before the names of the details in data/responses (heard): "asked delivery weekend"."""

ANYWHERE = "asked delivery anywhere"
"""Words with which a shop says that it delivers to many countries: then no single one is unheard of."""

OF_DAYS = frozenset({"asked delivery weekend", "asked delivery evening"})
"""Details of a delivery by words of everyday life."""

ELLIPTIC = 4
"""Words up to which a message may leave its verb to the question before."""

GENERAL: Mapping[str, tuple[str, ...]] = {
    "delivery": ("delivery_time", "delivery_cost"),
    "payment": ("payment",),
    "returns": ("returns",),
    "service": (),
}
"""Topic -> the facts that come beside an answer to one of its details, the first there is."""

OF_THE_SHOP = frozenset({"ask_discount", "privacy", "order_status", "ask_returns", "ask_delivery"})
"""Taken for one of these, a service named asks about it, question or not: « j'ai des points de fidélité »."""

SERVICE = "service"
"""The topic of what a shop does beside selling."""


@dataclass(frozen=True, slots=True)
class Detail:
    """`topic` is a key of GENERAL; `said` the detail in the shopper's words; `names` all it may be called, plain."""

    topic: str
    said: str
    names: tuple[str, ...]


def details(desk: Desk) -> list[Detail]:
    """The details this message asks for: days, ways to pay, places to deliver to…"""
    if desk.turn.meaning:
        return []
    words = desk.shop.words
    passing = "?" not in desk.turn.text and not _of_delivery(desk)  # « je cours le dimanche » awaits no parcel
    found = [
        Detail(name.split()[1], _called(desk, name, said), words.heard(name))
        for name, said in words.spoken(ASKED, _SIZED.sub(" ", desk.turn.text))
        if name != ANYWHERE and not (passing and name in OF_DAYS)
    ]
    country = place(desk)
    return [*found, country] if country else found


def _called(desk: Desk, name: str, said: str) -> str:
    """What the detail is called in the answer: « magasin » for « vous avez un magasin », else as it was said."""
    label = name.replace(" ", "_")
    return desk.label(label) if desk.shop.words.has_label(label) else said


def asks_the_shop(desk: Desk) -> bool:
    """Whether such a detail is what the message is about: nothing is wished for beside it, or, of a service, no more
    than the shelf it is for (« vous réparez les montres ? ») or what one would go without (« sans créer de compte »).
    """
    if desk.pointed or desk.turn.meaning:
        return False
    wished = {*desk.turn.reading.change} - {*UNSAID, "for_whom"}
    if not wished:
        return bool(details(desk))
    of_service = service(desk) is not None or (desk.hears("warranty") and desk.target is None)
    asks = "?" in desk.turn.text or desk.hears("to the shop") or desk.heard_intent in OF_THE_SHOP
    return of_service and wished <= {"category", "exclude"} and asks


def service(desk: Desk) -> Detail | None:
    """The service of the shop that is asked about."""
    return next((detail for detail in details(desk) if detail.topic == SERVICE), None)


def place(desk: Desk) -> Detail | None:
    """The country asked about, where delivery is what is talked of: Jordan may be a brand and Turkey a dinner."""
    if not _of_delivery(desk):
        return None
    text = f" {plain(_SIZED.sub(' ', desk.turn.text))} "
    named = [(name, code) for name, code in _places() if f" {name} " in text]
    if not named:
        return None
    code = max(named, key=lambda pair: len(pair[0]))[1]
    called = tuple(other for other, same in _places() if same == code)
    return Detail("delivery", str(Locale(desk.language).territories[code]), called)


def _of_delivery(desk: Desk) -> bool:
    """Said now, or just before: « et en Belgique ? »."""
    if desk.heard_intent == "ask_delivery" or "ask_delivery" in desk.beside or desk.hears("delivery"):
        return True
    lately = any(said.intent == "ask_delivery" for said in desk.turn.before.said[-2:])
    return lately and len(desk.turn.text.split()) <= ELLIPTIC


_SIZED = re.compile(r"(?i)\b(?:uk|us|eu|fr) ?\d+(?:[.,]\d)?\b")
"""A size told by its country: nobody asks for a parcel there."""


@lru_cache(maxsize=1)
def _places() -> tuple[tuple[str, str], ...]:
    """(plain name, code) of every country and territory, in both languages."""
    return tuple(
        (plain(name), code)
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    )


def stating(desk: Desk, detail: Detail) -> list[ShopFact]:
    """The facts that speak of the detail by one of its names."""
    names = detail.names
    if detail.topic == "delivery":
        names = (*names, *desk.shop.words.heard(ANYWHERE))
    return [
        fact for fact in _facts(desk) if any(f" {name} " in f" {plain(fact.text[desk.language])} " for name in names)
    ]


def _facts(desk: Desk) -> Iterator[ShopFact]:
    """All facts but when the team answers, which is about no order."""
    for key in desk.shop.facts:
        fact = desk.fact(key)
        if fact is not None and key != "contact":
            yield fact


def beside(desk: Desk, detail: Detail) -> ShopFact | None:
    """What the shop does say of the detail's topic."""
    return next((fact for key in GENERAL.get(detail.topic, ()) if (fact := desk.fact(key))), None)
