"""Ours beside other search systems, in one run on one corpus: quality, speed, build and memory.

The others live in an environment of their own, `.venv-peers`; each system is built and asked in a process of its own,
on one thread, from the same titles. What they need of vectors is encoded once, with MiniLM as its library runs it.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil

from bot.errors import ComptoirError, Unavailable
from bot.evaluation.bench import machine
from bot.evaluation.corpus import Corpus
from bot.evaluation.search import DEEP, measure
from bot.evaluation.speed import percentiles
from bot.settings import PROJECT
from catalog_index.encoder import Encoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product

PYTHON = PROJECT / ".venv-peers" / "bin" / "python"
SCRIPT = PROJECT / "bench" / "peer_systems.py"
PEERS = ("bm25s", "tantivy", "MiniLM + FAISS flat", "LanceDB hybrid", "txtai hybrid")
WITH_VECTORS = PEERS[2:]
OURS = "Comptoir"


def run(corpus: Corpus, folder: Path, make: Callable[[], Encoder], say: Callable[[str], None]) -> dict[str, Any]:
    """Each system's measures. `folder` keeps the vectors for the next run. Raises Unavailable without the others."""
    if not PYTHON.exists():
        raise Unavailable("the other systems are not installed; `make bench-search` does it")
    folder.mkdir(parents=True, exist_ok=True)
    given = {"titles": dict(corpus.titles), "queries": dict(corpus.queries), "deep": DEEP}
    given["vectors"] = str(folder / f"{corpus.sha}.npy")
    encoded = folder / f"{corpus.sha}.json"
    if not encoded.exists():
        say("encoding the titles for the others")
        encoded.write_text(json.dumps(_peer("encode", given, folder)), encoding="utf-8")
    encoding = json.loads(encoded.read_text(encoding="utf-8"))["cpu_seconds"]
    systems: dict[str, dict[str, float]] = {}
    for name in PEERS:
        say(name)
        answer = _peer(name, given, folder)
        systems[name] = _scores(corpus, answer) | {
            "build_cpu_seconds": answer["build_cpu_seconds"] + (encoding if name in WITH_VECTORS else 0.0)
        }
    say(OURS)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        answer = process.submit(ours, given, make).result()
    systems[OURS] = _scores(corpus, answer) | {"build_cpu_seconds": answer["build_cpu_seconds"]}
    return {
        "machine": machine(),
        "corpus_sha": corpus.sha,
        "products": len(corpus.titles),
        "queries": len(corpus.queries),
        "systems": systems,
    }


def ours(given: dict[str, Any], make: Callable[[], Encoder]) -> dict[str, Any]:
    """As bench/peer_systems.py measures the others."""
    encoder, began = make(), time.process_time()
    price = Money(Decimal(1), "USD")
    products = [Product(id=i, title=title, price=price, language="en") for i, title in given["titles"].items()]
    index = CatalogueIndex.build(products, encoder)
    built = time.process_time() - began
    found, seconds = {}, {}
    for text in list(given["queries"].values())[:10]:
        index.find(text, "en", limit=DEEP)
    for number, text in given["queries"].items():
        start = time.process_time()
        found[number] = [hit.product.id for hit in index.find(text, "en", limit=given["deep"])[1].hits]
        seconds[number] = time.process_time() - start
    memory = psutil.Process().memory_info().rss / 2**20
    return {"found": found, "seconds": seconds, "build_cpu_seconds": built, "memory_mib": memory}


def _peer(system: str, given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    source, target = folder / "given.json", folder / "answer.json"
    source.write_text(json.dumps(given), encoding="utf-8")
    one = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [str(PYTHON), str(SCRIPT), system, str(source), str(target)]
    done = subprocess.run(command, env=one, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise ComptoirError(f"{system} failed: {last[:300]}")
    answer: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return answer


def _scores(corpus: Corpus, answer: Mapping[str, Any]) -> dict[str, float]:
    by_text = {text: answer["found"][number] for number, text in corpus.queries.items()}
    scores = measure(by_text.__getitem__, corpus.queries, corpus.judged)
    p50, p95 = percentiles(list(answer["seconds"].values()))
    return {**scores, "p50": p50, "p95": p95, "memory_mib": answer["memory_mib"]}


def table(result: Mapping[str, Any]) -> str:
    """The measures as the docs quote them, in Markdown."""
    lines = [
        f"{result['products']} products, {result['queries']} queries, one thread ({result['machine']['cores']} cores)",
        "",
        "| system | nDCG@10 | recall@100 | MRR@10 | CPU ms p50 | p95 | build, CPU s | memory, MiB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    ranked = sorted(result["systems"].items(), key=lambda item: -item[1]["ndcg_10"])
    for name, row in ranked:
        lines.append(
            f"| {name} | {row['ndcg_10']:.3f} | {row['recall_100']:.3f} | {row['mrr_10']:.3f} | {row['p50']:.1f} "
            f"| {row['p95']:.1f} | {row['build_cpu_seconds']:.0f} | {row['memory_mib']:.0f} |"
        )
    return "\n".join(lines)
