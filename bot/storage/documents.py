"""YAML documents from files and from people: plain data, with the line of every field for whoever has to correct one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from bot.errors import InvalidInput

MOST_CHARACTERS = 200_000
"""A document that a person wrote is far smaller; a larger one is refused before it is parsed."""


def load(path: Path) -> Any:
    """The plain data of one YAML file. Raises InvalidInput naming the file and the line."""
    try:
        return parse(path.read_text(encoding="utf-8"))[0]
    except InvalidInput as error:
        raise InvalidInput(f"{path.name}: {error.detail}", **error.extra) from None


def load_folder(folder: Path) -> dict[str, Any]:
    """File name without ending -> its data, for every *.yml of `folder`, by name; {} when there is no such folder."""
    return {path.stem: load(path) for path in sorted(folder.glob("*.yml"))}


def parse(text: str) -> tuple[Any, dict[str, int]]:
    """The plain data of `text`, and the line (from 1) of every field by its dotted path ("ladder.1", "facts.returns").

    Raises InvalidInput with `line` and `reason` for text that is not YAML. Aliases and tags are not expanded beyond YAML's own safe set.
    """
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput(f"the document is longer than {MOST_CHARACTERS} characters", line=None, reason="too long")
    reader = YAML(typ="safe", pure=True)
    try:
        tree = reader.compose(text)
        data = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        reason = str(error.problem or "this is not YAML")
        raise InvalidInput(f"line {line}: {reason}", line=line, reason=reason) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise InvalidInput(f"this is not YAML: {error}", line=None, reason=str(error)) from None
    lines: dict[str, int] = {}
    _collect(tree, "", lines)
    return data, lines


def dump(data: Any) -> str:
    """`data` as YAML text, keys in their order, accents as they are."""
    from io import StringIO

    writer = YAML()
    writer.allow_unicode = True
    writer.width = 100
    out = StringIO()
    writer.dump(_ordered(data), out)
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
