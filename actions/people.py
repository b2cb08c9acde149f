"""Handing over to a person, without pretending that one is there already."""

from __future__ import annotations

from dataclasses import replace

from actions.desk import Desk
from bot.dialogue.transcript import summary_line
from bot.shopper.needs import NEEDS_INTENTS, Needs

HOUR = 60


def hand_over(desk: Desk, reason: str = "") -> None:
    """The flag that the team sees, with what it needs to take over; and an honest word on when somebody answers.

    `reason` is asked, complaint or stuck; by default as understood.
    """
    reason = reason or ("complaint" if desk.intent == "complain" else "asked")
    if reason == "complaint":
        not_wished(desk)
    before = desk.turn.before
    complained = any(said.intent == "complain" for said in before.said)
    if "handed_over" in before.flags and (reason != "complaint" or complained):
        return desk.say("utter_rephrase" if reason == "stuck" else "utter_hand_over_already")
    desk.turn.outcomes.append({"name": "handed_over", "reason": reason, "summary": _summary(desk)})
    name = "utter_hand_over" if reason == "asked" else f"utter_hand_over_{reason}"
    minutes = desk.shop.human_eta_minutes
    if minutes is None:
        contact = desk.fact("contact")
        return desk.say(f"{name}_no_eta", {"contact": contact.text[desk.language] if contact else ""})
    return desk.say(name, {"eta": eta(desk, minutes)})


def not_wished(desk: Desk) -> None:
    """What words of an order or a complaint name was bought already ("two left shoes"): no wish, unless one is told
    beside it."""
    if not desk.turn.meaning and not {desk.heard_intent, *desk.beside} & {*NEEDS_INTENTS}:
        desk.turn.take_back(tuple(desk.turn.reading.change))


def _summary(desk: Desk) -> str:
    """The conversation in one line, for whoever takes over: what was looked for, what held back, what was said last."""

    def criteria(needs: Needs, language: str) -> str:
        return desk.phrasing.criteria(needs)

    session = desk.turn.session
    asked = replace(session, flags=session.flags | {"handed_over"})  # else: "left without choosing"
    line = summary_line(asked, desk.shop.words, desk.catalogue.product, criteria, desk.language)
    return f"{line}. {desk.label('line_last_words', text=desk.turn.text)}"


def eta(desk: Desk, minutes: int) -> str:
    """« 15 minutes », « une heure », « 3 heures »: rounded up, never down."""
    if minutes < HOUR:
        return desk.label("eta_minutes", minutes=minutes)
    hours = -(-minutes // HOUR)
    return desk.label("eta_hour") if hours == 1 else desk.label("eta_hours", hours=hours)
