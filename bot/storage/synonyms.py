"""The merchant's synonyms: one YAML file of groups, edited by hand or added to, its comments and order kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from bot.errors import InvalidInput
from bot.storage import documents

Groups = tuple[tuple[str, ...], ...]
HEADER = """\
# Words that mean the same to your shoppers, one group a line, in either language: - [kicks, baskets, sneakers]
# Un groupe de mots par ligne, dans l'une ou l'autre langue, qui veulent dire la même chose pour vos clients.
"""


def read_synonyms(path: Path) -> Groups:
    """The groups; () without a file. Raises InvalidInput naming the file and the line."""
    return _groups(path.read_text(encoding="utf-8"), path.name) if path.exists() else ()


def add_synonyms(path: Path, group: Iterable[str]) -> bool:
    """Add a group at the file's end; False when it is there. Raises InvalidInput when the file can't be added to, and
    then nothing was changed.
    """
    new = tuple(group)
    text = path.read_text(encoding="utf-8") if path.exists() else HEADER
    before = _groups(text, path.name)
    if new in before:
        return False
    line = f"- [{', '.join(json.dumps(word, ensure_ascii=False) for word in new)}]\n"
    after = f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{line}"
    if _added(after, path.name) != (*before, new):
        raise InvalidInput(f"{path.name} is not written as a list of lines; add this one by hand: {line.strip()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(after, encoding="utf-8")
    part.replace(path)
    return True


def _added(text: str, name: str) -> Groups | None:
    try:
        return _groups(text, name)
    except InvalidInput:
        return None


def _groups(text: str, name: str) -> Groups:
    data, lines = documents.parse(text) if text.strip() else (None, {})
    for number, group in enumerate(data if isinstance(data, list) else []):
        if not isinstance(group, list) or not all(isinstance(word, str | int | float) for word in group):
            line = lines.get(str(number))
            raise InvalidInput(
                f"{name}, line {line}: a group is a list of words, such as - [kicks, baskets]", line=line
            )
    if data is not None and not isinstance(data, list):
        raise InvalidInput(f"{name}, line 1: the file is a list of groups, such as - [kicks, baskets]", line=1)
    return tuple(tuple(str(word) for word in group) for group in data or ())
