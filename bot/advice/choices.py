"""Which products to show, in which order, each with the reasons in the shopper's terms and one honest drawback."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.advice.advice import Advice
from bot.advice.attributes import local_values, number_of
from bot.advice.phrase import Phrase, label, said
from bot.advice.questions import size_order
from bot.advice.suitability import FEW_REVIEWS, GOOD_RATING, Fit, fit, merits, met_needs, rating, unadvised
from bot.shopper.needs import Needs
from catalog_index.product import Product
from catalog_index.query import Hit

SHOWN = 3
REASONS = 3

SEARCH_WEIGHT = 1.0
RATING_WEIGHT = 0.3
"""A preference met counts 1. The words searched for weigh as much as one; ratings only part equals."""

SAME_BRAND = 0.25
SAME_PRICE = 0.15
SAME_MODEL = 1.0
PRICE_NEAR = 0.1
"""Of equals, three that differ teach the shopper more: a second of the same brand, or within 10 % of the price,
waits a little."""

CLEARLY = 1.15
"""A price or weight is only called higher than the others' when it is by 15 %."""

Variants = Callable[[str], Sequence[Product]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A product to show. `fit` says how it suits; `reasons` and `drawback` are true by the catalogue."""

    product: Product
    fit: Fit = field(default_factory=Fit)
    total: float = 0.0
    reasons: tuple[Phrase, ...] = ()
    drawback: Phrase | None = None


def recommend(
    needs: Needs, hits: Sequence[Hit], advice: Advice, variants: Variants, limit: int = SHOWN
) -> list[Choice]:
    """At most `limit` of `hits`, best first. What fails a must is only shown when nothing passes."""
    ranked = [judged(hit, needs, advice) for hit in hits]
    best = min((c.fit.missed for c in ranked), default=0)
    fitting = [c for c in ranked if c.fit.missed == best]
    picked = _cheapest(fitting, limit) if needs.thrifty else _diverse(fitting, limit)
    return telling_first([with_words(c, picked, needs, advice, variants) for c in picked])


def telling_first(choices: Sequence[Choice]) -> list[Choice]:
    """The same choices, each with the reasons first that not all of them share; the first choice has one if there is
    any: "within your budget" is no reason to take the first of three that all are.
    """
    if len(choices) < 2:
        return list(choices)
    shared = [reason for reason in choices[0].reasons if all(reason in c.reasons for c in choices)]
    ordered = []
    for at, choice in enumerate(choices):
        own = [reason for reason in choice.reasons if reason not in shared]
        if at == 0 and not own:
            own = [reason for reason in (_best_of(choice.product, choices),) if reason is not None]
        ordered.append(replace(choice, reasons=(*own, *(r for r in choice.reasons if r in shared))[:REASONS]))
    return ordered


def _best_of(product: Product, choices: Sequence[Choice]) -> Phrase | None:
    """What the product alone is best at among those shown, by rating, price or weight; None when at nothing."""
    others = [c.product for c in choices if c.product.id != product.id]
    count, mine = product.review_count or 0, product.average_rating or 0.0
    if count >= FEW_REVIEWS and mine > max((o.average_rating or 0.0 for o in others), default=0.0):
        return label("reason_best_rated", rating=mine, count=count)
    price = product.current_price
    if price.amount < min(o.current_price.amount for o in others):
        return label("reason_cheapest", price=price.amount, currency=price.currency)
    weights = [number_of(o, "Weight") for o in others]
    weight = number_of(product, "Weight")
    if weight is not None and all(w is not None and weight < w for w in weights):
        return label("reason_lightest", value=local_values(product, "Weight"))
    return None


def choose(product: Product, others: Sequence[Product], needs: Needs, advice: Advice, variants: Variants) -> Choice:
    """One product with its reasons and drawback, set against `others` on screen."""
    around = [judged(Hit(p, 0.0), needs, advice) for p in (product, *(o for o in others if o.id != product.id))]
    return with_words(around[0], around, needs, advice, variants)


def judged(hit: Hit, needs: Needs, advice: Advice) -> Choice:
    suits = fit(hit.product, needs, advice)
    total = suits.score + SEARCH_WEIGHT * hit.score + RATING_WEIGHT * (rating(hit.product) - 4.0)
    return Choice(hit.product, suits, total)


def _diverse(choices: Sequence[Choice], limit: int) -> list[Choice]:
    left = sorted(choices, key=lambda c: (-c.total, c.product.id))
    picked: list[Choice] = []
    while left and len(picked) < limit:
        best = max(left, key=lambda c: c.total - _likeness(c, picked))
        picked.append(best)
        left = [c for c in left if c.product.group != best.product.group]
    return picked


def _cheapest(choices: Sequence[Choice], limit: int) -> list[Choice]:
    """The cheapest of those with nothing against them, one of each model: for whom has little to spend."""
    plain = [choice for choice in choices if not choice.fit.lacks]
    found: dict[str, Choice] = {}
    for choice in sorted(plain or choices, key=lambda c: (c.product.current_price.amount, -c.total, c.product.id)):
        found.setdefault(choice.product.group, choice)
    return list(found.values())[:limit]


def _likeness(choice: Choice, picked: Sequence[Choice]) -> float:
    return sum(
        SAME_MODEL * _same_model(p.product, choice.product)
        + SAME_BRAND * (p.product.brand == choice.product.brand)
        + SAME_PRICE * _near_price(p.product, choice.product)
        for p in picked
    )


def _same_model(one: Product, other: Product) -> bool:
    """The women's and the men's cut of one model: one brand, one kind, one price."""
    keys = [(p.brand, p.product_type, p.price.amount) for p in (one, other)]
    return keys[0] == keys[1] and one.gender != other.gender


def _near_price(one: Product, other: Product) -> bool:
    a, b = float(one.current_price.amount), float(other.current_price.amount)
    return abs(a - b) <= PRICE_NEAR * max(a, b)


def with_words(choice: Choice, all_shown: Sequence[Choice], needs: Needs, advice: Advice, variants: Variants) -> Choice:
    reasons = [*choice.fit.reasons[:2], *met_needs(choice.product, unadvised(needs, advice))]
    if len(reasons) < 2:
        reasons += merits(choice.product)
    others = [c.product for c in all_shown if c.product.id != choice.product.id]
    return replace(
        choice,
        reasons=tuple(without_repeats(reasons)[:REASONS]),
        drawback=drawback(choice.product, choice.fit, others, needs, advice, variants),
    )


def without_repeats(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases in order, without those that an earlier one says already."""
    kept: list[Phrase] = []
    for phrase in phrases:
        if phrase not in kept and not any(_says(earlier, phrase) for earlier in kept):
            kept.append(phrase)
    return kept


def _says(one: Phrase, other: Phrase) -> bool:
    """Whether every language of `other` is a part of `one`."""
    if one.text is None or other.text is None:
        return False
    return all(text.casefold() in one.text.get(language, "").casefold() for language, text in other.text.items())


def drawback(
    product: Product, suits: Fit, others: Sequence[Product], needs: Needs, advice: Advice, variants: Variants
) -> Phrase | None:
    """The one thing an honest seller would add: what it lacks for this shopper, else the merchant's rules, else the
    facts."""
    if suits.lacks:
        return suits.lacks[0]
    for rule in advice.drawbacks:
        if rule.condition.holds(product):
            values = local_values(product, rule.condition.attribute)
            return said({lang: text.replace("{value}", values.get(lang, "")) for lang, text in rule.text.items()})
    return _derived(product, others, needs, variants)


def _derived(product: Product, others: Sequence[Product], needs: Needs, variants: Variants) -> Phrase | None:
    found = (
        _dearest(product, others),
        _heaviest(product, others),
        _unproven(product),
        _missing_sizes(product, needs, variants),
        _lower_rated(product, others),
        _no_longer_all(product, variants),
    )
    return next((phrase for phrase in found if phrase is not None), None)


def _dearest(product: Product, others: Sequence[Product]) -> Phrase | None:
    prices = [float(o.current_price.amount) for o in others]
    mine = float(product.current_price.amount)
    if prices and mine >= CLEARLY * (sum(prices) / len(prices)) and mine > max(prices):
        return label("drawback_dearest")
    return None


def _heaviest(product: Product, others: Sequence[Product]) -> Phrase | None:
    weights = [w for o in others if (w := number_of(o, "Weight")) is not None]
    mine = number_of(product, "Weight")
    if mine is not None and weights and mine > max(weights) and mine >= 1.05 * min(weights):
        return label("drawback_heaviest", value=local_values(product, "Weight"))
    return None


def _unproven(product: Product) -> Phrase | None:
    count = product.review_count
    if count is None or count >= FEW_REVIEWS:
        return None
    return label("drawback_few_reviews", count=count) if count else label("drawback_no_reviews")


def _missing_sizes(product: Product, needs: Needs, variants: Variants) -> Phrase | None:
    """Sizes sold out, where the shopper has not named the one that matters."""
    if needs.sizes:
        return None
    of_color = [v for v in variants(product.group) if v.size and v.color == product.color]
    gone = sorted({v.size for v in of_color if not v.buyable}, key=size_order)
    return label("drawback_sizes_gone", sizes=", ".join(gone)) if gone and len(gone) < len(of_color) else None


def _lower_rated(product: Product, others: Sequence[Product]) -> Phrase | None:
    rated = [o.average_rating for o in others if o.average_rating]
    mine = product.average_rating
    return label("drawback_rating", rating=mine) if mine and rated and mine < min(rated) else None


def _no_longer_all(product: Product, variants: Variants) -> Phrase | None:
    """Last resort, still a fact: it comes in one colour only, or a plain rating below the best."""
    colors = {v.color for v in variants(product.group) if v.color}
    if len(colors) == 1:
        return label("drawback_one_color", color=local_values(product, "color"))
    mine = product.average_rating
    return label("drawback_plain_rating", rating=mine) if mine and mine < GOOD_RATING else None
