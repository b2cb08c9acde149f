"""Whom a product suits, and why: the answers' bearings read on the product's own facts. Suitability comes before
everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.advice.advice import Advice, Bear
from bot.advice.attributes import local_names, local_part, local_values, number_of, value_of
from bot.advice.mentions import mentions, warning
from bot.advice.phrase import Phrase, Text, label, said, uncapitalised, uncapitalised_text
from bot.shopper.ages import fitting, is_age
from bot.shopper.measures import measure_wish, states
from bot.shopper.needs import Needs
from catalog_index.colors import families
from catalog_index.counts import holds
from catalog_index.product import Product
from catalog_index.values import parts

RATING_PRIOR = (4.0, 20)
"""A product is taken for 4.0 of 5 until twenty people have rated it: one five-star review is no proof."""

FEW_REVIEWS = 20
"""Below this, ratings are not worth citing (the nudge rules use the same number)."""

GOOD_RATING = 4.4

MENTIONED = 0.7
"""A wish that only the page's text speaks of, beside one that a detail or the title states."""

A_CHILD = ("child", "children", "enfant")
"""What a page speaks of that is made for one, where no column says so."""

EXACTLY = 0.5
"""A tent for four suits three, but suits four better."""

GUESSED = 0.5
"""What was inferred weighs half of what was said (promise S6: it may be wrong)."""


@dataclass(frozen=True, slots=True)
class Fit:
    """`missed` musts failed; `score` counts preferences met (+1) and things to avoid (-1); the phrases are true of
    the product."""

    score: float = 0.0
    missed: int = 0
    reasons: tuple[Phrase, ...] = ()
    lacks: tuple[Phrase, ...] = ()


def fit(product: Product, needs: Needs, advice: Advice) -> Fit:
    """How `product` suits `needs`, by what the merchant wrote and the catalogue holds."""
    score, missed = 0.0, 0
    reasons: list[Phrase] = []
    lacks: list[Phrase] = []
    for bear in _in_turns([answer.bears for answer in advice.answered(said_only(needs))]):
        held = bear.condition.holds(product)
        if held is None:
            missed += bear.force == "must"
            continue
        good = held != (bear.force == "avoid")
        score += _weight(bear, held)
        missed += bear.force == "must" and not held
        _note(reasons if good else lacks, bear.reason if good else bear.lacks, bear, product)
    for sentence in _warned(product, needs):
        missed += 1
        lacks.append(said(dict.fromkeys(("fr", "en"), uncapitalised(sentence))))
    score += MENTIONED * any(mentions(product, word) for word in needs.because)
    score += MENTIONED * (needs.gender == "kids" and product.gender != "kids" and _for_a_child(product))
    score += _worded(product, unadvised(said_only(needs), advice)) + GUESSED * _guessed(product, needs, advice)
    return Fit(score, missed, tuple(reasons), tuple(lacks))


def _for_a_child(product: Product) -> bool:
    return any(mentions(product, word) for word in A_CHILD)


def _room_for_just_so_many(product: Product, needs: Needs) -> int:
    """How many of the numbers wished for ("capacity: 4") the product states as they are, where others hold them too."""
    wishes = [feature.partition(": ") for feature in needs.features]
    return sum(number.isdigit() and number_of(product, name) == float(number) for name, _, number in wishes)


def _warned(product: Product, needs: Needs) -> list[str]:
    """The sentences in which the product's page warns of what was said."""
    worded = (feature for feature in needs.features if ": " not in feature and measure_wish(feature) is None)
    return [sentence for feature in worded if (sentence := warning(product, feature))]


def _worded(product: Product, needs: Needs) -> float:
    """The wishes in words that the product's page holds."""
    worded = [feature for feature in needs.features if ": " not in feature and measure_wish(feature) is None]
    stated = sum(has_feature(product, feature) for feature in worded) + EXACTLY * _room_for_just_so_many(product, needs)
    spoken = sum(mentions(product, feature) for feature in worded if not has_feature(product, feature))
    return stated + MENTIONED * spoken


def said_only(needs: Needs) -> Needs:
    """The needs without what was inferred. A size told in another country's figures was said all the same."""
    guessed = [key for key in needs.inferred if key != "sizes"]
    return needs.changed({**dict.fromkeys(guessed), "inferred": ()}) if needs.inferred else needs


def _guessed(product: Product, needs: Needs, advice: Advice) -> float:
    """How the product meets what was only inferred: preferences, never musts, and no words are made of it."""
    if not needs.inferred:
        return 0.0
    guesses = Needs(**{key: getattr(needs, key) for key in ("usage", "level") if key in needs.inferred})
    bears = [bear for answer in advice.answered(guesses) for bear in answer.bears]
    score = sum(_weight(bear, held) for bear in bears if (held := bear.condition.holds(product)) is not None)
    if "gender" in needs.inferred:
        score += product.gender in (needs.gender, "unisex", "")
    if "budget_max" in needs.inferred and needs.budget_max is not None:
        score += product.current_price.amount <= needs.budget_max
    return score


def _in_turns(lists: Sequence[Sequence[Bear]]) -> list[Bear]:
    """The first bearing of every answer, then the second: each thing the shopper said gets its reason."""
    return [bear for row in zip_longest(*lists) for bear in row if bear is not None]


def rating(product: Product) -> float:
    """The average rating drawn toward the prior, 1..5."""
    prior, strength = RATING_PRIOR
    count = product.review_count or 0
    return ((product.average_rating or prior) * count + prior * strength) / (count + strength)


