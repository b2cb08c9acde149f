"""A greeting returned: with the thread of what was under way."""

from __future__ import annotations

from actions.desk import Desk
from bot.advice.suitability import said_only
from bot.dialogue.reply import Meaning


def greet(desk: Desk) -> None:
    if "handed_over" in desk.turn.before.flags:
        return desk.say("utter_hand_over_already")  # « vous êtes toujours là ? »: they wait for a person
    needs = desk.turn.before.needs
    if said_only(needs).said():
        replies = [desk.reply("reply_show", Meaning("ask_recommendation"))]
        return desk.say("utter_greet_going", {"subject": desk.phrasing.summary(needs)}, replies=replies)
    replies = [
        desk.reply("reply_advise", Meaning("ask_recommendation")),
        desk.reply("reply_delivery", Meaning("ask_delivery")),
    ]
    return desk.say("utter_greet_again", replies=replies)
