"""What a superlative puts first: "the cheapest", « la meilleure autonomie », "the brightest headlamp"."""

# ruff: noqa: E501
# The tables of patterns below keep one kind per line.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalog_index.quantities import Quantity
from catalog_index.query import Extreme, Order
from catalog_index.sentence import Sentence
from catalog_index.text import LANGUAGES, phrase, stem

_ORDERS: tuple[tuple[Order, str], ...] = (
    (
        "price_asc",
        r"(?:(?:le|la|les|au|du|des) )?(?:moins (?:cher|chere|chers|cheres|couteux|couteuse)|plus (?:abordable|economique)s?|prix (?:le )?plus bas)"
        r"(?! (?:que|de)\b)|meilleur marche|(?:the )?(?:cheapest|least expensive|most affordable|lowest[- ]priced?)|lowest price|"
        r"(?:pas|(?<!\bun )peu) (?:trop |tres )?(?:cher|chere|chers|cheres)\b|(?:not|n't) (?:too|very|so) expensive|bon marche|a petits? prix|\bcheap\b"
        r"|\binexpensive\b|premiers? prix|abordables?|\baffordable\b",
    ),
    (
        "price_desc",
        r"(?:le|la|les) plus (?:cher|chere|chers|cheres)(?! que\b)|(?:the )?(?:most expensive|priciest|dearest)",
    ),
    (
        "rating",
        r"(?:le|la|les) mieux note(?:e|s|es)?|(?:les )?meilleures? (?:notes?|avis|evaluations?)"
        r"|(?:the )?(?:best|top|highest)[- ](?:rated|reviewed|rating)|best reviews?",
    ),
    ("weight_asc", r"(?:le|la|les) plus leg(?:er|ere|ers|eres)(?! que\b)|(?:the )?lightest"),
    (
        "newest",
        r"(?:le|la|les) plus (?:recente?s?|nouveaux?|nouvelles?)|nouveautes?|derniers? modeles?|(?:the )?(?:newest|latest)|new arrivals?",
    ),
)
_THE = r"(?:le|la|les|au|du|aux|des)"
_OF_A_NAME = {
    True: rf"(?:the )?(?:longest|best|highest|greatest|largest|biggest|strongest|deepest|most|maximum)|{_THE} (?:plus (?:d[e'] ?|grande?s? |longue?s? |haute?s? |elevee?s? |forte?s? |grosse?s? |importante?s? |large?s? |profonde?s? )|maximum d[e'] ?)|(?:{_THE} )?meilleure?s?",
    False: rf"(?:the )?(?:shortest|lowest|smallest|least|minimum)|{_THE} (?:moins d[e'] ?|plus (?:petite?s? |courte?s? |basse?s? |faible?s? )|minimum d[e'] ?)",
}
"""Whether the most is meant -> what stands before an attribute's name."""
_AFTER_A_NAME = {
    True: rf"{_THE} plus (?:grande?s?|longue?s?|haute?s?|elevee?s?|forte?s?|importante?s?|large?s?|profonde?s?)(?! qu)",
    False: rf"{_THE} plus (?:petite?s?|courte?s?|basse?s?|bas|faible?s?)(?! qu)",
}
"""« L'autonomie la plus longue »."""
_OF_A_THING: tuple[tuple[bool, str, str], ...] = (
    (True, "brightness power", rf"brightest|{_THE} plus (?:lumineu(?:x|ses?)|eclairante?s?)"),
    (True, "power brightness", rf"most powerful|strongest|{_THE} plus puissante?s?"),
    (True, "battery", rf"longest[- ]lasting|lasts? (?:the )?longest|most enduring|(?:tien(?:s|t|nent)|dure|durent) (?:le|la|les) plus longtemps|{_THE} plus endurante?s?"),
    (True, "weight", rf"heaviest|{_THE} plus lourde?s?"),
    (True, "capacity screen-size length height diameter", rf"biggest|largest|roomiest|{_THE} plus (?:grande?s?|grosse?s?|gros|spacieu(?:x|ses?))"),
    (False, "capacity screen-size length height diameter", rf"smallest|{_THE} plus petite?s?"),
    (True, "length", rf"longest|{_THE} plus (?:longs?|longues?)"),
    (False, "length", rf"shortest|{_THE} plus courte?s?"),
    (True, "width", rf"widest|{_THE} plus larges?"),
    (False, "width", rf"narrowest|{_THE} plus etroite?s?"),
    (True, "height", rf"tallest|highest|{_THE} plus hautes?"),
    (True, "depth", rf"deepest|{_THE} plus profonde?s?"),
    (False, "noise-level", rf"quietest|{_THE} (?:plus silencieu(?:x|ses?)|moins bruyante?s?)"),
    (True, "speed", rf"fastest|quickest|{_THE} plus rapides?"),
    (True, "thickness", rf"thickest|{_THE} plus epais(?:ses?)?"),
    (False, "thickness", rf"thinnest|{_THE} plus (?:fine?s?|minces?)"),
)  # fmt: skip
"""(whether the most is meant, the measured attributes it may be said of as the lexicon calls them, how it is said)."""
_WISHED = (
    (False, "noise-level", r"quiet(?:er)?|silent|(?:plus )?silencieu(?:x|ses?)|moins bruyante?s?|(?:peu|pas) (?:trop |tres )?bruyante?s?|low[- ]noise|not (?:too |very )?(?:noisy|loud)"),
    (True, "power brightness", r"more powerful|stronger|plus puissante?s?"),
    (True, "brightness power", r"brighter|plus lumineu(?:x|ses?)"),
    (True, "battery", r"longer[- ]lasting|lasts? longer|plus endurante?s?|(?:tien(?:s|t|nent)|dure|durent) plus longtemps"),
    (True, "capacity screen-size", r"bigger|larger|roomier|plus (?:grande?s?|gros(?:se)?s?|spacieu(?:x|ses?))"),
    (False, "capacity screen-size", r"smaller|plus petite?s?"),
    (True, "speed", r"faster|quicker|plus rapides?"),
    (True, "thickness", r"thicker|plus epais(?:ses?)?"),
    (False, "thickness", r"thinner|plus (?:fine?s?|minces?)"),
    (True, "width", r"wider|plus larges?"),
    (False, "width", r"narrower|plus etroite?s?"),
    (True, "height", r"taller|plus haute?s?"),
    (True, "depth", r"deeper|plus profonde?s?"),
    (True, "weight", r"heavier|plus lourde?s?"),
)  # fmt: skip
"""The same of a wish without a figure: who wants it quiet, or quieter, is shown the quietest first."""
_NAME_WITHIN = 3
"""Words after the superlative among which the attribute's name begins: "the longest possible battery life"."""


