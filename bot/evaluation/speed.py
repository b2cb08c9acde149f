"""What a message costs: both processes on this machine, measured through the HTTP API in a closed loop."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx

from bot.evaluation.server import Server
from bot.evaluation.talk import Talk

SCRIPTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "fr",
        (
            "bonjour",
            "je cherche des chaussures de trail",
            "je débute",
            "moins de 100 €",
            "et la livraison ?",
            "le deuxième",
        ),
    ),
    (
        "en",
        ("hello", "I need a rain jacket for running", "under 120", "which one is lighter?", "compare the first two"),
    ),
)
"""What the measured shoppers say, in turn: search, needs, facts, references, comparison."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds per message as a shopper waits for it, and messages per second over all conversations."""

    conversations: int
    messages: int
    p50: float
    p95: float
    per_second: float


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """(p50, p95) in milliseconds."""
    cuts = quantiles(seconds, n=100) if len(seconds) > 1 else [seconds[0]] * 99
    return cuts[49] * 1000, cuts[94] * 1000


def time_messages(url: str, conversations: int, rounds: int) -> Timing:
    """`conversations` shoppers at once, each waiting for its answer before the next message, `rounds` scripts each."""
    spent: list[float] = []
    lock = threading.Lock()

    def shopper(number: int) -> None:
        for turn in range(rounds):
            language, lines = SCRIPTS[(number + turn) % len(SCRIPTS)]
            talk = Talk(url, language)
            for line in lines:
                began = time.perf_counter()
                talk.say(line)
                took = time.perf_counter() - began
                with lock:
                    spent.append(took)
            talk.close()

    threads = [threading.Thread(target=shopper, args=(n,)) for n in range(conversations)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - began
    p50, p95 = percentiles(spent)
    return Timing(conversations, len(spent), p50, p95, len(spent) / wall)


def time_searches(url: str, queries: Sequence[str], times: int = 5) -> dict[str, float]:
    """p50 and p95 in milliseconds of the search door, HTTP included."""
    spent = []
    with httpx.Client(base_url=url, timeout=30) as http:
        for query in [*queries] * times:
            began = time.perf_counter()
            http.get("/v1/catalogue/search", params={"q": query, "language": "fr", "limit": 10}).raise_for_status()
            spent.append(time.perf_counter() - began)
    p50, p95 = percentiles(spent)
    return {"p50": p50, "p95": p95, "queries": len(spent)}


def generated_rows(count: int, path: Path) -> Path:
    """Write `count` made-up products as JSON lines: every combination of few words, so that texts differ."""
    import json

    things = ("jacket", "lamp", "bottle", "backpack", "chair", "knife", "notebook", "kettle", "blanket", "helmet")
    traits = ("light", "warm", "foldable", "quiet", "waterproof", "compact", "striped", "recycled", "soft", "sturdy")
    places = (
        "for the garden",
        "for winter",
        "for two",
        "for the office",
        "for travel",
        "for children",
        "for the trail",
    )
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            thing, trait, place = things[n % 10], traits[n // 10 % 10], places[n // 100 % 7]
            row = {
                "id": f"g{n}",
                "title": f"{trait} {thing} {place} no {n // 700}",
                "price": f"{10 + n % 390}.90 EUR",
                "availability": "in_stock",
                "product_type": f"Things > {thing}",
                "brand": f"Maker {n % 50}",
                "link": f"/product/g{n}",
            }
            out.write(json.dumps(row) + "\n")
    return path


def report(server: Server, rounds: int = 4) -> dict[str, Any]:
    """The message and memory figures of a ready server."""
    time_messages(server.url, 2, 1)  # warm-up: caches, lazy imports
    timings = [
        time_messages(server.url, 1, rounds * 2),
        time_messages(server.url, 8, rounds),
        time_messages(server.url, 32, 2),
    ]
    return {"messages": timings, "memory": server.memory()}
