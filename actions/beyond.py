"""What the shop's sheets do not hold: how its things compare with others' things, how many of them to take."""

from __future__ import annotations

from actions.desk import Desk
from actions.products import main_details, quoted
from bot.advice.phrase import Phrase
from bot.dialogue.reply import Meaning, QuickReply
from bot.shopper.remarks import MEASURE_OF_USE
from catalog_index.product import Product
from catalog_index.text import fold_aligned, stems


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
    return desk.say("utter_rival", told, replies=[*_compare(desk), _person(desk)])


def dosage(desk: Desk) -> None:
    """How many, how often: the sheet's own sentence where it has one; else what it does state, and no advice."""
    desk.turn.take_back(tuple(desk.turn.reading.change))
    product = _meant(desk)
    if product is None:
        return desk.say("utter_dosage_plain", replies=[_person(desk)])
    match = MEASURE_OF_USE.search(fold_aligned(desk.turn.text))
    unit = set(stems(match["unit"], desk.language)) if match and match["unit"] else set()
    quote = quoted(product, unit, desk.language)
    params = {"title": desk.title(product)}
    if quote is not None:
        return desk.say("utter_product_says", {**params, "quote": quote})
    params["details"] = main_details(desk, product)
    return desk.say("utter_dosage", params, replies=[_person(desk)])


def _meant(desk: Desk) -> Product | None:
    return desk.target or (desk.shown[0] if desk.shown else None)


def _compare(desk: Desk) -> list[QuickReply]:
    items = tuple(product.id for product in desk.shown)
    return [desk.reply("reply_compare", Meaning("compare", refers=items))] if len(items) > 1 else []


def _person(desk: Desk) -> QuickReply:
    return desk.reply("reply_person", Meaning("ask_human"))
