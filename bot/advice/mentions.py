"""What is wanted in words that no detail states and product pages hold: "a thriller", « pour le pain »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.advice.asking import ASKING
from bot.advice.attributes import local_details
from bot.shopper.filters import attribute_of, feature_of
from bot.shopper.measures import measure_wish
from bot.shopper.needs import Needs
from bot.shopper.reading.lexicon import FILLER
from bot.shopper.reading.recipients import told_of_them
from catalog_index.lexicon import Lexicon, lexicon
from catalog_index.product import Product
from catalog_index.query import Hit
from catalog_index.spelling import everyday
from catalog_index.text import LANGUAGES, STOP_WORDS, bare, fold, fold_aligned, stems, words
from catalog_index.values import parts
from catalog_index.vocabulary import Vocabulary

A_FEW_WORDS = 4
"""Words up to which a message is nothing but what is wanted: an everyday word counts then as well."""

SHORTEST = 3

_WANTED = re.compile(
    r"(?<!\w)(?:for|pour|by|about|with|avec|on|sur|in|en|be|etre|soit|either|or|ou|likes?|loves?|prefers?|aimes?|adores?|"
    r"into|looking for|need|want|cherche|voudrais|veux|faut|besoin)"
    r"(?: (?:the|some|an?|une?|le|la|les|du|des|d[e']|de la|l'|really|very|tres|plutot|rather|bien|assez|quite))* ?$"
)
"""Before a word that says what a thing should be or do."""

_IS = re.compile(r"(?<!\w)(?:je suis|elle est|il est|i am|i'm|she is|she's|he is|he's) (?:tres |very |\w+ )?$")
"""Before what somebody is."""

_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+|•")
_WARNS = re.compile(
    r"(?<!\w)(?:deconseill\w+|contre-indiqu\w+|ne (?:convient|conviennent) pas|a eviter|interdit\w*|"
    r"pas (?:pour|destine)|not (?:suitable|recommended|intended|for)|unsuitable|avoid|keep away|do not use)(?!\w)"
)
"""In a sentence that says for whom or what a thing is not."""

_TOO_MUCH = re.compile(
    r"(?<!\w)(?:less|moins|too|trop|not|no|pas|without|sans|than|que|owns?|already|deja|"
    r"allerg\w+|intoleran\w+|hates?|deteste|avoid|eviter?) (?:(?:a|aux?|to) )?(?:\w+ )?$"
)
"""Before what there should be less of, or what there is already."""

_DOES = re.compile(r"(?<!\w)(?:i|we|you|he|she|they|it|je|j'|tu|il|elle|on|nous|vous|to|would|will|can|could) ?$")
"""Before what somebody does."""

_LIKES = re.compile(r"(?<!\w)(?:likes?|loves?|adores?|aimes?|prefers?|prefere|is into|'s into) (?P<what>[^,.;:!?]+)")

_OF_SOMEBODY = re.compile(r"(?<!\w)(?:my|our|his|her|their|your|mon|ma|mes|notre|nos|son|sa|ses|leurs?|votre|vos) $")
"""Before whom or what one has."""

_OTHERWISE = (_TOO_MUCH, _DOES, _OF_SOMEBODY)


def mentioned(rest: str, text: str, products: Sequence[Product], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Of the words of `text` that were not understood (`rest`) those that some of `products` speak of and not all, or
    warn of: neighbours as one name where a page has them so ("stephen king"), and the value a sheet states as its
    feature. What somebody is ("I'm pregnant") is a wish only where a page warns of it."""
    found: dict[str, None] = {}
    for run in _runs(text, _telling(rest, text)):
        for wish in _wishes(run, products, vocabulary.lexicon):
            if feature := stated(wish, products, vocabulary):
                found[feature] = None
            elif _tells_apart(wish, text, products, vocabulary.lexicon):
                found[_as_written(wish, text)] = None
    return tuple(found)


def _tells_apart(wish: str, text: str, products: Sequence[Product], known: Lexicon) -> bool:
    if any(warning(product, wish) for product in products):
        return True
    folded = fold_aligned(text)
    if _IS.search(folded[: max(folded.find(wish.split()[0]), 0)]):
        return False
    return 0 < sum(mentions(product, wish, known) for product in products) < len(products)


def unspoken(rest: str, text: str) -> list[str]:
    """What a message of a few words wishes for, as it was written, where nothing was made of it."""
    return [_as_written(" ".join(run), text) for run in _runs(text, _telling(rest, text))]


def _as_written(wish: str, text: str) -> str:
    match = re.search(r"(?<!\w)" + r"\W+".join(map(re.escape, wish.split())) + r"(?!\w)", fold_aligned(text))
    return text[slice(*match.span())] if match else wish


