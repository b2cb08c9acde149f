"""The packaged sentence model in 8-bit integers beside the same in floats: speed, agreement, quality of the search."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from bot.evaluation.bench import machine
from bot.evaluation.corpus import Corpus
from bot.evaluation.search import DEEP, measure
from catalog_index.encoder import PACKAGED, PACKAGED_FLOAT, Encoder, Vectors, encoder_named
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product

NAMES = (PACKAGED_FLOAT, PACKAGED)


def run(corpus: Corpus, cache: Path) -> dict[str, Any]:
    """Both, on the same titles and queries, one after the other in this process."""
    vectors: dict[str, Vectors] = {}
    encoders = {}
    for name in NAMES:
        vectors[name], encoders[name] = _measured(corpus, encoder_named(name, cache))
    cosines = np.sum(vectors[PACKAGED] * vectors[PACKAGED_FLOAT], axis=1)
    return {
        "machine": machine(),
        "corpus_sha": corpus.sha,
        "products": len(corpus.titles),
        "queries": len(corpus.queries),
        "encoders": encoders,
        "cosine": {"mean": float(cosines.mean()), "p1": float(np.quantile(cosines, 0.01)), "min": float(cosines.min())},
    }


def _measured(corpus: Corpus, encoder: Encoder) -> tuple[Vectors, dict[str, float]]:
    encoder.encode_query("warm")
    titles = list(corpus.titles.values())
    began = time.process_time()
    vectors = encoder.encode(titles)
    spent = time.process_time() - began
    began = time.process_time()
    for text in corpus.queries.values():
        encoder.encode_query(text)
    per_query = (time.process_time() - began) / len(corpus.queries) * 1000
    alone = measure(_nearest(list(corpus.titles), vectors, encoder), corpus.queries, corpus.judged)
    mixed = measure(_search(corpus.titles, vectors, encoder), corpus.queries, corpus.judged)
    return vectors, {
        "titles_per_cpu_second": len(titles) / spent,
        "cpu_ms_per_query": per_query,
        "ndcg_10_alone": alone["ndcg_10"],
        "recall_100_alone": alone["recall_100"],
        "ndcg_10": mixed["ndcg_10"],
        "recall_100": mixed["recall_100"],
    }


def _nearest(ids: Sequence[str], vectors: Vectors, encoder: Encoder) -> Any:
    def search(text: str) -> list[str]:
        return [ids[row] for row in np.argsort(-(vectors @ encoder.encode_query(text)), kind="stable")[:DEEP]]

    return search


def _search(titles: Mapping[str, str], vectors: Vectors, encoder: Encoder) -> Any:
    price = Money(Decimal(1), "USD")
    products = [Product(id=i, title=title, price=price, language="en") for i, title in titles.items()]
    index = CatalogueIndex.pending(products, encoder).with_vectors(vectors)
    return lambda text: [hit.product.id for hit in index.find(text, "en", limit=DEEP)[1].hits]


def table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them."""
    lines = [
        f"{result['products']} titles, {result['queries']} queries; cosine of the two: mean "
        f"{result['cosine']['mean']:.4f}, 1st percentile {result['cosine']['p1']:.4f}, "
        f"least {result['cosine']['min']:.4f}",
        "",
        "| encoder | titles per CPU s | CPU ms per query | nDCG@10 alone | recall@100 alone | nDCG@10 in our search "
        "| recall@100 in our search |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, row in result["encoders"].items():
        lines.append(
            f"| {name} | {row['titles_per_cpu_second']:.0f} | {row['cpu_ms_per_query']:.1f} "
            f"| {row['ndcg_10_alone']:.3f} | {row['recall_100_alone']:.3f} "
            f"| {row['ndcg_10']:.3f} | {row['recall_100']:.3f} |"
        )
    return "\n".join(lines)
