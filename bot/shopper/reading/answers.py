"""The answers a text gives: those the advice foresees, and those only the question asked makes understandable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from bot.shopper.filters import NO, YES, feature_of
from bot.shopper.measures import measure_wish
from bot.shopper.reading import lexicon, sizing
from bot.shopper.reading.heard import AnswerWords, Heard, Place
from catalog_index.amounts import find_amounts
from catalog_index.budget import read_budget
from catalog_index.spelling import Speller
from catalog_index.text import fold, fold_aligned, words
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
    """Question -> (characters covered, answer id, places): what is said to come first outweighs what comes sometimes.

    The places are those of every answer named to the question, so that the lesser ones are no wish of their own.
    """
    found: dict[str, dict[str, list[Place]]] = {}
    folded = lexicon.blank(heard.folded, heard.places)
    for answer in answers:
        is_asked = answer.ask == heard.asking
        if not is_asked and answer.ask.partition(":")[0] not in UNASKED:
            continue
        if (answer.applies(category) or (is_asked and category is None)) and (places := _wordings(folded, answer)):
            found.setdefault(answer.ask, {}).setdefault(answer.id, []).extend(places)
    return {ask: _best(ask, named, folded, heard.language) for ask, named in found.items()}


def _best(ask: str, named: Mapping[str, list[Place]], folded: str, language: str) -> tuple[int, str, list[Place]]:
    """The answer to `ask` that weighs most among those named: id -> places."""
    name = ask.partition(":")[0]
    told = _described(named, folded, language) if name == "usage" else named
    weight, identity, places = max((_weight(folded, places), identity, places) for identity, places in told.items())
    every = [place for places in named.values() for place in places]
    return weight, identity, every if name in ("usage", "level") else places


def _described(named: Mapping[str, list[Place]], folded: str, language: str) -> Mapping[str, list[Place]]:
    """What stands beside the word that describes it belongs to that word's answer: « sentiers boueux » and "muddy
    paths" are mud, and no easy paths.
    """
    told = {identity: list(places) for identity, places in named.items()}
    placed = [(place, identity) for identity, places in named.items() for place in places]
    for (first, one), (then, other) in product(placed, placed):
        if one == other or not folded[first[1] : then[0]].isspace():
            continue
        thing, owner, describing = (first, one, other) if language == "fr" else (then, other, one)
        if thing in told[owner]:
            told[owner].remove(thing)
            told[describing].append(thing)
    return {identity: places for identity, places in told.items() if places}


MAINLY = 100
"""More characters than any answer's words cover: "mostly mud" is mud, however many rocks there are sometimes."""


def _weight(folded: str, places: list[Place]) -> int:
    """The characters covered; more for what is said to come first, less for what comes now and then."""
    weight = len({i for start, end in places for i in range(start, end)})
    for start, end in places:
        if _MAINLY_BEFORE.search(folded[:start]) or _MAINLY_AFTER.match(folded[end:]):
            return weight + MAINLY
    return weight - MAINLY if all(_SOMETIMES.search(folded[:start]) for start, _ in places) else weight


_MAINLY_BEFORE = re.compile(
    r"\b(?:surtout|principalement|essentiellement|majoritairement|mainly|mostly|mainly on|usually|primarily|especially)"
    r"(?: (?:de|du|des|la|le|les|l|d|sur|en|dans|pour|on|in|for|the|of|a|some))*[ ']$"
)
_MAINLY_AFTER = re.compile(r"[ ,]*(?:surtout|principalement|essentiellement|mainly|mostly|most of the time)\b")
_SOMETIMES = re.compile(
    r"\b(?:parfois|quelquefois|de temps en temps|un peu|rarement|a l'occasion|sometimes|occasionally|a bit|a little|"
    r"rarely|now and then)(?: (?:de|du|des|la|le|les|l|d|sur|en|dans|on|in|for|the|of|a|some))*[ ']$"
)


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
        first, wording = _wording(said)
        for match in wording.finditer(folded) if first in folded else ():
            before = folded[: match.start()]
            if _SPARED.search(before) or not (lexicon.NEGATED.search(before) or _without(before)):
                places.append(match.span())
    return places


