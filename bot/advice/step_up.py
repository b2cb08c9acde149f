"""One thing just above what somebody seems to have in mind, if it is better: shown with what it costs more, and never
over a budget they stated (promise S12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.advice.advice import Advice
from bot.advice.choices import REASONS, SHOWN, Choice, Variants, judged, with_words, without_repeats
from bot.advice.comparison import compare
from bot.advice.phrase import Phrase, label, uncapitalised_text
from bot.shopper.needs import Needs
from catalog_index.product import Product
from catalog_index.query import Hit

JUST_ABOVE = Decimal("1.25")
"""The most, of the budget that was only estimated: people stretch by a quarter, not by half."""


def with_better(
    choices: list[Choice], hits: Sequence[Hit], needs: Needs, advice: Advice, variants: Variants
) -> list[Choice]:
    """`choices`, the last of three replaced by a better one just above the estimated budget; unchanged where the budget
    was said, where none is better, or where one of them is above already."""
    limit = needs.budget_max
    if limit is None or "budget_max" not in needs.inferred or len(choices) < SHOWN:
        return choices
    if any(choice.product.current_price.amount > limit for choice in choices):
        return choices
    kept, first = choices[: SHOWN - 1], choices[0].product
    groups = {choice.product.group for choice in kept}
    guess = needs.changed({"budget_max": None})  # what it costs more is told apart
    above = [
        judged(hit, guess, advice)
        for hit in hits
        if limit < hit.product.current_price.amount <= limit * JUST_ABOVE and hit.product.group not in groups
    ]
    for choice in sorted(above, key=lambda each: -each.total):
        told = None if choice.fit.missed else _better(choice.product, first, guess, advice)
        if told is not None:
            best = with_words(choice, kept, needs, advice, variants)
            reasons = without_repeats([told, *best.reasons])
            return [*kept, replace(best, reasons=tuple(reasons[:REASONS]))]
    return choices


def _better(product: Product, first: Product, needs: Needs, advice: Advice) -> Phrase | None:
    """What it costs more than the first and has over it, where it has more over it than the other way round."""
    lines = [line for line in compare([first, product], needs, advice).lines if line.label.label != "row_price"]
    ahead = [line for line in lines if line.best == 1]
    extra = product.current_price.amount - first.current_price.amount
    if extra <= 0 or len(ahead) <= sum(line.best == 0 for line in lines):
        return None
    known = {"extra": extra, "currency": product.price.currency}
    line, value = ahead[0], ahead[0].values[1]
    if line.label.text and value and value.text:
        name = uncapitalised_text(line.label.text)
        return label("reason_step_up_detail", detail=name, value=value.text, **known)
    return label("reason_step_up", rating=product.average_rating, count=product.review_count, **known)
