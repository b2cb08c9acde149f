"""Reading the hand-written tables: models, their attributes and the sentences they are described with."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
TABLES = HERE / "tables"
LANGUAGES = ("en", "fr")
GENDERS = {"m": "men", "w": "women", "u": "unisex", "k": "kids"}
UNSTATED = "-"
NOT_DETAILS = frozenset({"brand", "who", "price", "colours", "kind", "Material"})


@dataclass(frozen=True)
class Parent:
    """One parent product of a table: a model for one gender."""

    table: Mapping[str, Any]
    model: str
    who: str
    turn: int
    cells: Mapping[str, str]
    own: Mapping[str, Any]
    kind: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        suffix = "" if self.who == "unisex" else f"-{self.who}"
        return slug(f"{self.cells['brand']} {self.model}") + suffix

    @property
    def colours(self) -> list[str]:
        return self.cells["colours"].split()

    @property
    def drawing(self) -> str:
        return str(self.own.get("drawing") or self.kind.get("drawing") or self.table["drawing"])

    @property
    def sizes(self) -> str:
        return str(self.own.get("sizes") or self.table["sizes"])


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@lru_cache
def lexicon(shop: str) -> Mapping[str, Any]:
    """How attributes and values are named in both languages; the shop's own file."""
    return read(TABLES / shop / "attributes.yml")


@lru_cache
def colours() -> Mapping[str, list[str]]:
    return read(TABLES / "colours.yml")


def parents(shop: str) -> list[Parent]:
    """Every parent of a shop's tables, in the tables' order."""
    paths = sorted(p for p in (TABLES / shop).glob("*.yml") if p.name != "attributes.yml")
    return [parent for path in paths for parent in _table(read(path))]


def _table(table: Mapping[str, Any]) -> list[Parent]:
    return [p for model, own in table["models"].items() for p in _model(table, str(model), own)]


def _model(table: Mapping[str, Any], model: str, own: Mapping[str, Any]) -> list[Parent]:
    row = dict(zip(table["columns"], (str(cell) for cell in own["row"]), strict=True))
    letters = row.get("who", "u")
    kind = table.get("kinds", {}).get(row.get("kind"), {})
    return [
        Parent(table, model, GENDERS[letter], i, _for_one(row, i, len(letters)), own, kind)
        for i, letter in enumerate(letters)
    ]


def _for_one(row: Mapping[str, str], i: int, count: int) -> dict[str, str]:
    """A cell written « men/women » gives each its own part."""
    return {name: cell.split("/")[i] if count > 1 and "/" in cell else cell for name, cell in row.items()}


def details(parent: Parent, shop: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Attribute -> language -> (name, value as written), in the table's order."""
    cells = {name: cell for name, cell in parent.cells.items() if name not in NOT_DETAILS and cell != UNSTATED}
    return {name: {lang: _detail(name, cell, parent, shop, lang) for lang in LANGUAGES} for name, cell in cells.items()}


def _detail(name: str, cell: str, parent: Parent, shop: str, language: str) -> tuple[str, str]:
    words = lexicon(shop)
    attribute = words["attributes"][name]
    unit = _unit(name, attribute, parent, words, language)
    if re.fullmatch(r"\d+(\.\d+)?", cell):
        number = cell.replace(".", ",") if language == "fr" else cell
        return (name if language == "en" else attribute["fr"]), f"{number} {unit}".strip()
    if language == "en":
        return name, cell
    own = words.get("values_by_attribute", {}).get(name, {})
    return attribute["fr"], own.get(cell) or words["values"][cell]


def _unit(name: str, attribute: Mapping[str, Any], parent: Parent, words: Mapping[str, Any], language: str) -> str:
    by_category = words.get("units_by_category", {}).get(parent.table["category"]["en"], {})
    unit = by_category.get(name) or attribute.get("unit", "")
    return str(attribute.get("unit_fr", unit)) if language == "fr" else str(unit)


def applies(when: Mapping[str, Any] | None, cells: Mapping[str, str]) -> bool:
    """Whether a sentence may be said of a product: each attribute equal, or its number within min and max."""
    for name, test in (when or {}).items():
        cell = cells.get(name)
        if cell is None or cell == UNSTATED:
            return False
        if isinstance(test, dict):
            number = float(cell)
            if not test.get("min", number) <= number <= test.get("max", number):
                return False
        elif cell != str(test):
            return False
    return True


def chance(*keys: object) -> float:
    """A number in [0, 1) that depends on the keys alone: the catalogue is the same each time it is made."""
    digest = hashlib.sha256("/".join(str(k) for k in keys).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def french(text: str) -> str:
    """French spacing: a narrow no-break space before ; ! ?, a no-break space before :, in quotes, before units."""
    text = re.sub(r"\b(\d{2,3})(\d{3})\b", "\\1\u202f\\2", text)
    text = re.sub(r" ([;!?])", "\u202f\\1", text)
    text = text.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return re.sub(r"(\d) (g|mg|mm|cm|cl|m|km|h|L|jours|lumens)\b", "\\1\u00a0\\2", text)


def english(text: str) -> str:
    """English thousands: 10,000."""
    return re.sub(r"\b(\d{2,3})(\d{3})\b", r"\1,\2", text)


def typeset(value: Any) -> Any:
    """Every text of `value` with the apostrophe of print: « l’équilibre », "men’s"."""
    if isinstance(value, Mapping):
        return {key: typeset(one) for key, one in value.items()}
    if isinstance(value, list):
        return [typeset(one) for one in value]
    return value.replace("'", "’") if isinstance(value, str) else value
