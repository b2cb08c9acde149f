"""Concepts and their names in both languages (lexicon.yml), with a merchant's own synonyms added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from catalog_index.text import LANGUAGES, STOP_WORDS, bare, phrase, words

FILE = Path(__file__).with_name("lexicon.yml")
Stems = tuple[str, ...]
MOSTLY = 2
"""So many times as often a word is in the names of its language as in those of the other, which borrows: « tote bag ».
"""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing. `kind`: products, materials, qualities, circumstances, quantities, modifiers or synonyms; `names`:
    language -> names as written.
    """

    kind: str
    names: Mapping[str, tuple[str, ...]]
    includes: tuple[str, ...] = ()
    opposite: str = ""

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
    told: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    """language -> the words, without marks of number, that are mostly its own: "sheet" is English, "sofa" of both."""

    def named(self, stems: Stems, language: str) -> tuple[Concept, ...]:
        return self.by_phrase.get(language, {}).get(stems, ())

    def language(self, text: str) -> str | None:
        """The language that more of the words are of; None where none is, or as many."""
        said = [word for word in words(text) if not any(word in small for small in STOP_WORDS.values())]
        votes = {lang: sum(bare(word) in self.told.get(lang, ()) for word in said) for lang in LANGUAGES}
        best = max(votes, key=lambda lang: votes[lang])
        return best if sum(count == votes[best] for count in votes.values()) == 1 else None

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

    def names_of_opposites(self, word: str) -> tuple[str, ...]:
        """Every name of what something is that lacks the quality `word`: "wired" is not "wireless"."""
        labels = {concept.label for language in LANGUAGES for concept in self.named(phrase(word, language), language)}
        lacking = [concept for concept in self.concepts if concept.opposite in labels and concept.opposite]
        return tuple(dict.fromkeys(name for c in lacking for names in c.names.values() for name in names))

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
    said = {lang: [word for c in kept for name in c.names.get(lang, ()) for word in words(name)] for lang in LANGUAGES}
    everything = frozenset(word for all_ in said.values() for word in all_)
    return Lexicon(kept, table, everything, _told(said))


def _told(said: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """language -> the words that are mostly of its names, each `bare`."""
    counts = {language: Counter(map(bare, all_)) for language, all_ in said.items()}
    everything = sum(counts.values(), Counter[str]())
    return {
        language: frozenset(word for word, count in own.items() if count > MOSTLY * (everything[word] - count))
        for language, own in counts.items()
    }


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
            str(entry.get("opposite", "")),
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
