"""What one text says by itself, given the question it may answer. Nothing here looks at earlier needs (see merging)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from bot.shopper import lexicon
from bot.shopper.filters import MATERIAL, YES, feature_of
from bot.shopper.references import Pointing
from catalog_index.budget import read_budget
from catalog_index.query import Filters, Sort, Understood
from catalog_index.text import fold, fold_aligned, words
from catalog_index.understand import understand
from catalog_index.vocabulary import Vocabulary

Place = tuple[int, int]

A_FEW_WORDS = 4
"""Words up to which a text that names another category may still only state a quality of the one talked about."""

UNASKED = ("usage", "feature")
"""The questions whose answers are recognised before they are asked; the words of the others are too common for that."""


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """How shoppers word one answer of data/advice. `ask` is usage, level, feature:NAME…; `id` the answer's id there.

    `applies_to`: product_type prefixes; empty means everywhere. `words`: language -> words, the quick reply's title
    among them.
    """

    ask: str
    id: str
    words: Mapping[str, Sequence[str]]
    applies_to: tuple[str, ...] = ()

    def applies(self, category: str | None) -> bool:
        """Whether the answer means anything for `category` (None: not known yet)."""
        if not self.applies_to or "" in self.applies_to:
            return True
        return category is not None and any(_below(category, prefix) for prefix in self.applies_to)


@dataclass(slots=True)
class Heard:
    """Filled piece by piece. `budget` is (min, max) once one was said; `opened` the asking names left open;
    `places` the spans of the text that were understood here; `own_sizes` sizes the speaker calls their own.
    """

    text: str
    folded: str
    language: str
    asking: str | None = None
    category: str | None = None
    usage: str | None = None
    level: str | None = None
    budget: tuple[Decimal | None, Decimal | None] | None = None
    brands: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    own_sizes: tuple[str, ...] = ()
    gender: str | None = None
    features: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    for_whom: str | None = None
    opened: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    sort: Sort = "relevance"
    corrects: bool = False
    adds: bool = False
    rest: str = ""
    context: str = ""

    def take(self, *places: Place) -> None:
        self.places += places


def hear(
    text: str,
    language: str,
    asking: str | None,
    category: str | None,
    pointing: Pointing,
    vocabulary: Vocabulary,
    answers: Iterable[AnswerWords],
) -> Heard:
    """Read `text`; `category` is the one known so far, `pointing` what references were already resolved."""
    heard = Heard(text=text, folded=fold_aligned(text), language=language, asking=asking)
    heard.take(*pointing.places)
    _relaxations(heard)
    _recipient(heard)
    unsure = lexicon.spans(lexicon.UNSURE, heard.folded)
    heard.take(*unsure)
    understood = _understood(heard, category, vocabulary)
    _from_catalogue(heard, understood)
    answers = tuple(answers)
    if category and _is_quality(heard, understood, answers, category):
        heard.category = None
    _level(heard)
    _answers(heard, answers, heard.category or category)
    _facets(heard, understood, category, vocabulary)
    _ASKED.get((asking or "").partition(":")[0], _nothing)(heard, vocabulary)
    _left_open(heard, unsure)
    _forgive(heard)
    heard.corrects = bool(lexicon.CORRECTION.search(heard.folded))
    heard.adds = bool(lexicon.ADDITION.search(heard.folded))
    heard.rest = understood.rest
    return heard


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


def _relaxations(heard: Heard) -> None:
    for name, pattern in lexicon.RELAXATIONS.items():
        places = lexicon.spans(pattern, heard.folded)
        if places:
            heard.opened.append(name)
            heard.take(*places)
    places = lexicon.spans(lexicon.NO_BUDGET, heard.folded)
    if places and "budget" not in heard.opened:
        heard.opened.append("budget")
        heard.take(*places)


def _recipient(heard: Heard) -> None:
    bare = heard.asking == "for_whom"
    for gender, pattern in (*lexicon.WHOM.items(), *(lexicon.WHOM_BARE.items() if bare else ())):
        match = pattern.search(heard.folded)
        if match and (
            bare
            or heard.folded[match.start() :].startswith(("pour", "for", "offrir", "cadeau", "gift", "present"))
            or lexicon.GIFT.search(heard.folded)
            or lexicon.FOR_THEM.search(heard.folded)
        ):
            heard.for_whom = heard.text[match.start("who") : match.end("who")].lower()
            heard.gender = _by_age(heard.folded) or gender or None
            heard.take(
                match.span(), *lexicon.spans(lexicon.GIFT, heard.folded), *lexicon.spans(lexicon.AGE, heard.folded)
            )
            break
    else:
        _vague_recipient(heard)
    own = lexicon.MY_SIZE.search(heard.folded)
    if own and heard.for_whom and not _is_self(heard):
        heard.own_sizes = (own["size"].upper(),)
        heard.take(own.span())


def _vague_recipient(heard: Heard) -> None:
    self_match = lexicon.MYSELF.search(heard.folded)
    if heard.asking == "for_whom":
        self_match = self_match or lexicon.MYSELF_BARE.search(heard.folded)
    if self_match:
        heard.for_whom = "moi" if heard.language == "fr" else "me"
        heard.take(self_match.span())
        return
    match = lexicon.SOMEONE.search(heard.folded) or lexicon.GIFT.search(heard.folded)
    if match:
        heard.for_whom = "cadeau" if heard.language == "fr" else "gift"
        heard.take(match.span())


def _is_self(heard: Heard) -> bool:
    return heard.for_whom in ("moi", "me")


def _by_age(folded: str) -> str | None:
    match = lexicon.AGE.search(folded)
    return "kids" if match and int(match["age"]) <= lexicon.CHILD_UNTIL else None


def _understood(heard: Heard, category: str | None, vocabulary: Vocabulary) -> Understood:
    """The text against the catalogue; once more behind the category known so far when it names none of its own.

    "Imperméables" alone is a raincoat, but after "trail shoes" it is a quality of theirs.
    """
    text = lexicon.blank(heard.text, heard.places)
    first = understand(text, heard.language, vocabulary)
    if category is None:
        return first
    named = first.filters.categories
    if named and (len(words(heard.text)) > A_FEW_WORDS or _below(named[0], category)):
        return first
    name = vocabulary.category_name(category, heard.language)
    again = understand(f"{name}, {text}", heard.language, vocabulary)
    same = again.filters.categories == (category,)
    if not same or (named and not again.filters.attributes):
        return first
    heard.context = f"{name}, "
    return replace(again, filters=replace(again.filters, categories=()))


def _from_catalogue(heard: Heard, understood: Understood) -> None:
    found: Filters = understood.filters
    pieces = {word for piece in understood.found.get("categories", ()) for word in words(piece)}
    heard.category = None if pieces <= lexicon.NOT_PRODUCTS else _one_category(found.categories)
    if found.price_min is not None or found.price_max is not None:
        heard.budget = (found.price_min, found.price_max)
    heard.brands, heard.colors, heard.sizes = found.brands, found.colors, found.sizes
    heard.gender = heard.gender or next(iter(found.genders), None)
    heard.exclude = (*found.not_brands, *found.not_colors, *found.exclude_terms)
    heard.sort = understood.sort


def _facets(heard: Heard, understood: Understood, category: str | None, vocabulary: Vocabulary) -> None:
    """The catalogue's attributes named in words that no answer or level has taken: what the advice knows, it weighs.

    While no category is known, only plain qualities count ("waterproof"): "running" is no feature of anything yet.
    """
    stated = understood.filters.attributes
    if not stated:
        return
    text = heard.context + lexicon.blank(heard.text, heard.places)
    left = understand(text, heard.language, vocabulary).filters.attributes
    certain = bool(heard.category or category)
    for name, values in stated.items():
        for value in values:
            if value not in left.get(name, ()):
                continue
            if fold(value) in lexicon.LEVELS:
                heard.level = heard.level or fold(value)
            elif certain or fold(value) in YES or name == MATERIAL:
                heard.features = tuple(dict.fromkeys((*heard.features, feature_of(name, value, vocabulary))))


def _one_category(paths: Sequence[str]) -> str | None:
    """One path for several: what they have in common, or the first when they have nothing."""
    if len(paths) < 2:
        return paths[0] if paths else None
    parts = [path.split(" > ") for path in paths]
    common = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    return " > ".join(common) or paths[0]


def _level(heard: Heard) -> None:
    tables = [lexicon.LEVELS]
    if heard.asking == "level":
        tables.append(lexicon.LEVELS_WHEN_ASKED)
    found = [
        (end - start, level, (start, end))
        for table in tables
        for level, pattern in table.items()
        for start, end in lexicon.spans(pattern, heard.folded)
        if not lexicon.NEGATED.search(heard.folded[:start])
    ]
    if found:
        _, heard.level, place = max(found)
        heard.take(place)


def _answers(heard: Heard, answers: Iterable[AnswerWords], category: str | None) -> None:
    """The advice's answers named in the text: per question, the one whose wordings cover most of it."""
    for ask, (_, identity, places) in _best_answers(heard, answers, category).items():
        if _keep_answer(heard, ask, identity):
            heard.take(*places)


