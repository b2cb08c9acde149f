"""From words to a structured query: category, brand, colour, size, gender, price… read against the catalogue's vocabulary."""

# ruff: noqa: E501
# The tables of words and patterns below keep one kind per line.

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from catalog_index.amounts import find_amounts
from catalog_index.budget import read_budget
from catalog_index.categories import named_as_things, resolve, told_of_somebody
from catalog_index.counts import read_counts
from catalog_index.formats import of_side, read_formats
from catalog_index.matching import Match, matches
from catalog_index.phrases import BROADER
from catalog_index.query import Filters, Sort, Understood
from catalog_index.ranges import named_at, read_ranges
from catalog_index.sentence import Sentence, Unit
from catalog_index.sizes import read_sizes
from catalog_index.spelling import everyday
from catalog_index.superlatives import read_extreme, read_order, read_wished
from catalog_index.text import LANGUAGES, phrase, stem
from catalog_index.values import is_yes, size_key
from catalog_index.vocabulary import Vocabulary

_GENDERS = {
    "men": r"hommes?|masculins?|monsieur|messieurs|men|man|mens|male|gentlem[ae]n",
    "women": r"femmes?|feminine?s?|feminin|dames?|madame|women|woman|womens|female|lad(?:y|ies)|debutantes|debutante|coureuses?|joggeuses?"
    r"|traileuses?|marcheuses?|randonneuses?|sportives|nageuses?",
    "kids": r"enfants?|kids?|child(?:ren)?|juniors?|garcons?|fill(?:e|es|ette|ettes)|boys?|girls?|bebes?|bab(?:y|ies)|toddlers?",
}
_GENDER_PATTERN = re.compile(
    "|".join(rf"(?P<{gender}>(?<![^\W_])(?:{words})(?![^\W_]))" for gender, words in _GENDERS.items())
)

_FRACTION = re.compile(r"(?<![\w/.,])\d{1,2}/\d{1,3}(?![\w/]|[.,]\d)")
_POUNDS = re.compile(r"\bpounds?\b")


def understand(text: str, language: str, vocabulary: Vocabulary) -> Understood:
    """Read `text` ("fr" or "en"). Never raises on any text; what is not understood stays in `rest`."""
    sentence = Sentence.of(text, language if language in LANGUAGES else "en")
    sentence.spare(vocabulary.lexicon)
    filters, sort, currency, counts = _read(sentence, vocabulary)
    sentence.mark_negations()
    return Understood(
        filters=filters,
        sort=sort,
        rest=sentence.rest(),
        spoken=sentence.spoken_rest(),
        called=" ".join(sentence.lifting),
        currency=currency,
        counts=counts,
        found={key: tuple(pieces) for key, pieces in sentence.found.items()},
        matched_share=round(sentence.share_read(), 4),
    )


def _read(sentence: Sentence, vocabulary: Vocabulary) -> tuple[Filters, Sort, str | None, dict[str, int]]:
    """(what is asked for, each thing wanted or, in a negation's scope, unwanted; in which order; the currency said; for
    how many)."""
    low, high, currency = _money(sentence, vocabulary.currency)
    order = read_order(sentence)
    sizes, genders = _sizes(sentence, vocabulary), _genders(sentence, vocabulary)
    called = named_at(sentence, vocabulary.quantities)
    found = [m for m in matches(sentence, vocabulary) if called.isdisjoint(range(m.first, m.last + 1))]
    units = [(m.first, m.last, m.kind) for m in found]
    wanted = [m for m in found if sentence.negator(m.first, units) is None]
    things = named_as_things(sentence, wanted, vocabulary.lexicon)
    told = told_of_somebody(sentence, wanted)
    categories = resolve(sentence, things, _elsewhere(sentence, vocabulary, found), told)
    not_brands, not_colors, terms = _without(sentence, vocabulary, [m for m in found if m not in wanted], units)
    brands = _brands(sentence, wanted)
    colors = _colors(sentence, vocabulary, wanted, categories)
    extreme = read_extreme(sentence, vocabulary.quantities, categories)
    attributes = _attributes(sentence, vocabulary, wanted, categories)
    counts = read_counts(
        sentence, (count for count in vocabulary.counts if _is_here(vocabulary, count.name, categories))
    )
    attributes |= {count.name: count.holding(counts[count.name]) for count in vocabulary.counts if count.name in counts}
    attributes |= _formatted(sentence, vocabulary, categories)
    lacking = {term: stated for term in terms if (stated := _stated_lacking(vocabulary, term, categories))}
    for name, value in lacking.values():
        attributes[name] = (value,)
    extreme = extreme or read_wished(sentence, vocabulary.quantities, categories)
    ranges = read_ranges(sentence, vocabulary.quantities, categories)
    filters = Filters(
        price_min=low,
        price_max=high,
        categories=categories,
        brands=brands,
        not_brands=not_brands,
        colors=colors,
        not_colors=not_colors,
        sizes=sizes or _bare_sizes(sentence, vocabulary, categories),
        genders=genders,
        attributes=attributes,
        ranges=ranges,
        exclude_terms=tuple(term for term in terms if term not in lacking),
    )
    return filters, extreme or order, currency, counts


