"""What one text says by itself, given the question it may answer. Nothing here looks at earlier needs (see merging)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.shopper.filters import MATERIAL, YES, feature_of
from bot.shopper.measures import written
from bot.shopper.reading import lexicon, sizing
from bot.shopper.reading.answers import (
    advised,
    answered,
    as_asked,
    asked,
    best_answers,
    left_open,
    mistyped,
    value_asked,
)
from bot.shopper.reading.asides import ASIDES, BODY, SIGNED
from bot.shopper.reading.aversions import not_all, refused_brand, says_nothing
from bot.shopper.reading.brands import misnamed, tints_of_names, truly_named
from bot.shopper.reading.clauses import HESITATING
from bot.shopper.reading.confidences import CONTACT
from bot.shopper.reading.heard import AnswerWords, Heard
from bot.shopper.reading.injuries import INJURIES
from bot.shopper.reading.purposes import is_purpose, wished
from bot.shopper.reading.purse import THRIFTY, for_all, spent_on
from bot.shopper.reading.reasons import reason_told
from bot.shopper.reading.recipients import recipient, still_theirs
from bot.shopper.reading.references import Pointing
from bot.shopper.reading.shelves_said import NO_THINGS, by_its_name, one_by_one, one_category, shelf_below, things_named
from bot.shopper.reading.sizes_said import part_said, span_said
from bot.shopper.shelves import without_shelf
from catalog_index.categories import WHO_LIKES
from catalog_index.paths import at_or_below
from catalog_index.people import person_of
from catalog_index.query import Filters, Understood
from catalog_index.text import LANGUAGES, fold, fold_aligned, stem, words
from catalog_index.understand import understand
from catalog_index.vocabulary import Vocabulary

A_WORD = 3
"""Words up to which a text may be no more than a shelf's word."""

A_FEW_WORDS = 4
"""Words up to which a text that names another category may still only state a quality of the one talked about."""


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
    heard.take(*pointing.places, *lexicon.spans(ASIDES, heard.folded), *lexicon.spans(HESITATING, heard.folded))
    heard.take(*lexicon.spans(lexicon.FORGOTTEN, heard.folded), *lexicon.spans(BODY, heard.folded))
    heard.take(*spent_on(heard.folded))
    heard.take(*tints_of_names(text, vocabulary), *lexicon.spans(SIGNED, text), *lexicon.spans(CONTACT, heard.folded))
    pains = lexicon.spans(INJURIES, heard.folded)
    heard.take(*pains)
    heard.because = reason_told(heard.folded, vocabulary.lexicon)
    _relaxations(heard)
    thrifty = lexicon.spans(THRIFTY, heard.folded)
    heard.take(*thrifty)
    recipient(heard)
    unsure = lexicon.spans(lexicon.UNSURE, heard.folded)
    heard.take(*unsure)
    understood = _understood(heard, category, vocabulary)
    _from_catalogue(heard, understood, category, vocabulary)
    answers = tuple(answers)
    if category and _is_no_shelf(heard, understood, answers, category, vocabulary):
        heard.category, heard.later = None, ()
    refused_brand(heard)
    not_all(heard, heard.category or category, vocabulary)
    _level(heard, pointing)
    advised(heard, answers, heard.category or category)
    mistyped(heard, answers, heard.category or category, vocabulary)
    _facets(heard, understood, category, vocabulary)
    _measures(heard, understood, vocabulary)
    _bare_value(heard, heard.category or category, vocabulary)
    _released(heard, vocabulary)
    asked(heard, vocabulary)
    heard.thrifty = bool(thrifty) and heard.budget is None
    heard.in_all = for_all(heard.folded, heard.budget, understood.found.get("categories", ()) if heard.later else ())
    left_open(heard, unsure)
    _forgive(heard)
    heard.corrects = bool(lexicon.CORRECTION.search(heard.folded))
    heard.adds = bool(lexicon.ADDITION.search(heard.folded))
    heard.rest = " ".join(filter(None, [understood.rest, *misnamed(understood, vocabulary)]))
    heard.injury = bool(pains)
    if pains and heard.category is None and category is None:  # no shelf: looked for by these words
        heard.places = [place for place in heard.places if place not in pains]
        heard.rest = " ".join(filter(None, [heard.rest, *(heard.text[start:end] for start, end in pains)]))
    return heard


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


