"""The next question: the one whose answers would best tell this shopper's candidates apart, if any is worth a
question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.advice.advice import Advice, AnswerAdvice, QuestionAdvice, below
from bot.advice.attributes import are_levels, local_names, local_part, local_values, value_of, values_of
from bot.advice.phrase import Phrase, Text, label, said
from bot.shopper.filters import feature_of
from bot.shopper.needs import Needs
from bot.shopper.reading.sizes_said import LETTERS
from bot.shopper.shelves import gender_of, hangs_on
from catalog_index.product import Product
from catalog_index.values import is_no, is_yes
from catalog_index.vocabulary import Vocabulary

MAX_QUESTIONS = 3
"""Facts learnt, by asking or unasked, before the first suggestion: more would be an interrogation."""

ENOUGH = 3
"""With so few candidates left all of them are shown: a question would change nothing."""

WORTH_BITS = 0.12
"""A question that tells the candidates apart by less is not worth the shopper's time (1 bit halves them)."""

COMFORT: Mapping[str, float] = {
    "category": 3.0,
    "usage": 2.0,
    "level": 2.0,
    "budget": 0.7,
    "gender": 0.5,
    "feature": 1.0,
    "size": 0.4,
    "color": 0.25,
    "brand": 0.25,
    "for_whom": 0.5,
}
"""How readily people answer, as a factor on the information. A price bracket splits any shelf evenly, yet the usage
is what a
good seller asks first; sizes are settled once a model is chosen; colours and brands are volunteered by those who
mind."""

OPTIONS = 5
"""Quick replies offered at most, beside "no preference": the widget shows them without scrolling."""

MUST_MISSED = 0.05
"""Weight of a candidate that fails a must: nearly out, as in the recommendation."""

PREFERRED = 4.0
"""Weight of a preference met: it moves a product to the top of what would be shown, so it counts for several."""

FACET_VALUES = range(2, 7)
FACET_COVERAGE = 0.8


@dataclass(frozen=True, slots=True)
class Option:
    """An answer offered. `change` is what it changes in the needs, as JSON values; `value` names it among the
    answers."""

    title: Phrase
    value: str
    change: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """`text` holds the merchant's variants by language; without it the response utter_ask_<ask> is said, with
    `params`."""

    ask: str
    options: tuple[Option, ...] = ()
    text: Mapping[str, tuple[str, ...]] | None = None
    why: Text | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    bits: float = 0.0


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out about a shelf, whoever asks: the options read from it by asking name, and the bits of each
    question by asking name and answers."""

    options: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    bits: dict[tuple[str, ...], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What questions are asked about: the candidates (one product per parent), their variants, the catalogue's
    words."""

    candidates: Sequence[Product]
    variants: Callable[[str], Sequence[Product]]
    vocabulary: Vocabulary
    found: Findings = field(default_factory=Findings)


def next_question(
    needs: Needs, asked: Mapping[str, str], shelf: Shelf, advice: Advice, spent: int = 0
) -> Question | None:
    """The best question still open, or None when it is time to show products.

    `asked` maps asking name -> waiting|answered|open; `spent` counts the questions really asked so far.
    """
    if spent >= MAX_QUESTIONS:
        return None
    if needs.category is None and _unknown_category(needs, asked):
        return category_question(shelf)
    if len(_facts(needs, asked)) >= MAX_QUESTIONS or len(shelf.candidates) <= ENOUGH:
        return None
    questions = [_weighed(q, shelf, advice) for q in _open_questions(needs, asked, shelf, advice)]
    best = max(questions, key=lambda q: q.bits * _comfort(q.ask), default=None)
    return best if best and best.bits >= WORTH_BITS else None


def _unknown_category(needs: Needs, asked: Mapping[str, str]) -> bool:
    """Whether to ask for the part of the shop: not asked yet, or answered by something else while little is known."""
    if not _settled("category", needs, asked):
        return True
    return asked.get("category") == "waiting" and not len(_facts(needs, asked))


