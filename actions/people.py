"""Handing over to a person, without pretending that one is there already."""

from __future__ import annotations

from actions.desk import Desk

HOUR = 60


def hand_over(desk: Desk) -> None:
    """The flag that the team sees, and an honest word on when somebody answers."""
    complaint = desk.intent == "complain"
    if "handed_over" in desk.turn.before.flags and not complaint:
        return desk.say("utter_hand_over_already")
    desk.turn.outcomes.append({"name": "handed_over", "reason": "complaint" if complaint else "asked"})
    name = "utter_hand_over_complaint" if complaint else "utter_hand_over"
    minutes = desk.shop.human_eta_minutes
    if minutes is None:
        contact = desk.fact("contact")
        return desk.say(f"{name}_no_eta", {"contact": contact.text[desk.language] if contact else ""})
    return desk.say(name, {"eta": eta(desk, minutes)})


def eta(desk: Desk, minutes: int) -> str:
    """« 15 minutes », « une heure », « 3 heures »: rounded up, never down."""
    if minutes < HOUR:
        return desk.label("eta_minutes", minutes=minutes)
    hours = -(-minutes // HOUR)
    return desk.label("eta_hour") if hours == 1 else desk.label("eta_hours", hours=hours)
