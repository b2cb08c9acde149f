"""YAML documents from files and from people: plain data, with the line of every field for who corrects it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from bot.errors import InvalidInput

MOST_CHARACTERS = 200_000
"""A document that a person wrote is far smaller; a larger one is refused before it is parsed."""
MOST_DEPTH = 20
"""Lists within lists: a policy goes three deep. Each further one costs the reader more than the last."""


def load(path: Path) -> Any:
    """The plain data of one of our own YAML files. Raises InvalidInput naming the file and the line."""
    try:
        text = path.read_text(encoding="utf-8")
        with _mistakes_told(text):
            return YAML(typ="safe").load(text)
    except InvalidInput as error:
        raise InvalidInput(f"{path.name}: {error.detail}", **error.extra) from None


def load_folder(folder: Path) -> dict[str, Any]:
    """File name without ending -> its data, for every *.yml of `folder`, by name; {} when there is no such folder."""
    return {path.stem: load(path) for path in sorted(folder.glob("*.yml"))}


def parse(text: str) -> tuple[Any, dict[str, int]]:
    """The plain data of what a person wrote, and the line (from 1) of every field by its dotted path ("ladder.1").

    Raises InvalidInput with `line` and `reason` for text that is not YAML; only YAML's own safe tags are known.
    """
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput(f"the document is longer than {MOST_CHARACTERS} characters", line=None, reason="too long")
    with _mistakes_told(text):
        _refuse_traps(text)
        tree = YAML(typ="safe").compose(text)
        data = YAML(typ="safe").load(text)
    lines: dict[str, int] = {}
    _collect(tree, "", lines)
    return data, lines


@contextmanager
def _mistakes_told(text: str) -> Iterator[None]:
    """Turns what the reader of `text` raises into InvalidInput with the line (what is missing at the end is told on
    the last one) and the reason."""
    try:
        yield
    except MarkedYAMLError as error:
        last = max(1, len(text.splitlines()))
        line = min(error.problem_mark.line + 1, last) if error.problem_mark else None
        reason = str(error.problem or "this is not YAML")
        raise InvalidInput(f"line {line}: {reason}", line=line, reason=reason) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise InvalidInput(f"this is not YAML: {error}", line=None, reason=str(error)) from None


def _refuse_traps(text: str) -> None:
    """A few lines of references to references stand for gigabytes, and brackets within brackets keep the reader busy;
    no document of ours needs either. Reads no further than the first."""
    depth = 0
    for event in YAML(typ="safe").parse(text):
        depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
        depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
        if isinstance(event, AliasEvent):
            _refuse("references (*name) are not taken here", event)
        if depth > MOST_DEPTH:
            _refuse(f"more than {MOST_DEPTH} lists or fields within each other", event)


def _refuse(reason: str, event: Event) -> NoReturn:
    line = event.start_mark.line + 1
    raise InvalidInput(f"line {line}: {reason}", line=line, reason=reason)


def dump(data: Any) -> str:
    """`data` as YAML text, keys in their order, accents as they are."""
    from io import StringIO

    writer = YAML()
    writer.allow_unicode = True
    writer.width = 100
    out = StringIO()
    writer.dump(_ordered(data), out)
    return out.getvalue()


def changed(text: str, key: str, value: Any) -> str:
    """`text`, a mapping, with the value of `key` replaced or added; order and comments stay."""
    from io import StringIO

    editor = YAML()
    editor.allow_unicode, editor.preserve_quotes, editor.width = True, True, 4096
    data = editor.load(text)
    if data is None:
        data = CommentedMap()
    data[key] = _ordered(value)
    out = StringIO()
    editor.dump(data, out)
    return out.getvalue()


def _ordered(data: Any) -> Any:
    if isinstance(data, dict):
        return CommentedMap((key, _ordered(value)) for key, value in data.items())
    return CommentedSeq(_ordered(value) for value in data) if isinstance(data, list | tuple) else data


def _collect(node: Node | None, path: str, lines: dict[str, int]) -> None:
    if path and node is not None:
        lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            place = f"{path}.{key.value}" if path else str(key.value)
            lines[place] = key.start_mark.line + 1
            _collect(value, place, lines)
    elif isinstance(node, SequenceNode):
        for number, value in enumerate(node.value):
            _collect(value, f"{path}.{number}" if path else str(number), lines)