def the_question(ask: str, needs: Needs, asked: Mapping[str, str], shelf: Shelf, advice: Advice) -> Question | None:
    """One given question once more, with its options: it waits for an answer still. None when it no longer makes
    sense."""
    if ask == "category":
        return category_question(shelf, needs.category or "")
    others = {name: how for name, how in asked.items() if name != ask}
    return next((q for q in _open_questions(needs, others, shelf, advice) if q.ask == ask), None)


def category_question(shelf: Shelf, below_path: str = "") -> Question | None:
    """Which part of the shop? The choices are the catalogue's own, the fullest first."""
    paths = [c for c in shelf.vocabulary.categories.values() if _is_child(c.path, below_path)]
    if len(paths) == 1 and not below_path:
        return category_question(shelf, paths[0].path) or None
    ranked = sorted(paths, key=lambda c: -c.count)[:OPTIONS]
    if not ranked:
        return None
    options = tuple(Option(said(c.names), c.path, _change(c.path)) for c in ranked)
    return Question("category", options, params=_parent(shelf, below_path))


def _change(path: str) -> dict[str, Any]:
    """A rail tapped says whose it is, too."""
    gender = gender_of(path)
    return {"category": path, "gender": gender} if gender else {"category": path}


def _parent(shelf: Shelf, path: str) -> dict[str, Any]:
    category = shelf.vocabulary.categories.get(path)
    return {"category": category.names} if category else {}


def _is_child(path: str, parent: str) -> bool:
    return below(path, parent) and path != parent and path.count(" > ") == (parent.count(" > ") + 1 if parent else 0)


def _open_questions(needs: Needs, asked: Mapping[str, str], shelf: Shelf, advice: Advice) -> Iterator[Question]:
    """Every question that may still be asked, with its options; one without options is asked in the open."""
    if needs.category:
        deeper = category_question(shelf, needs.category)
        if deeper and len(deeper.options) > 1 and asked.get("category") not in ("open", "waiting"):
            yield deeper
    written = [q for q in advice.questions if not _settled(q.ask, needs, asked) and _makes_sense(q.ask, needs, shelf)]
    for question in written:
        yield _written(question, shelf)
    names = {q.ask for q in advice.questions}
    for ask in ("budget", "gender", "size"):
        if ask not in names and not _settled(ask, needs, asked) and _makes_sense(ask, needs, shelf):
            yield Question(ask, _options(ask, shelf))
    if not advice.specific:
        yield from _facet_questions(needs, asked, shelf)


def _makes_sense(ask: str, needs: Needs, shelf: Shelf) -> bool:
    """Nobody has one size, nor one level, for shoes and bags alike: those wait until it is known what is wanted."""
    if needs.category or ask not in ("size", "level") or not shelf.vocabulary.categories:
        return True
    return len({p.product_type for p in shelf.candidates}) == 1


def _written(question: QuestionAdvice, shelf: Shelf) -> Question:
    ask = question.ask
    computed = ask in ("budget", "size", "color", "brand", "gender")
    options = _options(ask, shelf) if computed else tuple(_option(ask, answer) for answer in question.answers)
    return Question(ask, options, question.text, question.why, {"feature": dict.fromkeys(("fr", "en"), _name(ask))})


def _option(ask: str, answer: AnswerAdvice) -> Option:
    kind = ask.partition(":")[0]
    change: dict[str, Any] = {"features": [answer.id]} if kind == "feature" else {kind: answer.id}
    return Option(said(answer.title), answer.id, change)


def _settled(ask: str, needs: Needs, asked: Mapping[str, str]) -> bool:
    """Told, asked already, or left open on purpose."""
    return ask in asked or ask in needs.open or ask in _told(needs)


def _told(needs: Needs) -> set[str]:
    fields = {"brand": needs.brands, "color": needs.colors, "size": needs.sizes, "budget": needs.budget_max}
    told = {ask for ask, value in fields.items() if value}
    told |= {ask for ask in ("category", "usage", "level", "gender", "for_whom") if getattr(needs, ask)}
    return told | ({"budget"} if needs.budget_min else set())


