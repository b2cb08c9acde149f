"""What PrestaShop writes inside one cell: categories, features, attributes with their types and positions."""

from __future__ import annotations

import re

from bot.connectors.table import key_of

_FEATURE = re.compile(r"(?P<name>[^:]+):(?P<value>.*?)(?P<position>(?::\d*){1,2})?")
_REST = re.compile(r"[^:]+(?::\d*){2}")
_ROOTS = {"home", "root", "accueil", "racine"}


def category(written: str) -> str:
    """The deepest path where paths are written ("Home/Women/Tops"), else the list as one ("Home,Women,Tops").

    Numbers are the shop's own ids of categories, which say nothing here.
    """
    listed = [part.strip() for part in written.split(",")]
    paths = [_named(re.split(r"\s*[>/]\s*", part)) for part in listed]
    if any(len(path) > 1 for path in paths):
        deepest: list[str] = max(paths, key=len)
        return " > ".join(deepest)
    return " > ".join(dict.fromkeys(_named(listed)))


def _named(parts: list[str]) -> list[str]:
    return [part for part in parts if part and not part.isdigit() and key_of(part) not in _ROOTS]


def features(written: str) -> list[tuple[str, str]]:
    """ "Composition:Cotton:1:0, Style:Casual:2" -> its names and values, without positions; a comma inside a value
    ("Paper:Ruled, 90 g:1:0") belongs to it: its first half then has no position yet.
    """
    found: list[tuple[str, str]] = []
    placed = True
    for part in (part.strip() for part in written.split(",")):
        match = _FEATURE.fullmatch(part)
        if found and part and not placed and (match is None or _REST.fullmatch(part)):
            name, value = found[-1]
            found[-1] = (name, f"{value}, {part.partition(':')[0].strip()}")
        elif match:
            found.append((match["name"].strip(), match["value"].strip()))
        placed = match is not None and bool(match["position"])
    return [(name, value) for name, value in found if name and value]


def attributes(groups: str, values: str) -> list[tuple[str, str]]:
    """("Size:select:0, Color:color:1", "S:0, White:2") -> [("Size", "S"), ("Color", "White")]."""
    names = [part.split(":")[0].strip() for part in groups.split(",")]
    chosen = [re.sub(r":\d*\s*$", "", part).strip() for part in values.split(",")]
    return [(name, value) for name, value in zip(names, chosen, strict=False) if name and value]


def first_image(written: str) -> str:
    return written.split(",")[0].strip()
