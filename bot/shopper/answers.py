"""The answers a text gives: those the advice foresees, and those only the question asked makes understandable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from bot.shopper import lexicon
from bot.shopper.filters import feature_of
from bot.shopper.heard import AnswerWords, Heard, Place
from catalog_index.budget import read_budget
from catalog_index.text import fold_aligned, words
from catalog_index.vocabulary import Vocabulary

UNASKED = ("usage", "feature")
"""The questions whose answers are recognised before they are asked; the words of the others are too common for that."""


def answered(heard: Heard, asking: str | None) -> bool:
    """Whether the text fills the need that was asked for."""
    name = (asking or "").partition(":")[0]
    fields: Mapping[str, object] = {
        "budget": heard.budget is not None,
        "brand": heard.brands or heard.exclude,
        "color": heard.colors or heard.exclude,
        "size": heard.sizes,
        "feature": heard.features,
    }
    return bool(fields[name] if name in fields else getattr(heard, name, None))


def advised(heard: Heard, answers: Iterable[AnswerWords], category: str | None) -> None:
    """The advice's answers named in the text: per question, the one whose wordings cover most of it."""
    for ask, (_, identity, places) in best_answers(heard, answers, category).items():
        if _keep_answer(heard, ask, identity):
            heard.take(*places)


def best_answers(
    heard: Heard, answers: Iterable[AnswerWords], category: str | None
) -> dict[str, tuple[int, str, list[Place]]]:
    """Question -> (characters covered, answer id, places)."""
    best: dict[str, tuple[int, str, list[Place]]] = {}
    folded = lexicon.blank(heard.folded, heard.places)
    for answer in answers:
        is_asked = answer.ask == heard.asking
        if not is_asked and answer.ask.partition(":")[0] not in UNASKED:
            continue
        if answer.applies(category) or (is_asked and category is None):
            places = _wordings(folded, answer)
            hit = (len({i for start, end in places for i in range(start, end)}), answer.id, places)
            if places:
                best[answer.ask] = max(best.get(answer.ask, hit), hit)
    return best


def _keep_answer(heard: Heard, ask: str, identity: str) -> bool:
    name = ask.partition(":")[0]
    if name == "usage":
        heard.usage = identity
    elif name == "level":
        heard.level = heard.level or identity
    elif name == "gender":
        heard.gender = heard.gender or identity
    elif name == "feature":
        heard.features = (*(f for f in heard.features if f != identity), identity)
    else:
        return False  # budgets, sizes, colours are read by rule; the taps on their quick replies carry needs
    return True


def _wordings(folded: str, answer: AnswerWords) -> list[Place]:
    places = []
    for said in (*answer.words.get("fr", ()), *answer.words.get("en", ())):
        for match in _wording(said).finditer(folded):
            if not lexicon.NEGATED.search(folded[: match.start()]) and not _without(folded[: match.start()]):
                places.append(match.span())
    return places


def _without(before: str) -> bool:
    return bool(re.search(r"\b(?:sans|without|ni|nor)(?: \w+)? $", before))


@lru_cache(maxsize=20_000)
def _wording(said: str) -> re.Pattern[str]:
    """A wording with free plurals and spacing."""
    parts = [re.escape(word) + r"(?:e?s|x)?" for word in words(said)]
    return re.compile(
        r"(?<![\w-])" + r"[ '-]+(?:(?:de|d|du|des|la|le|les|l|a|the|of)[ '])?".join(parts) + r"(?![\w-])"
        if parts
        else r"(?!)"
    )


def asked(heard: Heard, vocabulary: Vocabulary) -> None:
    """Read the answer to the question asked, where it is read by rule."""
    rule = _ASKED.get((heard.asking or "").partition(":")[0])
    if rule:
        rule(heard, vocabulary)


def _asked_budget(heard: Heard, vocabulary: Vocabulary) -> None:
    if heard.budget is None and (budget := read_budget(heard.text, heard.language, bare_number_is_budget=True)):
        heard.budget = (budget.min, budget.max)
        heard.take(budget.span)


_LETTER_SIZES: Mapping[str, str] = {
    "small": "S",
    "petit": "S",
    "petite": "S",
    "medium": "M",
    "moyen": "M",
    "moyenne": "M",
    "large": "L",
    "grand": "L",
    "grande": "L",
}
_SIZE = re.compile(
    r"(?<![\w.,-])(?:\d{1,3}(?:[.,]5| 1/2| 2/3| 1/3)?|x{0,4}[sl]|[2-5]xl|m|small|petite?|medium|"
    r"moyen(?:ne)?|large|grande?)(?![\w%-])"
)


def _asked_size(heard: Heard, vocabulary: Vocabulary) -> None:
    known = {fold_aligned(size): size for size in vocabulary.sizes}
    if any("-" in size for size in heard.sizes):
        return  # "43-46" is one size
    matches = list(_SIZE.finditer(heard.folded))
    sizes = [
        known.get(word, word.upper())
        for m in matches
        if (word := _LETTER_SIZES.get(m[0], m[0]).lower().replace(",", "."))
    ]
    if sizes:
        heard.sizes = tuple(dict.fromkeys((*heard.sizes, *sizes)))
        heard.budget = None  # a bare figure answers the question asked
        heard.take(*(m.span() for m in matches))


def _asked_gender(heard: Heard, vocabulary: Vocabulary) -> None:
    for gender, pattern in lexicon.GENDERS.items():
        places = lexicon.spans(pattern, heard.folded)
        if places and heard.gender is None:
            heard.gender = gender
            heard.take(*places)


_YES = re.compile(
    r"^\W*(?:oui|ouais|yes|yep|yeah|absolument|tout a fait|definitely|of course|bien sur|si "
    r"possible|please|volontiers)\b"
)


def _asked_usage(heard: Heard, vocabulary: Vocabulary) -> None:
    """Where no advice knows the answer, a value the catalogue states does."""
    if heard.usage is None and heard.features:
        heard.usage = heard.features[0]


def _asked_feature(heard: Heard, vocabulary: Vocabulary) -> None:
    """Yes to "feature:Waterproof" where the catalogue answers it with yes or no; else a value of that detail."""
    name = (heard.asking or "").partition(":")[2]
    values = vocabulary.facets.get(name, ())
    if heard.features or not values:
        return
    for value in sorted(values, key=len, reverse=True):
        place = _wording(value).search(heard.folded)
        if place:
            heard.features = (feature_of(name, value, vocabulary),)
            heard.take(place.span())
            return
    yes = [value for value in values if value.lower() in ("yes", "oui")]
    match = _YES.match(heard.folded)
    if yes and match:
        heard.features = (feature_of(name, yes[0], vocabulary),)
        heard.take(match.span())


_ASKED: Mapping[str, Callable[[Heard, Vocabulary], None]] = {
    "usage": _asked_usage,
    "budget": _asked_budget,
    "size": _asked_size,
    "gender": _asked_gender,
    "feature": _asked_feature,
}


def left_open(heard: Heard, unsure: list[Place]) -> None:
    """No preference about what was asked: unless the text answers it after all."""
    asking = heard.asking
    if asking is None or answered(heard, asking) or asking in heard.opened:
        return
    places = unsure or lexicon.spans(lexicon.NO_MATTER, heard.folded)
    refused = lexicon.REFUSAL.match(heard.folded) and asking.partition(":")[0] in (
        "brand",
        "color",
        "feature",
        "usage",
        "budget",
    )
    if places or refused:
        heard.opened.append(asking)
        heard.take(*(places or [(0, len(heard.folded))]))
