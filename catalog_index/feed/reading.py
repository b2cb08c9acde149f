"""A stream of rows to a stream of products: the language guessed once, one currency, no identifier twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import cast

from catalog_index.feed.money import BadMoney, parse_money
from catalog_index.feed.row import LANGUAGES, Rejection, Row, price_text, product_of, speaks, text_of
from catalog_index.language import detect
from catalog_index.product import Language, Product

_SAMPLE = 50
"""Rows looked at to tell the feed's language and currency."""

Numbered = tuple[int, Row]


def products(
    rows: Iterable[Numbered | Rejection], language: Language | None = None, unnamed: str | None = None
) -> Iterator[Product | Rejection]:
    """Each row's product or refusal, in order, streamed. `language` None: told from the words of the first rows. The
    currency is that of most of their prices, `unnamed` that of those that name none.
    Where several rows stand on a line (XML without line ends), a refusal names the row by its identifier.
    """
    stream = iter(rows)
    first = list(islice(stream, _SAMPLE))
    spoken, crowded = language or _language(first), _crowded(first)
    seen: set[str] = set()
    currency = _currency(first, unnamed)
    for entry in chain(first, stream):
        if isinstance(entry, Rejection):
            yield entry
            continue
        line, row = entry
        product = product_of(row, line, spoken, currency or unnamed)
        if isinstance(product, Product):
            product = _checked(product, line, seen, currency)
        if isinstance(product, Product):
            seen.add(product.id)
            currency = currency or product.price.currency
        elif crowded and (named := text_of(row, "id").strip()):
            product = replace(product, reason=f"{product.reason} (id “{named[:40]}”)")
        yield product


def _crowded(rows: Iterable[Numbered | Rejection]) -> bool:
    lines = [entry[0] for entry in rows if not isinstance(entry, Rejection)]
    return len(set(lines)) < len(lines)


def _checked(product: Product, line: int, seen: set[str], currency: str | None) -> Product | Rejection:
    if product.id in seen:
        return Rejection(line, "id", f"“{product.id}” was there already, on an earlier line")
    if currency and product.price.currency != currency:
        return Rejection(line, "price", f"is in {product.price.currency} but the catalogue is in {currency}")
    return product


def _currency(rows: Iterable[Numbered | Rejection], unnamed: str | None) -> str | None:
    """That of most prices: a stray one, wherever it stands, doesn't refuse all the others."""
    votes: Counter[str] = Counter()
    for entry in rows:
        if not isinstance(entry, Rejection):
            try:
                votes[parse_money(price_text(entry[1], "price"), unnamed).currency] += 1
            except BadMoney:
                continue
    return votes.most_common(1)[0][0] if votes else None


def _language(rows: Iterable[Numbered | Rejection]) -> Language:
    votes: Counter[str] = Counter()
    for entry in rows:
        if not isinstance(entry, Rejection):
            others = {other for other in LANGUAGES if speaks(entry[1], other)}
            if len(others) == 1:  # a translation says which language is not the feed's own
                votes["en" if others == {"fr"} else "fr"] += 100
            text = f"{text_of(entry[1], 'title')} {text_of(entry[1], 'description')[:300]}"
            language, probability = detect(text)
            votes[language] += int(100 * (probability - 0.5))
    return cast(Language, votes.most_common(1)[0][0]) if votes else "en"
