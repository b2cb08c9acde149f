"""What of a product is searched: its words for BM25, its sentence for the encoder, its plain facts for exclusions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalog_index.measures import measure_terms
from catalog_index.mixed import part_of, told
from catalog_index.paths import leaf
from catalog_index.product import Detail, LocalText, Product
from catalog_index.text import STOP_WORDS, TELLING, stem, straight, words
from catalog_index.values import is_no, is_yes

SENTENCE = 300
"""Characters of a parent that are encoded: titles and types carry the meaning, and encoding time grows with the
length.
"""
_PUNCTUATION = re.compile(r"(?<!\d)[^\w\s]+|[^\w\s]+(?!\d)")
"""All but what stands inside a number ("3/4", "1.5"): the encoder makes a token of every mark. Without them a title of
Home Depot's has an eighth fewer, and is found as well: nDCG@10 .4018 instead of .4022, recall@100 .8042 of .8039.
Descriptions keep theirs: where sentences run into each other, what a product is for is found less well.
"""
_AFTER_THE_NAME = re.compile(r"\s+(?=\d|with\b|for\b|in\b|of\b)|[,;:(|]|\s[-–—]\s", re.IGNORECASE)
"""What stands behind it in an English title is not what the thing is called."""
_ABSENT = frozenset({"sans", "without", "no", "non", "zero"})


def texts(product: Product) -> Iterator[tuple[str, LocalText]]:
    """(language, the product's words in it) for each language it speaks."""
    yield product.language, product.text(product.language)
    for language, local in product.texts.items():
        if language != product.language and language in STOP_WORDS:
            yield language, local


def lexical_terms(variants: Sequence[Product]) -> list[str]:
    """The stems of one parent: its first variant in full, of the others what they add (colours, titles)."""
    first = variants[0]
    terms: list[str] = []
    for language, text in texts(first):
        terms += stems_told(" ".join(_main(first, text)), language) * (2 if text.description else 1)
        terms += _stems(" ".join(_side(text)), language)
    terms += _stems(f"{first.brand} {first.gender}", first.language)
    terms += _closely(first)
    seen = set(terms)
    for variant in variants[1:]:
        for language, text in texts(variant):
            for term in _stems(f"{text.title} {text.color}", language):
                if term not in seen:
                    seen.add(term)
                    terms.append(term)
    return terms


def title_stems(product: Product) -> frozenset[str]:
    """The stems of the title, in each language it has."""
    return frozenset(term for language, text in texts(product) for term in _stems(text.title, language))


def title_terms(product: Product) -> frozenset[str]:
    """The title's stems and the pairs of them, in each language it has."""
    found = {pair for language, text in texts(product) for pair in pairs(stems_told(text.title, language))}
    return title_stems(product) | found


def title_heads(product: Product, spoken: str | None = None) -> frozenset[str]:
    """The stem of what the title is of, in each language it has: the first word in French, in English the last one
    before a number, a mark or a preposition ("Left-handed scissors for fabric, 17 cm"). `spoken`: in that language.
    """
    found = set()
    for language, text in texts(product):
        if spoken not in (None, language):
            continue
        name = _AFTER_THE_NAME.split(text.title, maxsplit=1)[0] if language == "en" else text.title
        if stems := _stems(name, language):
            found.add(stems[0 if language == "fr" else -1])
    return frozenset(found)


def pairs(stems: Sequence[str]) -> list[str]:
    """Neighbours as one term each: "nail gun" is more than a nail and a gun. No stem holds a blank."""
    return [f"{one} {next_}" for one, next_ in pairwise(stems)]


def _closely(product: Product) -> list[str]:
    """The pairs of the title's words, and its measures however written, with those of the details."""
    found: dict[str, None] = {}
    for language, text in texts(product):
        found.update(dict.fromkeys(pairs(stems_told(text.title, language))))
        measured = " ; ".join((text.title, *(detail.value for detail in text.product_detail)))
        found.update(dict.fromkeys(measure_terms(measured)))
    return list(found)


def _main(product: Product, text: LocalText) -> tuple[str, ...]:
    return text.title, told(product, text.product_type).replace(">", " ")


def _side(text: LocalText) -> tuple[str, ...]:
    return text.color, text.material, text.description, *text.product_highlight, *_stated(text.product_detail)


def _stated(details: Sequence[Detail]) -> Iterator[str]:
    """What the details say there is: "Waterproof: Yes" says waterproof, "Waterproof: No" says nothing."""
    for detail in details:
        if is_yes(detail.value):
            yield detail.name
        elif not is_no(detail.value):
            yield detail.value


def _stems(text: str, language: str) -> list[str]:
    stop = STOP_WORDS[language]
    return [stem(word, language) for word in words(text) if word not in stop]


def stems_told(text: str, language: str) -> list[str]:
    """The stems of a title's words, the small ones that tell products apart among them."""
    stop = STOP_WORDS[language] - TELLING[language]
    return [stem(word, language) for word in words(text) if word not in stop]


def sentence(product: Product) -> str:
    """What the encoder reads: English where the product speaks it, for the packaged model knows no other language."""
    text = product.text("en")
    parts = [
        " ".join(_PUNCTUATION.sub(" ", text.title).split()),
        leaf(text.product_type),
        text.material,
        *list(_stated(text.product_detail))[:6],
        text.description,
    ]
    return straight(". ".join(part for part in parts if part))[:SENTENCE]


def fact_terms(product: Product) -> set[str]:
    """The stems an exclusion is checked against: what the product is and has, not what its description compares
    it with.
    """
    found: set[str] = set()
    for language, text in texts(product):
        said = " . ".join(
            (
                *_main(product, text),
                text.color,
                text.material,
                *text.product_highlight,
                *_stated(text.product_detail),
                product.brand,
            )
        )
        found.update(_present(said, language))
    return found


def facts_key(product: Product) -> tuple[object, ...]:
    """Equal for products with equal fact_terms: most variants of a parent."""
    p = product
    return (
        p.title,
        part_of(p),
        p.color,
        p.material,
        p.product_highlight,
        p.product_detail,
        p.brand,
        tuple(p.texts.items()),
    )


def _present(text: str, language: str) -> Iterator[str]:
    """The stems of `text` but for what it says is absent: "sans laine", "without wool", "wool-free", "BPA free"."""
    found = words(re.sub(r"\b[\w]+[- ](?:free)\b", " ", text, flags=re.IGNORECASE))
    for before, word in zip(["", *found], found, strict=False):
        if before not in _ABSENT and word not in STOP_WORDS[language]:
            yield stem(word, language)