def _understood(heard: Heard, category: str | None, vocabulary: Vocabulary) -> Understood:
    """The text against the catalogue; once more behind the category known so far when it names none of its own.

    "Imperméables" alone is a raincoat, but after "trail shoes" it is a quality of theirs.
    """
    text = still_theirs(lexicon.blank(heard.text, heard.places), heard.folded)
    first = wished(heard, understand(text, heard.language, vocabulary), vocabulary)
    if category is None:
        return first
    named = first.filters.categories
    if named and (len(words(heard.text)) > A_FEW_WORDS or at_or_below(named[0], category)):
        return first
    name = vocabulary.category_name(category, heard.language)
    again = understand(f"{name}, {lexicon.blank(text, heard.places)}", heard.language, vocabulary)
    same = again.filters.categories == (category,)
    if not same or (named and not again.filters.attributes):
        return first
    heard.context = f"{name}, "
    return replace(again, filters=replace(again.filters, categories=()), rest=without_shelf(again.rest, name))


def _from_catalogue(heard: Heard, understood: Understood, category: str | None, vocabulary: Vocabulary) -> None:
    found: Filters = understood.filters
    pieces = {word for piece in understood.found.get("categories", ()) for word in words(piece)}
    heard.category = None if pieces <= NO_THINGS else one_category(things_named(heard, understood, vocabulary)[0])
    named = pieces - set(words(heard.context))
    if named and named <= {word for term in found.exclude_terms for word in words(term)}:
        heard.category = None  # "not trail": no wish for its shelf
    if heard.category is None and category and len(words(heard.text)) <= A_WORD:
        heard.category = shelf_below(lexicon.blank(heard.text, heard.places), category, vocabulary)
    if heard.category and (in_turn := one_by_one(heard, understood, vocabulary)):
        heard.category, heard.later = in_turn[0], in_turn[1:]
    if not found.categories:
        unwanted = {word for term in found.exclude_terms for word in words(term)}
        liked = lexicon.spans(WHO_LIKES, heard.folded)
        heard.category = by_its_name(lexicon.blank(heard.text, (*heard.places, *liked)), unwanted, vocabulary)
    if found.price_min is not None or found.price_max is not None:
        heard.budget = (found.price_min, found.price_max)
        heard.coin = understood.currency or "" if understood.currency != vocabulary.currency else ""
    heard.brands = truly_named(found.brands, understood.found.get("brands", ()), vocabulary)
    heard.colors = found.colors
    heard.sizes = _sizes(heard, found, vocabulary)
    heard.gender = heard.gender or (found.genders[0] if len(set(found.genders)) == 1 else None)
    if heard.gender in ("men", "women") and {"men", "women"}.isdisjoint(vocabulary.genders):
        heard.gender = None  # a shop that knows no such difference: a daughter's kettle is no women's kettle
    heard.exclude = (
        *found.not_brands,
        *_unwanted_colors(understood, heard.category or category, vocabulary),
        *(word for word in found.exclude_terms if not says_nothing(word)),
    )
    heard.sort = understood.sort


