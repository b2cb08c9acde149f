"""What the shop's sheets do not hold: how its things compare with others' things, how many of them to take."""

from __future__ import annotations

import re

from actions.desk import Desk
from actions.products import main_details
from actions.quoting import quoted
from bot.advice.bearing import bearers
from bot.advice.phrase import Phrase
from bot.dialogue.reply import Meaning, QuickReply
from bot.dialogue.words import plain
from bot.shopper.reading.remarks import MEASURE_OF_USE
from bot.shopper.shelves import hangs_on
from catalog_index.product import Product
from catalog_index.query import Filters, Query
from catalog_index.spelling import everyday
from catalog_index.text import fold_aligned, stems

TITLES = 60
"""Titles read for whom the things of a shelf are."""


def rival(desk: Desk) -> None:
    """A thing that is not carried cannot be judged; what the sheet says of ours can be told."""
    desk.turn.take_back(tuple(desk.turn.reading.change))
    product = _meant(desk)
    params = {"thing": desk.turn.reading.thing.name}
    if product is None:
        return desk.say(
            "utter_rival_plain", params, replies=[desk.reply("reply_advise", Meaning("ask_recommendation"))]
        )
    choice = desk.advisor.choice(product, desk.shown, desk.needs, desk.catalogue)
    reasons: list[Phrase] = list(choice.reasons)
    spoken = desk.phrasing.phrases(reasons) if reasons else desk.label("because_reason")
    told = {**params, "title": desk.title(product), "reasons": spoken}
    return desk.say("utter_rival", told, replies=[*_compare(desk), desk.person])


_FOR = re.compile(
    r"(?P<thing>[a-z'-]+) (?:pour|for) (?:(?:mon|ma|mes|un|une|des|le|la|les|my|our|a|an|the|his|her) )?"
    r"(?P<whom>[a-z]{3,})"
)


def for_another(desk: Desk) -> str:
    """What is asked for whom, where the shelf's things are for somebody else (« litière pour lapin », of a cat's): the
    shop's own titles say for whom things there are, and none of the shelf's names the one asked for; else ""."""
    shelf, rest = desk.needs.category, set(plain(desk.turn.reading.rest).split())
    parent = (shelf or "").rpartition(" > ")[0]
    if not shelf or not parent or desk.turn.meaning or desk.pointed or rest <= everyday():
        return ""
    said = _FOR.finditer(fold_aligned(desk.turn.text))
    match = next((m for m in said if m["whom"] in rest and m["whom"] not in everyday()), None)
    if match is None or not _is_for(desk, parent):
        return ""
    named = bearers(match["whom"], desk.language, desk.catalogue)
    return "" if any(hangs_on(p.product_type, shelf) for p in named) else desk.turn.text[slice(*match.span())]


def _is_for(desk: Desk, parent: str) -> bool:
    """Whether titles below the shelf's parent say that what hangs there is for the one it is named after."""
    named = set(stems(desk.advisor.category_name(parent, desk.language, desk.catalogue), desk.language))
    filters = Filters(categories=(parent,), buyable_only=False)
    for hit in desk.catalogue.search(Query("", desk.language, filters, limit=TITLES)).hits:
        title = fold_aligned(hit.product.text(desk.language).title)
        if any(named & set(stems(match["whom"], desk.language)) for match in _FOR.finditer(title)):
            return True
    return False


def dosage(desk: Desk) -> None:
    """How many, how often: the sheet's own sentence where it has one; else what it does state, and no advice."""
    desk.turn.take_back(tuple(desk.turn.reading.change))
    product = _meant(desk)
    if product is None:
        return desk.say("utter_dosage_plain", replies=[desk.person])
    match = MEASURE_OF_USE.search(fold_aligned(desk.turn.text))
    unit = set(stems(match["unit"], desk.language)) if match and match["unit"] else set()
    quote = quoted(product, unit, desk.language)
    params = {"title": desk.title(product)}
    if quote is not None:
        return desk.say("utter_product_says", {**params, "quote": quote})
    params["details"] = main_details(desk, product)
    return desk.say("utter_dosage", params, replies=[desk.person])


def _meant(desk: Desk) -> Product | None:
    return desk.target or (desk.shown[0] if desk.shown else None)


def _compare(desk: Desk) -> list[QuickReply]:
    items = tuple(product.id for product in desk.shown)
    return [desk.reply("reply_compare", Meaning("compare", refers=items))] if len(items) > 1 else []
