"""The kinds of nudge: what each needs to be true, and how strongly each piece of evidence speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.nudge.hesitation import REPEATS, WEIGHTS, Hesitation
from bot.nudge.limits import next_rung, objections_for, price_refusal, reduced, used_up
from bot.nudge.situation import HELP, KINDS, Action, Hesitated, Kind, Ledger, Refusal, Situation, TrueFact, Why

if TYPE_CHECKING:
    from bot.nudge.policy import Policy

REAL_REVIEWS = 20
"""Reviews a product needs before its rating may be quoted: the mean of fewer says little (half a star of error at
ten).
"""

GOOD_RATING = 4.0
"""Stars below which other buyers' opinion is no comfort, and quoting it would be picking on the number of reviews."""

NEAR = Decimal("0.25")
"""Share of the free-shipping threshold that may still be missing: beyond it the shopper would have to shop again."""

COMPARED = 3
"""Products set side by side at most: a fourth column makes the choice harder again."""

FITS: Mapping[str, Mapping[Kind, int]] = {
    "price_objection": {"promotion": 10, "free_shipping": 6},
    "undecided_words": {"decision_help": 10, "social_proof": 6, "reassurance": 6},
    "similar_views": {"decision_help": 10, "social_proof": 4, "reassurance": 5},
    "compare_stuck": {"decision_help": 10, "social_proof": 6, "reassurance": 4},
    "basket_back_and_forth": {"reassurance": 9, "decision_help": 7, "free_shipping": 6, "social_proof": 4},
    "delivery_q": {"reassurance": 10, "free_shipping": 6, "social_proof": 5},
    "returns_q": {"reassurance": 10, "social_proof": 5},
    "revisit": {"reassurance": 7, "social_proof": 6, "free_shipping": 4, "bundle": 3},
    "pause": {"reassurance": 7, "social_proof": 5, "free_shipping": 4, "bundle": 3},
    "exit_intent": {"reassurance": 7, "social_proof": 5, "free_shipping": 4, "bundle": 3},
    "price_filter": {"free_shipping": 6, "decision_help": 4},
    "reviews_read": {"social_proof": 8, "decision_help": 5, "reassurance": 4},
    "delivery_read": {"reassurance": 9, "free_shipping": 6, "social_proof": 4},
}
"""How well a kind answers a piece of evidence, in tenths: ten is the answer to exactly that doubt; a kind not named
there is no answer to it, and is refused. An objection to the price is answered in words at once, with what costs less;
beside that, another opinion or a table is talking past it, and so is something more to buy: an add-on takes the turn
of a price that would have helped."""

AT_THE_BASKET: Mapping[str, Mapping[Kind, int]] = {"pause": {"bundle": 8}, "exit_intent": {"bundle": 8}}
"""The same for a pause or a move to leave before one's basket, where nothing was said: the choice is made, and what
goes with it ends the order (docs/decisions/0021-an-add-on-at-the-basket.md). A doubt in words is answered as
anywhere."""

TOPICS = ("returns", "warranty", "delivery", "payment", "authenticity")
"""What reassures, strongest first: being able to undo the purchase outweighs how soon it comes."""

ASKED: Mapping[str, str] = {"delivery_q": "delivery", "returns_q": "returns"}
"""The topic a question was about. It was answered when it was asked, so another topic reassures more than a
repetition.
"""


@dataclass(frozen=True, slots=True)
class Option:
    """An action that may be taken. `strength`: how much the evidence speaks for it; `margin` what it leaves, if
    money.
    """

    action: Action
    strength: int
    margin: Decimal | None = None

    @property
    def kind(self) -> Kind:
        return self.action.kind  # type: ignore[return-value]  # "none" is never an option


@dataclass(frozen=True, slots=True)
class Moment:
    """What every kind looks at."""

    situation: Situation
    ledger: Ledger
    policy: Policy
    hesitation: Hesitation

    @property
    def shown(self) -> frozenset[str]:
        return frozenset(shown.kind for shown in self.ledger.shown)


