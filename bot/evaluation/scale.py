"""A catalogue of a size no shop here has: generated products, imported, opened and searched, each in a fresh process.

Their vectors are generated too: a vector of its own for every word, the title's summed, with noise. So they crowd as
titles' vectors do, and a million need no day of encoding. A query pays for the real model all the same: it is encoded
with it and the answer thrown away.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from bot.evaluation.bench import machine
from bot.evaluation.speed import percentiles
from catalog_index.encoder import Encoder, Progress, Vectors
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product
from catalog_index.snapshot import LiveCatalogue, import_catalogue
from catalog_index.text import words

DIMENSION = 384
"""As the packaged model's."""
NOISE = 0.6
"""Length of what a title's vector has beyond its words', which are of length 1 together."""
CHANGED = 100
"""A shop changes about so much of its catalogue between two imports: one product in so many."""
THINGS = [
    "jacket",
    "lamp",
    "bottle",
    "backpack",
    "chair",
    "knife",
    "notebook",
    "kettle",
    "blanket",
    "helmet",
    "drill",
    "faucet",
    "shelf",
    "mirror",
    "speaker",
    "keyboard",
    "tent",
    "stroller",
    "guitar",
    "printer",
    "racket",
    "teapot",
    "curtain",
    "pillow",
    "ladder",
    "scooter",
    "camera",
    "thermos",
    "wallet",
    "umbrella",
]
TRAITS = [
    "light",
    "warm",
    "foldable",
    "quiet",
    "waterproof",
    "compact",
    "striped",
    "recycled",
    "soft",
    "sturdy",
    "wireless",
    "adjustable",
    "insulated",
    "vintage",
    "oversized",
    "padded",
    "magnetic",
    "portable",
    "heated",
    "reversible",
    "slim",
    "rustproof",
    "stackable",
    "breathable",
]
PLACES = [
    "garden",
    "winter",
    "office",
    "travel",
    "children",
    "trail",
    "kitchen",
    "bathroom",
    "workshop",
    "camping",
    "beach",
    "city",
]
SYLLABLES = ["ba", "ko", "li", "mun", "tar", "ve", "so", "ri", "del", "pa", "nor", "gi", "fa", "zel", "mo", "tu"]
COLORS = ["black", "white", "red", "blue", "green", "grey", "brown", "orange", "pink", "purple"]
MIB = 2**20


class WordVectors:
    """An encoder without a model; `queries`: one whose cost a query pays besides."""

    name, dimension = "word-vectors", DIMENSION

    def __init__(self, queries: Encoder | None = None) -> None:
        self._queries, self._known = queries, dict[str, Vectors]()

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        noise = np.random.default_rng(len(texts))
        out = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            vector = self._text(text) + noise.normal(scale=NOISE / DIMENSION**0.5, size=DIMENSION).astype(np.float32)
            out[row] = vector / np.linalg.norm(vector)
            if progress and row % 10_000 == 0:
                progress(row, len(texts))
        return out

    def encode_query(self, text: str) -> Vectors:
        if self._queries is not None:
            self._queries.encode_query(text)
        return self._text(text)

    def _text(self, text: str) -> Vectors:
        total = np.zeros(DIMENSION, dtype=np.float32)
        for word in words(text):
            total += self._word(word)
        return np.asarray(total / (np.linalg.norm(total) or 1.0), dtype=np.float32)

    def _word(self, word: str) -> Vectors:
        if word not in self._known:
            seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
            self._known[word] = np.random.default_rng(seed).normal(size=DIMENSION).astype(np.float32)
        return self._known[word]


def products(count: int) -> Iterator[Product]:
    luck = random.Random(count)
    for n in range(count):
        thing, trait, place = luck.choice(THINGS), luck.choice(TRAITS), luck.choice(PLACES)
        brand, color = name(n % 700), luck.choice(COLORS)
        yield Product(
            id=f"g{n}",
            title=f"{brand} {trait} {thing} for the {place}, {color}, model {name(n % 9973)} {n % 97}",
            description=f"A {luck.choice(TRAITS)} and {luck.choice(TRAITS)} {thing}.",
            price=Money(Decimal(luck.randrange(500, 40_000)) / 100, "EUR"),
            brand=brand,
            color=color,
            product_type=f"{place.capitalize()} > {thing.capitalize()}s",
            product_detail=(Detail("Weight", f"{luck.randrange(50, 5000)} g"),),
            availability="in_stock" if n % 10 else "out_of_stock",
            link=f"/product/g{n}",
        )


def name(number: int) -> str:
    """A made-up word, another for each number."""
    out = ""
    for _ in range(3):
        number, rest = divmod(number, len(SYLLABLES))
        out += SYLLABLES[rest]
    return out.capitalize()


