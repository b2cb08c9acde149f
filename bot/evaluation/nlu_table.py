"""The intent evaluation as Markdown: per part and language, what refusing costs, per intent, the confusions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

PAIRS_SHOWN = 20


def table(result: Mapping[str, Any]) -> str:
    """The whole result; the intents and the confusions are those of all parts together."""
    parts: Mapping[str, Any] = result["parts"]
    blocks = [
        f"{result['sentences']} held-out sentences, {result['milliseconds_per_message']} ms a message",
        _rows(("part", "language", "n", "accuracy", "right answer", "macro F1", "refused"), _languages(parts)),
        "\n".join(f"- {part}: {origin}" for part, origin in result.get("origin", {}).items()),
        _rows(THRESHOLD_COLUMNS, ([row[name] for name in THRESHOLD_COLUMNS] for row in result.get("thresholds", ()))),
        _two(result.get("two_intents")),
        _rows(TYPING_COLUMNS, ((language, *one.values()) for language, one in result.get("typing_errors", {}).items())),
        *(_intents(part, languages["both"]) for part, languages in parts.items()),
    ]
    return "\n\n".join(block for block in blocks if block)


THRESHOLD_COLUMNS = (
    "threshold",
    "answered",
    "precision",
    "refused_though_right",
    "right_among_two",
    "in_scope_refused",
    "out_of_scope_recall",
)


TYPING_COLUMNS = ("one typing error a sentence", "n", "as written", "mistyped", "mistyped and mended")


def _languages(parts: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    for part, languages in parts.items():
        for language, one in languages.items():
            figures = (f"{one[name]:.3f}" for name in ("accuracy", "same_answer", "macro_f1", "refused"))
            yield part, language, one["sentences"], *figures


def _two(heard: Mapping[str, Any] | None) -> str:
    if not heard:
        return ""
    return (
        f"turns of two intents: {heard['turns']}; the right one first: {heard['right_first']}; one of the two first: "
        f"{heard['one_of_them_first']}; both heard, where both ask: {heard['both_heard']} of {heard['both_ask']}"
    )


def _intents(part: str, one: Mapping[str, Any]) -> str:
    lines = (
        (name, of["n"], f"{of['precision']:.2f}", f"{of['recall']:.2f}", f"{of['f1']:.2f}")
        for name, of in one["intents"].items()
    )
    confused = ", ".join(f"{was} read as {read} {times}" for was, read, times in one["confusions"][:PAIRS_SHOWN])
    return _rows((f"{part} part", "n", "precision", "recall", "F1"), lines) + f"\n\nconfusions: {confused}"


def _rows(head: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    body = [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]
    return "\n".join([f"| {' | '.join(head)} |", "|" + "---|" * len(head), *body]) if body else ""
