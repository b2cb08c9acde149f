"""Ways to find the nearest vectors of a judged folder: all of them read, inverted lists, a graph of neighbours.

Every way gives candidates, which the exact vectors put in order, as our search does (catalog_index/backends.py).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from bot.evaluation.bench import machine
from bot.evaluation.corpus import Corpus
from bot.evaluation.search import DEEP, measure
from catalog_index.backends import (
    ApproximateBackend,
    FaissBackend,
    HnswBackend,
    IvfBackend,
    NumpyBackend,
    VectorBackend,
    Vectors,
)
from catalog_index.encoder import Encoder, Progress
from catalog_index.errors import CatalogueError
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product

NEAREST = 200
"""As many candidates as our search takes from this side (catalog_index/ranking.py)."""
SHARES = (1.0, 0.3, 0.05)
"""Of the rows, what a filter lets through."""
ASKED = 200
JUDGED = 800
"""Queries that the quality of our search is measured on, with each way."""
MIB = 2**20
QUARTILE = 0.95


def run(corpus: Corpus, encoder: Encoder, kept: Path | None = None, progress: Progress | None = None) -> dict[str, Any]:
    """`kept`: a folder where the encoded titles are kept from one run to the next."""
    index = _index(corpus, encoder, kept, progress)
    assert index.vectors is not None
    vectors = np.ascontiguousarray(index.vectors)
    queries = dict(list(corpus.queries.items())[:JUDGED])
    asked = [encoder.encode_query(text) for text in list(queries.values())[:ASKED]]
    masks = [np.random.default_rng(1).random(len(vectors)) < share for share in SHARES]
    exact = [[NumpyBackend(vectors).search(query, NEAREST, mask)[0] for query in asked] for mask in masks]
    ways = {}
    for name, make in WAYS.items():
        began = time.process_time()
        way = make(vectors)
        built = time.process_time() - began
        index.backend = way
        found = measure(_search(index), queries, corpus.judged)
        ways[name] = {
            "build_cpu_seconds": built,
            "mib": way.size() / MIB if isinstance(way, ApproximateBackend) else vectors.nbytes / MIB,
            "ndcg_10": found["ndcg_10"],
            "recall_100": found["recall_100"],
            "shares": [_asked(way, asked, mask, right) for mask, right in zip(masks, exact, strict=True)],
        }
    figures = {"products": len(vectors), "queries": len(queries), "asked": len(asked), "shares": SHARES}
    return {"machine": machine(), "corpus_sha": corpus.sha, **figures, "ways": ways}


def _asked(way: VectorBackend, queries: Sequence[Vectors], mask: Any, right: Sequence[Any]) -> dict[str, float]:
    """Milliseconds of the processor per query, and the share of the nearest that is found."""
    allowed = None if mask.all() else mask
    spent, shares = [], []
    for query, expected in zip(queries, right, strict=True):
        began = time.process_time()
        rows, _ = way.search(query, NEAREST, allowed)
        spent.append((time.process_time() - began) * 1000)
        shares.append(len(set(rows.tolist()) & set(expected.tolist())) / len(expected))
    return {"cpu_p50": median(spent), "cpu_p95": float(np.quantile(spent, QUARTILE)), "recall": mean(shares)}


def _index(corpus: Corpus, encoder: Encoder, kept: Path | None, progress: Progress | None) -> CatalogueIndex:
    folder = kept / f"{corpus.sha}-{encoder.name}" if kept else None
    if folder is not None and folder.exists():
        try:
            return CatalogueIndex.load(folder, encoder)
        except CatalogueError:
            pass  # made again
    price = Money(Decimal(1), "USD")
    products = [Product(id=i, title=title, price=price, language="en") for i, title in corpus.titles.items()]
    index = CatalogueIndex.build(products, encoder, progress=progress)
    if folder is not None:
        index.save(folder)
    return index


def _search(index: CatalogueIndex) -> Any:
    return lambda text: [hit.product.id for hit in index.find(text, "en", limit=DEEP)[1].hits]


WAYS: dict[str, Any] = {
    "flat": FaissBackend,
    **{f"lists, {probes} read": partial(IvfBackend, probes=probes) for probes in (16, 48, 96)},
    **{f"graph, {width} wide": partial(HnswBackend, width=width) for width in (300, 600)},
}


def table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them."""
    shares = [f"{share:.0%}" for share in result["shares"]]
    lines = [
        f"{result['products']} titles, {result['queries']} queries; of {NEAREST} nearest, "
        f"with {', '.join(shares)} allowed",
        "",
        "| way | build, CPU s | MiB | nDCG@10 | recall@100 | "
        + " | ".join(f"ms p50 / p95, recall at {share}" for share in shares)
        + " |",
        "|---|" + "---:|" * (4 + len(shares)),
    ]
    for name, row in result["ways"].items():
        cells = [f"{s['cpu_p50']:.1f} / {s['cpu_p95']:.1f}, {s['recall']:.3f}" for s in row["shares"]]
        lines.append(
            f"| {name} | {row['build_cpu_seconds']:.1f} | {row['mib']:.0f} | {row['ndcg_10']:.4f} "
            f"| {row['recall_100']:.4f} | {' | '.join(cells)} |"
        )
    return "\n".join(lines)
