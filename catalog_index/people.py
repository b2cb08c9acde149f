"""What shops call the people a thing is made for (people.yml): men, women, kids, or unisex."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from catalog_index.text import words

FILE = Path(__file__).with_name("people.yml")
EVERYBODY = "unisex"


@lru_cache(maxsize=1)
def _people() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def named() -> dict[str, str]:
    """Folded word -> men, women, kids or unisex."""
    return {word: gender for gender, said in _people()["named"].items() for word in said}


@lru_cache(maxsize=1)
def in_their_column() -> dict[str, str]:
    """The same for the column that says for whom a product is, where "F" and "all" do as well."""
    return {**named(), **{code: gender for gender, codes in _people()["codes"].items() for code in codes}}


@lru_cache(maxsize=1)
def children_in_titles() -> frozenset[str]:
    """Folded words that say in a title that it is for children."""
    return frozenset(_people()["children_in_titles"])


@lru_cache(maxsize=65_536)
def alone(part: str) -> str:
    """Whom a part of a path names and nothing else ("Men", "Women's"); "" for any other part."""
    return _of([word for word in words(part) if word != "s"])


@lru_cache(maxsize=65_536)
def person_of(part: str) -> str | None:
    """men, women or kids where a part of a path names nobody but them ("Men's clothing"), else None."""
    found = _of([word for word in words(part) if word not in _people()["beside"]])
    return found if found not in ("", EVERYBODY) else None


def _of(said: list[str]) -> str:
    """Whom all the words name; "" where they name several, or anything else."""
    found = {named().get(word, "") for word in said}
    return found.pop() if len(found) == 1 else ""
