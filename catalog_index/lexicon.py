"""Concepts and their names in both languages (lexicon.yml), with a merchant's own synonyms added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from catalog_index.text import LANGUAGES, phrase, words

FILE = Path(__file__).with_name("lexicon.yml")
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing. `kind`: products, materials, qualities, circumstances or synonyms; `names`: language -> names as
    written.
    """

    kind: str
    names: Mapping[str, tuple[str, ...]]
    includes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The concept's English name, else its first one."""
        return next(names[0] for names in (self.names.get("en"), self.names.get("fr")) if names)

    def phrases(self, language: str) -> list[Stems]:
        return [phrase(name, language) for name in self.names.get(language, ())]


@dataclass(frozen=True, slots=True)
class Lexicon:
    concepts: tuple[Concept, ...]
    by_phrase: Mapping[str, Mapping[Stems, tuple[Concept, ...]]] = field(repr=False)
    """language -> phrase -> the concepts it names."""
    words: frozenset[str] = frozenset()
    """Every folded word of every name."""

    def named(self, stems: Stems, language: str) -> tuple[Concept, ...]:
        return self.by_phrase.get(language, {}).get(stems, ())

    def find(self, label: str) -> Concept | None:
        found = self.named(phrase(label, "en"), "en")
        return found[0] if found else None

    def names_of(self, word: str, narrower: bool = True) -> tuple[str, ...]:
        """Every name, in both languages, of what `word` names in either, and of its narrower things where asked for;
        () for a word it doesn't know.
        """
        found: dict[str, None] = {}
        for language in LANGUAGES:
            for concept in self.named(phrase(word, language), language):
                groups = self.names_with_narrower(concept) if narrower else concept.names.values()
                found.update(dict.fromkeys(name for names in groups for name in names))
        return tuple(found)

    def names_with_narrower(self, concept: Concept) -> list[tuple[str, ...]]:
        narrower = [c for label in concept.includes if (c := self.find(label))]
        return [names for c in (concept, *narrower) for names in c.names.values()]


def build(concepts: Iterable[Concept]) -> Lexicon:
    table: dict[str, dict[Stems, tuple[Concept, ...]]] = {language: {} for language in LANGUAGES}
    kept = tuple(concepts)
    for concept in kept:
        for language in LANGUAGES:
            for stems in concept.phrases(language):
                known = table[language].get(stems, ())
                if concept not in known:
                    table[language][stems] = (*known, concept)
    return Lexicon(
        kept, table, frozenset(w for c in kept for names in c.names.values() for n in names for w in words(n))
    )


@lru_cache(maxsize=1)
def _shipped() -> tuple[Concept, ...]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same reader in C, where PyYAML was built with it
    data = yaml.load(FILE.read_text(encoding="utf-8"), loader)
    return tuple(
        Concept(
            kind,
            {language: tuple(map(str, entry.get(language, ()))) for language in LANGUAGES},
            tuple(entry.get("includes", ())),
        )
        for kind, entries in data.items()
        for entry in entries
    )


@lru_cache(maxsize=8)
def _with(synonyms: tuple[tuple[str, ...], ...]) -> Lexicon:
    own = (Concept("synonyms", dict.fromkeys(LANGUAGES, group)) for group in synonyms if len(group) > 1)
    return build((*_shipped(), *own))


def lexicon(synonyms: Iterable[Iterable[str]] = ()) -> Lexicon:
    """The shipped lexicon and the merchant's synonyms, whose words may be of either language."""
    return _with(tuple(tuple(map(str, group)) for group in synonyms))
