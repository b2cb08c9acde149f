"""What is taken for something that was not said so: a size or an amount in another country's figures, what the pages
looked at suggest. It is told, so that it can be set right."""

from __future__ import annotations

from actions.desk import Desk
from bot.dialogue.formats import SYMBOLS
from bot.shopper.needs import NEEDS_INTENTS
from catalog_index.amounts import find_amounts
from catalog_index.text import fold_aligned


def tell_size(desk: Desk) -> None:
    """Says it with the message that told the size."""
    found = desk.turn.reading.converted
    if found is not None:
        name = "utter_size_assumed" if found.assumed else "utter_size_converted"
        desk.say(name, {"said": found.said, "size": found.size})


def tell_currency(desk: Desk) -> None:
    """No rate is known here: a budget in another currency is taken for as much in the shop's, and said to be."""
    coin, own = desk.turn.reading.foreign_coin, desk.catalogue.vocabulary.currency
    told = [one.value for one in find_amounts(fold_aligned(desk.turn.text), desk.language) if one.currency == coin]
    if coin and told:
        amount = max(told)  # what was said: a budget of about so much is a range
        said, taken = (desk.phrasing.money(amount, each) for each in (coin, own))
        desk.say("utter_currency_taken", {"said": said, "taken": taken, "coin": SYMBOLS.get(own, own)})


def tell_guess(desk: Desk) -> None:
    """The first answer that rests on the pages looked at says so: nobody named that shelf."""
    before, needs = desk.turn.before, desk.needs
    first = not before.shown and not desk.turn.questions and needs == before.needs
    if first and needs.category and "category" in needs.inferred and desk.heard_intent in NEEDS_INTENTS:
        guessed = needs.changed({key: None for key in needs.said() if key not in needs.inferred or key == "gender"})
        parts = desk.phrasing.parts(guessed.changed({"inferred": ()}))
        desk.say("utter_from_pages", {"needs": ", ".join(dict.fromkeys(parts))})
