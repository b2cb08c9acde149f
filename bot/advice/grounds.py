"""Whether a shelf's pages speak of what was said: on a good part of them, and not all over the shop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.advice.asking import ASKING
from bot.advice.mentions import liked, mentions
from bot.shopper.reading import lexicon
from bot.shopper.reading.openers import SEEKING
from bot.shopper.shelves import hangs_on
from catalog_index.product import Product
from catalog_index.query import Filters, Query
from catalog_index.spelling import everyday
from catalog_index.text import STOP_WORDS, fold_aligned, stems, words

if TYPE_CHECKING:
    from catalog_index.index import CatalogueIndex

PAGES = 60
"""Pages looked at of a shelf, and of the whole shop."""

A_GOOD_PART = 0.25
"""Share of a shelf's pages that must hold the word: what stands on one or two of them is no shelf's word."""

AT_LEAST = 2
"""Pages that must hold it, of a shelf that has as many: a third of three is one page."""

OFTENER = 2.0
"""So many times as often as in the rest of the shop: "running" leads to no shelf where all is for running."""

ANYWHERE = Filters()

RARE = 2
"""Pages of the whole shop, at most, that hold a word which tells a thing rather than a shelf."""

TELLING = 4
"""Letters of such a word at least."""

LOOKED_AT = 10
"""Hits whose pages are read for it."""

_FOR = re.compile(
    rf"(?:{SEEKING.pattern}|(?<!\w)(?:pour|afin de|contre|to|so (?:that )?(?:i|he|she|we|they) can|against|for|"
    r"stops?|keeps?|protect\w*|proteg\w*|evite\w*)(?!\w))(?P<what>[^,.;:!?]+)"
)
"""What a thing is to do or to be: up to the end of the clause."""

_FOR_SOMEBODY = r"(?:for|pour) (?:my|our|him|her|them|a|mon|ma|mes|un|une|elle|lui) "
_DESCRIBES = re.compile(rf"^\W*(?:pour|for|to)(?!\w)|{SEEKING.pattern}(?! ?(?:[,.;!?]|$| {_FOR_SOMEBODY}))")
"""A message that is a description: « pour une course en montagne », "something to keep warm"."""


def weighty(telling: Sequence[str], text: str) -> list[str]:
    """The words of `telling` that may tell a shelf: an everyday one ("club", "start") only in what a thing is to do, or
    what somebody likes."""
    folded = fold_aligned(text)
    described = {word for match in _FOR.finditer(folded) for word in words(match["what"])} | liked(folded)
    return [word for word in telling if word in described or word not in everyday()]


def rarely_said(
    text: str, language: str, catalogue: CatalogueIndex, within: Filters = ANYWHERE, titled: bool = False
) -> str:
    """The word of what is described, or looked for, that a page or two of the whole shop hold, and one that passes
    `within`: « langes » of one fabric. "" where there is none. `titled`: only one that titles or sheets have counts."""
    people = [place for pattern in lexicon.WHOM.values() for place in lexicon.spans(pattern, fold_aligned(text))]
    idle = lexicon.FILLER | ASKING | STOP_WORDS[language] | everyday()
    for word in words(lexicon.blank(text, people)):
        if word in idle or not word.isalpha() or len(word) < TELLING or word not in catalogue.vocabulary.known:
            continue
        hits = catalogue.search(Query(word, language, limit=LOOKED_AT)).hits
        holding = {hit.product.group: hit.product for hit in hits if _speaks_itself(hit.product, word, language)}
        named = not titled or any(_is_stated(product, word, language) for product in holding.values())
        fits = [each for each in holding.values() if not catalogue.fails(each.id, within)]
        if 0 < len(holding) <= RARE and fits and named:
            return word
    return ""


def _is_stated(product: Product, word: str, language: str) -> bool:
    """Whether the title or the sheet has the word, not only what is told of the product."""
    text = product.text(language)
    stated = " ".join([text.title, text.product_type, *(detail.value for detail in text.product_detail)])
    return bool({*stems(word, language)} & {*stems(stated, language)})


def _speaks_itself(product: Product, word: str, language: str) -> bool:
    """Whether the page is in this language and holds the word in its text."""
    speaks = product.language == language or language in product.texts
    return speaks and mentions(product, word)


def spoken_of(
    shelves: Sequence[str], telling: Sequence[str], text: str, language: str, catalogue: CatalogueIndex
) -> tuple[tuple[str, ...], bool]:
    """Those of `shelves` whose pages speak of one of these words, and whether one does. All of them, these first, where
    meaning alone may lead: the sheets are in another language, or `text` describes a thing and fewer than two speak of
    it."""
    whole = _pages((), language, catalogue)
    if whole and not any(product.language == language or language in product.texts for product in whole):
        return tuple(shelves), False
    spoken = tuple(path for path in shelves if _speaks(path, telling, whole, language, catalogue))
    if len(spoken) > 1 or not _DESCRIBES.search(fold_aligned(text)):
        return spoken, bool(spoken)
    return (*spoken, *(path for path in shelves if path not in spoken)), bool(spoken)


def _speaks(
    path: str, telling: Sequence[str], whole: Sequence[Product], language: str, catalogue: CatalogueIndex
) -> bool:
    pages = _pages((path,), language, catalogue)
    others = [product for product in whole if not hangs_on(product.product_type, path)]
    least = max(A_GOOD_PART, min(AT_LEAST, len(pages)) / max(1, len(pages)))
    shares = ((_share(word, pages, catalogue), _share(word, others, catalogue)) for word in telling)
    return any(here >= least and here >= OFTENER * elsewhere for here, elsewhere in shares)


def _pages(paths: tuple[str, ...], language: str, catalogue: CatalogueIndex) -> list[Product]:
    found = catalogue.search(Query("", language, Filters(categories=paths, buyable_only=False), limit=PAGES))
    return [hit.product for hit in found.hits]


def _share(word: str, pages: Sequence[Product], catalogue: CatalogueIndex) -> float:
    known = catalogue.vocabulary.lexicon
    return sum(mentions(page, word, known) for page in pages) / max(1, len(pages))