def stated(wish: str, products: Sequence[Product], vocabulary: Vocabulary) -> str | None:
    """The feature that `wish` is a value of on these products' sheets, in either language: "firm" of a mattress. Words
    as vague are read only where sheets have them so; None where none has, or several details have."""
    said, found = bare(fold(wish)), set[str]()
    for product in products:
        for language in LANGUAGES:
            for detail in local_details(product, language):
                own, local = parts(detail.value), parts(detail.local_value)
                at = next((i for i, one in enumerate(local) if bare(fold(one)) == said), None)
                if at is not None and len(own) == len(local):
                    found.add(feature_of(detail.name, own[at], vocabulary))
    return found.pop() if len(found) == 1 else None


def is_mention(feature: str, vocabulary: Vocabulary) -> bool:
    """Whether a wish is words that pages may hold: no measure, and no detail that sheets state."""
    return ": " not in feature and measure_wish(feature) is None and attribute_of(feature, vocabulary) is None


def holding(hits: Sequence[Hit], needs: Needs, vocabulary: Vocabulary) -> Sequence[Hit]:
    """The hits whose pages hold all the words wished for; all of them where none does."""
    wishes = [feature for feature in needs.features if is_mention(feature, vocabulary)]
    held = [hit for hit in hits if all(mentions(hit.product, wish, vocabulary.lexicon) for wish in wishes)]
    return held if wishes and held else hits


def mentions(product: Product, wish: str, known: Lexicon | None = None) -> bool:
    """Whether the page of `product` holds `wish`, or what it is called in the other language, word by word."""
    names = (known or lexicon()).names_of(wish, narrower=False)
    return any(_holds(product, called) for called in (wish, *names))


def warning(product: Product, wish: str) -> str | None:
    """The sentence of the page that warns of `wish` ("not recommended during pregnancy"), None where there is none."""
    for language in LANGUAGES:
        wanted = set(stems(wish, language, keep_stop_words=True))
        for sentence in _warnings(product.text(language).description):
            if wanted and wanted <= set(stems(sentence, language, keep_stop_words=True)):
                return sentence
    return None


@lru_cache(maxsize=2_000)
def _warnings(description: str) -> tuple[str, ...]:
    return tuple(one.strip(" .") for one in _SENTENCES.split(description) if _WARNS.search(fold_aligned(one)))


def _holds(product: Product, wish: str) -> bool:
    for language in LANGUAGES:
        wanted = tuple(stems(wish, language, keep_stop_words=True))
        page = _page(product, language)
        if wanted and (wanted[0] in page[1] if len(wanted) == 1 else f" {' '.join(wanted)} " in page[0]):
            return True
    return False


def _page(product: Product, language: str) -> tuple[str, frozenset[str]]:
    text = product.text(language)
    said = [one for one in _SENTENCES.split(text.description) if not _WARNS.search(fold_aligned(one))]
    values = (detail.value for detail in text.product_detail)
    return _stemmed("\n".join([text.title, *text.product_highlight, text.material, *values, *said]), language)


@lru_cache(maxsize=2_000)
def _stemmed(written: str, language: str) -> tuple[str, frozenset[str]]:
    found = stems(written, language, keep_stop_words=True)
    return f" {' '.join(found)} ", frozenset(found)


def _telling(rest: str, text: str) -> set[str]:
    """The words left over that say what is wanted: all of a message of a few words (an everyday word of a question is
    none), of a longer one those that are said of a thing and the words beside them."""
    folded = fold_aligned(text)
    idle = FILLER | ASKING | STOP_WORDS["fr"] | STOP_WORDS["en"] | (told_of_them(folded) - liked(folded))
    left = [word for word in rest.split() if len(word) >= SHORTEST and word not in idle and not word.isdigit()]
    said = [(word, folded[: at.start()]) for word in left if (at := re.search(rf"(?<!\w){re.escape(word)}", folded))]
    said = [(word, before) for word, before in said if not any(each.search(before) for each in _OTHERWISE)]
    if len([word for word in words(text) if word not in idle]) <= A_FEW_WORDS:
        return {word for word, _ in said if word not in everyday() or "?" not in text}
    wanted = {word for word, before in said if _WANTED.search(before)}
    return wanted | {word for word, before in said if (words(before) or [""])[-1] in wanted}


def liked(folded: str) -> set[str]:
    """What somebody is said to like."""
    return {word for match in _LIKES.finditer(folded) for word in words(match["what"])}


def _runs(text: str, telling: Iterable[str]) -> list[list[str]]:
    """The words of `telling` as they stand in the text, neighbours together."""
    wanted, runs, last = set(telling), list[list[str]](), False
    for word in words(text):
        if word in wanted:
            runs[-1].append(word) if last else runs.append([word])
        last = word in wanted
    return runs


def _wishes(run: Sequence[str], products: Sequence[Product], known: Lexicon) -> list[str]:
    """The words of the run, as many together as a page has so."""
    found: list[str] = []
    at = 0
    while at < len(run):
        ends = range(len(run), at + 1, -1)
        named = (end for end in ends if any(mentions(each, " ".join(run[at:end]), known) for each in products))
        end = next(named, at + 1)
        found.append(" ".join(run[at:end]))
        at = end
    return found
