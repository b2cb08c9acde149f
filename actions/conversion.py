"""What was told in another country's figures, a shoe size or an amount: what it was taken for is said, so that it can
be set right."""

from __future__ import annotations

from actions.desk import Desk
from bot.dialogue.formats import SYMBOLS


def tell_size(desk: Desk) -> None:
    """Says it with the message that told the size."""
    found = desk.turn.reading.converted
    if found is not None:
        name = "utter_size_assumed" if found.assumed else "utter_size_converted"
        desk.say(name, {"said": found.said, "size": found.size})


def tell_currency(desk: Desk) -> None:
    """No rate is known here: a budget in another currency is taken for as much in the shop's, and said to be."""
    coin, change, own = desk.turn.reading.foreign_coin, desk.turn.reading.change, desk.catalogue.vocabulary.currency
    amount = change.get("budget_max") or change.get("budget_min")
    if coin and amount is not None:
        said, taken = (desk.phrasing.money(amount, each) for each in (coin, own))
        desk.say("utter_currency_taken", {"said": said, "taken": taken, "coin": SYMBOLS.get(own, own)})
