"""Two or three products side by side, and which one the seller would take."""

from __future__ import annotations

from collections.abc import Sequence

from actions.consultation import resume, waiting
from actions.desk import Desk
from actions.products import product_info
from actions.recommendation import recommend
from bot.advice.comparison import Verdict
from bot.dialogue.formats import sentence
from bot.dialogue.reply import Comparison, Meaning, QuickReply, Row
from catalog_index.product import Product

COLUMNS = 3


def compare(desk: Desk) -> None:
    """Those pointed at, else those on screen, else the pages looked at last."""
    products = to_compare(desk)
    ordered = desk.turn.reading.sort != "relevance"  # « je voudrais le plus cher »
    if len(products) < 2 and desk.needs.category and not desk.shown and (ordered or waiting(desk) is None):
        return recommend(desk)  # nothing side by side yet: the best of what is wanted
    if len(products) < 2 and desk.shown:
        return product_info(desk)  # a single one on screen: what there is to know of it
    if len(products) < 2:
        desk.say("utter_nothing_to_compare")
        return resume(desk)
    verdict = desk.advisor.compare(products, desk.needs)
    table = table_of(desk, products, verdict)
    if verdict.pick is None or verdict.why is None:
        return desk.say("utter_compare_even", comparison=table, replies=_replies(desk, products, None))
    pick = products[verdict.pick]
    params = {"title": desk.title(pick), "why": desk.phrasing.reason(verdict.why)}
    return desk.say("utter_compare", params, comparison=table, replies=_replies(desk, products, pick))


def to_compare(desk: Desk) -> list[Product]:
    """Two or three different models; () when there is nothing to set side by side."""
    viewed = desk.products(view.item_id for view in reversed(desk.turn.before.viewed))
    focus = desk.products(filter(None, [desk.turn.before.focus])) if len(desk.pointed) == 1 else []
    for candidates in (desk.pointed, [*focus, *desk.pointed], [*desk.pointed, *desk.shown], viewed):
        models = _models(candidates)
        if len(models) > 1:
            return models[:COLUMNS]
    return []


def _models(products: Sequence[Product]) -> list[Product]:
    """One product per parent, in order."""
    found: dict[str, Product] = {}
    for product in products:
        found.setdefault(product.group, product)
    return list(found.values())


def table_of(desk: Desk, products: Sequence[Product], verdict: Verdict) -> Comparison:
    """The verdict's lines in words."""
    unknown = desk.label("not_said")
    rows = tuple(
        Row(
            sentence(desk.phrasing.phrase(line.label)),
            tuple(desk.phrasing.phrase(value) if value else unknown for value in line.values),
            line.best,
        )
        for line in verdict.lines
    )
    return Comparison(tuple(p.id for p in products), rows)


def _replies(desk: Desk, products: Sequence[Product], pick: Product | None) -> list[QuickReply]:
    takes = [pick] if pick else list(products)
    replies = [desk.reply("reply_take", Meaning("accept_product", refers=(p.id,)), title=desk.title(p)) for p in takes]
    first = (pick or products[0]).id
    return [
        *replies,
        desk.reply("reply_cheaper", Meaning("ask_alternative", refers=(first,), value="cheaper")),
        desk.reply("reply_different", Meaning("ask_alternative", refers=(first,), value="different")),
    ]