_SPARED = re.compile(r"(?:n't|not|never) (?:giv|caus|bring|leav|creat)\w*(?: (?:me|you|us|him|her|them))?(?: any)? *$")
"""« Socks that don't give me blisters »: the trouble named is the one to be spared."""


def _without(before: str) -> bool:
    return bool(re.search(r"\b(?:sans|without|ni|nor)(?: +\w+)? +$", before))


@lru_cache(maxsize=20_000)
def _wording(said: str) -> tuple[str, re.Pattern[str]]:
    """A wording with free plurals and spacing, after the word it begins with: most texts lack that one already."""
    named = words(said)
    if not named:
        return "", re.compile(r"(?!)")
    parts = [re.escape(word) + r"(?:e?s|x)?" for word in named]
    between = r"[ '-]+(?:(?:de|d|du|des|la|le|les|l|a|the|of)[ '])?"
    return named[0], re.compile(r"(?<![\w-])" + between.join(parts) + r"(?![\w-])")


def asked(heard: Heard, vocabulary: Vocabulary) -> None:
    """Read the answer to the question asked, where it is read by rule."""
    rule = _ASKED.get((heard.asking or "").partition(":")[0])
    if rule:
        rule(heard, vocabulary)


def _asked_budget(heard: Heard, vocabulary: Vocabulary) -> None:
    text = lexicon.blank(heard.text, lexicon.spans(_SIZE_TOLD, heard.folded))
    if heard.budget is None and (budget := read_budget(text, heard.language, bare_number_is_budget=True)):
        heard.budget = (budget.min, budget.max)
        heard.take(budget.span)


_SIZE_TOLD = re.compile(
    r"(?<!\w)(?:sizes?|tailles?|pointures?|chausser?s?|wears?) (?:du |en |an? |size )*\d+(?:[.,]5)?(?!\w)|"
    r"^\W*du \d{2}(?:[.,]5)?\W*$"
)
"""« pointure 43 », « je chausse du 43 », « du 42 », when asked for a price: no price."""
_SIZE = re.compile(
    r"(?<!trop )(?<!too )(?<!plus )(?<![\w.,'’-])"
    r"(?:\d{1,3}(?:[.,]5| 1/2| 2/3| 1/3)?|x{0,4}[sl]|[2-5]xl|m|small|petite?|medium|"
    r"moyen(?:ne)?|large|grande?)(?![\w%'’-])"
)


def _asked_size(heard: Heard, vocabulary: Vocabulary) -> None:
    known = {fold_aligned(size): size for size in vocabulary.sizes}
    if any("-" in size for size in heard.sizes):
        return  # "43-46" is one size
    price = read_budget(heard.text, heard.language)
    apart = list(_SIZE.finditer(lexicon.blank(heard.folded, [price.span] if price else [])))
    matches = apart or list(_SIZE.finditer(heard.folded))
    sizes = [
        known.get(word, word.upper())
        for m in matches
        if (word := sizing.LETTER_SIZES.get(m[0], m[0]).lower().replace(",", "."))
    ]
    if not sizes:
        spelt = [(f"{each.value:f}", (each.start, each.end)) for each in find_amounts(heard.folded, heard.language)]
        sizes = [size for size, _ in spelt if size in vocabulary.sizes]  # "forty two"
        heard.take(*(place for size, place in spelt if size in sizes))
    if sizes:
        heard.sizes = tuple(dict.fromkeys((*heard.sizes, *sizes)))
        heard.budget = heard.budget if apart else None  # a bare figure answers the question asked
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
    """Where no advice knows the answer, a value the catalogue states does; beside a size or a price it is one wish
    among others (« j'ai les pieds larges et je chausse du 43 »)."""
    if (
        heard.usage is None
        and heard.features
        and not (heard.sizes or heard.budget or heard.colors or heard.brands)
        and "?" not in heard.text
        and not _is_yes_or_no(heard.features[0], vocabulary)
        and measure_wish(heard.features[0]) is None
    ):
        heard.usage = heard.features[0]
        heard.features = heard.features[1:]