def _elsewhere(sentence: Sentence, vocabulary: Vocabulary, found: Iterable[Match]) -> bool:
    """Whether a word names a thing that people buy, though none of this catalogue's."""
    named = {i for match in found for i in range(match.first, match.last + 1)}
    left = (sentence.tokens[i].text for i in sentence.content() if i not in named and i not in sentence.read)
    stems = ((stem(word, sentence.language),) for word in left)
    return any(c.kind == "products" for each in stems for c in vocabulary.lexicon.named(each, sentence.language))


def _money(sentence: Sentence, currency: str) -> tuple[Decimal | None, Decimal | None, str | None]:
    """(the least, the most, the currency said)."""
    budget = read_budget(sentence.text, sentence.language)
    pounds = budget is not None and _POUNDS.search(sentence.folded, *budget.span)
    if budget is None or (pounds and currency not in ("GBP", "")):  # where nothing is paid in pounds they are a weight
        return None, None, None
    sentence.mark(*budget.span, "price_max" if budget.max is not None else "price_min")
    return budget.min, budget.max, budget.currency


def _sizes(sentence: Sentence, vocabulary: Vocabulary) -> tuple[str, ...]:
    said = list(read_sizes(sentence.text, sentence.folded, vocabulary.sizes))
    new = [(size, start, end) for size, start, end in said if not sentence.is_read(start, end)]
    for start, end in dict.fromkeys((start, end) for _, start, end in new):
        sentence.mark(start, end, "sizes")
    found = tuple(dict.fromkeys(size for size, _, _ in new))
    return found or read_formats(sentence, vocabulary.size_formats, "sizes").get("size", ())


