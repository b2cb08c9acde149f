"""The one rule: facts at the bottom, rules on facts, drawers beside, doors on top; imports point down only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("catalog_index", "bot", "actions")

# A place's shelf; the longest prefix decides. Places of one shelf do not import each other.
SHELVES = {
    "catalog_index": 0,
    "bot.shopper": 1,
    "bot.ports": 1,
    "bot.errors": 1,
    "bot.nudge": 2,
    "bot.dialogue": 2,
    "bot.advice": 2,
    "bot.training": 2,
    "bot.storage": 3,
    "bot.connectors": 3,
    "bot.rasa_server": 3,
    "bot.settings": 4,
    "bot.wiring": 4,
    "actions": 5,
    "bot.nlu": 5,
    "bot.web": 5,
    "bot.cli": 5,
    "bot.evaluation": 5,
}
# Pairs of one shelf that may import sideways, each with its reason.
SIDEWAYS = {
    ("bot.shopper", "bot.errors"): "the error root",
    ("bot.ports", "bot.shopper"): "ports speak of entries",
    ("bot.wiring", "bot.settings"): "the composition root reads the settings",
    ("bot.cli", "bot.web"): "`serve` opens the doors",
    ("bot.cli", "actions"): "`serve` opens the doors",
    ("bot.cli", "bot.evaluation"): "`evaluate` prints what evaluation measures",
}
HOMES = {
    "faiss": ["catalog_index.backends"],
    "sentence_transformers": ["catalog_index.encoder"],
    "onnx": ["catalog_index.quantised"],
    "onnxruntime": ["catalog_index.quantised"],
    "sqlalchemy": ["bot.storage"],
    "alembic": ["bot.storage"],
    "httpx": ["bot.connectors", "bot.evaluation", "bot.cli"],
    "aiohttp": ["bot.rasa_server", "bot.nlu"],
    "rasa_sdk": ["actions"],
    "rasa": ["bot.nlu"],
    "fastapi": ["bot.web"],
    "starlette": ["bot.web"],
    "jinja2": ["bot.web"],
    "babel": ["actions.unstated"],
    "sklearn": ["bot.nlu", "bot.evaluation.attainable"],
}
STDLIB_ONLY = ("bot.shopper", "bot.ports", "bot.errors")


@cache
def modules() -> list[tuple[str, Path, ast.Module, list[str]]]:
    """(module, its file, its tree, what it imports), read once by whoever asks first."""
    return [(module, path, tree, list(imports(module, path, tree))) for module, path, tree in trees()]


def trees() -> Iterator[tuple[str, Path, ast.Module]]:
    for top in OURS:
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path, ast.parse(path.read_text())


def imports(module: str, path: Path, tree: ast.Module) -> Iterator[str]:
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *(node.module.split(".") if node.module else [])])
            yield from (f"{name}.{alias.name}" for alias in node.names)


def place(module: str) -> str | None:
    parts = module.split(".")
    return next((p for n in range(len(parts), 0, -1) if (p := ".".join(parts[:n])) in SHELVES), None)


def test_every_module_stands_on_a_shelf() -> None:
    assert [m for m, *_ in modules() if m not in ("bot",) and place(m) is None] == []


def test_imports_point_down_and_never_sideways() -> None:
    wrong = []
    for module, _, _, names in modules():
        here = place(module)
        for name in names:
            there = place(name)
            if name.split(".")[0] not in OURS or here is None or there is None or here == there:
                continue
            if SHELVES[there] >= SHELVES[here] and (here, there) not in SIDEWAYS:
                wrong.append(f"{module} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_big_library_has_one_home(library: str) -> None:
    homes = HOMES[library]
    strangers = [
        m
        for m, _, _, names in modules()
        if any(n.split(".")[0] == library for n in names) and not any(m.startswith(h) for h in homes)
    ]
    assert strangers == []


def test_the_facts_about_a_shopper_need_the_standard_library_alone() -> None:
    import sys

    wrong = []
    for module, _, _, names in modules():
        if not module.startswith(STDLIB_ONLY):
            continue
        tops = {n.split(".")[0] for n in names}
        wrong += [f"{module}: {t}" for t in tops - set(OURS) - set(sys.stdlib_module_names)]
    assert wrong == []


def test_what_is_known_of_a_shopper_does_not_depend_on_how_a_text_is_read() -> None:
    reading = "bot.shopper.reading"
    known = [(m, names) for m, _, _, names in modules() if m.startswith("bot.shopper.") and not m.startswith(reading)]
    assert [m for m, names in known if any(name.startswith(reading) for name in names)] == []


def function_sizes() -> list[tuple[int, str]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{module}:{node.name}")
        for module, _, tree, _ in modules()
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


def test_functions_stay_small() -> None:
    sizes = sorted(function_sizes())
    lengths = [n for n, _ in sizes]
    assert median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.95)] <= 40
    assert [s for s in sizes if s[0] > 60] == []


def test_files_stay_small() -> None:
    assert [(m, n) for m, path, *_ in modules() if (n := path.read_text().count("\n")) > 400] == []
