"""What the shop's folder and the shipped data say: facts, profile, advice, words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.advice.advice import AdviceBook
from bot.dialogue.words import Words
from bot.ports import ShopFact
from bot.settings import PROJECT, Settings
from bot.storage import documents
from bot.storage.synonyms import read_synonyms


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the shop's folder and the shipped data say: facts, profile, advice, words."""

    facts: tuple[ShopFact, ...]
    profile: dict[str, Any]
    book: AdviceBook
    words: Words
    synonyms: tuple[tuple[str, ...], ...] = ()


def read_knowledge(settings: Settings) -> Knowledge:
    folder = settings.shop_folder
    facts = documents.load(folder / "facts.yml") or []
    return Knowledge(
        facts=tuple(_fact(item) for item in facts),
        profile=documents.load(folder / "shop.yml") or {},
        book=_book(),
        words=_words(),
        synonyms=read_synonyms(synonyms_file(settings)),
    )


@cache
def _book() -> AdviceBook:
    """Shipped with the code, like the words below: read once in a process."""
    return AdviceBook.parse(documents.load_folder(PROJECT / "data" / "advice"))


@cache
def _words() -> Words:
    return Words.parse(documents.load_folder(PROJECT / "data" / "responses").values())


def synonyms_file(settings: Settings) -> Path:
    """The merchant's own; `comptoir catalogue doctor publish` adds to it."""
    return settings.home / "synonyms.yml"


def _fact(item: dict[str, Any]) -> ShopFact:
    known = {key: item[key] for key in ("key", "text", "source", "value") if key in item}
    return ShopFact(**known, extra={key: value for key, value in item.items() if key not in known})
