"""`make bench`: the whole product measured on this machine, both processes, through its own doors."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.evaluation.server import serving
from bot.evaluation.speed import generated_rows, report, time_searches

QUERIES = (
    "chaussures de trail femme",
    "veste imperméable légère",
    "lampe frontale moins de 60 €",
    "montre gps ultra",
    "something warm for the winter",
    "sac 12 litres",
)
TARGETS = {1: "≤ 45 / 80 ms", 8: "≥ 40 messages/s"}


def measure(home: Path, products: int, say: Callable[[str], None]) -> dict[str, Any]:
    """All figures. `home` is a folder of its own, left for whoever wants to look."""
    environment = {"COMPTOIR_NEW_CONVERSATIONS_PER_MINUTE": "100000"}
    result: dict[str, Any] = {"machine": machine()}
    say("starting the demo shop")
    began = time.perf_counter()
    with serving(home, environment) as server:
        result["ready_seconds"] = time.perf_counter() - began
        say("measuring messages at 1, 8 and 32 conversations")
        figures = report(server)
        result["messages"] = [asdict(timing) for timing in figures["messages"]]
        result["memory"] = figures["memory"]
        say("measuring searches")
        result["search"] = time_searches(server.url, QUERIES)
    result["import_seconds"] = {"demo": timed_import(home, Path("data/shop/foulee/catalogue.jsonl"), fresh=True)}
    say(f"importing {products} generated products")
    rows = generated_rows(products, home / "generated.jsonl")
    result["import_seconds"][str(products)] = timed_import(home, rows, fresh=True)
    return result


def timed_import(home: Path, file: Path, fresh: bool) -> float:
    """Seconds of `comptoir catalogue import` as a whole process, into an empty home if `fresh`."""
    into = home / f"import-{file.stem}" if fresh else home
    environment = {**os.environ, "COMPTOIR_HOME": str(into)}
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot.cli.main", "catalogue", "import", str(file), "--replace"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}


def table(result: dict[str, Any]) -> str:
    """The figures as a person reads them."""
    lines = [f"machine: {result['machine']['cores']} cores, Python {result['machine']['python']}"]
    lines += ["", "conversations   messages   p50 ms   p95 ms   messages/s   target"]
    for row in result["messages"]:
        lines.append(
            f"{row['conversations']:>13}{row['messages']:>11}{row['p50']:>9.0f}{row['p95']:>9.0f}"
            f"{row['per_second']:>13.1f}   {TARGETS.get(row['conversations'], '')}"
        )
    memory, search = result["memory"], result["search"]
    lines += ["", f"memory      app {memory['app']:.0f} MiB, Rasa {memory['rasa']:.0f} MiB"]
    lines += [f"search      p50 {search['p50']:.1f} ms, p95 {search['p95']:.1f} ms over HTTP"]
    lines += [f"import      {name}: {seconds:.1f} s" for name, seconds in result["import_seconds"].items()]
    return "\n".join(lines)
