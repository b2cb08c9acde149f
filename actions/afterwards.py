"""Two things asked for in one breath: one at a time, and the other is not forgotten."""

from __future__ import annotations

from dataclasses import replace

from actions.desk import Desk
from bot.dialogue.formats import in_sentence
from bot.dialogue.reply import Meaning, QuickReply
from bot.shopper.needs import to_json
from bot.shopper.reading.heard import Heard
from bot.shopper.reading.merging import merge
from bot.shopper.shelves import hangs_on
from catalog_index.values import size_key

CARRIED = ("brands", "colors", "sizes", "features", "usage")
"""Needs that another shelf may end."""


def announce(desk: Desk) -> None:
    """Says, once, that the second thing comes after the first. What was taken already comes after nothing."""
    _without_taken(desk)
    later, before = desk.needs.later, desk.turn.before.needs.later
    if not later or later == before or desk.needs.category is None:
        return
    names = [_name(desk, path) for path in later if path not in before]
    if names:
        params = {"first": _name(desk, desk.needs.category), "later": desk.phrasing.listed(names)}
        desk.say("utter_one_by_one", params)


def _without_taken(desk: Desk) -> None:
    taken = desk.products(filter(None, [desk.turn.before.accepted]))
    later = tuple(path for path in desk.needs.later if not any(hangs_on(each.product_type, path) for each in taken))
    if later != desk.needs.later:
        desk.turn.session = replace(desk.turn.session, needs=desk.needs.changed({"later": later}))


def offer_next(desk: Desk) -> None:
    """After a choice: the thing that was kept for later."""
    later = desk.needs.later
    if not later:
        return
    yes = QuickReply(desk.label("reply_later"), Meaning("inform_need", _change(desk, later[0])))
    desk.say(
        "utter_now_later", {"later": _name(desk, later[0])}, replies=[yes, desk.reply("reply_no", Meaning("deny"))]
    )


def _change(desk: Desk, path: str) -> dict[str, object]:
    """What going on to `path` changes in the needs, as JSON values: as if it had just been asked for; a size that
    nothing there has is left behind, and the least to spend with it."""
    needs = desk.needs
    after = needs.changed(merge(needs, Heard("", "", "", category=path)))
    has = desk.catalogue.vocabulary.occurs
    spoken = to_json(after.changed({"sizes": tuple(s for s in after.sizes if has("size", size_key(s), (path,)))}))
    later = [other for other in after.later if other != needs.category]
    return {**{key: spoken.get(key) for key in CARRIED}, "category": path, "later": later, "budget_min": None}


def _name(desk: Desk, path: str) -> str:
    return in_sentence(desk.advisor.category_name(path, desk.language, desk.catalogue))