def options(
    situation: Situation, ledger: Ledger, policy: Policy, hesitation: Hesitation
) -> tuple[list[Option], list[Refusal]]:
    """Every kind either as an option or refused with its reason, in the order of `KINDS`."""
    moment = Moment(situation, ledger, policy, hesitation)
    found: list[Option] = []
    refused: list[Refusal] = []
    for kind in KINDS:
        answer = _consider(kind, moment)
        if isinstance(answer, Option):
            found.append(answer)
        else:
            refused += answer
    return found, refused


def strength(kind: Kind, hesitation: Hesitation) -> int:
    """How much the evidence speaks for `kind`: points of each telling code times how well the kind answers it."""
    here = AT_THE_BASKET if hesitation.at_the_basket else {}
    return sum(
        WEIGHTS[code] * min(count, REPEATS) * here.get(code, {}).get(kind, FITS[code].get(kind, 0))
        for code, count in hesitation.telling.items()
    )


def _consider(kind: Kind, moment: Moment) -> Option | list[Refusal]:
    if kind not in moment.policy.kinds:
        return [Refusal(kind, "opted_out")]  # the merchant's choice
    if kind in moment.shown and kind != "promotion":
        return [Refusal(kind, "already_shown")]
    answer = _RULES[kind](moment)
    if isinstance(answer, Action):
        spoken_for = strength(kind, moment.hesitation)
        return Option(answer, spoken_for) if spoken_for else [Refusal(kind, "no_hesitation")]  # of that sort
    return answer if isinstance(answer, Option | list) else [Refusal(kind, answer)]


def _decision_help(moment: Moment) -> Action | Why:
    products = [product for product in moment.situation.products if product.in_stock]
    alike = [product for product in products if product.category == products[0].category]
    if len(alike) < 2:
        return "nothing_to_compare"
    if moment.hesitation.compared:
        return "already_shown"
    return Action("decision_help", item_ids=tuple(product.item_id for product in alike[:COMPARED]))


def _reassurance(moment: Moment) -> Action | Why:
    asked = {ASKED[code] for code in moment.hesitation.counts if code in ASKED}
    fact = min(
        (fact for fact in moment.situation.facts if _holds(fact, moment) and fact.topic in TOPICS),
        key=lambda fact: (fact.topic in asked, TOPICS.index(fact.topic), fact.key),
        default=None,
    )
    if fact is None:
        return "no_true_fact"
    return Action("reassurance", item_id=_first(moment), fact=fact.key)


def _holds(fact: TrueFact, moment: Moment) -> bool:
    return bool(fact.source) and (fact.until is None or fact.until > moment.situation.at)


def _first(moment: Moment) -> str | None:
    return moment.situation.products[0].item_id if moment.situation.products else None


def _social_proof(moment: Moment) -> Action | Why:
    for product in moment.situation.products:
        if product.in_stock and product.reviews >= REAL_REVIEWS and (product.rating or 0.0) >= GOOD_RATING:
            return Action("social_proof", item_id=product.item_id)
    return "too_few_real_reviews"


def _missing(situation: Situation) -> Decimal | None:
    """What the basket lacks for free shipping, when that is near; None otherwise."""
    total, threshold = situation.basket_total, situation.shipping_threshold
    if not total or not threshold:
        return None
    missing = threshold - total
    return missing if 0 < missing <= threshold * NEAR else None


def _free_shipping(moment: Moment) -> Action | Why:
    if _missing(moment.situation) is None:
        return "threshold_not_near"
    return Action("free_shipping", fact="free_shipping_from")


def _bundle(moment: Moment) -> Action | Why:
    missing = _missing(moment.situation)
    if missing is None:
        return "threshold_not_near"
    fitting = [p for p in moment.situation.bundles if p.in_stock and p.price >= missing]
    if not fitting:
        return "out_of_stock"
    return Action("bundle", item_id=min(fitting, key=lambda p: (p.price, p.item_id)).item_id)