def _is_yes_or_no(feature: str, vocabulary: Vocabulary) -> bool:
    """Whether a feature is a detail that is there or not ("vegan"): a quality, and no use."""
    return fold_aligned(feature) in {fold_aligned(name) for name in vocabulary.facets}


def value_asked(heard: Heard, vocabulary: Vocabulary) -> str | None:
    """The value of the detail asked about that the whole text names, or its values: "workout pants" of a short is no
    other shelf."""
    kind, _, name = (heard.asking or "").partition(":")
    said = [word for word in words(heard.text) if word not in lexicon.FILLER] or words(heard.text)
    values = vocabulary.facets.get(name, ()) if kind == "feature" else ()
    if whole := next((value for value in values if words(value) == said), None):
        return whole
    told = [words(piece) for piece in _SEVERAL.split(heard.folded)]
    return " ".join(heard.text.split()) if len(told) > 1 and all(each in map(words, values) for each in told) else None


_SEVERAL = re.compile(r" ?[,;/&+] ?| (?:and|or|et|ou) ")
"""Between two of the answers offered."""


def as_asked(heard: Heard, name: str, value: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """(name, value) of a detail as the question asked had it: « bois » said of the handle is no material. What is there
    or not keeps its name: of another detail "yes" was said."""
    if fold(value) in YES | NO:
        return name, value
    kind, _, asked_name = (heard.asking or "").partition(":")
    values = vocabulary.facets.get(asked_name, ()) if kind == "feature" else ()
    same = next((each for each in values if fold_aligned(each) == fold_aligned(value)), None)
    return (asked_name, same) if same else (name, value)


def _asked_feature(heard: Heard, vocabulary: Vocabulary) -> None:
    """Yes to "feature:Waterproof" where the catalogue answers it with yes or no; else a value of that detail."""
    name = (heard.asking or "").partition(":")[2]
    values = vocabulary.facets.get(name, ())
    if heard.features or not values:
        return
    if lexicon.REFUSAL.match(heard.folded):
        return  # "no" to a yes-or-no detail: it need not be
    told = [value for value in values if fold(value) not in YES | NO]  # the "no" of "no preference" is no value
    for value in sorted(told, key=len, reverse=True):
        place = _wording(value)[1].search(heard.folded)
        if place:
            heard.features = (feature_of(name, value, vocabulary),)
            heard.take(place.span())
            return
    yes = [value for value in values if fold(value) in YES]
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


FEW_WORDS = 4
"""Words up to which an answer that nobody foresaw may be one of those offered, mistyped."""


def mistyped(heard: Heard, answers: Iterable[AnswerWords], category: str | None, vocabulary: Vocabulary) -> None:
    """A short answer to the question asked, spelt as it should be: "cailoux" among the grounds offered."""
    said = words(heard.text)
    if heard.asking is None or answered(heard, heard.asking) or len(said) > FEW_WORDS or "?" in heard.text:
        return
    fitting = [a for a in answers if a.ask == heard.asking and (category is None or a.applies(category))]
    values = vocabulary.facets.get(heard.asking.partition(":")[2], ())
    speller = _speller(tuple(_wordings_of(fitting)), tuple(values))
    corrected = " ".join(speller.correct(word) or word for word in said)
    if corrected == " ".join(said):
        return
    again = Heard(corrected, fold_aligned(corrected), heard.language, heard.asking)
    best = best_answers(again, fitting, category).get(heard.asking)
    if best is not None and _keep_answer(heard, heard.asking, best[1]):
        heard.take((0, len(heard.text)))
    elif values:
        _asked_feature(again, vocabulary)
        heard.features = (*heard.features, *again.features)
        heard.take(*([(0, len(heard.text))] if again.features else []))


def _wordings_of(answers: Iterable[AnswerWords]) -> Iterator[str]:
    for answer in answers:
        for said in answer.words.values():
            yield from said


@lru_cache(maxsize=256)
def _speller(wordings: tuple[str, ...], values: tuple[str, ...]) -> Speller:
    return Speller(word for said in (*wordings, *values) for word in words(said))


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
