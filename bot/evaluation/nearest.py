"""Ways to find the nearest vectors of a judged folder: all of them read, inverted lists, a graph of neighbours.

Every way gives candidates, which the exact vectors put in order, as our search does (catalog_index/backends.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from bot.evaluation import scale
from bot.evaluation.bench import machine
from bot.evaluation.corpus import Corpus
from bot.evaluation.search import DEEP, FIRST, measure
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
HIGH = 0.95


def run(corpus: Corpus, encoder: Encoder, kept: Path | None = None, progress: Progress | None = None) -> dict[str, Any]:
    """`kept`: a folder where the encoded titles are kept from one run to the next."""
    index = _index(corpus, encoder, kept, progress)
    assert index.vectors is not None
    queries = dict(list(corpus.queries.items())[:JUDGED])
    asked = [encoder.encode_query(text) for text in list(queries.values())[:ASKED]]

    def quality(way: VectorBackend) -> dict[str, float]:
        index.backend = way
        found = measure(_search(index), queries, corpus.judged)
        return {name: found[name] for name in ("ndcg_10", "recall_100")}

    measured = _measured(np.ascontiguousarray(index.vectors), asked, quality)
    return {"machine": machine(), "corpus_sha": corpus.sha, "queries": len(queries), **measured}


def run_generated(count: int) -> dict[str, Any]:
    """On `count` generated vectors: a size that no judged folder has, so nothing is said of the search's quality."""
    encoder = scale.WordVectors()
    vectors = encoder.encode([product.title for product in scale.products(count)])
    asked = [encoder.encode_query(text) for text in scale.queries(ASKED)]
    return {
        "machine": machine(),
        "corpus_sha": f"generated-{count}",
        "queries": 0,
        **_measured(vectors, asked, lambda _: {}),
    }


def _measured(
    vectors: Vectors, asked: Sequence[Vectors], quality: Callable[[VectorBackend], dict[str, float]]
) -> dict[str, Any]:
    masks = [np.random.default_rng(1).random(len(vectors)) < share for share in SHARES]
    exact = [[NumpyBackend(vectors).search(query, NEAREST, mask)[0] for query in asked] for mask in masks]
    ways = {}
    for name, make in WAYS.items():
        began = time.process_time()
        way = make(vectors)
        built = time.process_time() - began
        ways[name] = {
            "build_cpu_seconds": built,
            "mib": (way.size() if isinstance(way, ApproximateBackend) else vectors.nbytes) / MIB,
            **quality(way),
            "shares": [_asked(way, asked, mask, right) for mask, right in zip(masks, exact, strict=True)],
        }
    return {"products": len(vectors), "asked": len(asked), "shares": SHARES, "ways": ways}


def _asked(way: VectorBackend, queries: Sequence[Vectors], mask: Any, right: Sequence[Any]) -> dict[str, float]:
    """Milliseconds of the processor per query, and the share of the nearest that is found."""
    allowed = None if mask.all() else mask
    spent, shares, firsts = [], [], []
    for query, expected in zip(queries, right, strict=True):
        began = time.process_time()
        rows, _ = way.search(query, NEAREST, allowed)
        spent.append((time.process_time() - began) * 1000)
        shares.append(_held(rows, expected))
        firsts.append(_held(rows[:FIRST], expected[:FIRST]))
    times = {"cpu_p50": median(spent), "cpu_p95": float(np.quantile(spent, HIGH))}
    return {**times, "recall": mean(shares), "recall_10": mean(firsts)}


def _held(rows: Any, expected: Any) -> float:
    return len(set(rows.tolist()) & set(expected.tolist())) / len(expected)


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
        quality = [f"{row[of]:.4f}" if of in row else "" for of in ("ndcg_10", "recall_100")]
        cells = [f"{row['build_cpu_seconds']:.1f}", f"{row['mib']:.0f}", *quality, *cells]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)
