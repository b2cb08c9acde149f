"""A size that nobody knows, of somebody else: what helps is said, instead of the same cards again."""

from __future__ import annotations

from actions.desk import Desk
from bot.advice.questions import size_order
from bot.advice.sizes import is_sized
from bot.dialogue.formats import in_sentence
from bot.shopper.needs import UNSAID
from bot.shopper.reading.merging import SELF


def tell_unknown_size(desk: Desk) -> None:
    """That it may be exchanged, in the shop's own words where it has written some, and which sizes there are."""
    if not _is_unknown(desk):
        return None
    sizes = _sizes(desk)
    if len(sizes) < 2:
        return None
    params = {"first": sizes[0], "last": sizes[-1]}
    fact = desk.fact("returns")
    if fact is None:
        return desk.say("utter_size_theirs", params)
    return desk.say("utter_size_theirs_but", {**params, "fact": in_sentence(fact.text[desk.language])})


def is_all_said(desk: Desk) -> bool:
    """Whether the message says nothing more, so that what is on screen stands."""
    on_screen = bool(desk.shown) and desk.turn.before.asking in (None, "choice", "size")
    return desk.turn.spoke and _is_unknown(desk) and on_screen and not {*desk.turn.reading.change} - {*UNSAID}


def _is_unknown(desk: Desk) -> bool:
    turn, needs = desk.turn, desk.needs
    told = not turn.meaning and "size" in turn.reading.open and not needs.sizes
    theirs = needs.for_whom is not None and needs.for_whom not in SELF
    sized = needs.category is not None and is_sized(needs.category, desk.catalogue.vocabulary)
    return told and theirs and sized


def _sizes(desk: Desk) -> list[str]:
    """Those that can be bought of what is on screen, else of what fits."""
    products = desk.shown or [hit.product for hit in desk.look().hits]
    variants = (v for product in products for v in desk.catalogue.variants(product.group))
    return sorted({v.size for v in variants if v.size and v.buyable}, key=size_order)
