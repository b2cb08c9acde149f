"""What is wanted in words that no detail states and product pages hold: "a thriller", « pour le pain »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.advice.leads import ASKING
from bot.shopper.filters import attribute_of
from bot.shopper.lexicon import FILLER
from bot.shopper.measures import measure_wish
from bot.shopper.recipients import told_of_them
from catalog_index.lexicon import Lexicon, lexicon
from catalog_index.product import Product
from catalog_index.spelling import everyday
from catalog_index.text import LANGUAGES, STOP_WORDS, fold_aligned, stems, words
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

_TOO_MUCH = re.compile(r"(?<!\w)(?:less|moins|too|trop|not|no|pas|without|sans|than|que|owns?|already|deja) (?:\w+ )?$")
"""Before what there should be less of, or what there is already."""

_DOES = re.compile(r"(?<!\w)(?:i|we|you|he|she|they|it|je|j'|tu|il|elle|on|nous|vous|to|would|will|can|could) ?$")
"""Before what somebody does."""

_OF_SOMEBODY = re.compile(r"(?<!\w)(?:my|our|his|her|their|your|mon|ma|mes|notre|nos|son|sa|ses|leurs?|votre|vos) $")
"""Before whom or what one has."""

_OTHERWISE = (_TOO_MUCH, _DOES, _OF_SOMEBODY)


def mentioned(rest: str, text: str, products: Sequence[Product], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Of the words of `text` that were not understood (`rest`) those that some of `products` speak of and not all:
    neighbours as one name where a page has them so ("stephen king")."""
    found: dict[str, None] = {}
    for run in _runs(text, _telling(rest, text)):
        for wish in _wishes(run, products, vocabulary.lexicon):
            if 0 < sum(mentions(product, wish, vocabulary.lexicon) for product in products) < len(products):
                found[_as_written(wish, text)] = None
    return tuple(found)


def _as_written(wish: str, text: str) -> str:
    match = re.search(r"(?<!\w)" + r"\W+".join(map(re.escape, wish.split())) + r"(?!\w)", fold_aligned(text))
    return text[slice(*match.span())] if match else wish


def is_mention(feature: str, vocabulary: Vocabulary) -> bool:
    """Whether a wish is words that pages may hold: no measure, and no detail that sheets state."""
    return ": " not in feature and measure_wish(feature) is None and attribute_of(feature, vocabulary) is None


def mentions(product: Product, wish: str, known: Lexicon | None = None) -> bool:
    """Whether the page of `product` holds `wish`, or what it is called in the other language, word by word."""
    names = (known or lexicon()).names_of(wish, narrower=False)
    return any(_holds(product, called) for called in (wish, *names))


def _holds(product: Product, wish: str) -> bool:
    for language in LANGUAGES:
        wanted = tuple(stems(wish, language, keep_stop_words=True))
        page = _page(product, language)
        if wanted and (wanted[0] in page[1] if len(wanted) == 1 else f" {' '.join(wanted)} " in page[0]):
            return True
    return False


def _page(product: Product, language: str) -> tuple[str, frozenset[str]]:
    text = product.text(language)
    stated = (detail.value for detail in text.product_detail)
    return _stemmed(
        "\n".join([text.title, *text.product_highlight, text.material, *stated, text.description]), language
    )


@lru_cache(maxsize=2_000)
def _stemmed(written: str, language: str) -> tuple[str, frozenset[str]]:
    found = stems(written, language, keep_stop_words=True)
    return f" {' '.join(found)} ", frozenset(found)


def _telling(rest: str, text: str) -> set[str]:
    """The words left over that say what is wanted: all of a message of a few words (an everyday word of a question is
    none), of a longer one those that are said of a thing and the words beside them."""
    folded = fold_aligned(text)
    idle = FILLER | ASKING | STOP_WORDS["fr"] | STOP_WORDS["en"] | told_of_them(folded)
    left = [word for word in rest.split() if len(word) >= SHORTEST and word not in idle and not word.isdigit()]
    said = [(word, folded[: at.start()]) for word in left if (at := re.search(rf"(?<!\w){re.escape(word)}", folded))]
    said = [(word, before) for word, before in said if not any(each.search(before) for each in _OTHERWISE)]
    if len([word for word in words(text) if word not in idle]) <= A_FEW_WORDS:
        return {word for word, _ in said if word not in everyday() or "?" not in text}
    wanted = {word for word, before in said if _WANTED.search(before)}
    return wanted | {word for word, before in said if (words(before) or [""])[-1] in wanted}


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