def _best_answers(
    heard: Heard, answers: Iterable[AnswerWords], category: str | None
) -> dict[str, tuple[int, str, list[Place]]]:
    """Question -> (characters covered, answer id, places)."""
    best: dict[str, tuple[int, str, list[Place]]] = {}
    folded = lexicon.blank(heard.folded, heard.places)
    for answer in answers:
        asked = answer.ask == heard.asking
        if not asked and answer.ask.partition(":")[0] not in UNASKED:
            continue
        if answer.applies(category) or (asked and category is None):
            places = _wordings(folded, answer)
            hit = (len({i for start, end in places for i in range(start, end)}), answer.id, places)
            if places:
                best[answer.ask] = max(best.get(answer.ask, hit), hit)
    return best


def _is_quality(heard: Heard, understood: Understood, answers: Iterable[AnswerWords], category: str) -> bool:
    """Whether the few words that seem to name another category answer a question about the one talked about."""
    if not heard.category or _below(heard.category, category) or len(words(heard.text)) > A_FEW_WORDS:
        return False
    best = _best_answers(heard, answers, category)
    told = {heard.folded[start:end] for *_, places in best.values() for start, end in places}
    named = {fold_aligned(piece) for piece in understood.found.get("categories", ())}
    return bool(named) and named <= told


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


def _nothing(heard: Heard, vocabulary: Vocabulary) -> None:
    return None


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


def _left_open(heard: Heard, unsure: list[Place]) -> None:
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


def _forgive(heard: Heard) -> None:
    """What looks excluded but belongs to an answer excludes nothing: "never run", "not a beginner", "aucune idée"."""
    blanked = fold_aligned(lexicon.blank(heard.text, heard.places))
    heard.exclude = tuple(
        word for word in heard.exclude if fold_aligned(word) not in heard.folded or fold_aligned(word) in blanked
    )


def _below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + " > ")
