"""The offered product in another size or colour: may the personal price be given on it as well? Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from bot.nudge.limits import price_refusal, reduced
from bot.nudge.offers import Offer, Reason, Variants
from bot.nudge.policy import Policy
from bot.nudge.situation import Hesitated, Ledger


def variants_of(offer: Offer, others: Iterable[Hesitated], policy: Policy) -> Variants:
    """Each of `others`, the product's further sizes and colours, with why the offered price may not be given on it.

    What the shopper was promised is this price instead of that one, so both must be true of the other piece too: it
    costs everyone the same, and the percent off its own lowest price of 30 days is the same amount. Its own cost and
    legal floor decide under the policy of today. Whether it is in stock is the till's business: it was just sold.
    """
    return {other.item_id: _refusal(offer, replace(other, in_stock=True), policy) for other in others}


def _refusal(offer: Offer, other: Hesitated, policy: Policy) -> Reason | None:
    if other.price != offer.price:
        return "other_price"
    prices = reduced(other, offer.percent)
    if prices is None or prices[0] != offer.final:
        return "not_below_30d_low"
    return cast("Reason | None", price_refusal(other, offer.percent, Ledger(), policy))