def met_needs(product: Product, needs: Needs) -> list[Phrase]:
    """What the shopper asked for in so many words and this product has, in the order a seller would say it."""
    needs = said_only(needs)
    found = [_budget(product, needs), _size(product, needs), _color(product, needs), _brand(product, needs)]
    found += _ages(product, needs)
    found += [_feature(product, feature) for feature in needs.features]
    return [phrase for phrase in found if phrase is not None]


def unadvised(needs: Needs, advice: Advice) -> Needs:
    """`needs` without the features that the advice speaks of: its own reasons say them, in either language."""
    told = {answer.id for answer in advice.answered(needs) if answer.bears}
    return needs.changed({"features": [feature for feature in needs.features if feature not in told]})


def merits(product: Product) -> list[Phrase]:
    """What may be said in favour whatever was asked: a real rating, else what the merchant highlights."""
    found: list[Phrase] = []
    if (product.review_count or 0) >= FEW_REVIEWS and (product.average_rating or 0) >= GOOD_RATING:
        found.append(label("reason_rating", rating=product.average_rating, count=product.review_count))
    lines: Sequence[dict[str, str]] = [
        {"fr": fr, "en": en}
        for fr, en in zip(product.text("fr").product_highlight, product.text("en").product_highlight, strict=False)
    ]
    return found + [said(line) for line in lines[:2]]


def _weight(bear: Bear, held: bool) -> float:
    if bear.force == "avoid":
        return -1.0 if held else 0.0
    return 1.0 if held else 0.0


def _note(where: list[Phrase], text: Text | None, bear: Bear, product: Product) -> None:
    if not text:
        return
    values = local_values(product, bear.condition.attribute)
    phrase = said({lang: words.replace("{value}", values.get(lang, "")) for lang, words in text.items()})
    if phrase not in where:
        where.append(phrase)


def _budget(product: Product, needs: Needs) -> Phrase | None:
    price = product.current_price.amount
    if needs.budget_max is None or not (needs.budget_min or 0) <= price <= needs.budget_max:
        return None
    if needs.budget_min is not None:
        return label("reason_between")
    return label("reason_budget", budget=needs.budget_max, currency=product.price.currency)


def _size(product: Product, needs: Needs) -> Phrase | None:
    wanted = {size.casefold() for size in needs.sizes}
    return label("reason_size", size=product.size) if product.size.casefold() in wanted and product.buyable else None


def _color(product: Product, needs: Needs) -> Phrase | None:
    met = set(needs.colors) & set(families(product.color))
    return label("reason_color", color=uncapitalised_text(local_values(product, "color"))) if met else None


def _ages(product: Product, needs: Needs) -> list[Phrase]:
    """The ages it is made for, where they hold that of whom it is for."""
    stated = [d.name for d in product.product_detail if is_age(d.name) and fitting(needs.age or 0, d.name, d.value)]
    return [_stated(product, name) for name in stated] if needs.age is not None else []


def _brand(product: Product, needs: Needs) -> Phrase | None:
    wanted = {brand.casefold() for brand in needs.brands}
    return label("reason_brand", brand=product.brand) if product.brand.casefold() in wanted else None


def _feature(product: Product, feature: str) -> Phrase | None:
    """A wish met, in the catalogue's own words for it; what only the page's text speaks of, as just that."""
    if not has_feature(product, feature):
        worded = ": " not in feature and measure_wish(feature) is None
        return label("reason_mentions", word=feature) if worded and mentions(product, feature) else None
    wish = measure_wish(feature)
    if wish is not None:
        return _stated(product, wish.name)
    name, _, value = (part.strip().casefold() for part in feature.partition(":"))
    word = value or name
    for detail in product.product_detail:
        if detail.name.casefold() == word:
            return said(uncapitalised_text(local_names(product, detail.name)))
        if value and detail.name.casefold() != name:
            continue
        one = next((part for part in parts(detail.value) if part.casefold() == word), None)
        if one is not None or (value and _says(detail.value, word)):
            return _stated(product, detail.name, one)
    if product.material.casefold() == word:
        return said(uncapitalised_text(local_values(product, "material")))
    return said(dict.fromkeys(("fr", "en"), feature))


def _stated(product: Product, name: str, one: str | None = None) -> Phrase:
    """A detail with its value, or with `one` of its values, in the catalogue's own words: « poids : 240 g »."""
    value = local_values(product, name) if one is None else local_part(product, name, one)
    detail = uncapitalised_text(local_names(product, name))
    return label("reason_detail", detail=detail, value=uncapitalised_text(value))


def _says(stated: str, value: str) -> bool:
    """Whether a detail's value is `value` (lower case), one of several is, or a range for how many holds it."""
    return any(one.casefold() == value for one in (stated, *parts(stated))) or holds(stated, value)


def has_feature(product: Product, feature: str) -> bool:
    """Whether the catalogue's own words about the product hold `feature`, in either language."""
    wish = measure_wish(feature)
    if wish is not None:
        value_stated = value_of(product, wish.name)
        return value_stated is not None and states(value_stated, wish.wanted)
    word = feature.casefold()
    name, _, value = (part.strip() for part in word.partition(":"))
    details = [
        d for texts in (product.product_detail, *(t.product_detail for t in product.texts.values())) for d in texts
    ]
    if value:
        return any(d.name.casefold() == name and _says(d.value, value) for d in details)
    if any(d.name.casefold() == word for d in details):
        return any(d.name.casefold() == word and d.value.casefold() in ("yes", "oui") for d in details)
    texts = [product.title, *product.product_highlight, product.material]
    for language in ("fr", "en"):
        words = product.text(language)
        texts += [words.title, words.material, *words.product_highlight]
    return any(word in text.casefold() for text in texts) or any(
        part.casefold() == word for d in details for part in (d.value, *parts(d.value))
    )
