"""A conversation in one line, for the people who read many: what was looked for, what held back, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.dialogue.posting import Lookup
from bot.dialogue.words import Words
from bot.shopper.needs import Needs
from bot.shopper.session import Session

Criteria = Callable[[Needs, str], str]
"""Needs in words, in a language ("trail running shoes, under €90")."""

SAID = {
    "price_objection": "line_price_objection",
    "hesitate": "line_hesitated",
    "ask_delivery": "line_delivery_q",
    "ask_returns": "line_returns_q",
}
"""What a shopper said that tells a reader where the sale hung, by intent."""

TITLES = 2


def summary_line(session: Session, words: Words, lookup: Lookup, criteria: Criteria, language: str) -> str:
    """« Cherchait : chaussures de trail, moins de 90 € ; a hésité sur la livraison ; est parti sans choisir »."""
    parts = [_opening(session, words, lookup, criteria, language), *_turns(session, words, language)]
    return " ; ".join([*parts, *_ending(session, words, lookup, language)]).replace(" ;", _semicolon(language))


def _opening(session: Session, words: Words, lookup: Lookup, criteria: Criteria, language: str) -> str:
    if set(session.needs.said()) - set(session.needs.inferred):
        return words.label("line_looked", language, criteria=criteria(session.needs, language))
    viewed = _titles([view.item_id for view in reversed(session.viewed)], lookup, language)
    if viewed:
        return words.label("line_browsed", language, titles=viewed)
    return words.label("line_greeted", language)


def _turns(session: Session, words: Words, language: str) -> Iterator[str]:
    intents = {said.intent.partition("/")[0] for said in session.said}
    hesitant = intents & {"ask_delivery", "ask_returns"} and "hesitated" in session.flags
    for intent, label in SAID.items():
        if intent in intents and (intent in ("price_objection", "hesitate") or hesitant):
            yield words.label(label, language)
    if "not_understood" in session.flags:
        yield words.label("line_not_understood", language)
    if session.nudges:
        yield words.label("line_dismissed" if session.dismissed else "line_nudged", language)


def _ending(session: Session, words: Words, lookup: Lookup, language: str) -> Iterator[str]:
    if session.service:
        yield words.label("line_attended", language)
    elif "handed_over" in session.flags:
        yield words.label("line_handed_over", language)
    if session.bought:
        yield words.label("line_bought", language)
    elif session.basket:
        yield words.label("line_basket", language, titles=_titles(list(session.basket), lookup, language))
    elif session.turns and not session.service and "handed_over" not in session.flags:
        yield words.label("line_left", language)


def _titles(items: list[str], lookup: Lookup, language: str) -> str:
    products = [product for item in dict.fromkeys(items) if (product := lookup(item)) is not None]
    return ", ".join(dict.fromkeys(p.text(language).title for p in products[:TITLES]))


def _semicolon(language: str) -> str:
    return "\u202f;" if language == "fr" else ";"
