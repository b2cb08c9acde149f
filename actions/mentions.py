"""Words said beside what is looked for, which no detail states: kept as wishes where product pages hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.desk import Desk
from bot.advice.mentions import is_mention, mentioned
from bot.shopper.needs import NEEDS_INTENTS
from bot.shopper.reading.merging import is_one_more
from catalog_index.product import Product
from catalog_index.text import fold_aligned


def keep_mentioned(desk: Desk) -> None:
    """ "A thriller", « pour le pain »: where the shelf's advice knows no more of it, a wish that ranks and shows. What
    corrects the words kept before takes their place."""
    turn = desk.turn
    if turn.meaning or turn.refers or desk.heard_intent not in NEEDS_INTENTS or not turn.reading.rest:
        return
    if is_one_more(fold_aligned(turn.text)):
        return  # « et une carte mémoire » says nothing of the camera
    needs, vocabulary = desk.needs, desk.catalogue.vocabulary
    on_screen = turn.before.shown and not (turn.reading.begins or turn.reading.injury)  # let go; or what hurts
    if desk.advisor.about(needs, desk.look().hits).specific or not (needs.category or on_screen):
        return
    wishes = mentioned(turn.reading.rest, turn.text, _shelf(desk), vocabulary)
    if not wishes:
        return
    kept = [each for each in needs.features if not (turn.reading.corrects and is_mention(each, vocabulary))]
    turn.session = replace(turn.session, needs=needs.changed({"features": tuple(dict.fromkeys((*kept, *wishes)))}))
    desk.look_again()


def _shelf(desk: Desk) -> Sequence[Product]:
    """What the pages are read of: all that is there without the words wished for so far."""
    vocabulary = desk.catalogue.vocabulary
    kept = tuple(each for each in desk.needs.features if not is_mention(each, vocabulary))
    wish = replace(desk.wish(), needs=desk.needs.changed({"features": kept}))
    return [hit.product for hit in desk.advisor.look(wish, desk.catalogue).hits]
