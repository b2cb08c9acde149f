"""Words said beside what is looked for, which no detail states: kept as wishes where product pages hold them."""

from __future__ import annotations

from dataclasses import replace

from actions.desk import Desk
from bot.advice.mentions import is_mention, mentioned
from bot.shopper.needs import NEEDS_INTENTS


def keep_mentioned(desk: Desk) -> None:
    """ "A thriller", « pour le pain »: where the shelf's advice knows no more of it, a wish that ranks and shows. What
    corrects the words kept before takes their place."""
    turn = desk.turn
    if turn.meaning or turn.refers or desk.heard_intent not in NEEDS_INTENTS or not turn.reading.rest:
        return
    needs, vocabulary = desk.needs, desk.catalogue.vocabulary
    found = desk.look().hits
    if desk.advisor.about(needs, found).specific or not (needs.category or turn.before.shown):
        return
    wishes = mentioned(turn.reading.rest, turn.text, [hit.product for hit in found], vocabulary)
    if not wishes:
        return
    kept = [each for each in needs.features if not (turn.reading.corrects and is_mention(each, vocabulary))]
    turn.session = replace(turn.session, needs=needs.changed({"features": tuple(dict.fromkeys((*kept, *wishes)))}))
    desk.look_again()
