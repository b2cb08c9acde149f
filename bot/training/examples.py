"""Example files in Rasa's own format, changed as text: what a person wrote there keeps its order and its comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.training.sentences import Sentence, folded

HEADER = """# What shoppers of this shop said, taught in the console: plain Rasa examples, one sentence a line.
version: "3.1"

nlu:
"""
_INTENT = re.compile(r"^(?P<indent>\s*)- intent:\s*(?P<name>[\w/]+)\s*(#.*)?$")
_BLOCK = re.compile(r"^\s+examples:\s*\|[+-]?\s*(#.*)?$")
_LINE = re.compile(r"^\s+- (?P<text>.*\S)\s*$")


def file_name(intent: str, language: str) -> str:
    """Where the shop's own examples of an intent are kept."""
    return f"{intent.replace('/', '.')}.{language}.yml"


def read(text: str, language: str, own: bool = False) -> Iterator[Sentence]:
    """The sentences of one file; other sections (lookup tables, synonyms) are passed over."""
    for intent, _, sentence in _lines(text):
        if sentence is not None:
            yield Sentence(sentence, intent, language, own)


def added(text: str, intent: str, sentence: str) -> str:
    """The file's text with `sentence` at the end of the intent's examples; unchanged when its words are there already.

    An empty text becomes a file; an intent that the file does not have yet is begun at its end.
    """
    known = [one for one in read(text, "") if one.intent == intent]
    if any(folded(one.text) == folded(sentence) for one in known):
        return text
    lines = (text if text.strip() else HEADER).rstrip("\n").split("\n")
    last = max((number for name, number, _ in _lines(text) if name == intent), default=None)
    if last is None:
        lines += [f"  - intent: {intent}", "    examples: |", f"      - {sentence}"]
    else:
        lines.insert(last + 1, _indent(lines[last]) + f"- {sentence}")
    return "\n".join(lines) + "\n"


def removed(text: str, intent: str, sentence: str) -> str:
    """The file's text without `sentence`; "" when no example is left, as Rasa refuses an intent without any."""
    gone = {n for name, n, said in _lines(text) if name == intent and said and folded(said) == folded(sentence)}
    left = [line for number, line in enumerate(text.split("\n")) if number not in gone]
    rest = "\n".join(left)
    return rest if any(True for _ in read(rest, "")) else ""


def holds(text: str, intent: str, sentence: str) -> bool:
    return any(one.intent == intent and folded(one.text) == folded(sentence) for one in read(text, ""))


def as_blocks(text: str) -> dict[str, list[str]]:
    """Intent -> its sentences, to set beside what a YAML reader finds in the same text."""
    found: dict[str, list[str]] = {}
    for one in read(text, ""):
        found.setdefault(one.intent, []).append(one.text)
    return found


def from_yaml(items: Iterable[dict[str, object]]) -> dict[str, list[str]]:
    """The same as `as_blocks`, from the list under `nlu:` as a YAML reader gives it."""
    found: dict[str, list[str]] = {}
    for item in items:
        if "intent" in item:
            lines = str(item.get("examples") or "").splitlines()
            found.setdefault(str(item["intent"]), []).extend(line.strip().removeprefix("- ") for line in lines if line)
    return found


def _lines(text: str) -> Iterator[tuple[str, int, str | None]]:
    """(intent, line number from 0, sentence) of every example; the line that opens a block has no sentence."""
    intent, inside = "", False
    for number, line in enumerate(text.split("\n")):
        begun = _INTENT.match(line)
        if begun:
            intent, inside = begun["name"], False
        elif re.match(r"^\s*- \w+:", line) and not inside:
            intent = ""
        elif intent and _BLOCK.match(line):
            inside = True
            yield intent, number, None
        elif intent and inside and (said := _LINE.match(line)):
            yield intent, number, said["text"]
        elif line.strip() and inside:
            intent, inside = "", False


def _indent(line: str) -> str:
    """The blanks before an example of the block that `line` opens or belongs to."""
    blanks = line[: len(line) - len(line.lstrip())]
    return blanks if line.lstrip().startswith("- ") else blanks + "  "