def _unwanted_colors(understood: Understood, category: str | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The colours to avoid; where nothing has a colour, the words themselves: "no petrol" of mowers is no blue."""
    colors, pieces = understood.filters.not_colors, understood.found.get("not_colors", ())
    paths = (category,) if category else ()
    coloured = any(vocabulary.occurs("color", color, paths) for color in vocabulary.colors)
    return colors if coloured or len(pieces) != len(colors) else tuple(pieces)


def _sizes(heard: Heard, found: Filters, vocabulary: Vocabulary) -> tuple[str, ...]:
    span = span_said(heard.folded, vocabulary)
    if span is not None:
        heard.take(span[1])
        said = heard.folded[slice(*span[1])]
        if heard.budget and all(limit is None or f"{limit:f}" in said for limit in heard.budget):
            heard.budget = None  # "usually between 41 and 42": no price
        return span[0]
    return found.sizes or _size_said(heard, vocabulary)


def _size_said(heard: Heard, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A size that is somebody's ("she wears 39"), or that is the whole message ("medium", « 42 et demi »)."""
    match = sizing.SIZE_OF.search(lexicon.blank(heard.folded, heard.places))
    if match and sizing.PIECES.match(heard.folded, match.end()):
        match = None  # « on prend 12 du premier »
    if match is None and (heard.asking != "budget" or heard.folded.startswith("du ")):
        match = sizing.SIZE_ALONE.match(heard.folded)
    if match is None:
        part = part_said(lexicon.blank(heard.folded, heard.places), vocabulary)
        heard.take(*([part[1]] if part else []))
        return (part[0],) if part else ()
    known = {fold_aligned(size): size for size in vocabulary.sizes}
    size = known.get(sizing.LETTER_SIZES.get(match["size"], match["size"]).lower().replace(",", "."))
    told = sizing.IN_SIZE.search(heard.folded[: match.start("size")]) or sizing.is_half(match["size"])
    if size is None and known and (told or match.re is sizing.SIZE_OF):
        size = match["size"].upper().replace(",", ".")  # none of the shelves has it, which is worth saying
    if size is None:
        return ()
    heard.take(match.span())
    return (size,)


_TOO = re.compile(r"(?<!pas )(?<!not )(?<!n't )(?<!rien de )(?<!nothing )(?<!\w)(?:too|trop) \w+")
"""What there is too much of is no quality wished for: "too thin, isn't it"."""


def _facets(heard: Heard, understood: Understood, category: str | None, vocabulary: Vocabulary) -> None:
    """The catalogue's attributes named in words that no answer or level has taken: what the advice knows, it weighs.

    While no category is known, only plain qualities count ("waterproof"): "running" is no feature of anything yet.
    """
    stated = understood.filters.attributes
    if not stated:
        return
    text = heard.context + lexicon.blank(heard.text, (*heard.places, *lexicon.spans(_TOO, heard.folded)))
    left = understand(text, heard.language, vocabulary).filters.attributes
    certain = bool(heard.category or category)
    for name, values in stated.items():
        if name in understood.counts and name in left:
            heard.features = (*heard.features, f"{name}: {understood.counts[name]}")
            continue
        for value in values:
            if value not in left.get(name, ()):
                continue
            if fold(value) in lexicon.LEVELS:
                heard.level = heard.level or fold(value)
            elif certain or fold(value) in YES or name == MATERIAL:
                meant = feature_of(*as_asked(heard, name, value, vocabulary), vocabulary)
                heard.features = tuple(dict.fromkeys((*heard.features, meant)))


def _measures(heard: Heard, understood: Understood, vocabulary: Vocabulary) -> None:
    """The measures asked for ("under 300 g") in words that no answer has taken: « 42 km » may be a distance run."""
    stated = understood.filters.ranges
    if not stated:
        return
    left = understand(heard.context + lexicon.blank(heard.text, heard.places), heard.language, vocabulary)
    said = tuple(written(name, wanted) for name, wanted in stated.items() if name in left.filters.ranges)
    heard.features = (*heard.features, *said)


def _bare_value(heard: Heard, category: str | None, vocabulary: Vocabulary) -> None:
    """A message that is nothing but a value which one detail of the shelf has: "100 cm" of a basket's width."""
    said = fold(heard.text.strip(" .!?"))
    if category is None or heard.features or heard.sizes or heard.budget or not said[:1].isdigit():
        return
    named = [
        (name, value)
        for name, values in vocabulary.facets.items()
        for value in values
        if fold(value) == said and vocabulary.occurs(name, value, (category,))
    ]
    if len(named) == 1:
        heard.features = (feature_of(*named[0], vocabulary),)
        heard.take((0, len(heard.text)))


def _released(heard: Heard, vocabulary: Vocabulary) -> None:
    """A detail let go by its name: "forget the weight", « peu importe l'autonomie »."""
    for match in lexicon.LET_GO.finditer(heard.folded):
        said = {stem(word, language) for word in words(match["what"]) for language in LANGUAGES}
        named = [q.name for q in vocabulary.quantities if any(_called(said, stems) for stems in q.names.values())]
        if named:
            heard.opened += [f"feature:{name}" for name in named]
            heard.take(match.span())


def _called(said: set[str], names: Iterable[tuple[str, ...]]) -> bool:
    return any(set(stems) <= said for stems in names)


def _level(heard: Heard, pointing: Pointing) -> None:
    folded = lexicon.blank(heard.folded, pointing.places)  # "the first pair", on screen, is nobody's first
    tables = [lexicon.LEVELS]
    if heard.asking == "level" and "?" not in heard.text:
        tables.append(lexicon.LEVELS_WHEN_ASKED)
    found = [
        (end - start, level, (start, end))
        for table in tables
        for level, pattern in table.items()
        for start, end in lexicon.spans(pattern, folded)
        if not lexicon.NEGATED.search(heard.folded[:start])
    ]
    if found:
        _, heard.level, place = max(found)
        heard.take(place)


def _is_no_shelf(
    heard: Heard, understood: Understood, answers: Iterable[AnswerWords], category: str, vocabulary: Vocabulary
) -> bool:
    """Whether what sounds like another shelf says something of what is looked for: whose rail, a value asked for, a
    quality, a misspelt answer."""
    if heard.category and all(map(person_of, heard.category.split(" > "))):
        return True  # "for women": the same thing, on their rail
    return (
        value_asked(heard, vocabulary) is not None
        or _is_quality(heard, understood, answers, category, vocabulary)
        or _is_mistyped_answer(heard, understood, answers, category, vocabulary)
    )


def _is_quality(
    heard: Heard, understood: Understood, answers: Iterable[AnswerWords], category: str, vocabulary: Vocabulary
) -> bool:
    """Whether few words, or what it is for, seem to name another category and answer a question about the one talked
    about.
    """
    if not heard.category or at_or_below(heard.category, category):
        return False
    best = best_answers(heard, answers, category)
    told = {heard.folded[start:end] for *_, places in best.values() for start, end in places}
    named = {fold_aligned(piece) for piece in understood.found.get("categories", ())}
    worded = any(covered >= len(heard.folded.strip(" .!?")) for covered, *_ in best.values())
    if len(words(heard.text)) > A_FEW_WORDS and not worded and not is_purpose(heard, named):
        return False  # « je viens de la route » is an answer, word for word
    other = {
        piece for piece in named if understand(piece, heard.language, vocabulary).filters.categories != (category,)
    }
    return bool(other) and _telling(other) <= _telling(told)


def _is_mistyped_answer(
    heard: Heard, understood: Understood, answers: Iterable[AnswerWords], category: str, vocabulary: Vocabulary
) -> bool:
    """Whether another category was only made out of a misspelt word, and the text spelt right answers the question."""
    if heard.asking is None or not heard.category or at_or_below(heard.category, category):
        return False
    named = {word for piece in understood.found.get("categories", ()) for word in words(piece)}
    if named & set(vocabulary.known):
        return False
    again = Heard(heard.text, heard.folded, heard.language, heard.asking)
    mistyped(again, answers, category, vocabulary)
    return answered(again, heard.asking)


def _telling(pieces: Iterable[str]) -> set[str]:
    return {word for piece in pieces for word in words(piece)} - lexicon.FILLER


def _forgive(heard: Heard) -> None:
    """What looks excluded but belongs to an answer excludes nothing: "never run", "not a beginner", "aucune idée"."""
    blanked = fold_aligned(lexicon.blank(heard.text, heard.places))
    heard.exclude = tuple(
        word for word in heard.exclude if fold_aligned(word) not in heard.folded or fold_aligned(word) in blanked
    )
