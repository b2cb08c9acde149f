"""How far margin moves an offer: the neutrality bound, counted on drawn situations under the product's own `decide`.

Margin may choose among equally suitable products which one gets the offer, and nothing else. Counted is how often it
did choose, how often a less suitable product was promoted (never, or the bound is broken), and how often a change of
all costs changed a word of the help.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import numpy as np

from bot.nudge.kinds import equally_suitable
from bot.nudge.limits import price_refusal
from bot.nudge.policy import Policy, decide
from bot.nudge.situation import Action, Hesitated, Ledger, Shown, Situation
from bot.shopper.signals import Evidence

SITUATIONS = 5_000
"""Enough to see one breach in a thousand with near certainty (1 − 0.999^5000 > 99 %)."""
START = datetime(2026, 5, 4, tzinfo=timezone.utc)
OPEN = Policy(holdout=Decimal(0), explore=Decimal(0))
HELPED = Ledger(shown=(Shown("decision_help", START - timedelta(minutes=9)),))
OBJECTION = (Evidence("price_objection", START - timedelta(minutes=1), "message:1"),)
SHORTLIST = (Evidence("similar_views", START - timedelta(minutes=1), "view:0"),)
SAME_SHELF = 0.7
"""Share of what was looked at beside the last product that lies on its shelf: shoppers compare like with like."""


def run(seed: int = 0, situations: int = SITUATIONS) -> dict[str, Any]:
    """The counts over `situations` drawn with `seed`; shares in [0, 1]."""
    draw = np.random.default_rng([seed, 97])
    counts: Counter[str] = Counter()
    for number in range(situations):
        products = _products(draw)
        counts.update(_promoted(_at(number, OBJECTION, products)))
        counts["help_changed"] += _helped(number, products) != _helped(number, _other_costs(products, draw))
    return {
        "situations": situations,
        "offers": counts["offers"],
        "with_choice": round(counts["with_choice"] / max(counts["offers"], 1), 4),
        "margin_chose": round(counts["margin_chose"] / max(counts["offers"], 1), 4),
        "margin_chose_given_choice": round(counts["margin_chose"] / max(counts["with_choice"], 1), 4),
        "less_suitable": counts["less_suitable"],
        "dearer": counts["dearer"],
        "help_changed": counts["help_changed"],
    }


def table(result: dict[str, Any]) -> str:
    """The counts as a person reads them."""
    return "\n".join(
        [
            f"{result['offers']} offers in {result['situations']} situations",
            f"  several equally suitable products        {result['with_choice']:>8.1%} of offers",
            f"  margin chose another than the last one   {result['margin_chose']:>8.1%} of offers",
            f"  a less suitable product was promoted     {result['less_suitable']:>8} times",
            f"  more would have been paid                {result['dearer']:>8} times",
            f"  other costs changed the help             {result['help_changed']:>8} times",
        ]
    )


def _promoted(situation: Situation) -> Counter[str]:
    """What margin did to one offer: without it, the first that the floors allow, the last looked at, would have it."""
    decision = decide(situation, HELPED, OPEN, b"neutrality")
    if decision.action.kind != "promotion":
        return Counter()
    rung = decision.action.rung
    suitable = equally_suitable(situation.products, rung)
    able = [product for product in suitable if price_refusal(product, rung, HELPED, OPEN) is None]
    chosen = next(product for product in situation.products if product.item_id == decision.action.item_id)
    last = situation.products[0]
    return Counter(
        offers=1,
        with_choice=int(len(able) > 1),
        margin_chose=int(chosen != able[0]),
        less_suitable=int(chosen.category != last.category),
        dearer=int((decision.action.final_price or chosen.price) > last.price),
    )


def _helped(number: int, products: tuple[Hesitated, ...]) -> Action:
    return decide(_at(number, SHORTLIST, products), Ledger(), OPEN, b"neutrality").action


def _at(number: int, evidence: tuple[Evidence, ...], products: tuple[Hesitated, ...]) -> Situation:
    return Situation(str(number), str(number), 0, START, evidence, products, consent=True)


def _products(draw: np.random.Generator) -> tuple[Hesitated, ...]:
    """Two to five products around one price, of everyday margins, some of another shelf."""
    count, around = int(draw.integers(2, 6)), float(np.exp(draw.normal(4.0, 0.6)))
    return tuple(_product(str(place), around, place == 0 or draw.random() < SAME_SHELF, draw) for place in range(count))


def _product(name: str, around: float, same: bool, draw: np.random.Generator) -> Hesitated:
    price = Decimal(f"{around * float(np.exp(draw.normal(0, 0.15))):.2f}")
    cost = _cost(price, draw)
    shelf = "shelf" if same else "another shelf"
    return Hesitated(name, price, price, name, shelf, cost, price, cost, 4.5, int(draw.integers(0, 60)))


def _cost(price: Decimal, draw: np.random.Generator) -> Decimal:
    return (price * Decimal(f"{1 - draw.uniform(0.06, 0.55):.3f}")).quantize(Decimal("0.01"))


def _other_costs(products: tuple[Hesitated, ...], draw: np.random.Generator) -> tuple[Hesitated, ...]:
    costs = [_cost(product.price, draw) for product in products]
    return tuple(replace(one, cost=cost, legal_floor=cost) for one, cost in zip(products, costs, strict=True))