def _genders(sentence: Sentence, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The genders named, unless the catalogue knows none (then they stay words), or a shelf's name has them: a "child
    seat" is for no child to buy."""
    said = list(_GENDER_PATTERN.finditer(sentence.folded)) if vocabulary.genders else []
    several = [m for m in matches(sentence, vocabulary) if m.categories and m.last > m.first] if said else []
    shelves = [m for m in several if m.categories[0].rank != BROADER]
    found: dict[str, None] = {}
    for match in said:
        gender = str(match.lastgroup)
        within = any(shelf.start <= match.start() and match.end() <= shelf.end for shelf in shelves)
        if within or sentence.is_read(match.start(), match.end()):
            continue
        token = next((i for i, t in enumerate(sentence.tokens) if t.start == match.start()), None)
        sentence.mark(match.start(), match.end(), "genders")
        if token is None or sentence.negator(token, []) is None:
            found[gender] = None
    return tuple(found)


def _without(
    sentence: Sentence, vocabulary: Vocabulary, unwanted: Iterable[Match], units: list[Unit]
) -> tuple[tuple[str, ...], ...]:
    """(brands, colours, words) to leave out."""
    brands: dict[str, None] = {}
    colors: dict[str, None] = {}
    terms: dict[str, None] = {}
    for match in unwanted:
        if match.brand:
            brands[match.brand] = None
            sentence.mark(match.start, match.end, "not_brands")
        elif match.color and vocabulary.colors:
            colors[match.color] = None
            sentence.mark(match.start, match.end, "not_colors")
        else:
            terms[sentence.text[match.start : match.end]] = None
            sentence.mark(match.start, match.end, "exclude_terms")
    for i in sentence.content():
        recognised = i in sentence.read or any(first <= i <= last for first, last, _ in units)
        negator = None if recognised else sentence.negator(i, units)
        if negator is None:
            continue
        token = sentence.tokens[i]
        excludes = token.text.isalpha() and (sentence.excludes_unknown(negator) or _tells(vocabulary, token.text))
        if excludes:
            terms[token.raw] = None
        sentence.mark(token.start, token.end, "exclude_terms" if excludes else None)
    return tuple(brands), tuple(colors), tuple(terms)


def _stated_lacking(vocabulary: Vocabulary, term: str, paths: tuple[str, ...]) -> tuple[str, str] | None:
    """The attribute and value by which these products state that they are without it: "Gluten-free: Yes"."""
    for language, said in (("en", f"{term}-free"), ("fr", f"sans {term}")):
        for meaning in vocabulary.phrases.get(language, {}).get(phrase(said, language), ()):
            if meaning.kind == "facet" and vocabulary.occurs(meaning.name, meaning.value, paths):
                return meaning.name, meaning.value
    return None


def _tells(vocabulary: Vocabulary, word: str) -> bool:
    """Whether the word is part of a category's or a brand's name: « pas thermique » leaves such mowers out."""
    return word not in everyday() and (word in vocabulary.speller or word.rstrip("sx") in vocabulary.speller.singulars)


def _brands(sentence: Sentence, wanted: Iterable[Match]) -> tuple[str, ...]:
    brands: dict[str, None] = {}
    for match in wanted:
        if match.brand and not sentence.is_read(match.start, match.end):
            brands[match.brand] = None
            sentence.mark(match.start, match.end, "brands")
    return tuple(brands)


def _colors(
    sentence: Sentence, vocabulary: Vocabulary, wanted: Iterable[Match], paths: tuple[str, ...]
) -> tuple[str, ...]:
    """Colours are conditions only where the products in question have colours: an "orange" gel is a flavour."""
    named = [match for match in wanted if match.color]
    if not named or not any(vocabulary.occurs("color", color, paths) for color in vocabulary.colors):
        return ()
    colors: dict[str, None] = {}
    for match in named:
        if match.color and not sentence.is_read(match.start, match.end):
            colors[match.color] = None
            sentence.mark(match.start, match.end, "colors")
    return tuple(colors)


def _attributes(
    sentence: Sentence, vocabulary: Vocabulary, wanted: Iterable[Match], paths: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    attributes: dict[str, dict[str, None]] = {}
    for match in wanted:
        if sentence.is_read(match.start, match.end) or (match.vague and not paths):
            continue
        facets = [(name, value) for name, value in match.facets if vocabulary.occurs(name, value, paths)]
        if match.material and (not facets or vocabulary.made_of(match.material, paths)):
            attributes.setdefault("material", {})[match.material] = None
            sentence.mark(match.start, match.end, "attributes")
            continue
        facets = [(name, value) for name, value in facets if is_yes(value)] or facets  # "Waterproof: Yes" is plainest
        if len({name for name, _ in facets}) == 1:  # with several attributes in question the word is only searched
            for name, value in facets:
                attributes.setdefault(name, {})[value] = None
            sentence.mark(match.start, match.end, "attributes")
    return {name: tuple(values) for name, values in attributes.items()}


def _is_here(vocabulary: Vocabulary, name: str, paths: tuple[str, ...]) -> bool:
    return any(vocabulary.occurs(name, value, paths) for value in vocabulary.facets.get(name, ()))


def _formatted(sentence: Sentence, vocabulary: Vocabulary, paths: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Lengths by widths that the products of `paths` state."""
    found = read_formats(sentence, vocabulary.formats)
    here = {name: tuple(v for v in values if vocabulary.occurs(name, v, paths)) for name, values in found.items()}
    return {name: values for name, values in here.items() if values}


def _bare_sizes(sentence: Sentence, vocabulary: Vocabulary, paths: tuple[str, ...]) -> tuple[str, ...]:
    """A number alone, or a fraction, beside a category that comes in that size: "chaussures homme 43", "3/4 guitar"."""
    if not paths or not any(map(str.isdigit, sentence.folded)):
        return ()
    amounts = {
        a.start: a for a in find_amounts(sentence.folded, sentence.language) if not a.unit and a.currency is None
    }
    sizes = []
    for i, token in enumerate(sentence.tokens):
        size = token.text.replace(",", ".")
        alone = i not in sentence.read and token.start in amounts and token.raw[0].isdigit()
        if alone and _comes_in(vocabulary, size, paths):
            sentence.mark(token.start, token.end, "sizes")
            sizes.append(size)
        elif alone and size.isdigit():
            formats = [v for v in of_side(vocabulary.size_formats, float(size)) if _comes_in(vocabulary, v, paths)]
            sentence.mark(token.start, token.end, "sizes") if formats else None
            sizes += formats
    for fraction in _FRACTION.finditer(sentence.folded):
        if not sentence.is_read(*fraction.span()) and _comes_in(vocabulary, fraction[0], paths):
            sentence.mark(*fraction.span(), "sizes")
            sizes.append(fraction[0])
    return tuple(dict.fromkeys(sizes))


def _comes_in(vocabulary: Vocabulary, size: str, paths: tuple[str, ...]) -> bool:
    return vocabulary.occurs("size", size_key(size), paths)
