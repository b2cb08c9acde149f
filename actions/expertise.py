"""What a good seller knows beside the products: which brands there are, and what matters in the choice."""

from __future__ import annotations

from collections import defaultdict

from actions.consultation import resume
from actions.desk import Desk
from bot.advice.advisor import Wish
from bot.advice.suitability import FEW_REVIEWS, rating
from bot.dialogue.reply import Meaning, QuickReply
from catalog_index.product import Product

BRANDS = 5
POINTS = 2
"""Reasons told at once: more would be a lecture, and a turn keeps under sixty words."""


def brands(desk: Desk) -> None:
    """The brands of the shelf, the one most customers praise named with its proof."""
    found = _by_brand(desk)
    if not found:
        return desk.say("utter_fact_unknown", replies=[desk.person])
    named = sorted(found, key=lambda brand: -len(found[brand]))[:BRANDS]
    params = {"brands": desk.phrasing.listed(named), "criteria": _shelf_name(desk)}
    best = _praised(found)
    replies = [QuickReply(brand, Meaning("inform_need", needs={"brands": [brand]})) for brand in named[:3]]
    if best is None:
        return desk.say("utter_brands", params, replies=replies)
    product = max(found[best], key=rating)
    params |= {"best": best, "title": desk.title(product), "rating": desk.phrasing.rated(product)}
    return desk.say("utter_brands_best", params, replies=replies)


def _by_brand(desk: Desk) -> dict[str, list[Product]]:
    needs = desk.needs.changed({"brands": ()})
    found: dict[str, list[Product]] = defaultdict(list)
    for hit in desk.advisor.look(Wish(needs, desk.language), desk.catalogue).hits:
        if hit.product.brand:
            found[hit.product.brand].append(hit.product)
    return dict(found)


def _praised(found: dict[str, list[Product]]) -> str | None:
    """The brand whose best product is rated highest by enough customers."""
    proven = {
        brand: max(rating(p) for p in products if (p.review_count or 0) >= FEW_REVIEWS)
        for brand, products in found.items()
        if any((p.review_count or 0) >= FEW_REVIEWS and p.average_rating for p in products)
    }
    return max(proven, key=lambda brand: proven[brand], default=None) if len(found) > 1 else None


def _shelf_name(desk: Desk) -> str:
    if desk.needs.category is None:
        return desk.label("criteria_nothing")
    return desk.phrasing.criteria(desk.needs.changed({"brands": ()}))


def criteria(desk: Desk) -> None:
    """Why a seller asks what they ask: the merchant's own reasons, else what tells the products apart."""
    advice = desk.advisor.about(desk.needs, desk.look().hits)
    anyones = {q.why and str(q.why) for q in desk.advisor.book.about(None).questions}
    own = [q.why for q in advice.questions if q.why and str(q.why) not in anyones and q.ask.partition(":")[0] in TOLD]
    reasons = [desk.phrasing.local(why) for why in own] if desk.needs.category else []
    response = "utter_criteria" if reasons else "utter_criteria_none"
    params = {"criteria": _shelf_name(desk), "points": " ".join(reasons[:POINTS])}
    desk.say(response, params, replies=[desk.reply("reply_advise", Meaning("ask_recommendation"))])
    if not desk.in_form:
        resume(desk)


TOLD = ("usage", "level", "feature")
"""Questions whose reason is knowledge of the trade; "I will show nothing above it" is none."""
