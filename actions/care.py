"""Somebody hurts: a word of care before anything is shown, and no promise that a product would heal."""

from __future__ import annotations

from actions.desk import Desk


def take_care(desk: Desk) -> None:
    """Says it where the message names a pain, once in a conversation's last words."""
    if not desk.turn.reading.injury or desk.turn.meaning or desk.heard_intent == "complain":
        return
    response = "utter_care"
    said = desk.shop.words.variants(response, desk.language)
    if not any(text in desk.turn.recent for text in said):
        desk.say(response)