def _compiled(said: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{said})(?!\w)")


_ORDER_PATTERNS = tuple((order, _compiled(said)) for order, said in _ORDERS)
_BEFORE = tuple(
    (most, re.compile(rf"(?<![\w'])(?<!at )(?:{said})(?:(?<= )|(?<=')|(?!\w))")) for most, said in _OF_A_NAME.items()
)
_AFTER = tuple((most, _compiled(said)) for most, said in _AFTER_A_NAME.items())
_NO_MEASURE = r"(?! (?:than|que|size|taille|pointure)(?!\w)| qu')"
"""After a comparative: "bigger than 20 litres" has a figure, "a bigger size" is no measure of a thing."""
_THINGS = tuple((most, tuple(names.split()), _compiled(said)) for most, names, said in _OF_A_THING)
_WISHES = tuple((most, tuple(names.split()), _compiled(rf"(?:{said}){_NO_MEASURE}")) for most, names, said in _WISHED)
_MAYBE = re.compile(r"plus|moins|meilleur|maximum|minimum|most|least|best|est\b")
"""Without one of these there is no superlative of a measure."""


def read_order(sentence: Sentence) -> Order:
    """The order asked for that every catalogue has, marked as read; "relevance" where none is."""
    for order, pattern in _ORDER_PATTERNS:
        found = pattern.search(sentence.folded)
        if found and not sentence.is_read(found.start(), found.end()):
            sentence.mark(found.start(), found.end(), "sort")
            return order
    return "relevance"


