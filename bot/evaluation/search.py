"""Search on judged queries: a folder of titles, queries and judgments, measured beside plain BM25.

The folder holds products.csv (product_uid, title), queries*.csv (query_id, query, and optionally core: only queries
with core = 1 then count) and qrels*.csv (query_id, product_uid, relevance from 1, not relevant, to 3), each perhaps
gzipped. Gain is relevance − 1; what nobody judged counts 0; from 2.33 on a product is relevant. English titles.

What was tuned was tuned on the development half, told by the query's id; the other half is reported beside it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from statistics import mean
from typing import Any

from bot.errors import InvalidInput
from bot.evaluation.speed import percentiles
from catalog_index.encoder import Encoder, Progress
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product

RELEVANT = 2.33
FIRST, DEEP = 10, 100
"""Ranks counted for nDCG and MRR, and for recall."""

Search = Callable[[str], Sequence[str]]
"""A query's product ids, best first, DEEP at most."""
Judgments = Mapping[str, Mapping[str, float]]


def run(folder: Path, encoder: Encoder, progress: Progress | None = None) -> dict[str, Any]:
    """The measures of our search and of BM25 alone. Raises InvalidInput when a file is missing."""
    titles = {row["product_uid"]: row["title"] for row in rows_of(folder, "products")}
    queries = {row["query_id"]: row["query"] for row in rows_of(folder, "queries") if row.get("core", "1") == "1"}
    judged: dict[str, dict[str, float]] = {}
    for row in rows_of(folder, "qrels"):
        judged.setdefault(row["query_id"], {})[row["product_uid"]] = float(row["relevance"])
    queries = {number: text for number, text in queries.items() if number in judged}
    systems = {"bm25": bm25(titles), "comptoir": _ours(titles, encoder, progress)}
    scores = {name: measure(search, queries, judged) for name, search in systems.items()}
    files = [file for name in ("products", "queries", "qrels") for file in _files(folder, name)]
    return {"data_sha": data_sha(*files), "products": len(titles), "queries": len(queries), "systems": scores}


def measure(search: Search, queries: Mapping[str, str], judged: Judgments) -> dict[str, float]:
    """Means over the queries; recall over those that have a relevant product. p50 and p95: milliseconds of the
    processor."""
    found, spent = {}, []
    for number, text in queries.items():
        began = time.process_time()
        found[number] = search(text)
        spent.append(time.process_time() - began)
    relevant = {n: {i for i, value in judged[n].items() if value >= RELEVANT} for n in queries}
    recalls = {n: len(relevant[n] & set(found[n][:DEEP])) / len(relevant[n]) for n in queries if relevant[n]}
    p50, p95 = percentiles(spent)
    gains = {n: ndcg(found[n], judged[n]) for n in queries}
    halves = {half: [n for n in queries if half_of(n) == half] for half in ("development", "validation")}
    return {
        "ndcg_10": mean(gains.values()),
        "recall_100": mean(recalls.values()) if recalls else 0.0,
        "mrr_10": mean(reciprocal_rank(found[n], relevant[n]) for n in queries),
        "p50": p50,
        "p95": p95,
        **{f"ndcg_10_{half}": mean([gains[n] for n in held]) for half, held in halves.items() if held},
        **{
            f"recall_100_{half}": mean(kept)
            for half, held in halves.items()
            if (kept := [recalls[n] for n in held if n in recalls])
        },
    }


def half_of(query_id: str) -> str:
    """ "development" or "validation", by a hash of the id."""
    even = int(hashlib.sha256(query_id.encode()).hexdigest(), 16) % 2 == 0
    return "development" if even else "validation"


def ndcg(found: Sequence[str], judged: Mapping[str, float]) -> float:
    """nDCG@10 with gain = relevance − 1 and 0 for what nobody judged; 0 when nothing is worth anything."""
    best = _discounted(sorted((value - 1 for value in judged.values()), reverse=True))
    return _discounted([judged.get(item, 1.0) - 1 for item in found]) / best if best else 0.0


def reciprocal_rank(found: Sequence[str], relevant: set[str]) -> float:
    return next((1 / rank for rank, item in enumerate(found[:FIRST], start=1) if item in relevant), 0.0)


def table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them."""
    lines = [f"{result['products']} products, {result['queries']} queries", ""]
    lines.append(f"{'':<10}{'nDCG@10':>9}{'recall@100':>12}{'MRR@10':>9}{'cpu p50':>9}{'cpu p95':>9}")
    for name, row in result["systems"].items():
        lines.append(
            f"{name:<10}{row['ndcg_10']:>9.3f}{row['recall_100']:>12.3f}{row['mrr_10']:>9.3f}"
            f"{row['p50']:>9.2f}{row['p95']:>9.2f}"
        )
    return "\n".join(lines)


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:FIRST], start=1))


def _ours(titles: Mapping[str, str], encoder: Encoder, progress: Progress | None) -> Search:
    products = [
        Product(id=i, title=title, price=Money(Decimal(1), "USD"), language="en", availability="in_stock")
        for i, title in titles.items()
    ]
    index = CatalogueIndex.build(products, encoder, progress=progress)
    return lambda text: [hit.product.id for hit in index.find(text, "en", limit=DEEP)[1].hits]


def bm25(titles: Mapping[str, str]) -> Search:
    """bm25s as it comes, with its own stop words and an English stemmer."""
    import bm25s
    import Stemmer

    ids, stemmer = list(titles), Stemmer.Stemmer("english")
    engine = bm25s.BM25()
    cut = {"stopwords": "en", "stemmer": stemmer, "show_progress": False}
    engine.index(bm25s.tokenize(list(titles.values()), **cut), show_progress=False)

    def search(text: str) -> list[str]:
        rows, scores = engine.retrieve(bm25s.tokenize(text, **cut), k=min(DEEP, len(ids)), show_progress=False)
        return [ids[row] for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    return search


def data_sha(*files: Path) -> str:
    """Twelve hexadecimal digits that name what was measured on."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Path, name: str) -> list[Path]:
    files = sorted([*folder.glob(f"{name}*.csv"), *folder.glob(f"{name}*.csv.gz")])
    if not files:
        raise InvalidInput(f"{folder} holds no {name}*.csv or {name}*.csv.gz")
    return files


def rows_of(folder: Path, name: str) -> Iterator[dict[str, str]]:
    for file in _files(folder, name):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