def _promotion(moment: Moment) -> Option | Why | list[Refusal]:
    situation, ledger, policy = moment.situation, moment.ledger, moment.policy
    if not _about_the_price(moment) or situation.would_buy or not situation.products:
        return "no_price_evidence"
    if not situation.consent:
        return "no_consent_for_personal_price"
    if used_up(ledger, policy, situation.at):
        return "once_per_customer"
    if not _helped(moment):
        return "help_first"
    rung = next_rung(ledger, policy)
    if rung is None:
        return "ladder_top"
    if ledger.rung and not _called_for(rung, moment):
        return "no_price_evidence"
    return _best_reduction(moment, rung)


def _about_the_price(moment: Moment) -> bool:
    """The price was objected to, or a reduction asked for beside another sign of doubt; and it is not something else
    that was just asked.
    """
    doubt = moment.hesitation
    return "price_objection" in doubt.counts and not doubt.asked_last and not doubt.demanded_only


def _called_for(rung: int, moment: Moment) -> bool:
    """Whether the visit calls for more than the rung already shown: the price was found too high, and the last offer
    did not do. Whoever only asks again, or waits, is not given more for it.
    """
    offered = max((shown.at for shown in moment.ledger.shown if shown.kind == "promotion"), default=None)
    doubt = moment.hesitation
    return doubt.objections >= objections_for(rung, moment.policy) and doubt.unmoved(offered)


def _helped(moment: Moment) -> bool:
    """Whether help came before money: a suggestion that costs nothing, or an answer to the doubt when it was voiced,
    which something seen or said since shows not to have been enough.
    """
    answered = moment.ledger.answered_at
    return bool(moment.shown & HELP) or (answered is not None and moment.hesitation.since(answered))


def equally_suitable(products: Sequence[Hesitated], rung: int) -> tuple[Hesitated, ...]:
    """The one hesitated over last, and those of its category that would cost no more once reduced: whoever finds it
    dear is not led to pay more, or to something else, because it earns more. Nor to what the assistant only showed,
    where they looked at something themselves.
    """
    last = products[0]
    others = (p for p in products[1:] if p.category == last.category and p.looked_at >= last.looked_at)
    return (last, *(p for p in others if _within(p, rung, last.price)))


def _within(product: Hesitated, rung: int, price: Decimal) -> bool:
    prices = reduced(product, rung)
    return prices is not None and prices[0] <= price


def _best_reduction(moment: Moment, rung: int) -> Option | list[Refusal]:
    """Of the products that suit as well as the one hesitated over last, the one that keeps the most: there, and only
    there, margin may choose.
    """
    refused: list[Refusal] = []
    offers: list[tuple[Decimal, Hesitated]] = []
    for product in equally_suitable(moment.situation.products, rung):
        why = price_refusal(product, rung, moment.ledger, moment.policy)
        prices = reduced(product, rung)
        if why or prices is None or product.cost is None:
            refused.append(Refusal("promotion", why or "not_below_30d_low", product.item_id))
        else:
            offers.append((prices[0] - product.cost, product))
    if not offers:
        return refused
    margin, product = max(offers, key=lambda offer: (offer[0], offer[1].item_id))
    final, prior = reduced(product, rung) or (product.price, product.price)
    action = Action("promotion", item_id=product.item_id, rung=rung, final_price=final, prior_price=prior)
    return Option(action, strength("promotion", moment.hesitation), margin)


_RULES: Mapping[Kind, Callable[[Moment], Action | Option | Why | list[Refusal]]] = {
    "decision_help": _decision_help,
    "reassurance": _reassurance,
    "social_proof": _social_proof,
    "free_shipping": _free_shipping,
    "bundle": _bundle,
    "promotion": _promotion,
}