def _facts(needs: Needs, asked: Mapping[str, str]) -> set[str]:
    """What is known or was asked, beside the category and whom it is for, which come for free."""
    features = {f"feature:{name}" for name in needs.features} if not any(":" in ask for ask in asked) else set()
    return (set(asked) | _told(needs) | features) - {"category", "gender", "for_whom"}


def _name(ask: str) -> str:
    return ask.partition(":")[2]


def _comfort(ask: str) -> float:
    return COMFORT.get(ask.partition(":")[0], 0.5)


# --- options read from the candidates -------------------------------------------------------------------------------


def _options(ask: str, shelf: Shelf) -> tuple[Option, ...]:
    makers: Mapping[str, Callable[[Shelf], tuple[Option, ...]]] = {
        "budget": _budget_options,
        "gender": _gender_options,
        "size": _size_options,
        "brand": _brand_options,
        "color": _color_options,
    }
    options = shelf.found.options
    if ask not in options:
        options[ask] = makers[ask](shelf) if ask in makers else ()
    return options[ask]


def _budget_options(shelf: Shelf) -> tuple[Option, ...]:
    prices = sorted(p.current_price.amount for p in shelf.candidates)
    if len(prices) < 2:
        return ()
    low, high = (_round(prices[len(prices) * i // 3]) for i in (1, 2))
    if not prices[0] < low < high < prices[-1]:
        return ()
    money = {"low": low, "high": high, "currency": shelf.candidates[0].price.currency}
    return (
        Option(label("budget_under", **money), "low", {"budget_min": None, "budget_max": float(low)}),
        Option(label("budget_between", **money), "middle", {"budget_min": float(low), "budget_max": float(high)}),
        Option(label("budget_over", **money), "high", {"budget_min": float(high), "budget_max": None}),
    )


def _round(amount: Decimal) -> Decimal:
    """To a price people say: tens above 50, fives above 20, else units."""
    step = Decimal(10) if amount >= 50 else Decimal(5) if amount >= 20 else Decimal(1)
    return (amount / step).to_integral_value() * step


def _gender_options(shelf: Shelf) -> tuple[Option, ...]:
    present = [g for g in ("women", "men", "kids") if any(p.gender == g for p in shelf.candidates)]
    return tuple(Option(label(f"gender_{g}"), g, {"gender": g}) for g in present) if len(present) > 1 else ()


def _size_options(shelf: Shelf) -> tuple[Option, ...]:
    common = _common(v.size for p in shelf.candidates for v in shelf.variants(p.group) if v.size and v.buyable)
    chosen = sorted(common, key=size_order)
    return tuple(Option(said({"fr": s, "en": s}), s, {"sizes": [s]}) for s in chosen)


def _brand_options(shelf: Shelf) -> tuple[Option, ...]:
    common = _common(p.brand for p in shelf.candidates if p.brand)
    return tuple(Option(said({"fr": b, "en": b}), b, {"brands": [b]}) for b in common)


def _color_options(shelf: Shelf) -> tuple[Option, ...]:
    by_color = {p.color: p for p in shelf.candidates if p.color}
    common = _common(p.color for p in shelf.candidates if p.color)
    return tuple(Option(said(local_values(by_color[c], "color")), c, {"colors": [c]}) for c in common)


def _common(values: Iterator[str]) -> list[str]:
    return [value for value, _ in Counter(values).most_common(OPTIONS)]


def size_order(size: str) -> tuple[int, float, str]:
    """Sizes as a shop hangs them: numbers by value, XS to XXL in order, the rest by letters."""
    try:
        return (0, float(size.replace(",", ".")), size)
    except ValueError:
        return (1, LETTERS.index(size.upper()), size) if size.upper() in LETTERS else (2, 0.0, size)


def _facet_questions(needs: Needs, asked: Mapping[str, str], shelf: Shelf) -> Iterator[Question]:
    """Where no advice is written: the catalogue's own attributes, as far as they are stated and tell products apart."""
    names = Counter(name for p in shelf.candidates for name in {d.name for d in p.product_detail})
    for name, count in names.items():
        ask = f"feature:{name}"
        values = Counter(value for p in shelf.candidates for value in values_of(p, name))
        told = {feature.rpartition(": ")[2].casefold() for feature in needs.features} & {v.casefold() for v in values}
        stated = count >= FACET_COVERAGE * len(shelf.candidates) and len(values) in FACET_VALUES
        measured = (
            sum(value[:1].isdigit() for value in values) > len(values) / 2
        )  # "9 h or 12 h?" is no question to ask
        if stated and not told and not measured and not _settled(ask, needs, asked) and not are_levels(values):
            yield _facet_question(ask, name, [v for v, _ in values.most_common(OPTIONS)], shelf)


def _facet_question(ask: str, name: str, values: Sequence[str], shelf: Shelf) -> Question:
    holders = {value: p for p in reversed(shelf.candidates) for value in values_of(p, name)}
    if any(is_yes(v) or is_no(v) for v in values):  # "no" means that it need not be, which everybody may say
        values = [v for v in values if is_yes(v)] or values
    options = tuple(
        Option(said(local_part(holders[v], name, v)), v, {"features": [feature_of(name, v, shelf.vocabulary)]})
        for v in values
    )
    return Question(ask, options, params={"feature": local_names(holders[values[0]], name)})


# --- information ----------------------------------------------------------------------------------------------------


def _weighed(question: Question, shelf: Shelf, advice: Advice) -> Question:
    bits, key = shelf.found.bits, (question.ask, *(option.value for option in question.options))
    if key not in bits:
        weights = [_suited(question.ask, option, shelf, advice) for option in question.options]
        if len(weights) == 1:  # yes, or no matter
            weights.append(np.ones(len(shelf.candidates)))
        bits[key] = information(weights)
    return replace(question, bits=bits[key])


def information(weights: Sequence[NDArray[np.float64]]) -> float:
    """Mutual information, in bits, between the answer and the product that suits: H(mixture) - mean H(each answer).

    `weights[a][i]` >= 0 says how well candidate i suits somebody who gives answer a; answers are taken as equally
    likely.
    Answers that suit the same products alike bring 0 bits, however short a list they leave.
    """
    shares = [w / w.sum() for w in weights if w.sum() > 0]
    if len(shares) < 2:
        return 0.0
    return max(0.0, float(_entropy(np.mean(shares, axis=0)) - np.mean([_entropy(s) for s in shares])))


def _entropy(share: NDArray[np.float64]) -> float:
    positive = share[share > 0]
    return float(-(positive * np.log2(positive)).sum())


def _suited(ask: str, option: Option, shelf: Shelf, advice: Advice) -> NDArray[np.float64]:
    answer = advice.answer(ask, option.value)
    if answer is not None and answer.bears:
        return np.array([_bearing(p, answer) for p in shelf.candidates])
    return np.array([float(_member(ask, option, p, shelf)) for p in shelf.candidates])


def _bearing(product: Product, answer: AnswerAdvice) -> float:
    weight = 1.0
    for bear in answer.bears:
        held = bool(bear.condition.holds(product))
        if bear.force == "must":
            weight *= 1.0 if held else MUST_MISSED
        elif held:
            weight *= PREFERRED if bear.force == "prefer" else 1 / PREFERRED
    return weight


def _member(ask: str, option: Option, product: Product, shelf: Shelf) -> bool:
    change, price = option.change, product.current_price.amount
    if ask == "budget":
        low, high = change.get("budget_min") or 0, change.get("budget_max")
        return price >= Decimal(str(low)) and (high is None or price <= Decimal(str(high)))
    if ask == "category":
        return hangs_on(product.product_type, option.value)
    if ask == "gender":
        return product.gender in (option.value, "unisex", "")
    if ask == "size":
        return any(v.size == option.value and v.buyable for v in shelf.variants(product.group))
    if ask in ("color", "brand"):
        return value_of(product, ask) == option.value
    if ask.startswith("feature:"):
        return option.value in values_of(product, _name(ask))
    return True
