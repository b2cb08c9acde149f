"""Search on template queries whose answers are known exactly: category, gender, colour, climate, price, both languages.

A CSV file with `query_en`, `query_fr` and `answers` (parents' ids joined by "|"), and the catalogue they are about: one
a connector reads, or lines of JSON with one parent each and its `variants` (sku, size, color, price, qty), perhaps
gzipped. Every answer is worth the same; what is no answer is worth nothing. BM25 reads every field of the parent.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from statistics import mean
from typing import Any

from bot.connectors import registry
from bot.errors import InvalidInput
from bot.evaluation.search import DEEP, FIRST, Search, bm25, data_sha
from bot.evaluation.speed import percentiles
from catalog_index.encoder import Encoder, Progress
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product

LANGUAGES = ("en", "fr")


def run(file: Path, catalogue: Path, encoder: Encoder, progress: Progress | None = None) -> dict[str, Any]:
    """Per language, our search and BM25 alone. Raises InvalidInput for a file that does not hold what it should."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    missing = {"answers", *(f"query_{language}" for language in LANGUAGES)} - set(rows[0] if rows else ())
    if missing:
        raise InvalidInput(f"{file.name} has no column {', '.join(sorted(missing))}")
    index = CatalogueIndex.build(read_products(catalogue), encoder, progress=progress)
    plain = bm25(_texts(index.products))
    answers = [frozenset(row["answers"].split("|")) for row in rows]
    scores = {
        language: {
            name: measure(search, [row[f"query_{language}"] for row in rows], answers)
            for name, search in (("bm25", plain), ("comptoir", _ours(index, language)))
        }
        for language in LANGUAGES
    }
    parents = len({product.group for product in index.products})
    return {"data_sha": data_sha(file, catalogue), "products": parents, "queries": len(rows), "languages": scores}


def measure(search: Search, queries: Sequence[str], answers: Sequence[frozenset[str]]) -> dict[str, float]:
    """Means over the queries; `exact` is the share whose first ten are answers and nothing else."""
    found, spent = [], []
    for query in queries:
        began = time.process_time()
        found.append(search(query))
        spent.append(time.process_time() - began)
    p50, p95 = percentiles(spent)
    pairs = list(zip(found, answers, strict=True))
    return {
        "ndcg_10": mean(ndcg(items, right) for items, right in pairs),
        "recall_100": mean(len(right & set(items[:DEEP])) / len(right) for items, right in pairs),
        "exact": mean(
            float(set(items[:FIRST]) <= right and len(items) >= min(FIRST, len(right))) for items, right in pairs
        ),
        "p50": p50,
        "p95": p95,
    }


def ndcg(found: Sequence[str], right: frozenset[str]) -> float:
    """nDCG@10 with a gain of 1 for an answer."""
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(FIRST, len(right)) + 1))
    return sum(1 / math.log2(rank + 1) for rank, item in enumerate(found[:FIRST], start=1) if item in right) / best


def table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them."""
    lines = [f"{result['products']} products, {result['queries']} queries in each language", ""]
    lines.append(f"{'':<14}{'nDCG@10':>9}{'recall@100':>12}{'exact':>8}{'cpu p50':>9}{'cpu p95':>9}")
    for language, systems in result["languages"].items():
        for name, row in systems.items():
            lines.append(
                f"{language} {name:<11}{row['ndcg_10']:>9.3f}{row['recall_100']:>12.3f}{row['exact']:>8.2f}"
                f"{row['p50']:>9.2f}{row['p95']:>9.2f}"
            )
    return "\n".join(lines)


def read_products(file: Path) -> list[Product]:
    """The catalogue's products. Raises InvalidInput for a row that cannot be read, UnreadableFile for the whole."""
    if '"variants"' not in next(_lines(file), ""):
        return [row for row in registry.read(file) if isinstance(row, Product)]
    try:
        return [product for line in _lines(file) for product in _variants(json.loads(line))]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"{file.name} has a row that is no parent with its variants: {error}") from error


def _lines(file: Path) -> Iterator[str]:
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        yield from (line for line in lines if line.strip())


def _variants(row: Mapping[str, Any]) -> Iterator[Product]:
    stated = {name: ", ".join(v) if isinstance(v, list) else str(v) for name, v in row.get("attributes", {}).items()}
    parent = {
        "title": row["title"],
        "description": row.get("description", ""),
        "brand": row.get("brand", ""),
        "product_type": row.get("category", "").replace("/", " > "),
        "gender": row.get("gender") or "",
        "material": stated.pop("material", ""),
        "product_detail": tuple(Detail(name.replace("_", " ").capitalize(), value) for name, value in stated.items()),
        "item_group_id": row["id"],
    }
    alone = {"sku": row["id"], "price": row["price"], "qty": row.get("in_stock", True)}
    for each in row["variants"] or [alone]:
        yield Product(
            id=each["sku"],
            price=Money(Decimal(str(each["price"])), row.get("currency", "USD")),
            color=each.get("color") or "",
            size=each.get("size") or "",
            availability="in_stock" if each["qty"] else "out_of_stock",
            **parent,
        )


def _ours(index: CatalogueIndex, language: str) -> Search:
    return lambda text: [hit.product.group for hit in index.find(text, language, limit=DEEP)[1].hits]


def _texts(products: Sequence[Product]) -> dict[str, str]:
    """Each parent's fields as one text, its variants' colours among them."""
    held: dict[str, dict[str, None]] = {}
    for p in products:
        pieces = (p.title, p.product_type, p.brand, p.gender, p.material, p.description, p.color)
        held.setdefault(p.group, {}).update(
            dict.fromkeys((*pieces, *(f"{d.name} {d.value}" for d in p.product_detail)))
        )
    return {group: " ".join(pieces) for group, pieces in held.items()}
