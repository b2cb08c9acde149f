"""Misunderstood: owned up to, and set right."""

from __future__ import annotations

from actions.consultation import waiting
from actions.desk import Desk
from actions.people import hand_over
from actions.recommendation import RELAXED_NEED
from bot.advice.suitability import said_only
from bot.dialogue.reply import Meaning, QuickReply
from bot.shopper.needs import from_json

OFTEN = 1
"""Messages not understood before this one: with the second, somebody else should take it up."""

WAYS = 3
"""Wishes offered to be dropped at once."""

DROPPED = ("price_max", "price_min", "sizes", "colors", "brands", "genders", "attributes", "exclude_terms")
"""The wishes that may have been misheard, those first that are said in so many words."""


def own_up(desk: Desk) -> None:
    """An excuse before what is set right: "I said under 100!"."""
    if desk.turn.reading.repairs and desk.turn.reading.remark != "repair":
        desk.say("utter_repair")
        desk.turn.spoke = False  # nothing is answered by it yet


def repair(desk: Desk) -> None:
    """What was understood so far, to be set right; a person where it goes on."""
    if desk.turn.before.stuck >= OFTEN:
        return hand_over(desk, "stuck")
    if waiting(desk) is not None:
        return desk.say("utter_repair")  # the question that waits comes back after it
    if not said_only(desk.needs).said():
        return desk.say("utter_repair_start", replies=[desk.person])
    params = {"criteria": desk.phrasing.criteria(desk.needs)}
    return desk.say("utter_repair_what", params, replies=[*_ways(desk), desk.person])


def _ways(desk: Desk) -> list[QuickReply]:
    """The wishes there are, each to be dropped with a tap."""
    held = [key for key in DROPPED if desk.needs.changed(from_json(RELAXED_NEED[key])) != desk.needs]
    return [desk.reply(f"reply_relax_{key}", Meaning("change_mind", needs=RELAXED_NEED[key])) for key in held[:WAYS]]
