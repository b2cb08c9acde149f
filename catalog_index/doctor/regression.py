"""Queries whose right answers the catalogue itself knows, searched before and after a change."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalog_index.colors import families
from catalog_index.index import CatalogueIndex
from catalog_index.product import Product
from catalog_index.text import LANGUAGES

DEPTH = 10
"""Hits that a shopper looks at."""
TITLES, ATTRIBUTES = 60, 60
"""Queries of each kind and language: a change for the worse in one of a hundred shows, and a run stays within
seconds."""
FEWEST = 2
"""A category and an attribute that fewer products share would be a title query once more."""


@dataclass(frozen=True, slots=True)
class Case:
    """`right` are the parents that answer the query."""

    query: str
    language: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """How the cases fared, one index against another."""

    better: int
    worse: int
    same: int
    mean_before: float
    mean_after: float
    worst: tuple[str, ...] = ()
    """Up to five queries that got worse."""


def cases(index: CatalogueIndex) -> list[Case]:
    """Titles, and categories with a brand, a colour or an attribute's value, in the catalogue's languages."""
    spoken = {language for p in index.products for language in (p.language, *p.texts)}
    parents = {p.group: p for p in reversed(list(index.products))}
    found: list[Case] = []
    for language in (lang for lang in LANGUAGES if lang in spoken):
        titles = [Case(p.text(language).title, language, frozenset({g})) for g, p in parents.items()]
        found += _sample(titles, TITLES)
        found += _sample(list(_attribute_cases(index, parents, language)), ATTRIBUTES)
    return found


def _attribute_cases(index: CatalogueIndex, parents: dict[str, Product], language: str) -> Iterator[Case]:
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for group, product in parents.items():
        name = index.vocabulary.category_name(product.product_type, language)
        for value in _values(product, language):
            groups[name, value].add(group)
    for (name, value), right in groups.items():
        if name and len(right) >= FEWEST:
            yield Case(f"{name} {value}", language, frozenset(right))


def _values(product: Product, language: str) -> set[str]:
    text = product.text(language)
    details = (d.value for d in text.product_detail if not any(map(str.isdigit, d.value)) and len(d.value) > 3)
    color = [text.color] if len(families(text.color)) == 1 else []
    return {value for value in (product.brand, *color, *details) if value}


def _sample(found: Sequence[Case], most: int) -> list[Case]:
    """The same ones at every run, whatever the order of the products."""
    return sorted(found, key=lambda c: hashlib.blake2b(f"{c.language}{c.query}".encode()).digest())[:most]


def scores(index: CatalogueIndex, found: Iterable[Case]) -> list[float]:
    """Per case the share of right products among the first hits, of as many as there could be; earlier is better."""
    return [_score(index, case) for case in found]


def _score(index: CatalogueIndex, case: Case) -> float:
    _, result = index.find(case.query, case.language, limit=DEPTH)
    weights = [1 / (1 + place) for place in range(min(DEPTH, len(case.right)))]
    gained = sum(1 / (1 + place) for place, hit in enumerate(result.hits) if hit.product.group in case.right)
    return gained / sum(weights)


def compared(found: Sequence[Case], before: Sequence[float], after: Sequence[float]) -> Change:
    moves = [round(b - a, 6) for a, b in zip(before, after, strict=True)]
    worse = sorted((move, case.query) for move, case in zip(moves, found, strict=True) if move < 0)
    better, count = sum(move > 0 for move in moves), max(len(found), 1)
    return Change(
        better=better,
        worse=len(worse),
        same=len(moves) - better - len(worse),
        mean_before=round(sum(before) / count, 4),
        mean_after=round(sum(after) / count, 4),
        worst=tuple(query for _, query in worse[:5]),
    )
