"""Not understood, or not our trade: asked again kindly, back to the point, and a person where it goes on."""

from __future__ import annotations

from actions.consultation import found_by_words, resume
from actions.desk import Desk
from actions.people import hand_over, not_wished
from actions.recommendation import alternative, direction, recommend
from actions.shop_facts import tell, tell_detail, tell_of, topics
from actions.unstated import service
from bot.advice.suitability import said_only
from bot.dialogue.formats import sentence
from bot.dialogue.reply import Meaning, QuickReply
from bot.shopper.needs import UNSAID

LIKELY = 0.12
"""Below this an intent is no guess worth offering: with 27 of them chance alone gives 0.04."""

STUCK = 1
"""Messages not understood in a row before this one: with the second, somebody else should take it up."""

LOST = "nlu_fallback"

ALIKE = (
    frozenset({"search_product", "inform_need"}),
    frozenset({"ask_recommendation", "hesitate"}),
    frozenset({"ask_alternative", "reject_product"}),
)
"""Guesses that come to the same for a shopper: "looking for a product, or telling me what you need?" asks nothing."""

TOGETHER = 0.5
"""From here two guesses alike are one that is understood: each was refused only because the other is as likely."""


def clarify(desk: Desk) -> None:
    """Two guesses when there are two; a person when it was not the first time."""
    if {*desk.turn.reading.change} - {"because"} or _is_a_search(desk):
        return recommend(desk)
    if desk.shown and direction(desk) != "different":
        return alternative(desk)  # "lighter", and no more
    if meant := one_meaning(_named(desk)):
        return alternative(desk) if "ask_alternative" in meant else recommend(desk)
    if desk.turn.before.stuck >= STUCK:
        return hand_over(desk, "stuck")
    guesses = _guesses(desk)
    named = next((guess for guess in guesses if guess in ("ask_delivery", "ask_returns") and desk.hears(guess)), None)
    if named is not None:
        return tell_of(desk, named)
    if len(guesses) < 2:
        desk.say("utter_rephrase", replies=[_advise(desk), desk.person])
        return resume(desk)
    names = [desk.label(f"intent_{guess}") for guess in guesses]
    replies = [QuickReply(sentence(n), Meaning(g)) for n, g in zip(names, guesses, strict=True)]
    asking = desk.turn.before.asking  # the question before still stands, though it is not repeated
    return desk.say("utter_clarify_two", {"a": names[0], "b": names[1]}, replies=replies, asking=asking)


def _is_a_search(desk: Desk) -> bool:
    """Words that stand in a product's title are a search, whatever the classifier made of them."""
    desk.turn.search = desk.turn.reading.rest or desk.turn.text
    if found_by_words(desk):
        return True
    desk.turn.search = ""
    return False


def _named(desk: Desk) -> list[tuple[str, float]]:
    """(intent, confidence), likeliest first, without the refusal itself."""
    named = [(str(r.get("name")), float(r.get("confidence") or 0.0)) for r in desk.ranking]
    return [(name, confidence) for name, confidence in named if name != LOST]


def one_meaning(named: list[tuple[str, float]]) -> frozenset[str]:
    """The two likeliest guesses where they come to the same and are likely enough together; else empty."""
    pair = frozenset(name for name, _ in named[:2])
    likely = sum(confidence for _, confidence in named[:2]) >= TOGETHER
    return next((alike for alike in ALIKE if likely and pair == alike), frozenset())


def _guesses(desk: Desk) -> list[str]:
    likely = [name for name, p in _named(desk) if p >= LIKELY and desk.shop.words.has_label(f"intent_{name}")]
    return apart(likely)[:2]


def apart(guesses: list[str]) -> list[str]:
    """Each meaning once, by its likeliest guess."""
    kept: list[str] = []
    for guess in guesses:
        if not any({guess, other} <= alike for other in kept for alike in ALIKE):
            kept.append(guess)
    return kept


def out_of_scope(desk: Desk) -> None:
    """A fact of the shop after all, else an honest no and back to the point."""
    if facts := topics(desk):
        return tell(desk, facts)
    if desk.shown and "?" not in desk.turn.text and {*desk.turn.reading.change} - {*UNSAID, "for_whom"}:
        return recommend(desk)  # « freins à disque obligatoires » is of our trade
    needs = desk.turn.before.needs
    if not said_only(needs).said():
        return desk.say("utter_out_of_scope", replies=[_advise(desk)])
    replies = [] if desk.in_form else [desk.reply("reply_show", Meaning("ask_recommendation"))]
    return desk.say("utter_out_of_scope_back", {"subject": desk.phrasing.summary(needs)}, replies=replies)


def order_status(desk: Desk) -> None:
    """We cannot see orders, and say so; what went wrong with one goes to a person at once."""
    not_wished(desk)
    if desk.hears("order wrong"):
        return hand_over(desk, "complaint")
    if desk.hears("someone"):
        return hand_over(desk)
    if (asked := service(desk)) is not None:
        return tell_detail(desk, asked)
    if desk.hears("refund") and (terms := desk.fact("returns")) is not None:
        return tell(desk, [terms], [desk.person])
    name = "utter_order_change" if desk.hears("order change") else "utter_order_status"
    if "handed_over" in desk.turn.before.flags:  # the team has it already: « commande 448120 du 3 juin »
        return desk.say("utter_hand_over_already")
    return desk.say(name, replies=[desk.person])


def _advise(desk: Desk) -> QuickReply:
    return desk.reply("reply_advise", Meaning("ask_recommendation"))