def queries(count: int) -> list[str]:
    """What shoppers type, in turn: a thing, with a place, a limit, a brand, a colour, a typing error."""
    luck = random.Random(7)
    made = []
    for n in range(count):
        thing, trait, place = luck.choice(THINGS), luck.choice(TRAITS), luck.choice(PLACES)
        made.append(
            (
                f"{trait} {thing}",
                f"{thing} for the {place}",
                f"{trait} {thing} under {luck.randrange(20, 300)} euros",
                f"{name(luck.randrange(700))} {thing}",
                f"{luck.choice(COLORS)} {thing} for {place}",
                f"{trait[:-2]}{trait[-1]} {thing} {place}",
                f"something {trait} and {luck.choice(TRAITS)}",
                f"the cheapest {thing}",
            )[n % 8]
        )
    return made


def build(count: int, folder: str) -> dict[str, float]:
    """Import `count` products into `folder`; processor seconds and the most memory, of this process."""
    began = time.process_time()
    import_catalogue(products(count), Path(folder), WordVectors(), replace=True)
    return {"import_cpu_seconds": time.process_time() - began, "import_peak_mib": _peak()}


def again(count: int, folder: str) -> dict[str, float]:
    """The whole feed once more over what `build` left, one product in CHANGED dearer and renamed."""
    began = time.process_time()
    report = import_catalogue(_later(count), Path(folder), WordVectors(), replace=True)
    spent = time.process_time() - began
    return {"again_cpu_seconds": spent, "again_peak_mib": _peak(), "again_unchanged": report.unchanged}


def _later(count: int) -> Iterator[Product]:
    for number, product in enumerate(products(count)):
        dearer = Money(product.price.amount + 1, product.price.currency)
        changed = number % CHANGED == 0
        yield replace(product, price=dearer, title=f"{product.title}, new") if changed else product


def search(folder: str, asked: int, make: Callable[[], Encoder]) -> dict[str, float]:
    """Open what `build` left and search it, on one thread."""
    process, began = psutil.Process(), time.process_time()
    live = LiveCatalogue(Path(folder), WordVectors(make()))
    index, opened = live.current, time.process_time() - began
    for text in queries(16):
        index.find(text, "en")
    spent, cpu = [], []
    for text in queries(asked + 16)[16:]:
        before, start = time.process_time(), time.perf_counter()
        index.find(text, "en")
        spent.append(time.perf_counter() - start)
        cpu.append(time.process_time() - before)
    p50, p95 = percentiles(spent)
    cpu50, cpu95 = percentiles(cpu)
    return {
        "open_cpu_seconds": opened,
        "resident_mib": process.memory_info().rss / MIB,
        "peak_mib": _peak(),
        "p50": p50,
        "p95": p95,
        "cpu_p50": cpu50,
        "cpu_p95": cpu95,
        "recall_10": recall(index),
    }


def recall(index: CatalogueIndex) -> float:
    """The share of the ten nearest vectors that the index's backend finds, against all of them."""
    assert index.vectors is not None
    shares = []
    for text in queries(40):
        vector = index.encoder.encode_query(text)
        exact = np.argsort(-(index.vectors @ vector))[:10]
        near, _ = index.backend.search(vector, 10)
        shares.append(len(set(near.tolist()) & set(exact.tolist())) / 10)
    return float(np.mean(shares))


def run(count: int, folder: Path, make: Callable[[], Encoder], asked: int = 400) -> dict[str, Any]:
    """Each step in a process of its own, so that neither's memory counts as the other's."""
    figures: dict[str, Any] = {"machine": machine(), "products": count, "queries": asked}
    for step, given in (
        (build, (count, str(folder))),
        (again, (count, str(folder))),
        (search, (str(folder), asked, make)),
    ):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            figures |= process.submit(step, *given).result()
    return figures


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(result: dict[str, Any]) -> str:
    """The figures as a person reads them."""
    return "\n".join(
        (
            f"{result['products']} generated products with generated vectors, {result['queries']} queries, one thread",
            f"import    {result['import_cpu_seconds']:.0f} s of processor, {result['import_peak_mib']:.0f} MiB at most",
            f"again     {result['again_cpu_seconds']:.0f} s of processor, {result['again_peak_mib']:.0f} MiB at most, "
            f"one product in {CHANGED} changed",
            f"open      {result['open_cpu_seconds']:.1f} s of processor",
            f"memory    {result['resident_mib']:.0f} MiB resident",
            f"search    p50 {result['p50']:.1f} ms, p95 {result['p95']:.1f} ms, the query's encoding included "
            f"(processor: {result['cpu_p50']:.1f}, {result['cpu_p95']:.1f} ms)",
            f"recall@10 of the vectors {result['recall_10']:.3f}",
        )
    )
