"""A corpus that several searches are measured on: titles, queries, and what is relevant to each."""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.search import rows_of
from catalog_index.paths import leaf
from catalog_index.product import Product

MOST_ANSWERS = 20
"""A made-up query that more products answer asks for nothing in particular."""
MOST_QUERIES = 200


@dataclass(frozen=True, slots=True)
class Corpus:
    titles: Mapping[str, str]
    queries: Mapping[str, str]
    judged: Mapping[str, Mapping[str, float]]

    @property
    def sha(self) -> str:
        """Twelve hexadecimal digits that name it."""
        said = json.dumps([dict(self.titles), dict(self.queries), {k: dict(v) for k, v in self.judged.items()}])
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def part(self, products: int) -> Corpus:
        """About so many products: queries drawn evenly, all that is judged for them, and others to fill up."""
        luck = random.Random(products)
        numbers = list(self.queries)
        luck.shuffle(numbers)
        kept: dict[str, None] = {}
        asked: list[str] = []
        for number in numbers:
            if len(kept) >= products // 2:
                break
            kept.update(dict.fromkeys(i for i in self.judged[number] if i in self.titles))
            asked.append(number)
        rest = [item for item in self.titles if item not in kept]
        kept.update(dict.fromkeys(luck.sample(rest, min(len(rest), max(0, products - len(kept))))))
        titles = {item: title for item, title in self.titles.items() if item in kept}
        return Corpus(titles, {n: self.queries[n] for n in asked}, {n: self.judged[n] for n in asked})


def read(folder: Path) -> Corpus:
    """A folder as `comptoir evaluate search` takes it. Raises InvalidInput when a file is missing."""
    titles = {row["product_uid"]: row["title"] for row in rows_of(folder, "products")}
    queries = {row["query_id"]: row["query"] for row in rows_of(folder, "queries") if row.get("core", "1") == "1"}
    judged: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows_of(folder, "qrels"):
        judged[row["query_id"]][row["product_uid"]] = float(row["relevance"])
    return Corpus(titles, {n: text for n, text in queries.items() if n in judged}, judged)


def of_shop(products: Iterable[object]) -> Corpus:
    """The demo shop's products, one text each, asked for by kind, with a brand or a colour: exact answers."""
    parents: dict[str, Product] = {}
    for product in products:
        if isinstance(product, Product):
            parents.setdefault(product.group, product)
    answers: dict[str, set[str]] = defaultdict(set)
    for product in parents.values():
        kind = leaf(product.product_type).lower()
        for text in (kind, f"{product.brand} {kind}", f"{product.color} {kind}".lower()):
            answers[text].add(product.id)
    chosen = sorted(text for text, found in answers.items() if len(found) <= MOST_ANSWERS)[:MOST_QUERIES]
    return Corpus(
        {p.id: ". ".join(_said(p)) for p in parents.values()},
        {str(n): text for n, text in enumerate(chosen)},
        {str(n): dict.fromkeys(sorted(answers[text]), 3.0) for n, text in enumerate(chosen)},
    )


def _said(product: Product) -> Iterable[str]:
    return (part for part in (product.title, leaf(product.product_type), product.brand, product.color) if part)