def read_extreme(sentence: Sentence, quantities: Iterable[Quantity], paths: tuple[str, ...]) -> Extreme | None:
    """The measured attribute of the products of `paths` whose most or least is asked for, marked as read. What is said
    of a thing ("the biggest") needs one: `paths` may then not be empty.
    """
    if not _MAYBE.search(sentence.folded):
        return None
    known = [q for q in quantities if len(q.amounts(paths))]
    found = next(_of_a_name(sentence, known), None) or (
        next(_of_a_thing(sentence, known, _THINGS), None) if paths else None
    )
    if found is None:
        _pass_over(sentence)
        return None
    extreme, start, end = found
    sentence.mark(start, end, "sort")
    return extreme


def read_wished(sentence: Sentence, quantities: Iterable[Quantity], paths: tuple[str, ...]) -> Extreme | None:
    """The measured attribute of the products of `paths` that a wish without a figure is of ("a quiet blender"), marked
    as read; None where these products state the quality itself, which was read before."""
    known = [q for q in quantities if len(q.amounts(paths))] if paths else []
    found = next(_of_a_thing(sentence, known, _WISHES), None)
    if found is not None:
        sentence.mark(*found[1:], "sort")
    return found[0] if found else None


def _pass_over(sentence: Sentence) -> None:
    """Nothing here is measured by what is said of the thing: beside other words, the "biggest" is none to search by."""
    for _, _, pattern in _THINGS:
        for match in pattern.finditer(sentence.folded):
            inside = {i for i, t in enumerate(sentence.tokens) if match.start() <= t.start < match.end()}
            if set(sentence.content()) - inside:
                sentence.mark(*match.span())


_Found = tuple[Extreme, int, int]
_Way = tuple[bool, tuple[str, ...], re.Pattern[str]]


def _of_a_name(sentence: Sentence, known: list[Quantity]) -> Iterator[_Found]:
    """ "The longest battery life", « l'autonomie la plus longue »: the attribute with the fullest name said."""
    for most, pattern in _BEFORE:
        for match in pattern.finditer(sentence.folded):
            following = [i for i in sentence.content() if sentence.tokens[i].start >= match.end()]
            ways = ((q, _name_at(sentence, q, following[at:])) for q in known for at in range(_NAME_WITHIN))
            if best := max(((q, length) for q, length in ways if length), key=lambda way: way[1], default=None):
                last = _end_of(sentence, best[0], following)
                yield Extreme(best[0].name, best[0].dimension, most), match.start(), last
    for most, pattern in _AFTER:
        for match in pattern.finditer(sentence.folded):
            before = [i for i in sentence.content() if sentence.tokens[i].end <= match.start()]
            for quantity in known:
                for length in range(1, min(_NAME_WITHIN, len(before)) + 1):
                    if _name_at(sentence, quantity, before[-length:]) == length:
                        start = sentence.tokens[before[-length]].start
                        yield Extreme(quantity.name, quantity.dimension, most), start, match.end()


def _of_a_thing(sentence: Sentence, known: list[Quantity], ways: Iterable[_Way]) -> Iterator[_Found]:
    """ "The brightest headlamp": of the attributes it may be said of, the first that these products state."""
    for most, names, pattern in ways:
        match = pattern.search(sentence.folded)
        if match is None or sentence.is_read(*match.span()):
            continue
        for name in names:
            called = phrase(name.replace("-", " "), "en")
            stating = [q for q in known if called in q.names.get("en", ())]
            if stating:
                fullest = max(stating, key=lambda q: sum(map(len, q.held.values())))
                yield Extreme(fullest.name, fullest.dimension, most), *match.span()
                break


def _name_at(sentence: Sentence, quantity: Quantity, words: list[int]) -> int:
    """How many of `words`, from the first on, are the quantity's name; 0 for none."""
    longest = 0
    for language in LANGUAGES:
        said = tuple(stem(sentence.tokens[i].text, language) for i in words)
        fitting = (len(stems) for stems in quantity.names.get(language, ()) if stems and said[: len(stems)] == stems)
        longest = max([longest, *fitting])
    return longest


def _end_of(sentence: Sentence, quantity: Quantity, following: list[int]) -> int:
    """Where the name ends that begins among the first of `following`."""
    ends = (
        following[at + length - 1]
        for at in range(min(_NAME_WITHIN, len(following)))
        if (length := _name_at(sentence, quantity, following[at:]))
    )
    return sentence.tokens[next(ends)].end
